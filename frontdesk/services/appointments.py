"""Appointments: look at one, act on it, and what staff write on it (notes, answers, metadata)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select

from frontdesk.database.tables import Appointment, MetadataField, Note, Question
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.acting import perform, standing
from frontdesk.services.desk import Desk, Work
from frontdesk.services.elsewhere import colleagues_of, in_the_way, wants_a_time, why_not_there, with_free_times
from frontdesk.services.forms import Act, Acted, Noted
from frontdesk.services.questions import checked_answer
from frontdesk.services.signing import LONGEST_NAME
from frontdesk.services.typed import typed_text
from frontdesk.services.undo import note_undoable, undo
from frontdesk.services.written import (
    QUESTION_TOLD,
    tell_written,
    to_write_on,
    write_answer,
    write_metadata,
    write_note,
    written_on,
)
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.appointment_read import read_appointment
from frontdesk.views.damaged_rows import told_of_damage
from frontdesk.views.openings import Colleague, Obstacle, WhyNot

NOTE_LENGTH = 4000


class Appointments:
    """What a person does with an appointment that stands."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self, appointment_id: int) -> AppointmentView:
        """The whole appointment with what the signed-in person may do.

        Raises RuleBroken `appointment.unknown`, and `appointment.damaged` for a row that cannot be read as it should.
        """
        person = self._desk.person()
        with self._desk.database.read() as connection, told_of_damage(connection, appointment_id):
            return read_appointment(connection, appointment_id, self._desk.now(), person)

    def colleagues(self, appointment_id: int) -> tuple[Colleague, ...]:
        """Who could take it over at its time, who is free first (see `services.elsewhere.colleagues_of`)."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return colleagues_of(connection, appointment_id, self._desk.now())

    def in_the_way(self, appointment_id: int, start: datetime, clinician_id: int | None = None) -> tuple[Obstacle, ...]:
        """What stands in the way of moving it to a start (aware), with its clinician or with another who is able."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return in_the_way(connection, appointment_id, start, clinician_id, self._desk.now())

    def why_not(
        self, appointment_id: int, start: datetime, clinician_id: int, minutes: int, room_id: int | None = None
    ) -> WhyNot:
        """All in the way of that start (aware), clinician, length and room for it (see `services.elsewhere`)."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return why_not_there(connection, appointment_id, start, clinician_id, minutes, self._desk.now(), room_id)

    def find(self, code: str) -> int:
        """Id of the appointment with this code, typed in any case and with or without the dash.

        Raises RuleBroken `appointment.unknown`.
        """
        plain = code.replace("\0", "").replace("-", "").replace(" ", "").upper()
        with self._desk.database.read() as connection:
            found = connection.execute(select(Appointment.id).where(Appointment.code == plain[:64])).scalar()
        if found is None:
            raise RuleBroken("appointment.unknown", appointment=code[:40])
        return found

    def act(self, act: Act, command_id: str) -> Acted:
        """Take one action of the table on one appointment (see `services.acting.perform`).

        A time that cannot be had is refused with the free ones around it (params `before`, `nearest`).
        """
        typed = replace(
            act,
            message=typed_text(act.message, "message", NOTE_LENGTH),
            remark=typed_text(act.remark, "remark", NOTE_LENGTH),
            signer=typed_text(act.signer, "signer", LONGEST_NAME, lines=False),
        )

        def work(work: Work) -> Acted:
            acted = perform(work, typed)
            self._desk.undoable = note_undoable(work)
            return acted

        try:
            return self._desk.command(command_id, Acted, work)
        except RuleBroken as problem:
            if not wants_a_time(problem, typed):
                raise
            with self._desk.database.read() as connection:
                raise with_free_times(connection, problem, typed, self._desk.now()) from problem

    def undo(self, command_id: str, new_command_id: str) -> Acted:
        """Take back what the command did here, with all that followed of it (see `services.undo.undo`)."""
        undone = self._desk.command(new_command_id, Acted, lambda work: undo(work, command_id))
        if self._desk.undoable is not None and self._desk.undoable.command_id == command_id:
            self._desk.undoable = None
        return undone

    def last_done(self) -> str | None:
        """The command of what was last done or written here that its person can still undo; asks no database."""
        last, staff = self._desk.undoable, self._desk.staff
        if last is None or staff is None or last.staff_id != staff.staff_id or last.until <= self._desk.now():
            return None
        return last.command_id

    def add_note(self, appointment_id: int, text: str, command_id: str) -> Noted:
        """Add an internal note. Raises RuleBroken `text.*` at field `text`."""
        wanted = typed_text(text, "text", NOTE_LENGTH, required=True)

        def work(work: Work) -> Noted:
            standing(work, appointment_id)
            note_id = work.connection.execute(
                insert(Note)
                .values(
                    appointment_id=appointment_id,
                    text=wanted,
                    author_id=work.staff.staff_id,
                    created_at=work.at,
                    version=1,
                )
                .returning(Note.id)
            ).scalar_one()
            changes = {f"note {note_id}": ["", wanted]}
            tell_written(work, "note-added", changes, appointment_id)
            self._desk.undoable = note_undoable(work)
            return Noted(note_id, 1, Changes(appointments=frozenset({appointment_id})))

        return self._desk.command(command_id, Noted, work)

    def edit_note(self, note_id: int, version: int, text: str, command_id: str) -> Noted:
        """Change a note; the earlier text stays in history. ChangedElsewhere when somebody edited it meanwhile."""
        wanted = typed_text(text, "text", NOTE_LENGTH, required=True)

        def work(work: Work) -> Noted:
            note = write_note(work, note_id, version, wanted)
            changes = {f"note {note_id}": [note.text, wanted]}
            tell_written(work, "note-edited", changes, note.appointment_id)
            self._desk.undoable = note_undoable(work)
            return Noted(note_id, version + 1, Changes(appointments=frozenset({note.appointment_id})))

        return self._desk.command(command_id, Noted, work)

    def correct_answer(self, appointment_id: int, question_id: int, version: int, value: str, command_id: str) -> Acted:
        """Correct or fill in an answer; history keeps the old one. `version` is the answer's, 0 when it had none."""

        def work(work: Work) -> Acted:
            before = to_write_on(work, appointment_id)
            question = work.connection.execute(select(Question.__table__).where(Question.id == question_id)).first()
            if question is None:
                raise RuleBroken("question.unknown")
            wanted = checked_answer(question, value)
            old = write_answer(work, before["request_id"], question_id, version, wanted)
            changes = {f"answer {question.text[:QUESTION_TOLD]}": [old, wanted]}
            tell_written(work, "answer-corrected", changes, appointment_id)
            self._desk.undoable = note_undoable(work)
            return written_on(before)

        return self._desk.command(command_id, Acted, work)

    def set_metadata(self, appointment_id: int, field_id: int, seen: str, value: str, command_id: str) -> Acted:
        """Set the value of a metadata field (empty takes it away); recorded in history.

        ChangedElsewhere when it is not the value that was `seen` any more.
        """
        wanted = typed_text(value, "value", 4000)

        def work(work: Work) -> Acted:
            before = to_write_on(work, appointment_id)
            name = work.connection.execute(select(MetadataField.name).where(MetadataField.id == field_id)).scalar()
            if name is None:
                raise RuleBroken("field.unknown")
            write_metadata(work, appointment_id, field_id, seen, wanted)
            tell_written(work, "metadata-changed", {f"metadata {name}": [seen, wanted]}, appointment_id)
            self._desk.undoable = note_undoable(work)
            return written_on(before)

        return self._desk.command(command_id, Acted, work)
