"""Everybody begins on their own Today, or on the page that they chose, with what it shows there at once."""

import pytest

from frontdesk.views.today import Part
from tests.ui.shell.conftest import Desk
from ui.session import Session
from ui.shell.preferences import Preferences, keep_preferences
from ui.today.page import TodayPage


def begin(session: Session, name: str) -> Desk:
    """Sign in and wait for what shows."""
    session.sign_in(name, "demo")
    desk = Desk(session)
    desk.settle()
    return desk


def today(desk: Desk) -> TodayPage:
    """The start page as delivered."""
    page = desk.shell.journeys.desks["today"].page
    assert isinstance(page, TodayPage)
    return page


@pytest.mark.feature("QCK-1")
@pytest.mark.parametrize(
    ("name", "part"), [("clinician", Part.MINE), ("reception", Part.DESK), ("manager", Part.CENTER)]
)
def test_the_start_page_is_the_persons_own_today(session: Session, name: str, part: Part) -> None:
    desk = begin(session, name)
    assert today(desk).isVisible()
    assert today(desk).layout_state()["part"] == part.value
    assert desk.find("page_today").property("checked")


@pytest.mark.feature("QCK-1", "UX-1")
def test_what_the_start_page_shows_was_read_with_the_sign_in(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(TodayPage, "refresh", lambda _page: asked.append(1))
    desk = begin(session, "reception")
    assert asked == []
    assert today(desk).list.isVisible()


@pytest.mark.feature("UX-7")
@pytest.mark.parametrize("page", ["calendar", "requests"])
def test_who_chose_another_page_begins_there(session: Session, page: str) -> None:
    desk = begin(session, "reception")
    assert desk.shell.staff is not None
    keep_preferences(desk.shell.memory, desk.shell.staff.staff_id, Preferences(page))
    begin(session, "manager")
    desk = begin(session, "reception")
    assert desk.shell.journeys.desks[page].page.isVisible()
    assert today(begin(session, "manager")).isVisible()


@pytest.mark.feature("UX-7")
def test_a_start_page_that_is_none_is_today(session: Session) -> None:
    desk = begin(session, "reception")
    assert desk.shell.staff is not None
    keep_preferences(desk.shell.memory, desk.shell.staff.staff_id, Preferences("reports"))
    begin(session, "manager")
    assert today(begin(session, "reception")).isVisible()


@pytest.mark.feature("QCK-1", "UX-2")
def test_an_appointment_of_today_is_chosen_beside_the_page_and_escape_closes_it(session: Session) -> None:
    desk = begin(session, "reception")
    booked = desk.book(15)
    page = today(desk)
    page.appointment_chosen.emit(booked.appointment_id)
    desk.settle()
    assert desk.shell.side.shown() is desk.shell.journeys.panel
    assert page.isVisible()
    desk.shell.journeys.narrow()
    assert desk.shell.side.shown() is None
    assert page.isVisible()
