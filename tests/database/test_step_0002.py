"""A clinic of the first schema, with rows in every table, is brought up to the second one."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, column, select, table, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from frontdesk.database import migrations
from frontdesk.database.engine import Database
from frontdesk.database.place import read_address
from frontdesk.database.tables import Appointment, Base, History, Request, Service
from frontdesk.rules.words import RequestState, Status
from tests.database import raw

pytestmark = pytest.mark.feature("ADM-6")

NEW = {
    *("hold", "center.version", "room.version", "service.version", "schedule_exception.version"),
    *("request.clinician_id", "request.modality", "request.state", "request.version"),
    *("appointment.overbook_reason", "history.request_id"),
    *("form_field", "consumer_value", "consumer.merged_into", "request_value"),
    *("message_template", "webhook", "link", "appointment.answer_by", "appointment.waiting_since"),
    *("appointment.completion_confirmed_at", "outbox.claimed_by", "outbox.claimed_until", "outbox.superseded_by"),
    *("outbox.webhook_id", "outbox.staff_id", "consumer.group_id", "request.answered_at", "request.answered_by"),
    *("request.declined", "request.response", "request.escalated_at"),
    *("request.consumer_group_id", "request.clinician_group_id", "appointment.series_id"),
    *("appointment.series_position", "appointment.task_accepted_at", "appointment.consumer_confirmed_at"),
    *("appointment.video_platform_id", "appointment.video_link"),
    *("clinician_group", "clinician_group_member", "consumer_group", "on_demand", "video_platform"),
    *("series", "waiting", "signature"),
}


@pytest.fixture
def old_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """The address of a clinic that the first version made: three requests, one booked, one cancelled, one open."""
    if database_url.startswith("sqlite"):
        url = str(tmp_path / "old.sqlite")
        Path(url).touch(mode=0o600)
    else:
        url = str(request.getfixturevalue("empty_postgres_url"))
    bare = Database(read_address(url))
    bare.write(_first_version)
    bare.close()
    return url


def _first_version(connection: Connection) -> None:
    script = migrations.SCRIPTS / "versions" / f"0001_{connection.dialect.name}.sql"
    for statement in script.read_text(encoding="utf-8").split("\n----\n"):
        connection.exec_driver_sql(statement.strip())
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
    for name in (one.name for one in Base.metadata.sorted_tables):
        if name not in raw.AFTER and name not in NEW:
            _add(connection, name, raw.ROWS.get(name, []))
    wanted = raw.ROWS["request"][0]
    _add(connection, "request", [{**wanted, "id": number} for number in (2, 3)])
    gone = raw.appointment(2, status=Status.CANCELLED, request_id=2)
    _add(connection, "appointment", [raw.appointment(1, room_id=1, room_unit=1), gone])
    for name in (one for one in raw.AFTER if one not in NEW):
        _add(connection, name, raw.ROWS[name])


def _add(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Rows with the columns that the first version knew."""
    now = Base.metadata.tables[name]
    for row in rows:
        known = [one for one in now.columns if f"{name}.{one.name}" not in NEW]
        given = {one.name: one.default.arg for one in known if isinstance(one.default, ScalarElementColumnDefault)}
        values = {**given, **row}
        connection.execute(table(name, *(column(key, now.c[key].type) for key in values)).insert().values(values))


def test_every_row_is_kept_and_what_is_new_has_its_meaning(old_url: str) -> None:
    clinic = Database.open(old_url)
    with clinic.read() as connection:
        assert migrations.revision(connection) == migrations.HEAD
        states = connection.execute(select(Request.state).order_by(Request.id)).scalars().all()
        assert states == [RequestState.COMPLETED, RequestState.REVOKED, RequestState.ACTIVE]
        assert connection.execute(select(Service.version)).scalars().all() == [1] * len(raw.ROWS["service"])
        kept = connection.execute(select(Appointment.code, Appointment.overbook_reason).order_by(Appointment.id)).all()
        assert [tuple(row) for row in kept] == [("K1", None), ("K2", None)]
        assert connection.execute(select(History.request_id)).scalars().all() == [None]
        assert connection.execute(text("SELECT count(*) FROM hold")).scalar() == 0
    clinic.close()


def test_the_new_columns_are_guarded_like_the_others(old_url: str) -> None:
    clinic = Database.open(old_url)
    for attack in (
        "UPDATE service SET version = 7",
        "UPDATE request SET state = 'lost'",
        "UPDATE room SET version = 0",
    ):
        with pytest.raises(Exception, match=r"version|CHECK|ck_|check"):
            clinic.write(lambda connection, attack=attack: connection.exec_driver_sql(attack))  # type: ignore[misc]
    clinic.close()
