"""Reads what is written on an appointment: answers, metadata, notes, with what stood there before, and its history."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from frontdesk.database.tables import (
    Answer,
    Appointment,
    History,
    MetadataField,
    MetadataValue,
    Note,
    Outbox,
    Question,
    Staff,
)
from frontdesk.views.appointment import AnswerLine, Earlier, HistoryLine, MetadataLine, NoteLine
from frontdesk.views.names import Names

CORRECTED = ("answer-corrected", "undone")
"""What changes an answer."""
_ENTRIES = select(
    History.id, History.at, History.action, Staff.name, History.desk, History.changes, History.message
).join(Staff, Staff.id == History.actor_id, isouter=True)


class Written(NamedTuple):
    """What is written on one appointment."""

    answers: tuple[AnswerLine, ...]
    metadata: tuple[MetadataLine, ...]
    notes: tuple[NoteLine, ...]
    history: tuple[HistoryLine, ...]


def read_written(connection: Connection, appointment_id: int, request_id: int, questionnaire_id: int | None) -> Written:
    """All of it; answers are those of the questionnaire its request was asked, None for none."""
    entries = connection.execute(
        _ENTRIES.where(History.appointment_id == appointment_id).order_by(History.id.desc())
    ).all()
    return Written(
        tuple(_answers(connection, request_id, questionnaire_id)),
        tuple(_metadata(connection, appointment_id, entries)),
        tuple(_notes(connection, appointment_id, entries)),
        tuple(_history(connection, appointment_id, entries)),
    )


def _earlier(entries: Iterable[Any], name: str) -> tuple[Earlier, ...]:
    """What stood in `name` before each of the entries that changed it, newest first."""
    pairs = ((entry, entry.changes[name][0]) for entry in entries if name in entry.changes)
    return tuple(Earlier(entry.at, entry.name or "", was) for entry, was in pairs if was)


def _answers(connection: Connection, request_id: int, questionnaire_id: int | None) -> Iterator[AnswerLine]:
    if questionnaire_id is None:
        return
    of_request = select(Appointment.id).where(Appointment.request_id == request_id)
    corrections = connection.execute(
        _ENTRIES.where(
            or_(History.request_id == request_id, History.appointment_id.in_(of_request)), History.action.in_(CORRECTED)
        ).order_by(History.id.desc())
    ).all()
    rows = connection.execute(
        select(Question.__table__, Answer.value, Answer.answered_at, Answer.version, Staff.name.label("by"))
        .join(Answer, (Answer.question_id == Question.id) & (Answer.request_id == request_id), isouter=True)
        .join(Staff, Staff.id == Answer.answered_by, isouter=True)
        .where(Question.questionnaire_id == questionnaire_id)
        .order_by(Question.position)
    )
    for row in rows:
        yield AnswerLine(
            question_id=row.id,
            question=row.text,
            kind=row.kind,
            required=row.required,
            choices=tuple(row.choices),
            value=row.value,
            answered_at=row.answered_at,
            answered_by=row.by or "",
            version=row.version or 0,
            earlier=_earlier(corrections, f"answer {row.text[:200]}"),
        )


def _metadata(connection: Connection, appointment_id: int, entries: Sequence[Any]) -> Iterator[MetadataLine]:
    rows = connection.execute(
        select(MetadataField.id, MetadataField.name, MetadataValue.value)
        .join(
            MetadataValue,
            (MetadataValue.field_id == MetadataField.id) & (MetadataValue.appointment_id == appointment_id),
            isouter=True,
        )
        .where(MetadataField.active)
        .order_by(MetadataField.position, MetadataField.id)
    )
    for row in rows:
        yield MetadataLine(row.id, row.name, row.value or "", _earlier(entries, f"metadata {row.name}"))


def _notes(connection: Connection, appointment_id: int, entries: Sequence[Any]) -> Iterator[NoteLine]:
    rows = connection.execute(
        select(Note.id, Note.version, Note.text, Staff.name, Note.author_id, Note.created_at, Note.edited_at)
        .join(Staff, Staff.id == Note.author_id)
        .where(Note.appointment_id == appointment_id, Note.text != "")  # one that was taken back says nothing
        .order_by(Note.created_at.desc(), Note.id.desc())
    )
    return (NoteLine(*row, earlier=_earlier(entries, f"note {row.id}")) for row in rows)


def _history(connection: Connection, appointment_id: int, entries: Sequence[Any]) -> Iterator[HistoryLine]:
    sent: dict[int, list[str]] = {}
    for message in connection.execute(
        select(Outbox.history_id, Outbox.kind, Outbox.channel, Outbox.recipient, Outbox.state, Outbox.error)
        .where(Outbox.appointment_id == appointment_id)
        .order_by(Outbox.id)
    ):
        line = f"{message.kind} {message.channel} {message.recipient} {message.state} {message.error or ''}".rstrip()
        sent.setdefault(message.history_id, []).append(line)
    names = Names(connection, [entry.changes for entry in entries])
    return (_history_line(entry, names, tuple(sent.get(entry.id, ()))) for entry in entries)


def _history_line(entry: Any, names: Names, sent: tuple[str, ...]) -> HistoryLine:
    return HistoryLine(
        id=entry.id,
        at=entry.at,
        action=entry.action,
        actor=entry.name or "",
        desk=entry.desk,
        changes=names.readable(entry.changes),
        message=entry.message,
        sent=sent,
    )
