"""The window comes back as each person left it: modes, widths and filters of every page (UX-7)."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tests.little import Clock
from tests.ui.shell.conftest import Desk
from ui.consumers.page import ConsumersPage
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.tasks import Tasks


@pytest.fixture(autouse=True)
def page_with_a_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose one layout is its height, which no other part of the window changes."""
    monkeypatch.setattr(
        ConsumersPage, "layout_state", lambda page: {"sort": page.toolTip(), "widths": [1, 2]}, raising=False
    )
    monkeypatch.setattr(
        ConsumersPage, "restore_layout", lambda page, state: page.setToolTip(str(state["sort"])), raising=False
    )


@pytest.fixture
def sign_in_anew(desk: Desk, url: str, clock: Clock, qapp: QApplication) -> Iterator[Callable[[str], Desk]]:
    """Close the window and open another one, signed in as somebody."""
    frames: list[Frame] = []

    def again(name: str) -> Desk:
        desk.session.frame.close()
        frame = Frame(Memory())
        frames.append(frame)
        session = Session(frame, Tasks(frame), url, now=clock, desk="Desk 2")
        frame.show()
        session.open_clinic()
        assert session.tasks.wait(20_000)
        desk.session = session
        session.sign_in(name, "demo")
        desk.settle()
        return desk

    yield again
    for frame in frames:
        frame.close()
        frame.deleteLater()
    QApplication.processEvents()


@pytest.mark.feature("UX-7")
def test_closed_and_opened_again_a_page_looks_the_same_and_another_person_has_their_own(
    desk: Desk, sign_in_anew: Callable[[str], Desk]
) -> None:
    desk.shell.journeys.show_page("consumers")
    desk.shell.journeys.consumers.setToolTip("by birth date")
    assert sign_in_anew("reception").shell.journeys.consumers.toolTip() == "by birth date"
    assert sign_in_anew("manager").shell.journeys.consumers.toolTip() == ""
    assert sign_in_anew("reception").shell.journeys.consumers.toolTip() == "by birth date"


@pytest.mark.feature("UX-7")
@pytest.mark.parametrize("damage", ["{", "[1, 2]", '{"sort": {"a": 1}}', '{"other": "x"}', "\0"])
def test_what_is_damaged_is_ignored(desk: Desk, sign_in_anew: Callable[[str], Desk], damage: str) -> None:
    desk.shell.journeys.show_page("consumers")
    desk.session.frame.close()
    kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Frontdesk", "window")
    key = next(name for name in kept.allKeys() if name.endswith("consumers_page"))
    kept.setValue(key, damage)
    kept.sync()
    again = sign_in_anew("reception")
    again.shell.journeys.show_page("consumers")
    assert again.shell.journeys.consumers.isVisible()
    assert again.shell.journeys.consumers.toolTip() == ""


@pytest.mark.feature("UX-7")
def test_what_changed_is_kept_when_another_page_is_shown(desk: Desk) -> None:
    desk.shell.journeys.show_page("consumers")
    desk.shell.journeys.consumers.setToolTip("by name")
    desk.shell.journeys.show_page("calendar")
    assert desk.shell.staff is not None
    kept = Memory().of_person(desk.shell.staff.staff_id, "consumers_page")
    assert kept == {"sort": "by name", "widths": [1, 2]}
