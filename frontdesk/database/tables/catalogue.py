"""What can be booked: services, questionnaires, programs of doses."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.database.tables.base import JSON_DOCUMENT, Base, CodeText, Identity, LongText, ShortText, Version
from frontdesk.database.types import Code
from frontdesk.rules.words import ConfirmationMode, Modality, QuestionKind


class Questionnaire(Base):
    __tablename__ = "questionnaire"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]


class Question(Base):
    """One question; `choices` is a list of texts for kind `choice`, else empty."""

    __tablename__ = "question"
    id: Mapped[Identity]
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    position: Mapped[int]
    text: Mapped[LongText]
    kind: Mapped[QuestionKind] = mapped_column(Code(QuestionKind))
    required: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[Any] = mapped_column(JSON_DOCUMENT)


class Service(Base):
    """What can be booked. All lengths are real minutes; `step_minutes` is the grid on which slots start."""

    __tablename__ = "service"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    minutes: Mapped[int]
    buffer_before_minutes: Mapped[int] = mapped_column(default=0)
    buffer_after_minutes: Mapped[int] = mapped_column(default=0)
    step_minutes: Mapped[int] = mapped_column(default=5)
    least_notice_minutes: Mapped[int] = mapped_column(default=0)
    furthest_days: Mapped[int] = mapped_column(default=365)
    confirmation_mode: Mapped[ConfirmationMode] = mapped_column(Code(ConfirmationMode))
    room_kind: Mapped[CodeText | None]
    """Kind of room it needs one unit of, or none."""
    questionnaire_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id"))
    what_to_bring: Mapped[LongText]
    colour: Mapped[int]
    """Place in the palette of service colours, from 0."""
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[Version]


class ServiceModality(Base):
    __tablename__ = "service_modality"
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
    modality: Mapped[Modality] = mapped_column(Code(Modality), primary_key=True)


class Program(Base):
    __tablename__ = "program"
    id: Mapped[Identity]
    code: Mapped[CodeText] = mapped_column(unique=True)
    name: Mapped[ShortText]
    questionnaire_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id"))
    active: Mapped[bool] = mapped_column(default=True)


class Dose(Base):
    """One visit of a program; the days are counted from the dose before it (0 for the first)."""

    __tablename__ = "dose"
    __table_args__ = (UniqueConstraint("program_id", "number"),)
    id: Mapped[Identity]
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    number: Mapped[int]
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    least_days: Mapped[int]
    most_days: Mapped[int]
