"""Leave is saved at one desk while another books the same hours: who comes second goes by what the first saved."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import text

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.desk import Work
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.schedules import save_plan
from tests.little import CHEN, CONSULTATION, RIVERSIDE, at, maria
from tests.services.plans import LEAVE

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
