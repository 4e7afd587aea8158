"""The section of video: a platform is set up, its provider's secret kept, tried out, and taken out of use."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import VideoKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.video import VideoForm
from tests.rings import Ring, ring_in_memory
from tests.systems import System, system
from tests.ui.administration.conftest import Typist
from tests.ui.desks import Desk
from ui.administration.page import AdministrationPage
from ui.administration.video import VideoSection

pytestmark = pytest.mark.feature("QCK-4")
LINK = "https://meet.example/j/7"


@pytest.fixture
def ring() -> Iterator[Ring]:
    with ring_in_memory() as made:
        yield made


@pytest.fixture
def provider() -> Iterator[System]:
    with system() as made:
        made.status, made.body = 200, json.dumps({"url": LINK}).encode()
        yield made


@pytest.fixture
def section(desk: Desk, page: AdministrationPage, ring: Ring) -> VideoSection:
    made = page.show_section("video")
    desk.settle()
    assert isinstance(made, VideoSection)
    made.setFocus()
    return made


def test_a_template_is_set_up_and_tried_out_by_keys(section: VideoSection, typist: Typist) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.fill(video_name="Meet", video_address="https://meet.example/{token}")
    typist.press(Qt.Key.Key_Return)
    editor = section.editor
    assert editor.trial.isVisible()
    assert not editor.trial.secret.isVisible()
    typist.go("video_test")
    typist.press(Qt.Key.Key_Return)
    assert editor.trial.answer.text().startswith("It made this link: https://meet.example/")


def test_a_provider_is_asked_with_the_secret_that_is_kept_and_removed_again(
    desk: Desk, section: VideoSection, provider: System, ring: Ring
) -> None:
    form = VideoForm("Provider", VideoKind.HTTP, provider.url, "url")
    one = desk.clinic.video.save(form, new_command_id()).id
    section.reload()
    desk.settle()
    section.edit(one)
    trial = section.editor.trial
    trial.secret.setText("t0p secret")
    trial.keep.click()
    desk.settle()
    assert "no spaces" in trial.answer.text()
    trial.secret.setText("t0p-secret")
    trial.keep.click()
    desk.settle()
    assert list(ring.kept.values()) == ["t0p-secret"]
    assert trial.secret.text() == ""
    trial.test.click()
    desk.settle()
    assert trial.answer.text() == f"It made this link: {LINK}"
    assert provider.got[0].headers["authorization"] == "Bearer t0p-secret"
    provider.status = 503
    trial.test.click()
    desk.settle()
    assert trial.answer.text() == "The video provider answered 503 instead of giving a link."
    trial.forget.click()
    desk.settle()
    assert not ring.kept


def test_each_kind_asks_for_what_it_needs_and_a_mistake_stands_at_its_field(desk: Desk, section: VideoSection) -> None:
    section.new()
    editor = section.editor
    asked = {}
    for kind in VideoKind:
        editor.kind.set_value(kind)
        editor.kind.chosen.emit(kind)
        asked[kind] = (editor.address.isVisible(), editor.path.isVisible())
    assert asked == {
        VideoKind.TEMPLATE: (True, False),
        VideoKind.HTTP: (True, True),
        VideoKind.MANUAL: (False, False),
    }
    editor.kind.set_value(VideoKind.TEMPLATE)
    editor.kind.chosen.emit(VideoKind.TEMPLATE)
    editor.title_line.setText("Meet")
    editor.address.setText("https://meet.example/fixed")
    editor.save()
    desk.settle()
    assert "{token}" in editor.fields["address"].error
    assert editor.title_line.text() == "Meet"
