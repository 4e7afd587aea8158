"""The start page as a clinician, the desk and a manager use it: what stands there, keys, buttons, what follows."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, Role
from frontdesk.services.forms import Booking, new_command_id
from tests.little import CHEN, LAKESIDE, RIVERSIDE, ROY, TRAVEL, at, influenza, maria
from tests.ui.today.conftest import Front
from ui.today.figures import FigureCard
from ui.today.model import ENTRY
from ui.today.words import greeting

pytestmark = pytest.mark.feature("QCK-1")


def card(front: Front, name: str) -> FigureCard:
    found = front.page.findChild(FigureCard, f"today_{name}_card")
    assert found is not None, name
    return found


def text_of(front: Front, name: str) -> str:
    found = front.page.findChild(QLabel, name)
    assert found is not None, name
    return found.text() if found.isVisible() else ""


def a_clinicians_morning(front: Front) -> tuple[int, int, int, int]:
    """One done, one inside, one who waits since 10:18, one still to come; it is 10:22."""
    done, inside, waits, comes = (front.book(hour, name=name) for hour, name in _MORNING)
    front.clock.to(9, 20)
    front.act(Action.COMPLETE, done, "clinician")
    front.clock.to(10, 1)
    front.act(Action.COMMENCE, inside, "clinician")
    front.clock.to(10, 18)
    front.act(Action.CHECK_IN, waits)
    front.clock.to(10, 22)
    return done, inside, waits, comes


_MORNING = ((9, "Aisha Bello"), (10, "Maria Fernandes"), (11, "Nguyễn Thị Hoa"), (12, "Tom O’Brien"))


def test_a_clinician_is_greeted_and_sees_the_day_in_three_sections(front: Front) -> None:
    done, inside, waits, comes = a_clinicians_morning(front)
    page = front.open("clinician")
    assert page.header.greeting.text() == "Good morning, Dr Chen"
    assert text_of(front, "today_date") == "Tuesday 24 November"
    assert front.sections() == {"not_started": [waits, comes], "in_progress": [inside], "completed": [done]}
    assert [(entry.title, entry.line) for entry in front.entries() if entry.key.kind == "heading"] == [
        ("Not started", "2 of 4"),
        ("In progress", "1"),
        ("Recently completed", "1"),
    ]


def test_the_figures_say_how_many_who_waits_what_is_left_behind_and_when_there_is_time(front: Front) -> None:
    a_clinicians_morning(front)
    front.open("clinician")
    names = [card(front, name).accessibleName() for name in ("today", "waiting", "unresolved", "free")]
    assert names == [
        "Today: 4, 1 done, 1 in progress",
        "Waiting now: 1, longest 4 min",
        "Unresolved: 0, all settled",
        "Next free: 10:25, 35 min",
    ]


def test_one_button_is_the_prominent_one_and_each_row_has_what_fits(front: Front) -> None:
    a_clinicians_morning(front)
    front.open("clinician")
    assert front.buttons() == [("Commence", False), ("Commence", False), ("Complete", True), ("Rebook", False)]


@pytest.mark.feature("UX-4")
def test_screen_readers_hear_each_row_as_a_sentence(front: Front) -> None:
    a_clinicians_morning(front)
    front.open("clinician")
    assert front.spoken() == [
        "11:00, Nguyễn Thị Hoa, influenza, arrived, waiting 4 minutes",
        "12:00, Tom O’Brien, influenza, upcoming",
        "10:00–10:20, Maria Fernandes, influenza, in progress, since 10:01",
        "09:00–09:20, Aisha Bello, influenza, completed",
    ]
    said = [one.accessibleName() for one in front.page.list.findChildren(QPushButton)]
    assert "Commence: Nguyễn Thị Hoa" in said


@pytest.mark.feature("UX-2")
def test_the_keys_go_through_all_sections_and_do_what_fits(front: Front) -> None:
    done, inside, waits, comes = a_clinicians_morning(front)
    front.open("clinician")
    assert front.chosen() is None, "nothing is chosen before somebody chooses"
    seen = []
    for _row in range(4):
        front.press(Qt.Key.Key_Down)
        seen.append(front.chosen())
    assert seen == [waits, comes, inside, done]
    assert front.said == [("appointment_chosen", number) for number in seen]
    front.said.clear()
    front.press(Qt.Key.Key_B)
    front.press(Qt.Key.Key_Up)
    front.press(Qt.Key.Key_Space)
    front.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    front.press(Qt.Key.Key_C)
    front.press(Qt.Key.Key_N)
    front.press(Qt.Key.Key_Return)
    complete = ("action_wanted", (inside, Action.COMPLETE))
    assert front.said == [
        ("rebook_wanted", done),
        ("appointment_chosen", inside),
        complete,
        complete,
        complete,
        ("appointment_opened", inside),
    ]


@pytest.mark.feature("APT-9", "ACT-5")
def test_a_request_of_today_is_accepted_from_its_row_by_button_and_letter(front: Front) -> None:
    clinic = front.other
    wish = Booking(TRAVEL, RIVERSIDE, maria(clinic), clinician_id=CHEN, start=at(15))
    asked = clinic.booking.book(wish, new_command_id()).appointment_id
    front.open("clinician")
    assert [word for word, _is_prominent in front.buttons()] == ["Accept"]
    front.press(Qt.Key.Key_Down)
    front.said.clear()
    front.press(Qt.Key.Key_A)
    assert front.said == [("action_wanted", (asked, Action.ACCEPT))]


@pytest.mark.feature("UX-2")
@pytest.mark.parametrize("by_key", [True, False])
def test_the_menu_is_for_the_row_chosen_or_the_one_under_the_pointer(front: Front, by_key: bool) -> None:
    first, second = front.book(11), front.book(12)
    page = front.open("clinician")
    front.press(Qt.Key.Key_Down)
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    point = page.list.visualRect(page.list.entries.index(2)).center()
    receiver = page.list if by_key else page.list.viewport()
    QApplication.sendEvent(receiver, QContextMenuEvent(reason, point, receiver.mapToGlobal(point)))
    assert front.said[-1] == ("menu_wanted", first if by_key else second)


def test_a_button_is_for_its_own_row(front: Front) -> None:
    _first, second = front.book(11), front.book(12)
    page = front.open("clinician")
    button = page.findChild(QPushButton, f"commence_{second}")
    assert button is not None
    button.click()
    assert front.said[-1] == ("action_wanted", (second, Action.COMMENCE))
    assert front.chosen() == second


def test_the_buttons_stay_at_the_end_of_their_rows_when_the_page_becomes_narrower(front: Front) -> None:
    number = front.book(11)
    page = front.open("clinician")
    page.resize(700, 560)
    QApplication.sendPostedEvents()
    button = page.findChild(QPushButton, f"commence_{number}")
    assert button is not None
    end = button.mapTo(page.list.viewport(), button.rect().topRight()).x()
    assert page.list.viewport().width() - 60 < end < page.list.viewport().width() - 20


def test_after_an_action_the_next_row_of_the_section_is_chosen(front: Front) -> None:
    first, second, third = front.book(11), front.book(12), front.book(13)
    front.open("clinician")
    front.press(Qt.Key.Key_Down)
    front.press(Qt.Key.Key_Down)
    front.press(Qt.Key.Key_Space)
    front.act(Action.COMMENCE, second, "clinician")
    assert front.sections()["in_progress"] == [second]
    assert front.chosen() == third
    front.press(Qt.Key.Key_Space)
    front.act(Action.COMMENCE, third, "clinician")
    assert front.chosen() == first, "behind the last stands the one before"


@pytest.mark.feature("AVL-8")
def test_what_another_desk_does_shows_and_choice_and_scroll_stay(front: Front) -> None:
    numbers = [front.book(9 + number // 2, 30 * (number % 2), name=f"Person {number}") for number in range(14)]
    page = front.open("clinician")
    for _row in range(12):
        front.press(Qt.Key.Key_Down)
    bar = page.list.verticalScrollBar()
    at_first = bar.value()
    assert at_first > 0
    chosen = front.chosen()
    front.act(Action.CHECK_IN, numbers[12])
    front.act(Action.COMMENCE, numbers[0], "clinician")
    assert (front.chosen(), bar.value()) == (chosen, at_first)
    assert "arrived" in front.spoken()[11]
    assert front.sections()["in_progress"] == [numbers[0]]


@pytest.mark.feature("AVL-8")
def test_the_row_that_another_desk_cancels_is_chosen_no_longer(front: Front) -> None:
    first, _second = front.book(11), front.book(12)
    front.open("clinician")
    front.press(Qt.Key.Key_Down)
    front.act(Action.CANCEL, first)
    assert front.chosen() is None


class Painted(QObject):
    """Notes what is painted of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.area = QRect()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QPaintEvent):
            self.area = self.area.united(event.rect())
        return False


def test_with_each_minute_only_the_waiting_times_are_painted_again(front: Front) -> None:
    front.book(11)
    waits = front.book(12, name="Nguyễn Thị Hoa")
    front.act(Action.CHECK_IN, waits)
    page = front.open("clinician")
    front.clock.to(8, 4)
    painted = Painted()
    page.list.viewport().installEventFilter(painted)
    page.show_time()
    QApplication.processEvents()
    row = page.list.visualRect(page.list.entries.index(2))
    assert row.contains(painted.area)
    assert painted.area.width() < row.width() // 3
    assert front.spoken()[1] == "12:00, Nguyễn Thị Hoa, influenza, arrived, waiting 4 minutes"
    assert card(front, "waiting").accessibleName() == "Waiting now: 1, longest 4 min"


def test_what_goes_by_without_an_outcome_asks_for_one_as_soon_as_it_is_over(front: Front) -> None:
    late = front.book(9)
    page = front.open("clinician")
    front.clock.to(9, 7)
    page.show_time()
    front.settle()
    assert front.spoken() == ["09:00, Maria Silva, influenza, upcoming, 7 min late"]
    front.clock.to(9, 21)
    page.show_time()
    front.settle()
    assert front.spoken() == ["09:00, Maria Silva, influenza, past"]
    assert front.buttons() == [("Complete", True), ("Didn't show", False)]
    front.press(Qt.Key.Key_Down)
    front.press(Qt.Key.Key_N)
    assert front.said[-1] == ("action_wanted", (late, Action.NO_SHOW))


def test_when_nothing_is_left_the_next_appointment_is_named(front: Front) -> None:
    done = front.book(9)
    front.book(9, days=2)
    front.clock.to(9, 1)
    front.act(Action.COMPLETE, done, "clinician")
    front.open("clinician")
    assert front.entries()[1].title == "Nothing more today. Next: Thu 26 Nov 09:00"


def test_the_figures_lead_to_free_time_the_unresolved_and_the_first_who_waits(front: Front) -> None:
    front.book(11)
    waits = front.book(12)
    front.act(Action.CHECK_IN, waits)
    front.open("clinician")
    for name in ("free", "unresolved", "waiting"):
        card(front, name).click()
    assert front.said == [
        ("free_time_wanted", (CHEN, at(9))),
        ("list_wanted", "past"),
        ("appointment_chosen", waits),
    ]
    assert front.page.list.hasFocus()


def test_the_desk_sees_arrivals_who_waits_requests_and_what_is_unresolved(front: Front) -> None:
    front.clock.instant = at(8, days=-1)
    left = front.book(9, days=-1, name="Łukasz Zieliński")
    front.clock.to(8)
    waits, comes = front.book(11, who=ROY), front.book(10, 30)
    front.other.booking.take_request(influenza(maria(front.other, "b.b")), new_command_id())
    front.act(Action.CHECK_IN, waits)
    front.clock.to(10, 22)
    front.open("reception")
    assert front.sections() == {"arrivals": [comes], "waiting": [waits], "unresolved": [left]}
    assert front.buttons() == [("Check in", True), ("Didn't show", False)]
    assert front.spoken()[2] == "Yesterday, 09:00, Łukasz Zieliński, influenza, Dr Mei Chen, past"
    names = [card(front, name).accessibleName() for name in ("arrivals", "waiting", "requests", "unresolved")]
    assert names == [
        "Expected: 1, of 2 today, 0 done",
        "Waiting now: 1, longest 2 h 22 min",
        "Requests: 1, oldest 2 h",
        "Unresolved: 1, from yesterday: settle it",
    ]
    card(front, "requests").click()
    assert front.said == [("requests_wanted", None)]


def test_a_manager_sees_the_day_clinician_by_clinician_and_books_the_first_free_time(front: Front) -> None:
    front.book(9)
    front.book(10)
    front.open("manager")
    assert front.spoken() == [
        "Dr Mei Chen, Room 1, 2 booked, 8 % booked, 7 h 20 min free, first free 09:20",
        "Nurse Iris Roy, 0 booked, 0 % booked, 8 h free, first free 09:00",
    ]
    assert front.buttons() == [("Book 09:20", False), ("Book 09:00", False)]
    front.press(Qt.Key.Key_Down)
    front.press(Qt.Key.Key_Space)
    assert front.said[-1] == ("free_time_wanted", (CHEN, at(9, 20)))


@pytest.mark.feature("UX-7")
def test_who_has_several_roles_switches_and_is_remembered(front: Front) -> None:
    front.book(9)
    page = front.open("manager")
    assert page.header.parts is not None
    page.header.parts.setFocus()
    QTest.keyClick(page.header.parts, Qt.Key.Key_Left)
    front.settle()
    assert page.layout_state() == {"part": "desk"}
    assert "arrivals" in front.sections()
    page.restore_layout({"part": "center"})
    front.settle()
    assert "clinicians" in front.sections()
    page.restore_layout({"part": "mine"})
    front.settle()
    assert page.layout_state() == {"part": "center"}, "what one may not see is not shown"


def test_who_has_one_role_has_no_switch(front: Front) -> None:
    assert front.open("clinician").header.parts is None


@pytest.mark.feature("UX-6")
def test_a_lost_database_is_said_and_what_showed_stays(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    front.book(11)

    def lost(*_given: object) -> object:
        raise Unavailable("database.lost", path="the clinic")

    with monkeypatch.context() as broken:
        broken.setattr(front.own.today, "read", lost)
        page = front.open("clinician")
        title = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
        assert "Today cannot be shown" in title
    again = page.findChild(QPushButton, "today_again")
    assert again is not None
    again.click()
    front.settle()
    assert len(front.spoken()) == 1
    monkeypatch.setattr(front.own.today, "read", lost)
    page.refresh()
    front.settle()
    assert len(front.spoken()) == 1
    assert text_of(front, "today_stale") == "Not up to date since 08:00."


def test_names_are_shown_as_typed(front: Front) -> None:
    front.book(11, name="<b>Eve</b> &amp;")
    front.open("clinician")
    assert front.spoken() == ["11:00, <b>Eve</b> &amp;, influenza, upcoming"]


@pytest.mark.parametrize(
    ("name", "hour", "said"),
    [
        ("Dr Mei Chen", 9, "Good morning, Dr Chen"),
        ("Ana Souza", 12, "Good afternoon, Ana Souza"),
        ("Nurse Iris Roy", 18, "Good evening, Nurse Roy"),
        ("Nguyễn Thị Hoa", 0, "Good morning, Nguyễn Thị Hoa"),
    ],
)
def test_people_are_greeted_by_the_name_they_are_called(name: str, hour: int, said: str) -> None:
    assert greeting(name, hour) == said


def test_a_clinician_who_is_an_agent_too_begins_with_their_own_day(front: Front) -> None:
    page = front.open("clinician")
    staff = front.own.desk.signed_in()
    front.own.desk.staff = replace(staff, roles=frozenset({Role.CLINICIAN, Role.AGENT}))
    page.show_center(LAKESIDE)
    front.settle()
    assert page.layout_state() == {"part": "mine"}
    assert page.header.parts is not None


@pytest.mark.parametrize("width", [420, 480, 596, 704, 900])
def test_the_words_of_the_figures_stand_whole_in_a_page_of_any_width(front: Front, width: int) -> None:
    a_clinicians_morning(front)
    page = front.open("clinician")
    page.resize(width, 560)
    front.settle()
    cards = page.figures.cards
    assert [one.figure.title for one in cards if one.lines(one.width()) > 2] == []
    places = [one.geometry() for one in cards]
    assert not any(one.intersects(other) for place, one in enumerate(places) for other in places[:place])
    assert max(place.bottom() for place in places) <= page.figures.height() <= page.list.y() + page.figures.height()


@pytest.fixture
def from_the_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("width", [596, 1100])
@pytest.mark.usefixtures("from_the_right")
def test_where_people_read_from_the_right_a_row_begins_with_its_time_at_the_right(front: Front, width: int) -> None:
    a_clinicians_morning(front)
    page = front.open("clinician")
    page.resize(width, 560)
    front.settle()
    heading, row = (page.list.visualRect(page.list.entries.index(place)) for place in (0, 1))
    shown = page.list.viewport().grab().toImage()

    def begins(item: QRect, inset: int) -> int:
        """How far from the right edge of the card the first text stands; frame and ground are no text."""
        ground = shown.pixelColor(item.right() - 30, item.center().y())
        for x in range(item.right() - 24, item.left() + 24, -1):
            if any(abs(shown.pixelColor(x, y).lightness() - ground.lightness()) > 80 for y in _middle(item, inset)):
                return item.right() - x
        return item.width()

    assert begins(heading, 7) < 60
    assert begins(row, 0) < 60


def _middle(item: QRect, down: int) -> range:
    return range(item.center().y() + down - 6, item.center().y() + down + 7)


def test_names_keep_room_beside_wide_buttons(front: Front) -> None:
    a_clinicians_morning(front)
    page = front.open("clinician")
    for width in range(420, 1200, 20):
        page.resize(width, 560)
        front.settle()
        delegate, index = page.list._delegate, page.list.entries.index(1)
        places = delegate.places(page.list.visualRect(index), index.data(ENTRY).key)
        assert places.words.width() >= 150, width
