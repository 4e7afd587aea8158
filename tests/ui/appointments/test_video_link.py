"""The panel of a video appointment: its link is opened or copied; what is no https address is never opened."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from frontdesk.rules.words import Modality
from ui.appointments.panel import AppointmentPanel

LINK = "https://meet.example/riverside-0123?pwd=a#config"


@pytest.mark.feature("QCK-4")
def test_the_link_is_opened_or_copied_and_only_https_is_opened(
    panel: AppointmentPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    view, video = panel.view, panel.facts.video
    assert view is not None
    assert not video.isVisible()
    now = panel._context.clinic.now()
    by_video = replace(view, modality=Modality.VIDEO, video_platform="Riverside Meet", video_link=LINK)
    panel.facts.show_view(by_video, now)
    assert video.isVisible()
    assert video.platform.text() == "Riverside Meet"
    video.open_link.click()
    video.copy_link.click()
    assert opened == [LINK]
    assert QGuiApplication.clipboard().text() == LINK
    panel.facts.show_view(replace(by_video, video_link="file:///etc/passwd"), now)
    assert not video.open_link.isEnabled()
    video.open_link.click()
    assert opened == [LINK]
