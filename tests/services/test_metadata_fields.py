"""Metadata fields: set up by who may, in their order, with nothing lost that was written in them."""

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.forms import new_command_id
from frontdesk.services.metadata_fields import MOST_FIELDS
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.verify import verify
from tests.little import CHEN, Clock, at, influenza, maria, sign_in

pytestmark = pytest.mark.feature("APT-5")
CASE = NamedLine(1, "Case number")


def save(clinic: Clinic, *fields: NamedLine) -> tuple[NamedLine, ...]:
    clinic.metadata_fields.save(fields, clinic.metadata_fields.all(), new_command_id())
    return clinic.metadata_fields.all()


def test_fields_are_added_renamed_and_put_in_order(boss: Clinic) -> None:
    assert boss.metadata_fields.all() == (CASE,)
    after = save(boss, NamedLine(None, " Insurer "), NamedLine(1, "Case"), NamedLine(None, "Referral number"))
    assert [(one.name, one.active) for one in after] == [("Insurer", True), ("Case", True), ("Referral number", True)]
    appointment = boss.booking.book(influenza(maria(boss), clinician_id=CHEN, start=at(15)), new_command_id())
    view = boss.appointments.view(appointment.appointment_id)
    assert [line.name for line in view.metadata] == ["Insurer", "Case", "Referral number"]
    assert verify(boss.desk.database) == ()


def test_a_field_out_of_use_shows_nowhere_and_keeps_its_values(boss: Clinic) -> None:
    booked = boss.booking.book(influenza(maria(boss), clinician_id=CHEN, start=at(15)), new_command_id())
    boss.appointments.set_metadata(booked.appointment_id, 1, "", "884", new_command_id())
    save(boss, NamedLine(1, "Case number", active=False))
    view = boss.appointments.view(booked.appointment_id)
    assert (view.has_metadata, view.metadata) == (False, ())
    save(boss, CASE)
    assert boss.appointments.view(booked.appointment_id).metadata[0].value == "884"


def test_names_are_needed_and_no_two_in_use_are_the_same(boss: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"text\.missing") as missing:
        save(boss, CASE, NamedLine(None, " "))
    assert missing.value.fields == ("fields.1.name",)
    with pytest.raises(RuleBroken, match=r"form\.name-taken"):
        save(boss, CASE, NamedLine(None, "case NUMBER"))
    assert len(save(boss, CASE, NamedLine(None, "case number", active=False))) == 2
    with pytest.raises(RuleBroken, match=r"form\.too-many"):
        save(boss, *boss.metadata_fields.all(), *(NamedLine(None, f"More {n}") for n in range(MOST_FIELDS)))


def test_none_can_be_left_out(boss: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"form\.fields"):
        save(boss, NamedLine(None, "Insurer"))


def test_what_somebody_else_saved_meanwhile_is_told(boss: Clinic, clinic: Clinic, clock: Clock) -> None:
    seen = boss.metadata_fields.all()
    other = sign_in(clinic.desk.database.url, clock, "manager", "Desk 9")
    other.metadata_fields.save((CASE, NamedLine(None, "Insurer")), seen, new_command_id())
    other.close()
    with pytest.raises(ChangedElsewhere) as changed:
        boss.metadata_fields.save((NamedLine(1, "Case"),), seen, new_command_id())
    assert changed.value.by == "Bo Ss"
    assert changed.value.changes == {"metadata fields": ("Case number", "Case number, Insurer")}
    assert [one.name for one in boss.metadata_fields.all()] == ["Case number", "Insurer"]


def test_a_repeated_call_is_answered(boss: Clinic) -> None:
    command, seen = new_command_id(), boss.metadata_fields.all()
    wanted = (CASE, NamedLine(None, "Insurer"))
    first = boss.metadata_fields.save(wanted, seen, command)
    assert boss.metadata_fields.save(wanted, seen, command) == first
    assert len(boss.metadata_fields.all()) == 2


def test_only_who_sets_up_the_clinic_may(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match="not.your-role"):
        save(clinic, NamedLine(1, "Case"))
