"""The appointments page: what stands in which list, found, narrowed, sorted, opened, and kept up with other desks."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, Status
from frontdesk.views.lists import Sort
from tests.little import LAKESIDE, Clock
from tests.ui.appointment_list.conftest import Lists, said
from ui.appointment_list.page import AppointmentsPage

Elsewhere = Callable[..., None]


def tabs(lists: Lists) -> list[str]:
    return [button.text() for button in lists.page.tabs.findChildren(QPushButton)]


@pytest.mark.feature("APT-2")
def test_the_lists_are_tabs_with_their_counts(lists: Lists) -> None:
    assert tabs(lists) == ["Requests", "Upcoming  2", "Past  3", "Completed  1", "Cancelled  1"]
    assert lists.names() == ["Maria Silva", "Emma Lind"]
    assert lists.cells(0) == [
        ("Today", "11:00\N{EN DASH}11:20"),
        ("Maria Silva", "+351 912 345 678"),
        ("Influenza", ""),
        ("Dr Mei Chen", "Room 1"),
        ("Upcoming", ""),
        ("Today 08:00", ""),
    ]
    assert lists.cells(1)[0] == ("Tomorrow", "09:00\N{EN DASH}09:20")
    assert "2 appointments" in said(lists.page)


@pytest.mark.feature("APT-2")
@pytest.mark.parametrize(
    ("tab", "wanted"),
    [
        ("past", ["Rui Costa", "Emma Lind", "Maria Silva"]),
        ("completed", ["Emma Lind"]),
        ("cancelled", ["Rui Costa"]),
    ],
)
def test_what_was_is_by_the_latest_first(lists: Lists, tab: str, wanted: list[str]) -> None:
    lists.show(tab)
    assert lists.names() == wanted


@pytest.mark.feature("APT-2", "UX-3")
def test_an_empty_list_says_what_will_stand_there(lists: Lists) -> None:
    lists.show("requests")
    assert "No requests" in said(lists.page)
    assert "Appointments that wait for an answer stand here." in said(lists.page)


@pytest.mark.feature("APT-2")
def test_a_search_goes_through_all_lists_and_says_where_it_found_something(lists: Lists, qtbot: QtBot) -> None:
    lists.type("lind em")
    assert lists.names() == ["Emma Lind"]
    found = ["Requests", "Upcoming  1", "Past  1", "Completed  1", "Cancelled"]
    qtbot.waitUntil(lambda: tabs(lists) == found)
    lists.show("past")
    assert lists.names() == ["Rui Costa", "Emma Lind", "Maria Silva"]


@pytest.mark.feature("APT-2", "AVL-8")
def test_what_another_desk_changes_while_a_list_is_being_read_lets_it_begin_all_the_same(
    lists: Lists, qtbot: QtBot
) -> None:
    page = lists.page
    page.show_tab("past")
    lists.desk.session.hear(Changes(everything=True))
    lists.desk.settle()
    assert page.table.settles
    page.tools.search.setText("lind em")
    page.tools.search.ask_now()
    lists.desk.session.hear(Changes(everything=True))
    lists.desk.settle()
    qtbot.waitUntil(lambda: tabs(lists)[1:3] == ["Upcoming  1", "Past  1"])
    assert page.table.currentIndex().row() == 0, "what is found first is chosen"


@pytest.mark.feature("APT-2", "UX-3")
def test_a_search_that_finds_nothing_says_so_and_clears(lists: Lists) -> None:
    lists.type("nobody at all")
    assert "Nothing found for “nobody at all” in Upcoming" in said(lists.page)
    lists.desk.press(Qt.Key.Key_Escape)
    QTest.qWait(0)
    lists.page.tools.search.ask_now()
    lists.desk.settle()
    assert lists.names() == ["Maria Silva", "Emma Lind"]


@pytest.mark.feature("APT-2", "UX-2")
def test_from_the_search_arrows_choose_and_enter_opens_the_detail_page(lists: Lists, qtbot: QtBot) -> None:
    lists.type("lind")
    lists.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lists.desk.shell.journeys.detail.isVisible)
    assert lists.desk.shell.journeys.chosen == lists.booked["later"].appointment_id


@pytest.mark.feature("APT-2")
def test_a_row_that_is_clicked_shows_in_the_panel(lists: Lists, qtbot: QtBot) -> None:
    table = lists.page.table
    place = table.visualRect(lists.page.model.index(1, 1)).center()
    with qtbot.waitSignal(lists.page.appointment_chosen) as chosen:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [lists.booked["later"].appointment_id]
    lists.desk.settle()
    panel = lists.desk.shell.journeys.panel
    assert panel.isVisible()
    assert panel.view is not None
    assert panel.view.consumer == "Emma Lind"


@pytest.mark.feature("APT-2", "APT-9")
def test_the_right_button_opens_the_menu_of_what_can_be_done(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_where: None)  # no screen to show it on
    table = lists.page.table
    at = table.visualRect(lists.page.model.index(0, 1)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)
    lists.desk.settle()
    menu = lists.desk.shell.findChildren(QMenu, "appointment_menu")[-1]
    assert "Check in" in [action.text().replace("&", "") for action in menu.actions()]
    menu.deleteLater()


@pytest.mark.feature("APT-2")
def test_a_heading_sorts_and_the_same_once_more_turns_it_round(lists: Lists) -> None:
    lists.show("past")
    header = lists.page.table.horizontalHeader()
    for wanted in (["Rui Costa", "Emma Lind", "Maria Silva"], ["Maria Silva", "Emma Lind", "Rui Costa"]):
        x = header.sectionViewportPosition(1) + 20
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().center().__class__(x, 10)
        )
        lists.desk.settle()
        assert lists.names() == wanted
    lists.show("upcoming")
    assert lists.page.wishing.sorting.of(lists.page.wishing.tab) == (Sort.WHEN, False)


@pytest.mark.feature("APT-2")
def test_the_filter_narrows_at_once_and_says_how_many_are_set(lists: Lists) -> None:
    card = lists.page.filter
    lists.page.tools.filter.click()
    card.clinician.set_value(2)
    card.clinician.chosen.emit(2)
    card.first_day.setText("tomorrow")
    card.first_day.editingFinished.emit()
    lists.desk.settle()
    assert lists.names() == ["Emma Lind"]
    assert lists.page.tools.filter.text() == "Filter · 2"
    assert card.first_day.text() == "25 Nov 2026"
    card.service.set_value(3)
    card.service.chosen.emit(3)
    lists.desk.settle()
    assert "Nothing fits the filter" in said(lists.page)
    card.clear.click()
    lists.desk.settle()
    assert lists.names() == ["Maria Silva", "Emma Lind"]
    card.leave()


@pytest.mark.feature("APT-2")
def test_another_center_has_its_own_lists_and_everyone_has_all(lists: Lists) -> None:
    lists.page.show_center(LAKESIDE)
    lists.desk.settle()
    assert lists.page.model.total == 0
    scope = lists.page.tools.scope
    assert [scope.itemText(row) for row in range(scope.count())] == ["Lakeside", "Everyone"]
    scope.setCurrentIndex(1)
    scope.activated.emit(1)
    lists.desk.settle()
    assert lists.names() == ["Maria Silva", "Emma Lind"]
    assert not lists.page.table.isColumnHidden(4)


@pytest.mark.feature("APT-2", "AVL-8")
def test_what_another_desk_does_is_followed_and_the_row_chosen_stays_chosen(lists: Lists, elsewhere: Elsewhere) -> None:
    lists.page.table.go_to(1)
    lists.desk.settle()
    elsewhere(Action.CANCEL, "soon", reason_id=1)
    assert lists.names() == ["Emma Lind"]
    assert lists.page.table.currentIndex().row() == 0
    assert tabs(lists) == ["Requests", "Upcoming  1", "Past  3", "Completed  1", "Cancelled  2"]


@pytest.mark.feature("APT-2", "AVL-8")
def test_when_another_desk_takes_the_chosen_one_away_the_panel_tells_and_nobody_else_is_chosen(
    lists: Lists, elsewhere: Elsewhere
) -> None:
    lists.page.table.go_to(0)
    lists.desk.settle()
    elsewhere(Action.CANCEL, "soon", reason_id=1)
    view = lists.desk.shell.journeys.panel.view
    assert view is not None
    assert view.status is Status.CANCELLED
    assert lists.page.table.selectionModel().selectedRows() == []
    assert lists.desk.shell.journeys.chosen == lists.booked["soon"].appointment_id


@pytest.mark.feature("APT-2", "UX-3")
def test_when_the_database_is_away_at_first_the_page_says_so_and_tries_again(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object) -> None:
        raise Unavailable("database.lost", path="the clinic")

    services = lists.page.reader._lists
    with monkeypatch.context() as patch:
        patch.setattr(services, "begin", away)
        lists.page.model.show(0, {}, lists.page.model.at)
        lists.show("completed")
        lists.desk.settle()
        assert "The appointments cannot be shown" in said(lists.page)
    lists.page.findChild(QPushButton, "list_help").click()  # type: ignore[union-attr]  # it is there
    lists.desk.settle()
    assert lists.names() == ["Emma Lind"]


@pytest.mark.feature("APT-2", "UX-7")
def test_the_page_looks_as_it_was_left(lists: Lists) -> None:
    lists.show("past")
    lists.page.table.sort_wanted.emit(Sort.CONSUMER)
    lists.page.filter.modality.set_value(None)
    lists.page.filter.late.setChecked(True)
    kept = lists.page.layout_state()
    other = AppointmentsPage(lists.desk.shell.context)
    other.restore_layout(kept)
    assert other.layout_state() == kept
    assert other.wishing.tab.value == "past"
    other.deleteLater()


@pytest.mark.feature("APT-2")
def test_what_is_kept_of_another_version_is_left_aside(lists: Lists) -> None:
    before = lists.page.layout_state()
    lists.page.restore_layout({"tab": "nonsense", "widths": [1], "sorts": ["x:y"], "filter": ["a"], "scope": "?"})
    assert lists.page.layout_state() == before


@pytest.mark.feature("APT-2")
def test_time_moves_what_has_ended_to_past(lists: Lists, clock: Clock) -> None:
    clock.to(11, 30)
    lists.page._minute.timeout.emit()
    lists.desk.settle()
    assert lists.names() == ["Emma Lind"]
    assert lists.desk.shell.rail.findChild(QWidget, "page_appointments_badge").accessibleName() == "4"  # type: ignore[union-attr]  # it is there


def test_the_page_says_to_assistive_tools_what_it_is(lists: Lists) -> None:
    index = lists.page.model.index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Consumer: Maria Silva, +351 912 345 678"
    assert lists.page.tools.sort.accessibleName() == "Sorted by When"
    assert lists.page.table.accessibleName() == "Appointments"
    lists.page.refresh()
    lists.desk.session.changes.changed.emit(Changes(everything=True))
    lists.desk.settle()
    assert lists.names() == ["Maria Silva", "Emma Lind"]


@pytest.mark.feature("APT-2")
def test_only_mine_is_for_who_sees_consumers(lists: Lists) -> None:
    lists.desk.session.lock()
    lists.desk.settle()
    lists.desk.session.sign_in("nurse", "demo")
    lists.desk.settle()
    lists.desk.go("appointments")
    lists.desk.settle()
    page = next(one for one in lists.desk.session.frame.findChildren(AppointmentsPage) if one.isVisible())
    scope = page.tools.scope
    assert [scope.itemText(row) for row in range(scope.count())] == ["Riverside", "Only mine", "Everyone"]
    scope.setCurrentIndex(1)
    scope.activated.emit(1)
    lists.desk.settle()
    assert [page.model.index(row, 1).data() for row in range(page.model.total)] == ["Emma Lind"]


@pytest.mark.feature("APT-2")
def test_a_list_that_is_too_long_for_an_order_says_so_and_stays_as_it_is(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.appointment_list.sorting.SORTABLE", 1)
    lists.page.refresh()
    lists.desk.settle()
    menu = lists.page.wishing.sorting.menu
    closed = {action.text(): action.toolTip() for action in menu.actions() if not action.isEnabled()}
    said_why = "Narrow the list to 5\N{NARROW NO-BREAK SPACE}000 rows to sort by this."
    assert closed == {"Consumer": said_why, "Booked": said_why}
    lists.page.table.sort_wanted.emit(Sort.CONSUMER)
    lists.desk.settle()
    assert lists.page.reader.wish.sort is Sort.WHEN


@pytest.mark.feature("APT-2")
def test_end_goes_to_the_last_row_of_a_list_that_is_not_all_there(lists: Lists) -> None:
    lists.show("past")
    lists.page.model.pages.clear()
    lists.press(Qt.Key.Key_End)
    lists.desk.settle()
    assert lists.desk.shell.journeys.chosen == lists.booked["first"].appointment_id
