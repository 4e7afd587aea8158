"""The demo clinic is believable, whole, and the same each time."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from argon2 import PasswordHasher
from email_validator import validate_email
from sqlalchemy import Connection, insert, select

from frontdesk.database import tables as t
from frontdesk.database.engine import Database
from frontdesk.database.search import search
from frontdesk.demo.build import build
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.transitions import TASK_STATE, transition
from frontdesk.rules.words import HOLDS_SLOT, Action, OutboxState, RequestKind, RequestState, Status
from frontdesk.services.verify import verify
from frontdesk.views.requests import read_open_requests, read_request

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)


def make(path: Path, **sizes: int) -> Database:
    database = Database.create(str(path))
    build(database, day=DAY, **sizes)
    return database


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    database = make(tmp_path_factory.mktemp("demo") / "clinic.db")
    with database.read() as connection:
        yield connection
    database.close()


def appointments(clinic: Connection) -> list[Any]:
    return list(clinic.execute(select(t.Appointment.__table__)).mappings())


@pytest.mark.feature("ADM-1")
def test_the_clinic_has_two_centers_a_dozen_clinicians_and_hundreds_of_appointments(
    clinic: Connection,
) -> None:
    assert clinic.execute(select(t.Clinic.name)).scalar_one() == "Riverside Clinic"
    assert dict(clinic.execute(select(t.Center.code, t.Center.zone)).all()) == {
        "riverside": "Europe/Lisbon",
        "lakeside": "America/Chicago",
    }
    assert len(clinic.execute(select(t.StaffService.staff_id).distinct()).all()) == 12
    assert len(clinic.execute(select(t.Consumer.id)).all()) == 400
    assert 870 <= len(appointments(clinic)) <= 900


def test_appointments_of_three_weeks_before_and_after_stand_in_every_status(clinic: Connection) -> None:
    rows = appointments(clinic)
    assert {row["status"] for row in rows} == set(Status)
    days = [row["day"] for row in rows if row["day"] is not None]
    assert DAY - timedelta(21) <= min(days) < DAY - timedelta(17)
    assert DAY + timedelta(17) < max(days) <= DAY + timedelta(21)


def test_the_clock_of_the_day_decides_what_has_become_of_an_appointment(clinic: Connection) -> None:
    for row in appointments(clinic):
        if row["status"] in {Status.FULFILLED, Status.NOSHOW}:
            assert row["ends_at"] <= NOW
        if row["status"] is Status.CHECKED_IN:
            assert row["starts_at"] <= NOW < row["ends_at"]
        if row["status"] is Status.ARRIVED:
            assert row["day"] == DAY
        moments = [row[name] for name in ("created_at", "arrived_at", "commenced_at", "completed_at") if row[name]]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW


def test_today_has_people_who_wait_are_being_treated_and_are_still_to_come(clinic: Connection) -> None:
    today = Counter(row["status"] for row in appointments(clinic) if row["day"] == DAY)
    assert today[Status.ARRIVED] >= 1
    assert today[Status.CHECKED_IN] >= 1
    assert today[Status.FULFILLED] >= 3
    assert today[Status.BOOKED] >= 20


@pytest.mark.parametrize("column", ["clinician_id", "room"])
def test_nobody_and_no_room_is_booked_twice(clinic: Connection, column: str) -> None:
    taken: dict[Any, list[tuple[datetime, datetime]]] = {}
    for row in appointments(clinic):
        key = row["clinician_id"] if column == "clinician_id" else (row["room_id"], row["room_unit"])
        if row["status"] in {*HOLDS_SLOT, Status.FULFILLED, Status.NOSHOW} and row["busy_from"] and key != (None, None):
            taken.setdefault(key, []).append((row["busy_from"], row["busy_to"]))
    for busy in taken.values():
        busy.sort()
        for (_, before), (after, _) in pairwise(busy):
            assert before <= after


def test_history_replayed_gives_the_present_row_and_takes_only_allowed_steps(clinic: Connection) -> None:
    entries: dict[int, list[Any]] = {}
    order = select(t.History.__table__).order_by(t.History.appointment_id, t.History.version)
    for entry in clinic.execute(order).mappings():
        entries.setdefault(entry["appointment_id"], []).append(entry)
    for row in appointments(clinic):
        story = entries[row["id"]]
        assert [entry["version"] for entry in story] == list(range(1, row["version"] + 1))
        assert [entry["at"] for entry in story] == sorted(entry["at"] for entry in story)
        assert replayed(story) == {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
            if name not in {"id", "version"}
        }


def replayed(story: list[Any]) -> dict[str, Any]:
    state: dict[str, Any] = {column.name: None for column in t.Appointment.__table__.columns}
    for name in ("id", "version"):
        del state[name]
    for entry in story:
        allowed = transition(state["status"] and Status(state["status"]), Action(entry["action"]))
        for name, (old, new) in entry["changes"].items():
            if name != "remark":  # said with it, and no column of its own
                assert state[name] == old
                state[name] = new
        assert Status(state["status"]) in allowed.targets
    return state


def test_verify_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    database = make(tmp_path / "clinic.db")
    assert verify(database) == ()
    database.close()


def test_it_is_as_whole_on_postgresql(postgres_url: str) -> None:
    with closing(Database.open(postgres_url)) as database:
        build(database, day=DAY, consumers=100, appointments=300)
        assert verify(database) == ()
        with database.read() as connection:
            assert 280 <= len(appointments(connection)) <= 300
        new = insert(t.Department).values(code="new", name="New", active=True).returning(t.Department.id)
        assert database.write(lambda connection: connection.execute(new).scalar_one()) == 7


def test_each_appointment_has_a_task_that_agrees_with_it(clinic: Connection) -> None:
    tasks = dict(clinic.execute(select(t.Task.appointment_id, t.Task.state)).all())
    for row in appointments(clinic):
        assert tasks[row["id"]] in TASK_STATE[row["status"]]


def test_second_doses_follow_the_first_within_their_days_and_are_not_cancelled_alone(clinic: Connection) -> None:
    by_request: dict[int, list[Any]] = {}
    for row in appointments(clinic):
        if row["dose_id"] is not None:
            by_request.setdefault(row["request_id"], []).append(row)
    assert len(by_request) >= 5
    for first, second in by_request.values():
        assert (first["dose_id"], second["dose_id"]) == (1, 2)
        assert first["consumer_id"] == second["consumer_id"]
        assert 21 <= (second["day"] - first["day"]).days <= 35
        assert (first["status"] is Status.CANCELLED) == (second["status"] is Status.CANCELLED)


@pytest.mark.parametrize(("center", "least"), [(1, 6), (2, 3)])
def test_requests_wait_at_each_center_oldest_first_with_wishes_and_without_of_a_program_too(
    clinic: Connection, center: int, least: int
) -> None:
    waiting = read_open_requests(clinic, center)
    assert len(waiting) >= least
    assert [one.created_at for one in waiting] == sorted(one.created_at for one in waiting)
    assert all(one.created_at < NOW for one in waiting)
    for wish in ("clinician", "modality", "note"):
        assert {bool(getattr(one, wish)) for one in waiting} == {True, False}
    assert {one.program_id for one in waiting} >= {None, 1}
    for one in waiting:
        entry, *others = read_request(clinic, one.id).history
        assert (entry.action, entry.at, others) == (Action.TAKE_REQUEST, one.created_at, [])


def test_a_clinician_that_is_wished_for_gives_the_service(clinic: Connection) -> None:
    able = {tuple(row) for row in clinic.execute(select(t.StaffService.staff_id, t.StaffService.service_id))}
    waiting = [one for center in (1, 2) for one in read_open_requests(clinic, center) if one.clinician_id]
    assert len(waiting) >= 3
    assert {(one.clinician_id, one.service_id or 1) for one in waiting} <= able


def test_confirmations_are_sent_except_those_of_the_last_hour(clinic: Connection) -> None:
    states: Counter[OutboxState] = Counter()
    written = select(t.Outbox.state, t.Outbox.created_at, t.Outbox.sent_at).order_by(t.Outbox.id)
    before = NOW - timedelta(days=9999)
    for state, created, sent in clinic.execute(written):
        assert created >= before, "the latest has the highest number, by which lists show them"
        states[state], before = states[state] + 1, created
        assert (state is OutboxState.WAITING) == (NOW - created < timedelta(hours=1)) == (sent is None)
    assert states[OutboxState.SENT] > 400
    assert 1 <= states[OutboxState.WAITING] <= 30


def test_consumers_bear_names_of_many_countries_and_what_they_gave_is_valid(clinic: Connection) -> None:
    people = clinic.execute(select(t.Consumer.__table__)).mappings().all()
    names = {f"{one['first_name']} {one['last_name']}" for one in people}
    assert {"Łukasz Zieliński", "Ольга Иванова", "伟 李", "محمد الأحمد", "Thị Hoa Nguyễn", "Siobhán O'Brien"} <= names
    for one in people:
        assert one["user_id"].isascii()
        if one["phone"]:
            assert phonenumbers.is_valid_number(phonenumbers.parse(one["phone"])), one["phone"]
        if one["email"]:
            validate_email(one["email"], check_deliverability=False)


@pytest.mark.parametrize("typed", ["zielinski luk", "иванова", "李", "obrien", "maria.silva"])
def test_consumers_are_found_by_the_search(clinic: Connection, typed: str) -> None:
    assert search(clinic, typed, 5)


def test_the_four_accounts_open_with_the_password_demo(clinic: Connection) -> None:
    accounts = dict(clinic.execute(select(t.Account.name, t.Account.password_hash)).all())
    assert set(accounts) == {"reception", "clinician", "manager", "admin"}
    assert PasswordHasher().verify(accounts["reception"], "demo")
    assert accounts["reception"].startswith("$argon2id$")


def test_the_same_arguments_give_the_same_rows_and_another_seed_gives_others(tmp_path: Path) -> None:
    def content(name: str, seed: int) -> str:
        database = make(tmp_path / name, seed=seed, consumers=60, appointments=120)
        with database.read() as connection:
            rows = {
                table.name: [list(map(str, row)) for row in connection.execute(table.select())]
                for table in t.Base.metadata.sorted_tables
                if table.name != "plan_stamp"  # no database ever has the stamp of another
            }
        database.close()
        return json.dumps(rows)

    assert content("one.db", 1) == content("two.db", 1)
    assert content("three.db", 2) != content("four.db", 3)


def test_more_clinicians_and_appointments_than_by_default_fit_too(tmp_path: Path) -> None:
    database = make(tmp_path / "large.db", clinicians=60, consumers=500, appointments=6000)
    with database.read() as connection:
        assert len(connection.execute(select(t.StaffService.staff_id).distinct()).all()) == 60
        assert 5800 <= len(appointments(connection)) <= 6000
    database.close()


@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_smallest_clinic_is_whole_too(tmp_path: Path, size: int) -> None:
    database = make(tmp_path / "small.db", clinicians=size, consumers=size, appointments=size)
    assert verify(database) == ()
    database.close()


def test_a_clinic_that_is_there_is_never_built_over(tmp_path: Path) -> None:
    database = make(tmp_path / "clinic.db", consumers=20, appointments=20)
    with pytest.raises(RuleBroken, match=r"demo\.not-empty"):
        build(database, day=DAY)
    database.close()


def test_more_appointments_than_the_clinicians_have_hours_are_refused(tmp_path: Path) -> None:
    database = Database.create(str(tmp_path / "clinic.db"))
    with pytest.raises(RuleBroken, match=r"demo\.does-not-fit") as refused:
        build(database, day=DAY, clinicians=1, appointments=1_000_000)
    assert refused.value.fields == ("appointments", "clinicians")
    database.close()


@pytest.mark.feature("ADM-1")
def test_there_is_something_to_triage(clinic: Connection) -> None:
    """Requests for now and with wished times, given to groups that have members; somebody is available, some wait."""
    wanted = t.Request.state == RequestState.ACTIVE
    kinds = set(clinic.execute(select(t.Request.kind).where(wanted)).scalars())
    assert kinds == set(RequestKind)
    wished = select(t.Suggestion.request_id).join(t.Request, t.Request.id == t.Suggestion.request_id).where(wanted)
    assert len(set(clinic.execute(wished).scalars())) >= 2
    groups = set(clinic.execute(select(t.Request.clinician_group_id).where(wanted)).scalars()) - {None}
    assert len(groups) >= 3
    assert groups <= set(clinic.execute(select(t.ClinicianGroupMember.group_id)).scalars())
    assert set(clinic.execute(select(t.OnDemand.center_id)).scalars()) == {1, 2}
    on_list = clinic.execute(select(t.Appointment.id).where(t.Appointment.status == Status.WAITLIST)).scalars()
    assert set(on_list) <= set(clinic.execute(select(t.Waiting.appointment_id)).scalars())
