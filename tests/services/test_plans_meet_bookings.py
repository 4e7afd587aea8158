"""Plans are changed at one desk while another books, or changes plans too: who comes second goes by what was saved."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from frontdesk.clinic import Clinic
from frontdesk.database import engine
from frontdesk.database.failures import may_try_again
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.desk import Work
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.services.schedule_forms import LineForm, PlanForm, Saved
from frontdesk.services.schedules import save_plan
from tests.little import CHEN, CONSULTATION, RIVERSIDE, ROY, Clock, at, influenza, maria, sign_in
from tests.services.plans import CLOSED, LEAVE, ROOM, SHOT, WEEK, hours, save

_SECONDS = 20


def _waits(desk: Clinic) -> bool:
    """Whether somebody waits for a lock; on SQLite a writer waits before it has read anything."""
    if desk.desk.database.dialect == "sqlite":
        return True
    with desk.desk.database.read() as connection:
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(connection.execute(waiting).scalar_one())


@pytest.mark.feature("AVL-8")
@pytest.mark.parametrize("chosen", [True, False])
def test_what_is_booked_while_leave_is_saved_is_not_put_into_it(clinic: Clinic, boss: Clinic, chosen: bool) -> None:
    consumer_id = maria(clinic)
    written, may_commit = Event(), Event()

    def slowly(work: Work) -> Saved:
        saved = save_plan(work, replace(LEAVE, starts="2026-11-24"))
        written.set()
        assert may_commit.wait(_SECONDS)
        return saved

    wanted = Booking(CONSULTATION, RIVERSIDE, consumer_id, clinician_id=CHEN, start=at(15) if chosen else None)
    with ThreadPoolExecutor(2) as pool:
        saving = pool.submit(lambda: boss.desk.command(new_command_id(), Saved, slowly))
        assert written.wait(_SECONDS)
        booking = pool.submit(_told, clinic, wanted)
        while not _waits(boss):
            assert not booking.done()
        may_commit.set()
        saving.result(_SECONDS)
        told = booking.result(_SECONDS)
    assert told == ("slot.leave" if chosen else "2026-11-27")
    assert boss.schedules.unsettled(RIVERSIDE).total == 0


def _told(desk: Clinic, booking: Booking) -> str:
    try:
        return desk.booking.book(booking, new_command_id()).start.date().isoformat()
    except RuleBroken as refused:
        return refused.code


_ROUNDS = 12
_HOURS = tuple((day, "08:00", "18:00") for day in range(5))
_WHOLE = replace(WEEK, lines=tuple(LineForm(day, "09:00", "17:00") for day in range(5)))


@pytest.mark.feature("AVL-8")
def test_desks_that_change_the_plans_of_the_same_people_never_wait_in_a_ring(
    clinic: Clinic, boss: Clinic, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[str] = []

    def noted(error: SQLAlchemyError) -> bool:
        if "deadlock" in str(error):
            rings.append(str(error))
        return may_try_again(error)

    monkeypatch.setattr(engine, "may_try_again", noted)
    manager, consumer_id = sign_in(clinic.desk.database.url, clock, "manager", desk="Desk 3"), maria(clinic)

    def change(desk: Clinic, first: int, way: int) -> None:
        for number in range(_ROUNDS):
            forms = _forms(desk, first + number)
            with suppress(ChangedElsewhere):
                save(desk, forms[(number * way) % len(forms)])

    def book() -> None:
        for number in range(_ROUNDS):
            start = at(9 + number % 6, days=20 + number // 6)
            _told(clinic, influenza(consumer_id, clinician_id=ROY, start=start))

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(change, boss, 0, 1), pool.submit(change, manager, 99, -1), pool.submit(book)]:
            done.result(_SECONDS * 3)
    manager.close()
    assert rings == []


def _forms(desk: Clinic, number: int) -> tuple[PlanForm, ...]:
    """One change of each kind, by what stands at this moment."""
    day = (date(2027, 6, 1) + timedelta(days=number)).isoformat()
    schedules = desk.schedules
    week = next(one for one in schedules.of_center(RIVERSIDE) if one.id == ROY)
    shot = next(one for one in schedules.services() if one.id == SHOT.service_id)
    (room,) = schedules.rooms(RIVERSIDE)
    return (
        replace(LEAVE, starts=day, ends=day, clinician_id=ROY),
        replace(ROOM, version=room.version),
        replace(CLOSED, starts=day, ends=day),
        replace(SHOT, version=shot.version),
        replace(_WHOLE, version=week.version),
        replace(hours(*_HOURS), version=schedules.hours(RIVERSIDE).version),
    )
