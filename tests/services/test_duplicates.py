"""While a new consumer is typed, those who may be the same person are found, each with why."""

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Likeness
from frontdesk.services.forms import ConsumerForm, new_command_id
from tests.little import maria

pytestmark = pytest.mark.feature("CON-5")

JON = ConsumerForm("jon", "John", "Smith", "john@home.org", "+351912000111", birth_date="14.03.1987", zone="UTC")


@pytest.fixture
def people(clinic: Clinic) -> Clinic:
    """Maria and John are known."""
    maria(clinic)
    clinic.consumers.make(JON, new_command_id())
    return clinic


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"phone": "912 000 111", "zone": "Europe/Lisbon"}, Likeness.PHONE),
        ({"email": "John@Home.ORG"}, Likeness.EMAIL),
        ({"first_name": "Jon", "last_name": "Smith", "birth_date": "1987-03-14"}, Likeness.BIRTH_DATE),
        ({"first_name": "Smith", "last_name": "John", "birth_date": "1987-03-14"}, Likeness.BIRTH_DATE),
        ({"first_name": "JOHN", "last_name": "Smith"}, Likeness.NAME),
    ],
)
def test_who_it_may_be_is_found_with_the_reason(people: Clinic, typed: dict[str, Any], why: Likeness) -> None:
    form = replace(ConsumerForm("", "", "", zone="UTC"), **typed)
    (found,) = people.duplicates.of(form)
    assert (found.row.name, found.why) == ("John Smith", (why,))


@pytest.mark.parametrize(
    "typed",
    [
        {"first_name": "Joan", "last_name": "Baker", "birth_date": "1987-03-14"},
        {"first_name": "John", "last_name": "Smith", "birth_date": "1990-01-01"},
        {"phone": "912 000 1", "zone": "Europe/Lisbon"},
        {},
    ],
)
def test_nobody_is_shown_who_is_somebody_else(people: Clinic, typed: dict[str, Any]) -> None:
    form = replace(ConsumerForm("", "", "", zone="UTC"), **typed)
    assert people.duplicates.of(form) == ()


def test_who_is_alike_in_more_comes_first(people: Clinic) -> None:
    people.consumers.make(ConsumerForm("bo.bee", "Bo", "Bee", phone="+351912000111", zone="UTC"), new_command_id())
    found = people.duplicates.of(JON)
    assert [(one.row.name, len(one.why)) for one in found] == [("John Smith", 3), ("Bo Bee", 1)]
    assert people.duplicates.of(JON, but=found[0].row.id)[0].row.name == "Bo Bee"
