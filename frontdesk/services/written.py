"""What staff write on an appointment, into its rows: notes, answers, metadata; and the last of it taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Answer, MetadataField, MetadataValue, Note, Question, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import Subject, may_write_on
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.acting import standing
from frontdesk.services.desk import Work
from frontdesk.services.forms import Acted
from frontdesk.services.record import write_history
from frontdesk.services.webhooks import tell_systems

QUESTION_TOLD = 200
"""How much of a question's text history repeats."""
WRITINGS = frozenset({"note-added", "note-edited", "answer-corrected", "metadata-changed"})
"""The actions of history that write on an appointment; each changes one thing, which the entry names."""


def to_write_on(work: Work, appointment_id: int) -> RowMapping:
    """The appointment, locked, if this person may correct what is written on it; RuleBroken `not.your-center`."""
    before = standing(work, appointment_id)
    if not may_write_on(work.person, Subject(before["clinician_id"], before["center_id"])):
        raise RuleBroken("not.your-center")
    return before


def tell_written(work: Work, action: str, changes: Mapping[str, list[str]], appointment_id: int) -> None:
    """The entry of history that says what was written, and the word to other systems that something was."""
    entry = write_history(work, action, changes, appointment_id=appointment_id)
    tell_systems(work, [(entry, appointment_id)])


def written_on(before: RowMapping) -> Acted:
    """Something was written on the appointment; its own row, version and status stand as they were."""
    return Acted(before["id"], before["version"], before["status"], Changes(appointments=frozenset({before["id"]})))


def write_note(work: Work, note_id: int, version: int, text: str) -> Any:
    """Write a note anew, which only its author may; the note as it was. ChangedElsewhere for another version."""
    note = work.connection.execute(
        select(Note.__table__, Staff.name)
        .join(Staff, Staff.id == Note.author_id)
        .where(Note.id == note_id)
        .with_for_update(of=Note)
    ).first()
    if note is None:
        raise RuleBroken("note.unknown")
    if work.person.staff_id != note.author_id:
        raise RuleBroken("note.not-yours")
    if note.version != version:
        raise ChangedElsewhere(
            seen=version,
            now=note.version,
            by=note.name,
            at=note.edited_at or note.created_at,
            changes={"text": (None, note.text)},
        )
    work.connection.execute(
        update(Note).where(Note.id == note_id).values(text=text, edited_at=work.at, version=version + 1)
    )
    return note


def write_answer(work: Work, request_id: int, question_id: int, version: int, value: str) -> str:
    """Write an answer (its version 0 where there was none yet) and give the earlier one."""
    key = (Answer.request_id == request_id) & (Answer.question_id == question_id)
    found = work.connection.execute(
        select(Answer.__table__, Staff.name.label("by"))
        .join(Staff, Staff.id == Answer.answered_by, isouter=True)
        .where(key)
        .with_for_update(of=Answer)
    ).first()
    if (found.version if found else 0) != version:
        raise ChangedElsewhere(
            seen=version,
            now=found.version if found else 0,
            by=(found.by or "") if found else "",
            at=found.answered_at if found else work.at,
            changes={"answer": (None, found.value if found else "")},
        )
    stamp = {"value": value, "answered_at": work.at, "answered_by": work.staff.staff_id, "version": version + 1}
    if found is None:
        work.connection.execute(insert(Answer).values(request_id=request_id, question_id=question_id, **stamp))
        return ""
    work.connection.execute(update(Answer).where(key).values(**stamp))
    return str(found.value)


def write_metadata(work: Work, appointment_id: int, field_id: int, seen: str, value: str) -> None:
    """Write the value; the appointment's row is locked, so nobody else writes its metadata meanwhile."""
    key = (MetadataValue.appointment_id == appointment_id) & (MetadataValue.field_id == field_id)
    old = work.connection.execute(select(MetadataValue.value).where(key)).scalar()
    if (old or "") != seen:
        raise ChangedElsewhere(seen=0, now=0, by="", at=work.at, changes={"value": (seen, old or "")})
    if old is None:
        add(work.connection, MetadataValue, appointment_id=appointment_id, field_id=field_id, value=value)
    else:
        work.connection.execute(update(MetadataValue).where(key).values(value=value))


def write_back(work: Work, entry: Any) -> tuple[Acted, Mapping[str, list[str]]]:
    """Take back what an entry of history wrote: the earlier text stands again. Gives too what changed by that.

    A note that was new has no text then, and does not show. Raises RuleBroken `undo.written-again` when it was written
    anew since, and those of rights.
    """
    ((name, (old, new)),) = entry.changes.items()
    kind, _, what = name.partition(" ")
    before = standing(work, entry.appointment_id) if kind == "note" else to_write_on(work, entry.appointment_id)
    try:
        _BACK[kind](work, before, what, old, new)
    except ChangedElsewhere as problem:
        raise RuleBroken("undo.written-again") from problem
    return written_on(before), {name: [new, old]}


def _note_back(work: Work, _before: RowMapping, note: str, old: str, new: str) -> None:
    found = work.connection.execute(select(Note.version, Note.text).where(Note.id == int(note))).one()
    if found.text != new:
        raise RuleBroken("undo.written-again")
    write_note(work, int(note), found.version, old)


def _answer_back(work: Work, before: RowMapping, question: str, old: str, new: str) -> None:
    told = func.substr(Question.text, 1, QUESTION_TOLD)
    found = work.connection.execute(
        select(Answer.question_id, Answer.version)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.request_id == before["request_id"], told == question, Answer.value == new)
    ).all()
    if len(found) != 1:
        raise RuleBroken("undo.written-again")
    write_answer(work, before["request_id"], found[0].question_id, found[0].version, old)


def _metadata_back(work: Work, before: RowMapping, field: str, old: str, new: str) -> None:
    found = work.connection.execute(
        select(MetadataField.id)
        .join(MetadataValue, MetadataValue.field_id == MetadataField.id)
        .where(MetadataValue.appointment_id == before["id"], MetadataField.name == field, MetadataValue.value == new)
    ).all()
    if len(found) != 1:
        raise RuleBroken("undo.written-again")
    write_metadata(work, before["id"], found[0].id, new, old)


_BACK: dict[str, Callable[[Work, RowMapping, str, str, str], None]] = {
    "note": _note_back,
    "answer": _answer_back,
    "metadata": _metadata_back,
}
