"""Which fields the forms show (CON-7): laid out by the clinic, and what is typed into its own fields checked by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update

from frontdesk.database.adding import add, add_all
from frontdesk.database.tables import Clinic, ConsumerValue, FormField, History, RequestValue, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_rows import CHANGED, Document, may_only_set_up
from frontdesk.services.questions import checked_answer
from frontdesk.services.record import write_history
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.typed import typed_text
from frontdesk.views.form_layout import ALWAYS_FILLED, FIXED, FieldLayout, Layout, missing, read_layout

MOST_FIELDS: Final = 30
MOST_CHOICES: Final = 50
_VERSION: Final = 1
"""A layout has none; the history of set-up is found by it."""


@dataclass(frozen=True, slots=True)
class LayoutForm:
    """A layout as it was put together, fields in their order; one of the clinic's own that is new has no code yet.

    `seen` is the layout that the form began with. Problems name their field: `fields.2.name` (from 0).
    """

    form: FormKind
    fields: Layout
    seen: Layout


class FormLayouts:
    """What a person does with the layout of forms."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def layout(self, form: FormKind) -> Layout:
        """The fields of a form in their order, with those that it does not show."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_layout(connection, form)

    def save(self, form: LayoutForm, command_id: str) -> Saved:
        """Save a layout for all desks. What was said in a field that is not shown any more is kept.

        Raises RuleBroken `not.your-role`, `text.*` and `form.*` at their fields; ChangedElsewhere when the layout is
        not the one that was seen.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form))


def _save(work: Work, form: LayoutForm) -> Saved:
    may_only_set_up(work)
    work.connection.execute(select(Clinic.id).with_for_update()).all()  # one layout at a time, the first one too
    before = read_layout(work.connection, form.form)
    if before != form.seen:
        raise _changed_elsewhere(work, form, before)
    wanted = _checked(form, before)
    if wanted == before:
        return Saved(0, 0, Changes())
    for position, one in enumerate(wanted):
        _write(work, form.form, position, one)
    after = read_layout(work.connection, form.form)
    write_history(work, CHANGED, {_key(form.form): [_document(before), _document(after)]}, version=_VERSION)
    return Saved(0, 0, Changes(everything=True))


def _checked(form: LayoutForm, before: Layout) -> Layout:
    """The fields as they are kept: none that was there is lost, none is there twice, and each is whole."""
    known = {one.code: one for one in before}
    codes = [one.code for one in form.fields if one.code]
    if sorted(codes) != sorted(known):
        raise RuleBroken("form.fields", fields=("fields",))
    if sum(one.own for one in form.fields) > MOST_FIELDS:
        raise RuleBroken("form.too-many", fields=("fields",), most=MOST_FIELDS)
    wanted: list[FieldLayout] = []
    number = max((int(one.code.removeprefix("own-")) for one in before if one.own), default=0)
    for place, one in enumerate(form.fields):
        if one.own:
            number += not one.code
            checked = _checked_own(one, place, known.get(one.code))
            wanted.append(checked if one.code else replace(checked, code=f"own-{number}"))
        else:
            fixed = one.code in FIXED
            asks = fixed or (one.required and one.shown and one.code not in ALWAYS_FILLED)
            wanted.append(replace(known[one.code], shown=one.shown or fixed, required=asks))
    names = [one.name.casefold() for one in wanted if one.own]
    for place, one in enumerate(wanted):
        if one.own and names.count(one.name.casefold()) > 1:
            raise RuleBroken("form.name-taken", fields=(f"fields.{place}.name",), name=one.name)
    return tuple(wanted)


def _checked_own(one: FieldLayout, place: int, before: FieldLayout | None) -> FieldLayout:
    """A field of the clinic's own; of what kind it is stays, since values were given in it."""
    name = typed_text(one.name, f"fields.{place}.name", 100, required=True, lines=False)
    kind = before.kind if before else one.kind
    choices: tuple[str, ...] = ()
    if kind is QuestionKind.CHOICE:
        field = f"fields.{place}.choices"
        typed = (typed_text(text, field, 100, lines=False) for text in one.choices)
        choices = tuple(dict.fromkeys(text for text in typed if text))
        if not 2 <= len(choices) <= MOST_CHOICES:
            raise RuleBroken("form.choices", fields=(field,), most=MOST_CHOICES)
    return replace(
        one, id=before.id if before else 0, name=name, kind=kind, choices=choices, required=one.required and one.shown
    )


def _write(work: Work, form: FormKind, position: int, one: FieldLayout) -> None:
    values: dict[str, Any] = {
        "name": one.name,
        "kind": one.kind,
        "choices": list(one.choices),
        "position": position,
        "shown": one.shown,
        "required": one.required,
    }
    if one.id:
        work.connection.execute(update(FormField).where(FormField.id == one.id).values(**values))
    else:
        add(work.connection, FormField, form=form, code=one.code, **values)


def _key(form: FormKind) -> str:
    return f"form {form.value}"


def _document(layout: Layout) -> Document:
    """The layout as history keeps it: each field by its code, in their order."""
    return {
        one.code: {"shown": one.shown, "required": one.required, "name": one.name, "choices": list(one.choices)}
        for one in layout
    }


def _changed_elsewhere(work: Work, form: LayoutForm, now: Layout) -> ChangedElsewhere:
    by, at = _last_change(work, _key(form.form))
    seen = {one.code: one for one in form.seen}
    changes: dict[str, tuple[object, object]] = {
        one.code: (seen.get(one.code), one) for one in now if seen.get(one.code) != one
    }
    return ChangedElsewhere(seen=0, now=0, by=by, at=at, changes=changes)


def _last_change(work: Work, key: str) -> tuple[str, datetime]:
    rows = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.appointment_id.is_(None), History.version == _VERSION, History.action == CHANGED)
        .order_by(History.id.desc())
    )
    found = next((row for row in rows if key in row.changes), None)
    return ("", work.at) if found is None else (found.name or "", found.at)


# What is typed into the clinic's own fields


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field as `checked_answer` asks; that something is required is said by `missing`."""

    id: str
    kind: QuestionKind
    choices: Sequence[str]
    required: bool = False


def checked_values(
    layout: Layout, typed: Mapping[str, str], stored: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, RuleBroken]]:
    """The values of the own fields that were typed, as they are kept, and what is wrong, by the field's code.

    What stays as it is stored is right, whatever became of the field. Codes: `answer.*`, `text.*`, `field.unknown`.
    """
    values, wrong = dict(stored), dict[str, RuleBroken]()
    fields = {one.code: one for one in layout if one.own}
    for code, text in typed.items():
        field = fields.get(code)
        if field is None or field.kind is None:
            wrong[code] = RuleBroken("field.unknown", fields=(code,))
        elif text != stored.get(code, ""):
            try:
                values[code] = checked_answer(_Asked(code, field.kind, field.choices), text)
            except RuleBroken as problem:
                wrong[code] = RuleBroken(problem.code, fields=(code,), **problem.params)
    return values, wrong


def required_values(layout: Layout, typed: Mapping[str, str], stored: Mapping[str, str], note: str) -> dict[str, str]:
    """The values of a request's own fields as they are kept; `note` is what else its form may require.

    Raises the RuleBroken of the first that is wrong or missing (`text.missing`), at `note` or `request:<code>`.
    """
    values, wrong = checked_values(layout, typed, stored)
    for code in missing(layout, {"note": note, **values}):
        wrong.setdefault(code, RuleBroken("text.missing", fields=(code,)))
    for code, problem in wrong.items():
        place = code if code == "note" else f"request:{code}"
        raise RuleBroken(problem.code, fields=(place,), **problem.params)
    return values


_OWNERS: Final[dict[FormKind, Any]] = {
    FormKind.CONSUMER: ConsumerValue.consumer_id,
    FormKind.REQUEST: RequestValue.request_id,
}


def write_values(  # one parameter for each part of what is written
    work: Work, form: FormKind, owner_id: int, layout: Layout, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Write what differs of a consumer's or a request's own values, in the transaction under way.

    An empty text is none.
    """
    ids = {one.code: one.id for one in layout if one.own}
    owner = _OWNERS[form]
    table, fresh = owner.class_, []
    for code, value in after.items():
        if value == before.get(code, ""):
            continue
        key = (owner == owner_id, table.field_id == ids[code])
        if not value:
            work.connection.execute(delete(table).where(*key))
        elif code in before:
            work.connection.execute(update(table).where(*key).values(value=value))
        else:
            fresh.append({owner.key: owner_id, "field_id": ids[code], "value": value})
    add_all(work.connection, table, fresh)
