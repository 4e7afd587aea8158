"""Verify finds each fault that is planted, and nothing in a sound database."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, at, influenza, maria
from tests.services.test_acting import take


def plant(*statements: str) -> Callable[[Connection], None]:
    """Raw statements, with the engine's own guards against them taken away first where they would refuse."""

    def work(connection: Connection) -> None:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in triggers:
                if not name.startswith("consumer_"):
                    connection.execute(text(f'DROP TRIGGER "{name}"'))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for constraint in connection.execute(
                text("SELECT conname FROM pg_constraint WHERE conrelid = 'appointment'::regclass AND contype = 'x'")
            ).scalars():
                connection.execute(text(f'ALTER TABLE appointment DROP CONSTRAINT "{constraint}"'))
        for statement in statements:
            connection.execute(text(statement))

    return work


FAULTS = {
    "overlap.clinician": "UPDATE appointment SET busy_from = (SELECT busy_from FROM appointment WHERE id = 1), "
    "starts_at = (SELECT starts_at FROM appointment WHERE id = 1) WHERE id = 2",
    "overlap.room": "UPDATE appointment SET room_unit = 1, clinician_id = 2, "
    "busy_from = (SELECT busy_from FROM appointment WHERE id = 1), "
    "starts_at = (SELECT starts_at FROM appointment WHERE id = 1) WHERE id = 2",
    "room.units": "UPDATE room SET capacity = 3",
    "history.versions": "UPDATE appointment SET version = version + 1 WHERE id = 1",
    "history.replay": "UPDATE appointment SET outcome_remark = 'by hand' WHERE id = 1",
    "task.disagrees": "UPDATE task SET state = 'closed-complete' WHERE appointment_id = 1",
    "outbox.stray": "UPDATE outbox SET state = 'sent' WHERE appointment_id = 1",
    "confirmation.missing": "DELETE FROM confirmation WHERE appointment_id = 1",
    "time.drift": "UPDATE appointment SET zone = 'America/New_York' WHERE id = 1",
    "mark.answer-by": "UPDATE appointment SET answer_by = created_at WHERE id = 1",
    "mark.waiting-since": "UPDATE appointment SET waiting_since = created_at WHERE id = 1",
    "mark.completion-confirmed-at": "UPDATE appointment SET completion_confirmed_at = created_at WHERE id = 1",
    "mark.cancel-class": "UPDATE appointment SET cancel_class = 'clinic' WHERE id = 1",
    "waitlist.place": "UPDATE appointment SET status = 'waitlist' WHERE id = 1",
    "suggestion.stray": "INSERT INTO suggestion (request_id, appointment_id, starts_at, wall_start, zone, note, "
    "created_at) SELECT 2, id, starts_at, wall_start, zone, '', created_at FROM appointment WHERE id = 1",
    "outbox.superseded": "UPDATE outbox SET superseded_by = 2 WHERE id = 1",
    "outbox.twice": "INSERT INTO outbox (appointment_id, consumer_id, history_id, kind, channel, recipient, language, "
    "payload, message_id, state, created_at, next_at, attempts, error) SELECT appointment_id, consumer_id, history_id, "
    "kind, channel, recipient, language, payload, 'another', state, created_at, next_at, 0, '' FROM outbox LIMIT 1",
    "outbox.webhook": "UPDATE outbox SET channel = 'webhook' WHERE id = 1",
    "request.answer": "UPDATE request SET declined = true WHERE id = 1",
    "request.wish": "INSERT INTO suggestion (request_id, appointment_id, starts_at, wall_start, zone, note, "
    "created_at) SELECT 2, NULL, created_at, wall_start, zone, '', created_at FROM appointment WHERE id = 1",
    "request.consumer": "UPDATE appointment SET consumer_id = 2 WHERE id = 1",
}


@pytest.fixture
def sound(clinic: Clinic) -> Clinic:
    first, second = maria(clinic), maria(clinic, "ana.lima")
    for consumer, minute in ((first, 0), (second, 30)):
        booking = influenza(consumer, clinician_id=CHEN, start=at(15, minute))
        clinic.booking.book(booking, new_command_id())
    third = clinic.booking.book(influenza(first), new_command_id())
    take(clinic, Action.CHECK_IN, third.appointment_id)
    return clinic


def test_a_sound_database_has_no_finding(sound: Clinic) -> None:
    assert verify(sound.desk.database) == ()


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_found(sound: Clinic, code: str) -> None:
    sound.desk.database.write(plant(FAULTS[code]))
    assert code in {finding.code for finding in verify(sound.desk.database)}


def test_an_answer_to_another_questionnaire_is_found(sound: Clinic) -> None:
    sound.desk.database.write(
        plant(
            "INSERT INTO questionnaire (id, code, name) VALUES (9, 'other', 'Other')",
            "UPDATE question SET questionnaire_id = 9 WHERE id = 1",
        )
    )
    assert {finding.code for finding in verify(sound.desk.database)} == {"answer.stray"}


def test_a_foreign_key_to_nothing_is_found_on_sqlite(sound: Clinic) -> None:
    if sound.desk.database.dialect != "sqlite":
        pytest.skip("PostgreSQL's foreign keys cannot be switched off for a check that reads pg_constraint")
    import sqlite3  # noqa: PLC0415  # only here is the engine worked around

    file = sqlite3.connect(sound.desk.database.url.removeprefix("sqlite:///"), isolation_level=None)
    file.execute("PRAGMA foreign_keys = OFF")
    file.execute("UPDATE note SET author_id = 99")
    file.execute("INSERT INTO note (appointment_id, text, author_id, created_at, version) VALUES (1, 'x', 99, 1, 1)")
    file.close()
    assert "engine.foreign-key" in {finding.code for finding in verify(sound.desk.database)}
