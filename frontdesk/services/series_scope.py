"""Which of a series an action is meant for, where a move would take each, and what stands in the way there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from frontdesk.database.tables import Staff
from frontdesk.rules.openings import Slot
from frontdesk.rules.permissions import Person, Subject, why_not
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.transitions import transition
from frontdesk.rules.words import Action, SeriesScope, Status
from frontdesk.services.booking import offered
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Act, OpeningQuery
from frontdesk.services.moving import OF_THE_TIME
from frontdesk.services.obstacles import obstacles, refusal
from frontdesk.services.placing import Claim, look
from frontdesk.services.plans import Plans
from frontdesk.services.series_act import Row, meant_by, moved, series_rows, stays
from frontdesk.services.series_dates import between, nearest_free, slot_of
from frontdesk.views.series import SeriesLine


def preview_scope(
    connection: Connection,
    act: Act,
    scope: SeriesScope,
    now: datetime,
    person: Person,
    plans: Plans,
    left_out: frozenset[int] = frozenset(),
) -> tuple[SeriesLine, ...]:
    """All that the scope shows, each with what the action would do with it; nothing is locked.

    Those `left_out` stay where they are, and are in the way of those that move.

    Raises RuleBroken `series.none`, and those of the diary.
    """
    anchor, meant = meant_by(series_rows(connection, act.appointment_id), act, scope)
    names: dict[int | None, str] = {row.id: row.name for row in connection.execute(select(Staff.id, Staff.name))}
    lines = [_line(row, stays(row, anchor, act, now), names.get(row["clinician_id"], ""), now) for row in meant]
    asked = [row for row, line in zip(meant, lines, strict=True) if not line.stays]
    refused = {row["id"]: _refused(row, act, person) for row in asked}
    lines = [replace(line, why=refused.get(line.appointment_id, "")) for line in lines]
    if act.action is Action.CANCEL or (act.action is Action.RESCHEDULE and act.start is None):
        return tuple(lines)
    looker = _Looker(connection, anchor, act, asked, now, plans, left_out)
    seen = {row["id"]: looker.see(row, line) for row, line in zip(meant, lines, strict=True) if _looked_at(line)}
    told = [seen.get(line.appointment_id, line) for line in lines]
    return tuple(looker.with_alternative(line, told) for line in told)


def _looked_at(line: SeriesLine) -> bool:
    return not line.stays and not line.why


def _line(row: Row, kept: str, clinician: str, now: datetime) -> SeriesLine:
    return SeriesLine(
        appointment_id=row["id"],
        version=row["version"],
        code=row["code"],
        position=row["series_position"],
        status=row["status"],
        past=row["status"] is Status.BOOKED and row["ends_at"] is not None and row["ends_at"] <= now,
        wall_start=row["wall_start"],
        clinician_id=row["clinician_id"],
        clinician=clinician,
        stays=kept,
    )


def _refused(row: Row, act: Act, person: Person) -> str:
    """What the table or a right says against it: a code."""
    try:
        found = transition(row["status"], act.action)
    except RuleBroken as problem:
        return problem.code
    return why_not(found, person, Subject(row["clinician_id"], row["center_id"]), agents_complete=False) or ""


class _Looker:
    """Looks where each of those that move would go; none of them is in the way of another one's new time."""

    def __init__(
        self,
        connection: Connection,
        anchor: Row,
        act: Act,
        moving: Sequence[Row],
        now: datetime,
        plans: Plans,
        left_out: frozenset[int],
    ) -> None:
        self._connection, self._anchor, self._act = connection, anchor, act
        self._now, self._plans = now, plans
        self._moving = frozenset(row["id"] for row in moving) - left_out
        self._rows = {row["id"]: row for row in moving}
        self._diaries: dict[tuple[int | None, int], Diary] = {}
        self._taken: list[Slot] = []

    def see(self, row: Row, line: SeriesLine) -> SeriesLine:
        """The line with its new time, and what stands in the way there."""
        start = row["starts_at"]
        try:
            if self._act.start is not None:
                start = moved(row, self._anchor, self._act.start)
        except RuleBroken as problem:
            return replace(line, why=problem.code)
        line = replace(line, new_start=start, new_wall=to_wall(start, row["zone"]))
        diary = self._diary(row)
        passed = OF_THE_TIME if start == row["starts_at"] else frozenset()
        claim = Claim(row["consumer_id"], row["id"], passed, moving=self._moving)
        looks = [look(diary, start, able, claim) for able in diary.able]
        free = next((one for one in looks if not one.blocking), None)
        if free is not None:
            self._taken.append(slot_of(diary, free))
            return replace(line, obstacles=obstacles(self._connection, diary, free.in_the_way))
        ways = [way for one in looks for way in one.in_the_way]
        why = refusal(self._connection, diary, ways).code if ways else "slot.none"
        return replace(line, why=why, obstacles=obstacles(self._connection, diary, ways))

    def with_alternative(self, line: SeriesLine, all_lines: Sequence[SeriesLine]) -> SeriesLine:
        """A move that is refused with the nearest free time between those beside it."""
        if line.new_start is None or not line.why or self._act.action is not Action.RESCHEDULE:
            return line
        diary = self._diary(self._rows[line.appointment_id])
        others = (_day(one) for one in all_lines if one.position != line.position)
        days = between(to_wall(line.new_start, diary.zone).date(), (one for one in others if one is not None))
        slot = nearest_free(diary, line.new_start, days, self._taken)
        if slot is None:
            return line
        self._taken.append(slot)
        return replace(line, alternative=offered(diary, slot))

    def _diary(self, row: Row) -> Diary:
        """The diary of its service with the length that it has or gets, for who has it or gets it."""
        minutes = self._act.length_minutes
        if minutes is None:
            minutes = round((row["ends_at"] - row["starts_at"]).total_seconds() / 60)
        key = (self._act.clinician_id or row["clinician_id"], minutes)
        if key not in self._diaries:
            query = OpeningQuery(row["service_id"], row["center_id"], key[0], None, row["modality"], minutes=minutes)
            self._diaries[key] = Diary(self._connection, query, self._now, self._plans)
        return self._diaries[key]


def _day(line: SeriesLine) -> date | None:
    wall = line.new_wall or line.wall_start
    return None if wall is None else wall.date()
