"""The clinic's reasons: set up by who may, in their order, required or not, never lost where one was given."""

from dataclasses import replace

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, ReasonKind
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.reasons import MOST_REASONS, ReasonList
from frontdesk.services.verify import verify
from tests.little import at, influenza, maria

ILL = NamedLine(1, "Ill")


def of(clinic: Clinic, kind: ReasonKind = ReasonKind.CANCEL) -> ReasonList:
    return next(one for one in clinic.reasons.all() if one.kind is kind)


def save(clinic: Clinic, *lines: NamedLine, required: bool = False, kind: ReasonKind = ReasonKind.CANCEL) -> ReasonList:
    clinic.reasons.save(ReasonList(kind, required, lines), of(clinic, kind), new_command_id())
    return of(clinic, kind)


def test_reasons_are_added_renamed_ordered_and_offered_by_kind(boss: Clinic) -> None:
    after = save(boss, NamedLine(None, " Travelling "), NamedLine(1, "Unwell"), NamedLine(None, "Work"))
    assert [one.name for one in after.lines] == ["Travelling", "Unwell", "Work"]
    assert [one.name for one in of(boss, ReasonKind.COMPLETE).lines] == ["As planned"]
    offered = [one.name for one in boss.choices().reasons if one.kind is ReasonKind.CANCEL]
    assert offered == ["Travelling", "Unwell", "Work"]
    assert verify(boss.desk.database) == ()


def test_a_reason_out_of_use_is_offered_nowhere_and_stays_where_it_was_given(boss: Clinic, clinic: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    cancel = Act(action=Action.CANCEL, appointment_id=booked.appointment_id, version=1, reason_id=1)
    clinic.appointments.act(cancel, new_command_id())
    save(boss, replace(ILL, active=False), NamedLine(None, "Other"))
    assert "Ill" in str(clinic.appointments.view(booked.appointment_id))
    assert [one.name for one in clinic.choices().reasons if one.kind is ReasonKind.CANCEL] == ["Other"]


def test_without_a_required_reason_nothing_is_cancelled(boss: Clinic, clinic: Clinic) -> None:
    assert save(boss, ILL, required=True).required
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    cancel = Act(action=Action.CANCEL, appointment_id=booked.appointment_id, version=1)
    with pytest.raises(RuleBroken, match=r"reason\.required"):
        clinic.appointments.act(cancel, new_command_id())
    clinic.appointments.act(replace(cancel, reason_id=1), new_command_id())
    assert not save(boss, ILL).required


def test_none_can_be_left_out_doubled_or_required_of_an_empty_list(boss: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"form\.fields"):
        save(boss, NamedLine(None, "Other"))
    with pytest.raises(RuleBroken, match=r"reason\.name-taken") as taken:
        save(boss, ILL, NamedLine(None, "ILL"))
    assert taken.value.fields == ("fields.1.name",)
    with pytest.raises(RuleBroken, match=r"reason\.none"):
        save(boss, replace(ILL, active=False), required=True)
    with pytest.raises(RuleBroken, match=r"form\.too-many"):
        save(boss, ILL, *(NamedLine(None, f"More {n}") for n in range(MOST_REASONS)))
    assert of(boss) == ReasonList(ReasonKind.CANCEL, False, (ILL,))


def test_who_may_not_set_up_changes_none_and_a_stale_screen_overwrites_none(boss: Clinic, clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        save(clinic, ILL, NamedLine(None, "Other"))
    seen = of(boss)
    save(boss, ILL, required=True)
    with pytest.raises(ChangedElsewhere) as changed:
        boss.reasons.save(replace(seen, lines=(ILL, NamedLine(None, "Other"))), seen, new_command_id())
    assert changed.value.by == "Bo Ss"
