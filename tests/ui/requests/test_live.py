"""How long requests are pending, alive: in time, late and escalated; only what says something else is painted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.words import RequestKind
from frontdesk.views.requests import RequestLine
from tests.little import CHEN, NOW, ROY, Clock, at
from tests.ui.shell.conftest import Desk, aside
from ui.requests.delegate import broken
from ui.requests.model import BELOW, PENDING
from ui.requests.request_list import RequestList
from ui.requests.widths import shared
from ui.requests.words import pending_words

TakeDown = Callable[..., int]


class Painted(QObject):
    """What of a list is painted from now on."""

    def __init__(self, page: RequestList) -> None:
        super().__init__(page)
        self.areas: list[QRect] = []
        page.table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QPaintEvent):
            self.areas += list(event.region())  # type: ignore[call-overload]  # the stub forgets that it can be gone through
        return False


def open_page(desk: Desk) -> RequestList:
    desk.go("requests")
    desk.settle()
    return desk.shell.journeys.requests.page.requests


def pending(page: RequestList, row: int) -> str:
    return str(page.model.index(row, PENDING).data())


def spoken(page: RequestList, row: int) -> str:
    return str(page.model.index(row, PENDING).data(Qt.ItemDataRole.AccessibleTextRole))


def later(page: RequestList, clock: Clock, seconds: float) -> None:
    clock.instant += timedelta(seconds=seconds)
    page._second.timeout.emit()
    QApplication.processEvents()


@pytest.mark.feature("REQ-1")
@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=-3), "0:00"),
        (timedelta(seconds=59), "0:59"),
        (timedelta(minutes=6, seconds=2), "6:02"),
        (timedelta(minutes=59, seconds=59), "59:59"),
        (timedelta(hours=1), "1:00 h"),
        (timedelta(hours=23, minutes=5), "23:05 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=9, hours=5), "9 days"),
    ],
)
def test_how_long_is_said_in_minutes_then_hours_then_days(waited: timedelta, words: str) -> None:
    assert pending_words(waited) == words


@pytest.mark.feature("REQ-1")
def test_it_counts_up_and_turns_late_by_sign_and_word(desk: Desk, take_down: TakeDown, clock: Clock) -> None:
    take_down()
    page = open_page(desk)
    assert pending(page, 0) == "0:00"
    later(page, clock, 299)
    assert pending(page, 0) == "4:59"
    assert spoken(page, 0) == "Pending for 4:59, since today 10:22."
    later(page, clock, 1)
    assert spoken(page, 0) == "Pending for 5:00, since today 10:22. Late: nobody took it within 5 minutes."
    assert page.model.index(0, PENDING).data(Qt.ItemDataRole.ToolTipRole) == spoken(page, 0)
    page._found(tuple(replace(one, escalated_at=NOW) for one in page.model.rows))
    assert page.model.index(0, PENDING).data(BELOW) == "Escalated"
    assert spoken(page, 0).endswith("Escalated to the managers.")


@pytest.mark.feature("REQ-1", "UX-1")
def test_only_cells_that_show_and_say_something_else_are_painted(desk: Desk, take_down: TakeDown, clock: Clock) -> None:
    take_down()
    page = open_page(desk)
    line: RequestLine = page.model.rows[0]
    old, fresh = NOW - timedelta(hours=2, seconds=30), NOW - timedelta(minutes=3)
    lines = [replace(line, id=number, created_at=old if number < 4 else fresh) for number in range(1, 200)]
    page._found(tuple(lines))
    desk.settle()
    painted = Painted(page)
    later(page, clock, 1)
    column = page.table.visualRect(page.model.index(0, PENDING))
    assert painted.areas
    for area in painted.areas:
        assert column.left() <= area.left(), "the other columns say what they said"
        assert area.right() <= column.right()
        assert area.top() >= page.table.visualRect(page.model.index(3, PENDING)).top(), "hours count by minutes"
    painted.areas.clear()
    later(page, clock, 0.2)
    assert painted.areas == [], "within the same second nothing is painted"
    page.table.scrollToBottom()
    desk.settle()
    painted.areas.clear()
    seen: list[int] = []
    page.model.dataChanged.connect(lambda first, _last: seen.append(first.row()))
    later(page, clock, 1)
    assert seen
    assert min(seen) > 150, "what is out of sight is left alone"


@pytest.mark.feature("REQ-1", "UX-1")
def test_a_hidden_page_counts_nothing_and_is_right_as_soon_as_it_shows(
    desk: Desk, take_down: TakeDown, clock: Clock
) -> None:
    take_down()
    page = open_page(desk)
    panel = desk.shell.journeys.requests.panel
    assert page._second.isActive()
    desk.press(Qt.Key.Key_Down)
    assert panel._second.isActive()
    desk.go("calendar")
    assert not page._second.isActive()
    assert not panel._second.isActive()
    clock.instant += timedelta(minutes=3)
    desk.go("requests")
    desk.settle()
    assert pending(page, 0) == "3:00"
    assert panel.head.what.text().endswith("pending for 3:00")


@pytest.mark.feature("REQ-1")
def test_group_wished_times_and_to_whom_stand_in_the_list(desk: Desk, take_down: TakeDown) -> None:
    take_down(wanted=(at(15), at(9, 30, days=1), at(9, days=8)))
    take_down("b.b", kind=RequestKind.NOW, clinician_id=CHEN)
    page = open_page(desk)
    cells = [[page.model.index(row, column).data() for column in range(7)] for row in (0, 1)]
    assert cells[0][6] == "Tue 15:00, Wed 09:30, Wed 2 Dec, 09:00"
    assert cells[1][2:] == ["Now", "Influenza", "Dr Mei Chen", "0:00", "now, since 10:22"]


@pytest.mark.feature("REQ-1")
def test_the_filter_leaves_those_to_a_group_or_to_one_in_it_and_is_remembered(desk: Desk, take_down: TakeDown) -> None:
    def fill(connection: object) -> int:
        group = add(connection, t.ClinicianGroup, code="doctors", name="Doctors", active=True, position=1)  # type: ignore[arg-type]  # the engine's own
        add(connection, t.ClinicianGroupMember, group_id=group, staff_id=CHEN)  # type: ignore[arg-type]  # as above
        return group

    clinic = desk.session.clinic
    assert clinic is not None
    group = aside(desk.session.tasks, lambda: clinic.desk.database.write(fill))
    desk.shell.context.choices = aside(desk.session.tasks, clinic.choices)
    to_group, to_one = take_down(clinician_group_id=group), take_down("b.b", clinician_id=CHEN)
    take_down("c.c", clinician_id=ROY), take_down("d.d")
    page = open_page(desk)
    count = desk.shell.journeys.requests.page.count
    assert (len(page.model.rows), count.text()) == (4, "4 waiting, oldest first")
    page.group_filter.set_value(group)
    page.group_filter.chosen.emit()
    assert [line.id for line in page.model.rows] == [to_group, to_one]
    assert count.text() == "2 of 4 waiting, oldest first"
    assert desk.find("page_requests_badge").accessibleName() == "4", "the badge is of all"
    desk.go("calendar")
    page.group_filter.set_value(0)
    desk.shell.journeys.requests.restore_layout()
    assert page.group_filter.value() == group
    assert len(page.model.rows) == 2


def test_in_a_narrow_window_the_kind_is_given_up_and_nothing_is_wider_than_its_room(desk: Desk) -> None:
    page = open_page(desk)
    for room in (1196, 815, 559, 400):
        widths = shared(page.model.columns, room)
        assert sum(widths) == room
        assert (widths[2] == 0) == (room < 700)


def test_times_break_at_their_dots_and_tell_how_many_more_there_are(desk: Desk) -> None:
    open_page(desk)
    times = ("Tue 15:00", "Wed 09:30", "Thu 09:30", "Fri 09:30", "Sat 09:30")
    assert broken(times, 2000) == (" · ".join(times), "")
    above, below = broken(times, 150)
    assert above == "Tue 15:00 · Wed 09:30"
    assert below == "Thu 09:30 +2"
    assert broken(("now, since 10:09",), 60) == ("now,", "since 10:09")


def test_created_in_another_zone_is_seen_by_the_centers_clock(desk: Desk, take_down: TakeDown, clock: Clock) -> None:
    take_down(kind=RequestKind.NOW)
    clock.instant = datetime(2026, 11, 25, 0, 5, tzinfo=NOW.tzinfo)
    page = open_page(desk)
    assert page.model.index(0, 6).data() == "now, since yesterday 10:22"
