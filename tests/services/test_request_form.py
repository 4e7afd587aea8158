"""The clinic chooses what the booking form asks, and what is said there is kept with the request."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.form_layout import FieldLayout, FieldValue, Layout
from tests.little import at, influenza, maria

pytestmark = pytest.mark.feature("CON-7")

PAYS = FieldLayout("", name="Who pays", kind=QuestionKind.CHOICE, choices=("Public", "Private"))
WEIGHT = FieldLayout("", name="Weight", kind=QuestionKind.NUMBER)


def _layout(clinic: Clinic) -> Layout:
    return clinic.form_layouts.layout(FormKind.REQUEST)


def _ask(boss: Clinic, *fields: FieldLayout, **changes: dict[str, Any]) -> None:
    """The form asks these too, and its other fields are changed like this."""
    seen = _layout(boss)
    wanted = tuple(replace(one, **changes.get(one.code, {})) for one in seen)
    boss.form_layouts.save(LayoutForm(FormKind.REQUEST, (*wanted, *fields), seen), new_command_id())


def _said(clinic: Clinic, request_id: int) -> dict[str, str]:
    return {one.code: one.value for one in clinic.requests.view(request_id).own}


def test_as_delivered_the_form_asks_only_how(clinic: Clinic) -> None:
    assert [(one.code, one.required) for one in _layout(clinic) if one.shown] == [("modality", False)]
    assert clinic.choices().request_form == _layout(clinic)


def test_what_is_said_in_own_fields_is_kept_with_the_request_and_its_history(clinic: Clinic, boss: Clinic) -> None:
    _ask(boss, PAYS, WEIGHT)
    wish = replace(influenza(maria(clinic)), own={"own-1": "Public", "own-2": "61,5"})
    booked = clinic.booking.book(wish, new_command_id())
    said = (
        FieldValue("own-1", "Who pays", QuestionKind.CHOICE, "Public"),
        FieldValue("own-2", "Weight", QuestionKind.NUMBER, "61.5"),
    )
    view = clinic.requests.view(booked.request_id)
    assert view.own == said
    assert clinic.appointments.view(booked.appointment_id).own == said
    assert "request-filled" in {one.action for one in view.history}
    assert verify(clinic.desk.database) == ()


def test_they_are_kept_when_it_waits_is_booked_is_cancelled_and_is_booked_again(clinic: Clinic, boss: Clinic) -> None:
    _ask(boss, replace(PAYS, required=True), WEIGHT)
    wish = replace(influenza(maria(clinic)), own={"own-1": "Public", "own-2": "61"})
    request = clinic.booking.take_request(wish, new_command_id()).request_id
    first = clinic.booking.book(Booking(request_id=request, start=at(15)), new_command_id())
    assert _said(clinic, request) == {"own-1": "Public", "own-2": "61"}
    clinic.appointments.act(Act(Action.CANCEL, first.appointment_id, 1, reason_id=1), new_command_id())
    again = Booking(request_id=request, start=at(16), own={"own-1": "Private", "own-2": ""})
    second = clinic.booking.book(again, new_command_id())
    assert {one.value for one in clinic.appointments.view(second.appointment_id).own} == {"Private"}
    assert _said(clinic, request) == {"own-1": "Private"}
    assert verify(clinic.desk.database) == ()


def test_what_the_clinic_requires_has_to_be_said_at_its_field_and_nothing_is_booked(
    clinic: Clinic, boss: Clinic
) -> None:
    _ask(boss, replace(PAYS, required=True), note={"shown": True, "required": True})
    wish = influenza(maria(clinic), start=at(15))
    for refused, field in ((wish, "note"), (replace(wish, note="Travels soon"), "request:own-1")):
        for call in (clinic.booking.book, clinic.booking.take_request):
            with pytest.raises(RuleBroken, match=r"text\.missing") as problem:
                call(refused, new_command_id())
            assert problem.value.fields == (field,)
    whole = replace(wish, note="Travels soon", own={"own-1": "Public"})
    clinic.booking.book(whole, new_command_id())


@pytest.mark.parametrize(
    ("code", "typed", "problem"),
    [("own-1", "Nobody", "answer.choice"), ("own-2", "heavy", "answer.number"), ("own-9", "x", "field.unknown")],
)
def test_what_is_wrong_in_it_is_refused_at_its_field(
    clinic: Clinic, boss: Clinic, code: str, typed: str, problem: str
) -> None:
    _ask(boss, PAYS, WEIGHT)
    with pytest.raises(RuleBroken) as refused:
        clinic.booking.book(replace(influenza(maria(clinic)), own={code: typed}), new_command_id())
    assert (refused.value.code, refused.value.fields) == (problem, (f"request:{code}",))


def test_a_value_of_another_form_is_found_by_the_check(clinic: Clinic, boss: Clinic) -> None:
    _ask(boss, PAYS)
    clinic.booking.book(replace(influenza(maria(clinic)), own={"own-1": "Public"}), new_command_id())
    clinic.desk.database.write(
        lambda connection: connection.exec_driver_sql("UPDATE form_field SET form = 'consumer' WHERE code = 'own-1'")
    )
    assert {one.code for one in verify(clinic.desk.database)} == {"value.stray"}


def test_as_delivered_a_booking_asks_nothing_of_the_form_once_the_desk_knows_it(clinic: Clinic, boss: Clinic) -> None:
    clinic.booking.book(influenza(maria(clinic)), new_command_id())
    seen: list[str] = []
    engine = clinic.desk.database._writing  # its statements are looked at
    event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    clinic.booking.book(influenza(1), new_command_id())
    assert seen
    assert not [one for one in seen if "form_field" in one or "request_value" in one]
    _ask(boss, replace(PAYS, required=True))
    with pytest.raises(RuleBroken, match=r"text\.missing"):  # what another desk laid out holds here at once
        clinic.booking.book(influenza(1), new_command_id())
