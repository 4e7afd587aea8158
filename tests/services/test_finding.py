"""One box finds a person with what comes next for them, and an appointment by its code."""

from datetime import timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.forms import Act, new_command_id
from tests.little import TODAY, Clock, at, influenza, maria


def book(clinic: Clinic, hour: int, consumer: int, days: int = 0) -> int:
    """An appointment of that consumer's, `days` from today."""
    wanted = influenza(consumer, start=at(hour) + timedelta(days=days))
    return clinic.booking.book(wanted, new_command_id()).appointment_id


@pytest.mark.feature("UX-2")
def test_a_name_finds_the_person_with_their_next_appointments_earliest_first(clinic: Clinic) -> None:
    silva = maria(clinic)
    later, sooner = book(clinic, 15, silva, days=2), book(clinic, 14, silva)
    found = clinic.finding.find("silva")
    assert [consumer.id for consumer in found.consumers] == [silva]
    assert [(each.id, each.consumer, each.service) for each in found.next] == [
        (sooner, "Maria Silva", "Influenza"),
        (later, "Maria Silva", "Influenza"),
    ]


@pytest.mark.feature("UX-2")
def test_no_more_than_three_of_each_and_none_that_was_cancelled(clinic: Clinic) -> None:
    silva = maria(clinic)
    ids = [book(clinic, hour, silva) for hour in (12, 13, 14, 15, 16)]
    act = Act(Action.CANCEL, ids[0], 1, cancel_class=CancelClass.CONSUMER, reason_id=1)
    clinic.appointments.act(act, new_command_id())
    assert [each.id for each in clinic.finding.find("silva").next] == ids[1:4]


@pytest.mark.feature("UX-2")
def test_with_a_day_the_appointments_of_that_day_are_found(clinic: Clinic) -> None:
    silva = maria(clinic)
    book(clinic, 14, silva)
    thursday = book(clinic, 15, silva, days=2)
    found = clinic.finding.find("silva", TODAY + timedelta(days=2))
    assert [each.id for each in found.next] == [thursday]


@pytest.mark.feature("UX-2")
@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{dashed}"])
def test_a_code_finds_its_appointment_however_it_is_typed(clinic: Clinic, typed: str) -> None:
    silva = maria(clinic)
    made = book(clinic, 15, silva)
    code = clinic.appointments.view(made).code.replace("-", "")
    text = typed.format(code=code, lower=code.lower(), dashed=f"{code[:3]}-{code[3:]}")
    found = clinic.finding.find(text)
    assert found.coded is not None
    assert (found.coded.id, found.coded.consumer) == (made, "Maria Silva")


@pytest.mark.feature("UX-2")
def test_what_is_over_without_an_outcome_says_so(clinic: Clinic, clock: Clock) -> None:
    book(clinic, 11, maria(clinic))
    clock.to(12)
    assert [each.past for each in clinic.finding.find("silva").next] == [True]


@pytest.mark.feature("UX-2")
def test_nothing_is_found_by_nonsense_and_by_nobody(clinic: Clinic) -> None:
    assert clinic.finding.find("zzz zzz").consumers == ()
    assert clinic.finding.find("\0%_").coded is None
    clinic.sign_out()
    with pytest.raises(RuleBroken):
        clinic.finding.find("silva")
