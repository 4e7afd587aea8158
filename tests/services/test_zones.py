"""A country changes its clocks: nine o'clock stays nine o'clock, and nobody is booked twice by it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest
from sqlalchemy import insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Appointment, Confirmation, History, ScheduleException, Setting
from frontdesk.rules import times
from frontdesk.rules.words import ExceptionKind
from frontdesk.services import zones
from frontdesk.services.forms import Booked, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, CONSULTATION, LAKESIDE, NOW, ROY, Clock, at, influenza, maria, sign_in

LISBON = "Europe/Lisbon"
Rules = Callable[[str], None]


def forget_zones() -> None:
    """A desk that is started anew reads the rules again; within one process they are kept."""
    ZoneInfo.clear_cache()
    times._first_from.cache_clear()
    times.clock_grid.cache_clear()


@pytest.fixture
def lisbon_becomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rules]:
    """A later tzdata, by which Lisbon's clocks go as those of another zone."""

    def change(other: str) -> None:
        file = tmp_path / "zones" / LISBON
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(files("tzdata").joinpath("zoneinfo", *other.split("/")).read_bytes())
        reset_tzpath(to=(tmp_path / "zones",))
        monkeypatch.setattr(zones, "RULES", "2099a")
        forget_zones()

    yield change
    reset_tzpath(to=())
    forget_zones()


def book(clinic: Clinic, start: datetime, who: int = CHEN, **more: object) -> Booked:
    consumer = maria(clinic, f"maria.{start:%d.%H.%M}.{who}")
    return clinic.booking.book(influenza(consumer, start=start, clinician_id=who, **more), new_command_id())


def instants(clinic: Clinic) -> list[tuple[str, str]]:
    """What the clock shows and which instant it is, of each appointment."""
    with clinic.desk.database.read() as connection:
        rows = connection.execute(select(Appointment.wall_start, Appointment.starts_at).order_by(Appointment.id))
        return [(f"{row.wall_start:%d %H:%M}", f"{row.starts_at:%d %H:%M}") for row in rows]


def drift(clinic: Clinic) -> list[str]:
    return [one.record for one in verify(clinic.desk.database) if one.code == "time.drift"]


@pytest.mark.feature("AVL-5")
@pytest.mark.parametrize(
    ("other", "hours"), [("Europe/Paris", -1), ("Atlantic/Azores", 1), ("Asia/Kathmandu", -5.75), ("UTC", 0)]
)
def test_promised_times_stay_when_the_zone_gets_other_rules(
    clinic: Clinic, lisbon_becomes: Rules, monkeypatch: pytest.MonkeyPatch, other: str, hours: float
) -> None:
    monkeypatch.setattr(zones, "_BATCH", 3)
    booked = [book(clinic, at(9, 20 * number, days=1), who) for number in range(3) for who in (CHEN, ROY)]
    booked += [book(clinic, at(10, 20 * number, days=1)) for number in range(3)]
    before = instants(clinic)
    clinic.keep_promises()
    lisbon_becomes(other)
    kept = clinic.keep_promises()
    assert (kept.appointments, kept.left) == (len(booked) if hours else 0, ())
    shifted = [(wall, at(int(wall[3:5]), int(wall[6:]), days=1) + timedelta(hours=hours)) for wall, _ in before]
    assert instants(clinic) == [(wall, f"{instant:%d %H:%M}") for wall, instant in shifted]
    assert verify(clinic.desk.database) == ()  # history replays, confirmations stand, nothing overlaps
    assert kept.changes.appointments == (frozenset(one.appointment_id for one in booked) if hours else frozenset())
    with clinic.desk.database.read() as connection:
        entries = connection.execute(select(History).where(History.action == "clock-rules")).all()
        starts = set(connection.execute(select(Confirmation.starts_at)).scalars())
    assert len(entries) == (len(booked) if hours else 0)
    assert {entry.actor_id for entry in entries} <= {None}
    assert starts == {instant for _, instant in shifted}


@pytest.mark.feature("AVL-5")
def test_leave_and_closures_stay_at_their_wall_clock_times(clinic: Clinic, lisbon_becomes: Rules) -> None:
    day = datetime(2026, 12, 24, tzinfo=UTC)
    row = {
        "kind": ExceptionKind.LEAVE,
        "clinician_id": CHEN,
        "starts_at": day + timedelta(hours=9),
        "ends_at": day + timedelta(days=1),
        "wall_start": datetime(2026, 12, 24, 9),  # noqa: DTZ001  wall-clock times have no zone
        "wall_end": datetime(2026, 12, 25),  # noqa: DTZ001
        "zone": LISBON,
        "remark": "",
        "version": 1,
    }
    clinic.desk.database.write(lambda connection: connection.execute(insert(ScheduleException), row))
    lisbon_becomes("Europe/Paris")
    assert drift(clinic) == ["exception 1", "exception 1"]
    assert clinic.keep_promises().exceptions == 1
    with clinic.desk.database.read() as connection:
        moved = connection.execute(select(ScheduleException)).one()
        told = connection.execute(select(History.changes).where(History.action == "clock-rules")).scalar_one()
    assert (moved.starts_at, moved.ends_at) == (day + timedelta(hours=8), day + timedelta(hours=23))
    assert told.keys() == {"exception 1 starts_at", "exception 1 ends_at"}
    assert drift(clinic) == []


@pytest.mark.feature("AVL-5", "BKG-9")
def test_a_time_that_is_taken_by_another_zone_is_left_and_told(clinic: Clinic, lisbon_becomes: Rules) -> None:
    elsewhere, blocked, behind, free = (
        book(clinic, at(hour, days=1), service_id=CONSULTATION, answers={}) for hour in (9, 10, 11, 14)
    )
    in_chicago = {
        "center_id": LAKESIDE,
        "zone": "America/Chicago",
        "wall_start": datetime.combine(date(2026, 11, 25), time(3)),
        "wall_end": datetime.combine(date(2026, 11, 25), time(3, 30)),
    }
    clinic.desk.database.write(
        lambda connection: connection.execute(
            update(Appointment).where(Appointment.id == elsewhere.appointment_id).values(**in_chicago)
        )
    )
    lisbon_becomes("Europe/Paris")
    kept = clinic.keep_promises()
    assert kept.left == (blocked.appointment_id, behind.appointment_id)
    assert [instant for _, instant in instants(clinic)] == ["25 09:00", "25 10:00", "25 11:00", "25 13:00"]
    assert drift(clinic) == [f"appointment {blocked.code}", f"appointment {behind.code}"]
    assert "overlap.clinician" not in {one.code for one in verify(clinic.desk.database)}
    assert free.appointment_id in kept.changes.appointments


def test_a_time_that_no_clock_shows_any_more_is_left_and_told(clinic: Clinic, lisbon_becomes: Rules) -> None:
    booked = book(clinic, at(10, days=1))
    night = datetime(2027, 3, 27, 2, 30, tzinfo=UTC)
    clinic.desk.database.write(
        lambda connection: connection.execute(
            update(Appointment).values(
                day=night.date() + timedelta(days=1),
                **dict.fromkeys(("starts_at", "busy_from"), night + timedelta(days=1, hours=-1)),
                **dict.fromkeys(("ends_at", "busy_to"), night + timedelta(days=1, minutes=-40)),
                wall_start=night.replace(tzinfo=None) + timedelta(days=1),
                wall_end=night.replace(tzinfo=None) + timedelta(days=1, minutes=20),
            )
        )
    )
    assert drift(clinic) == []  # 02:30 in Lisbon, half an hour after its clocks went forward
    lisbon_becomes("Europe/Paris")  # where they go forward from two to three
    assert clinic.keep_promises().left == (booked.appointment_id,)
    assert drift(clinic) == [f"appointment {booked.code}"]


def test_nothing_is_written_while_the_rules_are_the_same(clinic: Clinic) -> None:
    book(clinic, at(10, days=1))
    clinic.keep_promises()
    before = clinic.desk.database.writes
    assert clinic.keep_promises() == zones.Kept()
    assert clinic.desk.database.writes == before


def test_what_was_ahead_when_the_rules_were_last_looked_at_is_mended_though_it_is_past(
    clinic: Clinic, clock: Clock, lisbon_becomes: Rules
) -> None:
    book(clinic, at(10, days=1))
    clinic.keep_promises()
    clock.instant = NOW + timedelta(days=90)
    lisbon_becomes("Europe/Paris")
    assert clinic.keep_promises().appointments == 1
    clock.instant = NOW + timedelta(days=180)
    lisbon_becomes("UTC")
    assert clinic.keep_promises().appointments == 0  # the version has not changed


def test_after_a_desk_with_older_rules_was_there_a_newer_one_looks_again(
    clinic: Clinic, clock: Clock, lisbon_becomes: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.keep_promises()
    ours = zones.RULES
    lisbon_becomes("Europe/Paris")
    clinic.keep_promises()
    reset_tzpath(to=())
    forget_zones()
    monkeypatch.setattr(zones, "RULES", ours)
    older = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    assert older.keep_promises() == zones.Kept()
    book(older, at(10, days=1))
    older.close()
    lisbon_becomes("Europe/Paris")
    assert clinic.keep_promises().appointments == 1
    with clinic.desk.database.read() as connection:
        known = connection.execute(select(Setting.value).where(Setting.name == zones.AGREES_WITH)).scalar_one()
    assert known == {"version": "2099a", "since": "2026-11-24"}
