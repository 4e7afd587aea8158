"""Consumers: the form checked as it is typed, the list, the search, two people editing one record."""

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.forms import ConsumerForm, new_command_id
from tests.little import Clock, maria, sign_in

FORM = ConsumerForm("maria.silva", "Maria", "Silva", "maria@example.org", "912 345 678", zone="Europe/Lisbon")


@pytest.mark.feature("CON-1")
def test_a_consumer_is_made_as_typed_with_phone_and_mail_in_their_usual_form(clinic: Clinic) -> None:
    form = replace(FORM, birth_date="14.03.1987", email=" Maria@Example.ORG ", remarks="Prefers mornings")
    saved = clinic.consumers.make(form, new_command_id())
    details = clinic.consumers.details(saved.consumer_id)
    assert (details.phone, details.email) == ("+351912345678", "Maria@example.org")
    assert (str(details.birth_date), details.remarks, details.version) == ("1987-03-14", "Prefers mornings", 1)


@pytest.mark.feature("CON-1")
@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("user_id", "", "text.missing"),
        ("user_id", "Ma ria", "user-id.form"),
        ("first_name", "", "text.missing"),
        ("first_name", "\u200f\u200f", "text.missing"),
        ("last_name", "x" * 10_000_000, "text.too-long"),
        ("last_name", "a\0b", "text.control"),
        ("email", "a@b", "email.form"),
        ("email", "a@b.org, c@d.org", "email.form"),
        ("phone", "12", "phone.form"),
        ("birth_date", "31.02.1990", "birth-date.form"),
        ("birth_date", "2031-01-01", "birth-date.range"),
        ("zone", "Mars/Olympus", "zone.unknown"),
        ("language", "klingon language", "language.unknown"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    clinic: Clinic, field: str, typed: str, code: str
) -> None:
    told: dict[str, Any] = {"phone": "+351912345678", field: typed}
    form = replace(FORM, **told)
    wrong = clinic.consumers.check(form)
    assert {name: problem.code for name, problem in wrong.items()} == {field: code}
    with pytest.raises(RuleBroken, match=code) as refused:
        clinic.consumers.make(form, new_command_id())
    assert refused.value.fields == (field,)
    assert clinic.consumers.page() == ()


@pytest.mark.feature("CON-1")
def test_a_taken_user_id_is_said_with_a_free_one(clinic: Clinic) -> None:
    maria(clinic)
    wrong = clinic.consumers.check(replace(FORM, user_id="MARIA.silva"))
    assert wrong["user_id"].params["suggestion"] == "maria.silva2"
    assert clinic.consumers.suggest_user_id("Maria", "Silva") == "maria.silva2"
    assert clinic.consumers.suggest_user_id("Łukasz", "O'Brien") == "lukasz.obrien"
    assert clinic.consumers.suggest_user_id("李", "伟").startswith("consumer")


def test_names_are_kept_as_typed_whatever_they_are(clinic: Clinic) -> None:
    hostile = ["<b>Bold</b>", "Robert'); DROP TABLE consumer;--", "=1+1", "محمد", "Nguyễn Thị", "{0}%s"]
    for number, name in enumerate(hostile):
        saved = clinic.consumers.make(replace(FORM, user_id=f"c{number}", last_name=name), new_command_id())
        assert clinic.consumers.details(saved.consumer_id).last_name == name


@pytest.mark.feature("CON-2")
def test_consumers_are_found_by_parts_of_what_is_known_of_them(clinic: Clinic) -> None:
    wanted = clinic.consumers.make(
        ConsumerForm(
            "lukasz.z", "Łukasz", "Zieliński", "lz@example.org", "+48 512 345 678", birth_date="1990-05-17",
            zone="Europe/Warsaw",
        ),
        new_command_id(),
    ).consumer_id  # fmt: skip
    maria(clinic)
    for typed in ("zielinski lukasz", "LUK", "512345", "lz@ex", "lukasz.z", "17.05.1990", "Zieli"):
        assert [row.id for row in clinic.consumers.search(typed)] == [wanted], typed
    assert wanted in [row.id for row in clinic.consumers.search("zielinksi")]


def test_the_list_goes_on_where_it_ended(clinic: Clinic) -> None:
    for number in range(7):
        maria(clinic, f"m{number}", last_name=f"Silva {number}")
    first = clinic.consumers.page(limit=4)
    rest = clinic.consumers.page(after=(first[-1].sort_name, first[-1].id), limit=4)
    assert [row.user_id for row in (*first, *rest)] == [f"m{number}" for number in range(7)]


def test_two_desks_edit_one_consumer_and_the_second_is_told(clinic: Clinic, clock: Clock) -> None:
    consumer = clinic.consumers.make(FORM, new_command_id()).consumer_id
    other = sign_in(clinic.desk.database.url, clock, "manager", desk="Desk 2")
    other.consumers.edit(consumer, 1, replace(FORM, last_name="Lima"), new_command_id())
    other.close()
    with pytest.raises(ChangedElsewhere) as stale:
        clinic.consumers.edit(consumer, 1, replace(FORM, phone=""), new_command_id())
    assert (stale.value.by, stale.value.changes["last_name"]) == ("Bo Ss", ("Silva", "Lima"))
    assert clinic.consumers.details(consumer).phone == "+351912345678"
    assert [row.id for row in clinic.consumers.search("lima")] == [consumer]


def test_an_edit_that_changes_nothing_makes_no_version(clinic: Clinic) -> None:
    consumer = clinic.consumers.make(FORM, new_command_id()).consumer_id
    assert clinic.consumers.edit(consumer, 1, FORM, new_command_id()).version == 1
