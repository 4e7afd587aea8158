"""Which fields the clinic's forms show, and what its own fields say of a consumer or a request."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import JSON_DOCUMENT, Base, CodeText, Identity, LongText, ShortText
from frontdesk.database.types import Code
from frontdesk.rules.words import FormKind, QuestionKind


class FormField(Base):
    """One field of a form, in its place. A form without any is as delivered; once it was laid out it has all.

    `kind` is None for a field that every clinic has; a field of the clinic's own has a name, and `choices` for kind
    `choice`. A field that is not shown keeps what was said in it.
    """

    __tablename__ = "form_field"
    __table_args__ = (UniqueConstraint("form", "code"),)
    id: Mapped[Identity]
    form: Mapped[FormKind] = mapped_column(Code(FormKind))
    code: Mapped[CodeText]
    name: Mapped[ShortText]
    kind: Mapped[QuestionKind | None] = mapped_column(Code(QuestionKind))
    choices: Mapped[Any] = mapped_column(JSON_DOCUMENT)
    position: Mapped[int]
    shown: Mapped[bool]
    required: Mapped[bool]


class ConsumerValue(Base):
    """What a field of the clinic's own says of a consumer; the consumer's version counts its changes."""

    __tablename__ = "consumer_value"
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumer.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("form_field.id"), primary_key=True)
    value: Mapped[LongText]
    """As an answer: as typed for text; `yes`/`no`; ISO date; decimal number; the choice's text. Never empty."""


class RequestValue(Base):
    """What a field of the clinic's own says of a request; the request's version counts its changes."""

    __tablename__ = "request_value"
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("form_field.id"), primary_key=True)
    value: Mapped[LongText]
    """As in `ConsumerValue`."""
