"""What the clinic decides about appointments, and that the desk follows it."""

from dataclasses import replace

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.appointment_rules import AppointmentRules, RulesForm
from frontdesk.services.forms import Act, new_command_id
from tests.little import Clock, at, influenza, maria


def form(seen: AppointmentRules, **typed: object) -> RulesForm:
    """What stands in the fields, with some of it typed anew."""
    numbers = (
        *("late_hours", "late_minutes", "answer_days", "undo_seconds"),
        *("reschedule_until_hours", "reschedule_most", "reschedule_within_days"),
    )
    ticks = ("complete_by_agents", "notify", "tell_clinicians", "rapid_response")
    texts = {name: str(getattr(seen, name)) for name in numbers}
    return RulesForm(
        **{**texts, **{name: getattr(seen, name) for name in ticks}, **typed},
        seen=seen,
    )


def test_as_delivered_until_somebody_decides(boss: Clinic) -> None:
    assert boss.rules.settings() == AppointmentRules(24, 10, False, True, 3, 10)
    boss.rules.save(form(boss.rules.settings(), late_hours=" 48 ", notify=False), new_command_id())
    assert boss.rules.settings() == AppointmentRules(48, 10, False, False, 3, 10)
    assert not boss.choices().actions.notify


def test_every_desk_follows_what_was_decided(boss: Clinic, clinic: Clinic, clock: Clock) -> None:
    decided = form(boss.rules.settings(), late_hours="2", complete_by_agents=True, undo_seconds="0")
    boss.rules.save(decided, new_command_id())
    early = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    cancelled = clinic.appointments.act(Act(Action.CANCEL, early.appointment_id, 1), new_command_id())
    assert not clinic.appointments.view(cancelled.appointment_id).late
    booked = clinic.booking.book(influenza(maria(clinic, "ana.costa"), start=at(11)), new_command_id())
    clock.to(11, 5)
    command = new_command_id()
    assert clinic.appointments.act(Act(Action.COMPLETE, booked.appointment_id, 1), command).version == 2
    with pytest.raises(RuleBroken, match=r"undo\.too-late"):
        clinic.appointments.undo(command, new_command_id())


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("late_hours", "soon", "number.form"),
        ("late_hours", "-1", "number.range"),
        ("late_minutes", "121", "number.range"),
        ("answer_days", "0", "number.range"),
        ("undo_seconds", "1e9", "number.form"),
        ("reschedule_until_hours", "337", "number.range"),
        ("reschedule_most", "", "number.form"),
        ("reschedule_within_days", "366", "number.range"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(boss: Clinic, field: str, typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        boss.rules.save(form(boss.rules.settings(), **{field: typed}), new_command_id())
    assert (refused.value.code, refused.value.fields) == (code, (field,))


def test_who_may_not_and_who_did_not_see_it_change_nothing(boss: Clinic, clinic: Clinic) -> None:
    seen = boss.rules.settings()
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        clinic.rules.save(form(seen, late_hours="1"), new_command_id())
    boss.rules.save(form(seen, late_hours="1"), new_command_id())
    with pytest.raises(ChangedElsewhere) as changed:
        boss.rules.save(form(seen, notify=False), new_command_id())
    assert changed.value.changes == {"late_hours": (24, 1)}
    assert boss.rules.settings() == replace(seen, late_hours=1)
