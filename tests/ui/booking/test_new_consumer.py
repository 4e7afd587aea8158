"""A new consumer in the booking form: who may be known already is shown, and what the clinic requires is asked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import new_command_id
from frontdesk.views.form_layout import FieldLayout
from tests.little import RIVERSIDE, maria
from tests.ui.desks import Desk
from ui.booking.form import BookingForm
from ui.booking.given import Given


def _new(desk: Desk, form: BookingForm, typed: str) -> None:
    form.start(Given(RIVERSIDE))
    form.show()
    consumer = form.fields.consumer
    consumer.search.setText(typed)
    consumer._pick(None)
    desk.settle()


@pytest.mark.feature("CON-5")
def test_one_key_takes_who_is_known_already_and_all_else_stays(desk: Desk, form: BookingForm) -> None:
    known = maria(desk.clinic, phone="+351912345678")
    _new(desk, form, "Marie Sylva")
    new = form.fields.consumer.new
    assert not new.alike.isVisible()
    line = new.fields["phone"].editor
    QTest.keyClicks(line, "912 345 678")
    desk.settle()
    assert [(row.title, row.right) for row in new.alike.list.model_.rows] == [("Maria Silva", "same phone")]
    QTest.keyClick(line, Qt.Key.Key_F4)
    desk.settle()
    assert form.fields.consumer.consumer_id == known
    assert not form.fields.consumer.making_new


@pytest.mark.feature("BKG-7")
def test_as_delivered_nothing_more_is_asked(desk: Desk, form: BookingForm) -> None:
    _new(desk, form, "Ana Costa")
    assert form.fields.consumer.new.more.fields == {}


@pytest.mark.feature("CON-7")
def test_what_the_clinic_requires_of_everybody_is_asked_here_too(desk: Desk, form: BookingForm) -> None:
    with desk.other() as boss:
        seen = boss.form_layouts.layout(FormKind.CONSUMER)
        own = FieldLayout("", name="Consents", kind=QuestionKind.YES_NO, required=True)
        wanted = tuple(replace(one, required=one.required or one.code == "title") for one in seen)
        boss.form_layouts.save(LayoutForm(FormKind.CONSUMER, (*wanted, own), seen), new_command_id())
    desk.context.choices = desk.clinic.choices()
    _new(desk, form, "Ana Costa")
    new = form.fields.consumer.new
    assert list(new.more.fields) == ["title", "own-1"]
    assert new.focus_missing()
    assert new.more.fields["own-1"].error == "Please fill this in."
    QTest.keyClicks(new.more.fields["title"].editor, "Dr")
    new.more.fields["own-1"].editor.set_value("yes")  # type: ignore[attr-defined]  # an AnswerEditor
    new.more.edited.emit("own-1")
    made = new.form()
    assert (made.title, made.own) == ("Dr", {"own-1": "yes"})
    assert not new.focus_missing()
