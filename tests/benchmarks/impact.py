"""What a change of set-up would break, on a crowded clinic in a real SQLite file, beside reading the rows concerned.

Run: `python -m tests.benchmarks.impact [--clinicians 200] [--keep FOLDER]`. Each line is a figure, what it is measured
against in the same run, their ratio and the aim, and for how long nobody else may write meanwhile. Times are the
processor's, so that a busy machine adds little. `--keep` makes the file once.
"""

import argparse
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import TypeVar

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.words import ExceptionKind, Modality
from frontdesk.services.schedule_forms import (
    ExceptionForm,
    HoursForm,
    PlanForm,
    RoomForm,
    ServiceForm,
)
from tests.benchmarks.crowded import CENTER, NOW, TODAY, VISIT, Size, make
from tests.benchmarks.index import least

_COLUMNS = """
SELECT id, version, service_id, center_id, clinician_id, day, modality, overbooked, starts_at, ends_at, busy_from,
    busy_to, room_id, room_unit FROM appointment
"""
_HELD = 0.2
"""Seconds that nobody else may have to wait for."""
_FIRST, _LAST = TODAY + timedelta(days=1), TODAY + timedelta(days=100)
_CLINICIAN = 7
T = TypeVar("T")


class Watched:
    """A clinic that notes for how long each writing transaction lasts."""

    def __init__(self, path: Path) -> None:
        self.clinic = Clinic.open(str(path), now=lambda: NOW)
        self.clinic.sign_in("manager", "demo")
        self.longest = 0.0
        database: Database = self.clinic.desk.database
        self._write = database.write
        database.write = self._timed  # type: ignore[method-assign]  # what is measured is how long it takes

    def _timed(self, work: Callable[..., T]) -> T:
        begun = process_time()
        try:
            return self._write(work)
        finally:
            self.longest = max(self.longest, process_time() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clinicians", type=int, default=200)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = asked.keep or Path(folder)
        path = kept / f"impact-{asked.clinicians}.sqlite"
        if not path.exists():
            kept.mkdir(parents=True, exist_ok=True)
            make(path, Size(clinicians=asked.clinicians))
            _furnish(path, asked.clinicians)
        measure(path, asked.clinicians)


def _furnish(path: Path, clinicians: int) -> None:
    """A manager, and a room in which each clinician has a place."""
    file = sqlite3.connect(path, isolation_level=None)
    guards = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        file.execute(f"DROP TRIGGER {name}")
    boss = clinicians + 2
    file.execute("BEGIN")
    file.execute("INSERT INTO staff (id, code, name, sort_name, active) VALUES (?, 'boss', 'B', 'b', 1)", (boss,))
    file.execute("INSERT INTO account SELECT ?, 'manager', password_hash, 0, NULL FROM account", (boss,))
    file.execute("INSERT INTO staff_role VALUES (?, 'manager')", (boss,))
    file.execute(
        "INSERT INTO room (id, center_id, code, name, kind, capacity, active, version)"
        " VALUES (1, ?, 'r', 'R', 'room', ?, 1, 1)",
        (CENTER, clinicians),
    )
    file.executemany("INSERT INTO room_unit (room_id, number) VALUES (1, ?)", ((n + 1,) for n in range(clinicians)))
    file.execute("UPDATE service SET room_kind = 'room' WHERE id = ?", (VISIT,))
    file.execute("UPDATE appointment SET room_id = 1, room_unit = clinician_id")
    for _, sql in guards:
        file.execute(sql)
    file.execute("COMMIT")
    file.execute("ANALYZE")
    file.close()


def _forms(clinic: Clinic, clinicians: int) -> dict[str, PlanForm]:
    service = next(one for one in clinic.schedules.services() if one.id == VISIT)
    place = clinic.schedules.hours(CENTER)
    first, last = _FIRST.isoformat(), _LAST.isoformat()
    longer = ServiceForm(
        service_id=VISIT,
        version=service.version,
        name=service.name,
        minutes=str(service.minutes),
        buffer_before="0",
        buffer_after="15",
        step=str(service.step),
        least_notice=str(service.least_notice),
        furthest_days=str(service.furthest_days),
        room_kind=service.room_kind,
        confirmation_mode=service.confirmation_mode,
        modalities=service.modalities,
    )
    same = str(service.buffer_after)
    week = tuple((day, "09:00", "16:00") for day in range(5))
    return {
        "a closure of all days": ExceptionForm(ExceptionKind.CLOSURE, first, last, None, CENTER),
        "shorter hours": HoursForm(CENTER, place.version, week, place.zone, place.country, place.region),
        "a longer service": longer,
        "a modality given up": replace(longer, buffer_after=same, modalities=frozenset({Modality.PHONE})),
        "a room with 10 places less": RoomForm(CENTER, "r", "R", "room", str(clinicians - 10), True, 1, 1),
    }


def measure(path: Path, clinicians: int) -> None:
    """Prints a line for each change."""
    watched, file = Watched(path), sqlite3.connect(path)
    clinic = watched.clinic
    first, last = _FIRST.isoformat(), _LAST.isoformat()

    def look(form: PlanForm, sql: str, values: tuple[object, ...], name: str, aim: float) -> None:
        def read() -> list[object]:
            return file.execute(_COLUMNS + sql, values).fetchall()

        watched.longest = 0.0
        clinic.schedules.impact(form)
        found, rows = least(lambda: clinic.schedules.impact(form), read, rounds=3)
        broken, number = clinic.schedules.impact(form).total, len(read())
        over = "" if found <= aim * rows and watched.longest <= _HELD else "  OVER"
        print(
            f"{name}: {found * 1000:.0f} ms, reading its {number:,} rows {rows * 1000:.1f} ms,"
            f" ratio {found / rows:.1f} (aim {aim:g}), {broken:,} broken,"
            f" nobody else writes for {watched.longest * 1000:.0f} ms (aim 200){over}",
            flush=True,
        )

    leave = ExceptionForm(ExceptionKind.LEAVE, first, last, _CLINICIAN, CENTER)
    look(leave, "WHERE clinician_id = ? AND day BETWEEN ? AND ?", (_CLINICIAN, first, last), "leave of 100 days", 5)
    for name, form in _forms(clinic, clinicians).items():
        look(form, "WHERE center_id = ? AND day BETWEEN ? AND ?", (CENTER, TODAY.isoformat(), last), name, 10)


if __name__ == "__main__":
    main()
