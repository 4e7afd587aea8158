"""Which fields a form shows, in which order, and which are required: as delivered, or as the clinic laid it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import ConsumerValue, FormField, RequestValue
from frontdesk.rules.words import FormKind, QuestionKind


@dataclass(frozen=True, slots=True)
class FieldLayout:
    """One field of a form; its place in the layout is its place in the form.

    `kind` is None for a field that every clinic has, whose `name` is empty; one of the clinic's own has an `id`.
    """

    code: str
    shown: bool = True
    required: bool = False
    name: str = ""
    kind: QuestionKind | None = None
    choices: tuple[str, ...] = ()
    id: int = 0

    @property
    def own(self) -> bool:
        """Whether the clinic made it."""
        return self.kind is not None


Layout = tuple[FieldLayout, ...]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What one of the clinic's own fields says; `value` as it is kept."""

    code: str
    name: str
    kind: QuestionKind
    value: str


FIXED: Final = frozenset({"first_name", "last_name", "user_id"})
"""Nobody can be kept without these: always shown, always required."""

ALWAYS_FILLED: Final = frozenset({"language", "zone", "modality", "source"})
"""These have something chosen from the start, so that it means nothing to require them."""

DELIVERED: Final[dict[FormKind, Layout]] = {
    FormKind.CONSUMER: (
        *(FieldLayout(code, required=True) for code in ("first_name", "last_name", "user_id")),
        *(FieldLayout(code) for code in ("title", "phone", "email", "birth_date", "department_id", "group_id")),
        *(FieldLayout(code) for code in ("language", "zone", "remarks")),
    ),
    FormKind.REQUEST: (
        FieldLayout("modality"),
        FieldLayout("note", shown=False),
        FieldLayout("source", shown=False),
    ),
}
"""What a clinic has that never laid out its forms."""

_ROWS = select(FormField.__table__).where(FormField.form == bindparam("form")).order_by(FormField.position)
_VALUES = select(ConsumerValue.field_id, ConsumerValue.value).where(ConsumerValue.consumer_id == bindparam("consumer"))
_OF_REQUEST = (
    select(FormField.code, FormField.name, FormField.kind, RequestValue.value)
    .join(RequestValue, RequestValue.field_id == FormField.id)
    .where(RequestValue.request_id == bindparam("request"))
    .order_by(FormField.position, FormField.id)
)


def read_layout(connection: Connection, form: FormKind) -> Layout:
    """The layout of a form, with the fields that are not shown."""
    rows: Sequence[Any] = connection.execute(_ROWS, {"form": form}).all()
    found = tuple(
        FieldLayout(row.code, row.shown, row.required, row.name, row.kind, tuple(row.choices), row.id) for row in rows
    )
    known = {one.code for one in found}
    # A field that came with a later version of the program stands last until it is given its place.
    return (*found, *(one for one in DELIVERED[form] if one.code not in known))


def read_own_values(connection: Connection, consumer_id: int, layout: Layout) -> dict[str, str]:
    """What the clinic's own fields say of a consumer, by the field's code; those that are not shown too."""
    if not any(one.own for one in layout):
        return {}
    values = {row.field_id: row.value for row in connection.execute(_VALUES, {"consumer": consumer_id})}
    return {one.code: values[one.id] for one in layout if one.own and one.id in values}


def read_request_values(connection: Connection, request_id: int) -> tuple[FieldValue, ...]:
    """What the clinic's own fields say of a request, in the form's order; those that are not shown too."""
    rows: Sequence[Any] = connection.execute(_OF_REQUEST, {"request": request_id}).all()
    return tuple(FieldValue(*row) for row in rows)


def shown_fields(layout: Layout) -> Layout:
    """The fields that the form shows, in order."""
    return tuple(one for one in layout if one.shown)


def missing(layout: Layout, told: Mapping[str, object]) -> tuple[str, ...]:
    """The codes of the shown fields that are required and about which nothing is told."""
    return tuple(one.code for one in layout if one.shown and one.required and told.get(one.code) in (None, ""))
