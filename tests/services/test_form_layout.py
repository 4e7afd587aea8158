"""The clinic chooses what its forms ask for: shown, required, in its order, and with fields of its own."""

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import ConsumerForm, new_command_id
from frontdesk.views.form_layout import FieldLayout, Layout
from tests.little import maria

pytestmark = pytest.mark.feature("CON-7")

ANA = ConsumerForm("ana", "Ana", "Costa", zone="Europe/Lisbon")
BLOOD = FieldLayout("", name="Blood group", kind=QuestionKind.CHOICE, choices=("A", "B", "0"))
WEIGHT = FieldLayout("", name="Weight", kind=QuestionKind.NUMBER)


def _layout(clinic: Clinic) -> Layout:
    return clinic.form_layouts.layout(FormKind.CONSUMER)


def _save(clinic: Clinic, fields: Layout) -> Layout:
    clinic.form_layouts.save(LayoutForm(FormKind.CONSUMER, fields, _layout(clinic)), new_command_id())
    return _layout(clinic)


def _with(layout: Layout, code: str, **changes: Any) -> Layout:
    return tuple(replace(one, **changes) if one.code == code else one for one in layout)


def test_as_delivered_every_field_is_there_and_three_are_required(clinic: Clinic) -> None:
    layout = _layout(clinic)
    assert {one.code for one in layout if one.required} == {"first_name", "last_name", "user_id"}
    assert all(one.shown for one in layout)
    assert clinic.choices().consumer_form == layout


def test_a_layout_is_kept_in_its_order_and_holds_on_every_desk(clinic: Clinic, boss: Clinic) -> None:
    wanted = tuple(reversed(_with(_layout(boss), "title", shown=False)))
    saved = _save(boss, wanted)
    assert [(one.code, one.shown) for one in saved] == [(one.code, one.shown) for one in wanted]
    assert clinic.choices().consumer_form == saved


def test_what_this_clinic_requires_is_asked_for_at_its_field(clinic: Clinic, boss: Clinic) -> None:
    _save(boss, _with(_layout(boss), "phone", required=True))
    assert {name: one.code for name, one in clinic.consumers.check(ANA).items()} == {"phone": "text.missing"}
    with pytest.raises(RuleBroken, match=r"text\.missing") as refused:
        clinic.consumers.make(ANA, new_command_id())
    assert refused.value.fields == ("phone",)
    clinic.consumers.make(replace(ANA, phone="+351912345678"), new_command_id())


def test_nobody_is_kept_without_a_name_whatever_the_layout_says(clinic: Clinic, boss: Clinic) -> None:
    saved = _save(boss, _with(_layout(boss), "last_name", shown=False, required=False))
    assert next(one for one in saved if one.code == "last_name") == replace(
        next(one for one in saved if one.code == "last_name"), shown=True, required=True
    )


def test_a_field_of_the_clinics_own_is_kept_with_the_consumer_and_its_history(clinic: Clinic, boss: Clinic) -> None:
    layout = _save(boss, (*_layout(boss), BLOOD, WEIGHT))
    assert [one.code for one in layout if one.own] == ["own-1", "own-2"]
    made = clinic.consumers.make(replace(ANA, own={"own-1": "B", "own-2": "61,5"}), new_command_id()).consumer_id
    assert dict(clinic.consumers.details(made).own) == {"own-1": "B", "own-2": "61.5"}
    edited = clinic.consumers.edit(made, 1, replace(ANA, own={"own-1": ""}), new_command_id())
    assert edited.version == 2
    assert dict(clinic.consumers.details(made).own) == {"own-2": "61.5"}
    with pytest.raises(ChangedElsewhere) as refused:
        boss.consumers.edit(made, 1, replace(ANA, own={"own-1": "A"}), new_command_id())
    assert refused.value.changes == {"own-1": ("B", "")}


@pytest.mark.parametrize(
    ("code", "typed", "problem"),
    [("own-1", "C", "answer.choice"), ("own-2", "heavy", "answer.number"), ("own-9", "x", "field.unknown")],
)
def test_what_is_wrong_in_it_is_said_at_its_field(
    clinic: Clinic, boss: Clinic, code: str, typed: str, problem: str
) -> None:
    _save(boss, (*_layout(boss), BLOOD, WEIGHT))
    wrong = clinic.consumers.check(replace(ANA, own={code: typed}))
    assert {name: (one.code, one.fields) for name, one in wrong.items()} == {code: (problem, (code,))}


def test_a_field_that_is_not_shown_any_more_keeps_what_was_said(clinic: Clinic, boss: Clinic) -> None:
    layout = _save(boss, (*_layout(boss), replace(BLOOD, required=True)))
    made = clinic.consumers.make(replace(ANA, own={"own-1": "A"}), new_command_id()).consumer_id
    hidden = _save(boss, _with(layout, "own-1", shown=False))
    clinic.consumers.edit(made, 1, replace(ANA, title="Dr"), new_command_id())
    assert dict(clinic.consumers.details(made).own) == {"own-1": "A"}
    narrower = tuple(replace(one, choices=("B", "0")) if one.own else one for one in hidden)
    _save(boss, _with(narrower, "own-1", shown=True))
    clinic.consumers.edit(made, 2, replace(ANA, own={"own-1": "A"}), new_command_id())  # as it was is right
    assert dict(clinic.consumers.details(made).own) == {"own-1": "A"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ((replace(WEIGHT, name="  "),), "text.missing"),
        ((replace(BLOOD, choices=("A", "A", "")),), "form.choices"),
        ((WEIGHT, replace(BLOOD, name="weight")), "form.name-taken"),
        (tuple(replace(WEIGHT, name=str(n)) for n in range(31)), "form.too-many"),
    ],
)
def test_a_field_that_is_not_whole_is_refused(boss: Clinic, fields: Layout, code: str) -> None:
    before = _layout(boss)
    with pytest.raises(RuleBroken, match=code):
        _save(boss, (*before, *fields))
    assert _layout(boss) == before


def test_who_saw_another_layout_is_told_what_changed_and_by_whom(clinic: Clinic, boss: Clinic) -> None:
    seen = _layout(boss)
    _save(boss, _with(seen, "title", shown=False))
    with pytest.raises(ChangedElsewhere) as refused:
        boss.form_layouts.save(LayoutForm(FormKind.CONSUMER, seen, seen), new_command_id())
    assert refused.value.by == "Bo Ss"
    assert "title" in refused.value.changes


def test_only_who_sets_up_the_clinic_lays_out_forms(clinic: Clinic) -> None:
    maria(clinic)
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        _save(clinic, (*_layout(clinic), WEIGHT))
