"""What the clinic asks for with a booking: shown in its order, required where it says so, kept with the request."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Action, FormKind, Modality, QuestionKind, Source
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.views.form_layout import FieldLayout
from tests.little import CONSULTATION, RIVERSIDE, at, maria
from tests.ui.booking.booked import ENTER, choose_maria, offer_by_phone
from tests.ui.desks import Desk, Keys
from ui.appointments.summary import Facts
from ui.booking.form import BookingForm
from ui.booking.given import Given
from ui.requests.panel import RequestPanel
from ui.widgets.answer import AnswerEditor

pytestmark = pytest.mark.feature("CON-7")

PAYS = FieldLayout("", name="Who pays", kind=QuestionKind.CHOICE, choices=("Public", "Private"), required=True)
SINCE = FieldLayout("", name="Ill since", kind=QuestionKind.DATE)


def _ask(desk: Desk, *order: str | FieldLayout, **changes: dict[str, Any]) -> None:
    """The form asks these from now on, in this order: fields by their codes, and new ones."""
    with desk.other() as boss:
        seen = boss.form_layouts.layout(FormKind.REQUEST)
        known = {one.code: one for one in seen}
        shown = [
            one if isinstance(one, FieldLayout) else replace(known.pop(one), shown=True, **changes.get(one, {}))
            for one in order
        ]
        hidden = [replace(one, shown=False) for one in known.values()]
        boss.form_layouts.save(LayoutForm(FormKind.REQUEST, (*shown, *hidden), seen), new_command_id())
    desk.context.choices = desk.clinic.choices()


def _start(desk: Desk, form: BookingForm, keys: Keys) -> None:
    """For Maria, for a consultation."""
    form.start(Given(RIVERSIDE))
    desk.settle()
    choose_maria(desk, keys)
    keys.type("con")


def _editor(form: BookingForm, code: str) -> QWidget:
    return form.fields.request.fields[code].editor


def _answer(form: BookingForm, code: str, value: str) -> None:
    editor = _editor(form, code)
    assert isinstance(editor, AnswerEditor)
    editor.set_value(value)


def test_as_delivered_nothing_more_is_asked(desk: Desk, form: BookingForm, keys: Keys) -> None:
    offer_by_phone(desk, CONSULTATION)
    _start(desk, form, keys)
    assert form.fields.request.fields == {}
    assert not form.fields.request.above.isVisible()
    assert not form.fields.request.below.isVisible()
    modality = form.findChild(QWidget, "modality_choice")
    assert modality is not None
    assert modality.isVisible()


def test_what_is_required_is_asked_for_beside_the_field_and_kept(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    _ask(desk, "modality", "note", PAYS, SINCE, "source", note={"required": True})
    form.resize(460, 480)
    _start(desk, form, keys)
    request = form.fields.request
    assert list(request.fields) == ["note", "own-1", "own-2", "source"]
    keys.press(ENTER)
    assert request.fields["note"].error == "Please fill this in."
    assert form.focusWidget() is _editor(form, "note")
    seen = form.fields.area.viewport()
    foot = request.fields["note"].mapTo(seen, request.fields["note"].rect().bottomLeft()).y()
    assert 0 < foot < seen.height()  # with what is wrong below it
    QTest.keyClicks(_editor(form, "note"), "Travels soon")
    assert request.fields["note"].error == ""
    QTest.keyClick(_editor(form, "note"), ENTER, Qt.KeyboardModifier.ControlModifier)
    assert request.fields["own-1"].error == "Please fill this in."
    _answer(form, "own-1", "Private")
    _answer(form, "own-2", "20.11.2026")
    request.fields["source"].editor.set_value(Source.PHONE)  # type: ignore[attr-defined]  # a Choice
    with qtbot.waitSignal(form.booked) as booked:
        form.submit()
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert [(one.name, one.value) for one in view.own] == [("Who pays", "Private"), ("Ill since", "2026-11-20")]
    assert (view.source, [one.text for one in view.notes]) == ("phone", ["Travels soon"])
    facts = Facts(narrow=True)
    qtbot.addWidget(facts)
    facts.show_view(view, desk.clinic.now())
    assert [(name.text(), words.text()) for name, words in facts.own] == [
        ("Who pays", "Private"),
        ("Ill since", "20 Nov 2026"),
    ]


def test_fields_stand_in_the_order_of_the_layout_around_the_time(desk: Desk, form: BookingForm, keys: Keys) -> None:
    offer_by_phone(desk, CONSULTATION)
    _ask(desk, PAYS, "modality", "note")
    _start(desk, form, keys)
    modality = form.findChild(QWidget, "modality_choice")
    assert modality is not None
    order = [_editor(form, "own-1"), modality, form.fields.time, _editor(form, "note"), form.fields.print_it]
    heights = [one.mapTo(form.fields, one.rect().topLeft()).y() for one in order]
    assert heights == sorted(heights)
    keys.press(ENTER)
    assert form.fields.request.fields["own-1"].error
    _ask(desk, "note", "own-1")
    form.start(Given(RIVERSIDE))
    desk.settle()
    assert list(form.fields.request.fields) == ["note", "own-1"]
    assert not modality.isVisible()


def test_what_cannot_be_read_is_said_beside_it(desk: Desk, form: BookingForm, keys: Keys) -> None:
    _ask(desk, "modality", SINCE)
    _start(desk, form, keys)
    _answer(form, "own-1", "soon")
    form.submit()
    assert form.fields.request.fields["own-1"].error.startswith("Please type a date")
    assert form.focusWidget() is not None
    assert form.focusWidget().objectName() == "request_own_1"


def test_what_was_laid_out_while_the_form_is_open_is_asked_and_nothing_typed_is_lost(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    _ask(desk, "modality", "note")
    _start(desk, form, keys)
    QTest.keyClicks(_editor(form, "note"), "Travels soon")
    _ask(desk, "modality", "note", PAYS)
    form.submit()
    desk.settle()
    assert form.fields.request.fields["own-1"].error == "This is needed."
    assert form.fields.request.note() == "Travels soon"


def test_booked_again_it_shows_and_keeps_what_the_request_says(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    _ask(desk, "modality", "note", PAYS, SINCE, "source")
    wish = Booking(
        CONSULTATION,
        RIVERSIDE,
        maria(desk.clinic),
        start=at(15),
        source=Source.PHONE,
        own={"own-1": "Public", "own-2": "2026-11-20"},
    )
    booked = desk.clinic.booking.book(wish, new_command_id())
    desk.clinic.appointments.act(Act(Action.CANCEL, booked.appointment_id, 1, reason_id=1), new_command_id())
    form.start_request(booked.request_id)
    desk.settle()
    request = form.fields.request
    assert request.own() == {}
    assert not request.fields["source"].isVisible()
    _answer(form, "own-1", "Private")
    with qtbot.waitSignal(form.booked):
        form.submit()
        desk.settle()
    panel = RequestPanel(desk.context)
    qtbot.addWidget(panel)
    panel.show_request(booked.request_id)
    desk.settle()
    assert panel.view is not None
    assert [one.value for one in panel.view.own] == ["Private", "2026-11-20"]
    words = {one.text() for one in panel.details.findChildren(type(panel.head.name))}
    assert {"Who pays", "Private", "Ill since", "20 Nov 2026"} <= words
    form.start(Given(RIVERSIDE))
    assert form.fields.request.own() == {}
    assert form.fields.modality() in (None, Modality.IN_PERSON)


def test_leaving_asks_when_a_note_was_typed(desk: Desk, form: BookingForm, keys: Keys) -> None:
    _ask(desk, "modality", "note")
    form.start(Given(RIVERSIDE))
    desk.settle()
    QTest.keyClicks(_editor(form, "note"), "Travels soon")
    form.leave()
    assert form.footer.question.asking
    assert keys.count
