"""What ended without an outcome: counted in the rail, and settled with one key each."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Action, Status
from tests.ui.appointment_list.conftest import Lists, said
from ui.widgets import Sheet

Elsewhere = Callable[..., None]


def badge(lists: Lists) -> QWidget:
    found = lists.desk.shell.rail.findChild(QWidget, "page_appointments_badge")
    assert found is not None
    return found


def status(lists: Lists, name: str) -> Status:
    clinic, number = lists.desk.session.clinic, lists.booked[name].appointment_id
    assert clinic is not None
    got: list[Status] = []
    lists.desk.session.tasks.run(lambda: clinic.appointments.view(number).status, got.append)
    lists.desk.settle()
    return got[0]


@pytest.mark.feature("APT-12")
def test_the_rail_counts_what_waits_for_an_outcome(lists: Lists) -> None:
    assert badge(lists).accessibleName() == "3"
    assert badge(lists).isVisible()


@pytest.mark.feature("APT-12")
def test_the_list_says_its_keys(lists: Lists) -> None:
    lists.show("past")
    assert lists.page.footer.keys.text() == "C complete · N didn't show · R reschedule · X cancel"
    assert lists.page.footer.count.text() == "3 to settle"
    lists.show("upcoming")
    assert lists.page.footer.keys.text() == ""


@pytest.mark.feature("APT-12", "UX-2")
def test_each_is_settled_by_one_key_and_enter_and_the_next_is_chosen(lists: Lists) -> None:
    lists.show("past")
    lists.press(Qt.Key.Key_Down if lists.page.table.currentIndex().row() < 0 else Qt.Key.Key_Home)
    settled = []
    for _one in range(3):
        settled.append(lists.desk.shell.journeys.chosen)
        lists.press(Qt.Key.Key_N, Qt.Key.Key_Return)
    assert settled == [lists.booked[name].appointment_id for name in ("third", "second", "first")]
    assert {status(lists, name) for name in ("first", "second", "third")} == {Status.NOSHOW}
    assert lists.page.model.total == 0
    assert not badge(lists).isVisible()


@pytest.mark.feature("APT-12")
@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_R])
def test_the_other_keys_ask_what_they_need(lists: Lists, key: Qt.Key) -> None:
    lists.show("past")
    lists.page.table.go_to(1)
    lists.desk.settle()
    lists.press(key)
    sheet = next(one for one in lists.desk.shell.findChildren(Sheet) if one.isVisible())
    sheet.close_sheet()
    lists.desk.settle()
    assert status(lists, "second") is Status.BOOKED


@pytest.mark.feature("APT-12")
def test_what_may_not_be_done_is_said_and_nothing_is_settled(lists: Lists) -> None:
    lists.show("past")
    lists.page.table.go_to(0)
    lists.desk.settle()
    lists.press(Qt.Key.Key_C)
    assert "Complete appointment is not possible" in said(lists.desk.shell)
    assert status(lists, "third") is Status.BOOKED


@pytest.mark.feature("APT-12")
def test_letters_do_nothing_in_the_other_lists(lists: Lists) -> None:
    lists.page.table.go_to(0)
    lists.desk.settle()
    lists.press(Qt.Key.Key_N, Qt.Key.Key_X)
    assert not [one for one in lists.desk.shell.findChildren(Sheet) if one.isVisible()]


@pytest.mark.feature("APT-12", "AVL-8")
def test_what_another_desk_settles_moves_no_key_to_somebody_else(lists: Lists, elsewhere: Elsewhere) -> None:
    lists.show("past")
    lists.page.table.go_to(1)
    lists.desk.settle()
    elsewhere(Action.NO_SHOW, "second", confirmed=True)
    lists.press(Qt.Key.Key_N)
    assert not [one for one in lists.desk.shell.findChildren(Sheet) if one.isVisible()]
    assert lists.names() == ["Rui Costa", "Maria Silva"]
