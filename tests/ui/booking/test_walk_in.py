"""A walk-in is booked with a few keys, by consumer, service, time, questions and Enter."""

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import new_command_id
from frontdesk.views.consumers import ConsumerRow
from tests.little import CHEN, CONSULTATION, FEVER, RIVERSIDE, ROY, at, influenza, maria
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given

ENTER = Qt.Key.Key_Return


@pytest.mark.feature("BKG-7")
def test_a_known_consumer_takes_at_most_six_keys_besides_the_search(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("i")
    earliest = form.fields.time.wanted
    keys.press(ENTER)  # goes to the required question, the only thing missing
    keys.type("n")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert keys.count <= 6
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert (view.consumer, view.service) == ("Maria Silva", "Influenza")
    assert earliest is not None
    assert view.start == earliest.start
    assert {line.question_id: line.value for line in view.answers}[FEVER] == "no"
    assert booked.args[1] is True  # the tick prints the confirmation


@pytest.mark.feature("BKG-7")
def test_the_service_used_last_is_proposed_so_that_the_next_takes_fewer_keys(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    maria(desk.clinic)
    maria(desk.clinic, "rui.costa", first_name="Rui", last_name="Costa")
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)
    form.start(Given(RIVERSIDE))
    keys.count = 1
    keys.type_freely("rui")
    keys.press(ENTER)
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)
    assert keys.count == 3


@pytest.mark.feature("BKG-7")
def test_a_new_consumer_takes_the_name_typed_and_at_most_three_further_fields(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    keys.type_freely("Ana Costa")
    keys.press(ENTER)
    new = form.fields.consumer.new
    assert set(new.fields) - {"first_name", "last_name", "user_id"} == {"phone", "email", "birth_date"}
    assert (new.form().first_name, new.form().last_name, new.form().user_id) == ("Ana", "Costa", "ana.costa")
    keys.type_freely("+351912345678")
    form.fields.service.setFocus()
    keys.type("con")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert (view.consumer, view.consumer_phone) == ("Ana Costa", "+351912345678")


def test_what_is_wrong_with_a_new_consumer_is_said_beside_the_field_and_nothing_is_lost(
    form: BookingForm, keys: Keys
) -> None:
    keys.type_freely("Ana Costa")
    keys.press(ENTER)
    keys.type_freely("12")
    new = form.fields.consumer.new
    assert new.fields["phone"].error
    form.fields.service.setFocus()
    keys.type("con")
    keys.press(ENTER)
    assert form.focusWidget() is new.fields["phone"].editor
    assert new.form().phone == "12"


@pytest.mark.feature("BKG-7")
def test_somebody_who_has_a_booking_today_is_offered_that_one(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    booked = desk.clinic.booking.book(influenza(maria(desk.clinic), start=at(15)), new_command_id())
    keys.type_freely("silv")
    keys.press(ENTER)
    banner = form.findChild(QLabel, "has_today")
    assert banner is not None
    assert banner.text().startswith("Has Influenza today 15:00 with ")
    keys.type("con")
    keys.press(ENTER)  # no second booking by a blind Enter
    assert form.focusWidget() is form.fields.consumer.show_today
    with qtbot.waitSignal(form.appointment_wanted) as wanted:
        keys.press(ENTER)
    assert wanted.args == [booked.appointment_id]


@pytest.mark.feature("BKG-15")
def test_a_warning_names_what_the_consumer_has_at_that_time(desk: Desk, form: BookingForm, keys: Keys) -> None:
    tomorrow = influenza(maria(desk.clinic), start=at(9, 10, days=1), clinician_id=ROY)
    desk.clinic.booking.book(tomorrow, new_command_id())
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    form.fields.time.other.open_with("tomorrow 9:00")
    desk.settle()
    warning = form.findChild(QLabel, "clash_warning")
    assert warning is not None
    assert "Influenza" in warning.text()
    assert "09:10" in warning.text()
    assert "Nurse Iris Roy" in warning.text()
    assert not warning.isHidden()


def test_enter_goes_to_the_first_thing_missing_and_says_so_beside_it(form: BookingForm, keys: Keys) -> None:
    keys.press(ENTER)
    assert form.fields.consumer.field.error
    assert form.focusWidget() is form.fields.consumer.search


def test_arrow_keys_choose_among_the_first_openings(desk: Desk, form: BookingForm, keys: Keys) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    first = form.fields.time.wanted
    keys.press(Qt.Key.Key_Down)
    second = form.fields.time.wanted
    assert first is not None
    assert second is not None
    assert second.start > first.start


@pytest.mark.parametrize("typed", ["15:00", "tomorrow 9:30", "30 Nov 15:00"])
def test_another_time_can_be_typed(desk: Desk, form: BookingForm, keys: Keys, typed: str) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    form.fields.time.other.open_with(typed)
    desk.settle()
    assert not form.fields.time.other.field.error
    assert form.fields.time.wanted is not None


@pytest.mark.parametrize(
    ("typed", "said"),
    [("soon", "Type a time such as"), ("9:00", "is over"), ("23:00", "Dr Mei Chen is not free at 23:00.")],
)
def test_a_time_that_cannot_be_is_said_beside_the_field(
    desk: Desk, form: BookingForm, keys: Keys, typed: str, said: str
) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    form.fields.clinician.setCurrentIndex(form.fields.clinician.findData(CHEN))
    form.fields.clinician.activated.emit(1)
    form.fields.time.other.open_with(typed)
    desk.settle()
    form.submit()
    desk.settle()
    assert said in form.fields.time.other.field.error
    assert form.fields.time.other.line.text() == typed


def test_a_time_drawn_in_the_calendar_keeps_clinician_start_and_length(
    desk: Desk, form: BookingForm, qtbot: QtBot
) -> None:
    consumer_id = maria(desk.clinic)
    form.start(Given(RIVERSIDE, CHEN, at(14), at(14, 45), consumer_id))
    form.fields.service.choose(CONSULTATION)
    form.fields.service.chosen.emit(form.fields.service.service())
    desk.settle()
    with qtbot.waitSignal(form.booked) as booked:
        form.submit()
        desk.settle()
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert (view.start, view.clinician_id) == (at(14), CHEN)
    assert view.end is not None
    assert view.end - at(14) == timedelta(minutes=45)


def test_another_time_drawn_while_the_form_is_open_keeps_what_was_typed(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    keys.type_freely("Ana Costa")
    keys.press(ENTER)
    form.start(Given(RIVERSIDE, ROY, at(16), None))
    desk.settle()
    assert form.fields.consumer.new.form().last_name == "Costa"
    assert form.fields.clinician_id() == ROY


def test_leaving_asks_inside_the_form_only_when_something_was_typed(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    keys.type_freely("Ana")
    form.fields.consumer.search.ask_now()
    desk.settle()
    keys.press(Qt.Key.Key_Escape)  # closes the hits
    keys.press(Qt.Key.Key_Escape)
    asked = [form.footer.question.asking]
    keys.press(Qt.Key.Key_Escape)
    asked.append(form.footer.question.asking)
    assert asked == [True, False]
    assert form.fields.consumer.search.text() == "Ana"
    form.start(Given(RIVERSIDE))
    with qtbot.waitSignal(form.cancelled):
        keys.press(Qt.Key.Key_Escape)


def test_names_are_shown_as_typed_and_obeyed_nowhere(desk: Desk, form: BookingForm, keys: Keys) -> None:
    maria(desk.clinic, "bold", first_name="<b>Maria</b>", last_name="<img src='file:///etc/passwd'>")
    keys.type_freely("bold")
    keys.press(ENTER)
    assert "<b>Maria</b> <img src='file:///etc/passwd'>" in form.fields.consumer.chosen.accessibleName()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in form.findChildren(QLabel))


def test_the_services_are_asked_aside_from_the_window(desk: Desk, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[threading.Thread] = []
    search = desk.clinic.consumers.search

    def watched(text: str, limit: int = 20) -> tuple[ConsumerRow, ...]:
        asked.append(threading.current_thread())
        return search(text, limit)

    monkeypatch.setattr(desk.clinic.consumers, "search", watched)
    keys.type_freely("silv")
    keys.press(ENTER)
    assert asked
    assert threading.main_thread() not in asked


def test_tab_goes_through_the_form_in_the_order_in_which_it_is_read(desk: Desk, form: BookingForm, keys: Keys) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("i")
    passed = []
    for _stop in range(10):
        here = form.focusWidget()
        passed.append(here.objectName() if here else "")
        keys.press(Qt.Key.Key_Tab)
    wanted = ["service_box", "clinician_box", "slot_list", f"answer_{FEVER}_0", "print_tick", "mail_tick"]
    places = [passed.index(name) for name in wanted]
    assert places == sorted(places)


def test_a_time_found_for_one_service_is_never_booked_for_another(desk: Desk, form: BookingForm, keys: Keys) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    form.fields.service.choose(1)
    form.fields.service.chosen.emit(form.fields.service.service())
    assert form.fields.time.wanted is None
    form.submit()
    assert not form.saving.busy
    desk.settle()
    assert form.fields.time.wanted is not None


def test_every_control_has_a_name_of_its_own_and_words_for_screen_readers(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("i")
    controls = [one for one in form.findChildren(QWidget) if _is_control(one)]
    names = [one.objectName() for one in controls]
    assert len(names) == len(set(names))
    assert all(names)
    assert [one.objectName() for one in controls if not (one.accessibleName() or one.property("text"))] == []


def _is_control(one: QWidget) -> bool:
    return one.isVisible() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_what_is_missing_below_the_fold_is_scrolled_to(desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot) -> None:
    maria(desk.clinic)
    form.resize(form.width(), 420)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("i")
    question = form.fields.questions.editors[FEVER]
    assert question.visibleRegion().isEmpty()
    keys.press(ENTER)
    qtbot.waitUntil(lambda: not question.visibleRegion().isEmpty())
    assert question.isAncestorOf(form.focusWidget() or form)
