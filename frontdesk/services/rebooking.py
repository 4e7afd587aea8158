"""Rebooking from an appointment that is completed or in progress: into a line of a work schedule, step by step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment, WorkSchedule
from frontdesk.rules.client_clock import Meant, lies_in, meant
from frontdesk.rules.permissions import Subject, may_book
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, day_bounds, to_wall
from frontdesk.rules.words import Modality
from frontdesk.services.desk import Desk, Work
from frontdesk.services.diary import checked_length
from frontdesk.services.forms import Booked, Booking, OpeningQuery
from frontdesk.services.making import make_booking
from frontdesk.services.obstacles import refusal
from frontdesk.services.placing import Claim, look
from frontdesk.services.plans import Plans
from frontdesk.services.rebooking_forms import RebookDraft
from frontdesk.services.rebooking_lines import LineTimes, hours_of, line_of, read_lines, valid_from_on
from frontdesk.services.undo import note_undoable
from frontdesk.services.video import required_link
from frontdesk.views.openings import Opening
from frontdesk.views.rebooking import RebookCheck, RebookLine

MOST_TIMES = 60
"""Free times of a day that are offered at once."""
_FOLLOWED = select(Appointment.service_id, Appointment.consumer_id).where(Appointment.id == bindparam("appointment"))


@dataclass(frozen=True, slots=True)
class _Wish:
    """A draft of which nothing is left open: the line as it is saved now, and the instant that is meant."""

    line: RebookLine
    start: datetime
    modality: Modality


class Rebooking:
    """What a person does to book somebody again after a session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(
        self, clinician_id: int | None, service_id: int, center_id: int | None, from_day: date
    ) -> tuple[RebookLine, ...]:
        """The work schedule lines that give the service and are not over before the day, and that this person may
        book into: those of one clinician or of all, at one center or at all.

        By clinician, then by when the schedule begins, then by day. Raises RuleBroken `service.unknown`.
        """
        wanted = [valid_from_on(from_day)]
        if clinician_id is not None:
            wanted.append(WorkSchedule.clinician_id == clinician_id)
        if center_id is not None:
            wanted.append(WorkSchedule.center_id == center_id)
        person = self._desk.person()
        with self._desk.database.read() as connection:
            found = read_lines(connection, self._desk.memory.plans(connection), service_id, *wanted)
        return tuple(one for one in found if may_book(person, Subject(one.clinician_id, one.center_id)))

    def free_times(self, draft: RebookDraft, day: date, limit: int = MOST_TIMES) -> tuple[Opening, ...]:
        """The free times of the draft's line on a day of the client; where there are none, the first ones after it.

        Raises RuleBroken `rebook.no-line`, `rebook.line-gone`, and those of the diary.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            followed = _followed(connection, draft)
            line = line_of(connection, plans, followed.service_id, _line(draft).key)
            times = self._times(connection, plans, draft, line, followed.service_id)
            span = day_bounds(day, draft.zone)
            return times.within(span, limit) or times.first_from(span.start, limit)

    def check(self, draft: RebookDraft) -> RebookCheck:
        """What the draft means by both clocks, and all that keeps it from being booked (codes as `book` raises them).

        Raises nothing that a person can mend.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            try:
                followed = _followed(connection, draft)
                line = _open_line(connection, plans, followed.service_id, draft)
                moment = _moment(draft)
                return self._looked(connection, plans, draft, followed, line, moment)
            except RuleBroken as problem:
                return RebookCheck((problem,))

    def book(self, draft: RebookDraft, command_id: str) -> Booked:
        """Book it, with the line's calendar type and hours kept in the same transaction, or nothing.

        Raises RuleBroken `rebook.no-line`, `rebook.line-gone`, `rebook.rapid-response` (field `line`);
        `rebook.no-start`, `time.skipped`, `rebook.outside-line` and `slot.*` (field `start`; params `before` and
        `nearest` are free times of the line); `rebook.modality`, `length.range`, `video.no-link`, `video.link`; and
        those of `BookingDesk.book` about the consumer, the answers and rights.
        """

        def work(work: Work) -> Booked:
            followed = _followed(work.connection, draft)
            wish = _wish(work.connection, work.plans, followed.service_id, draft)
            booked = make_booking(work, _booking(draft, followed, wish))
            # The calendars are locked by now: whoever changed the line meanwhile has been seen.
            _wish(work.connection, work.plans, followed.service_id, draft)
            self._desk.undoable = note_undoable(work)
            return booked

        try:
            return self._desk.command(command_id, Booked, work)
        except RuleBroken as problem:
            if "start" not in problem.fields or draft.line is None or draft.wall_start is None:
                raise
            raise self._with_nearest(problem, draft) from problem

    def _looked(
        self, connection: Connection, plans: Plans, draft: RebookDraft, followed: Any, line: RebookLine, moment: Meant
    ) -> RebookCheck:
        times = self._times(connection, plans, draft, line, followed.service_id)
        span = times.diary.rule.span(moment.start)
        found = list(_problems(draft, line, span))
        if not any("start" in one.fields for one in found):
            able = times.diary.clinician(line.clinician_id)
            seen = look(times.diary, moment.start, able, Claim(followed.consumer_id))
            if seen.blocking:
                found.append(refusal(connection, times.diary, seen.in_the_way))
        blocked = any("start" in one.fields for one in found)
        before, after = times.around(moment.start) if blocked else (None, None)
        return RebookCheck(
            problems=tuple(found),
            start=span.start,
            end=span.end,
            wall_start=to_wall(span.start, line.zone),
            wall_end=to_wall(span.end, line.zone),
            client_start=to_wall(span.start, draft.zone),
            client_end=to_wall(span.end, draft.zone),
            repeated=moment.repeated,
            before=before,
            after=after,
        )

    def _times(
        self, connection: Connection, plans: Plans, draft: RebookDraft, line: RebookLine, service_id: int
    ) -> LineTimes:
        modality = draft.modality if draft.modality in line.modalities else None
        query = OpeningQuery(service_id, line.center_id, modality=modality, minutes=draft.minutes)
        return LineTimes(connection, line, query, self._desk.now(), plans)

    def _with_nearest(self, problem: RuleBroken, draft: RebookDraft) -> RuleBroken:
        """The same refusal with the free times of the line around the start."""
        looked = self.check(draft)
        nearest = () if looked.after is None else (looked.after,)
        params = {**problem.params, "nearest": nearest, "before": looked.before}
        return RuleBroken(problem.code, fields=problem.fields, **params)


def _followed(connection: Connection, draft: RebookDraft) -> Any:
    """The service and the consumer of the appointment that it follows; RuleBroken `follow-up.unknown`."""
    row = connection.execute(_FOLLOWED, {"appointment": draft.follows_id}).first()
    if row is None:
        raise RuleBroken("follow-up.unknown", fields=("follows",))
    return row


def _line(draft: RebookDraft) -> RebookLine:
    if draft.line is None:
        raise RuleBroken("rebook.no-line", fields=("line",))
    return draft.line


def _open_line(connection: Connection, plans: Plans, service_id: int, draft: RebookDraft) -> RebookLine:
    """The line as it is now, one that takes ad hoc bookings."""
    line = line_of(connection, plans, service_id, _line(draft).key)
    if not line.takes_ad_hoc:
        raise RuleBroken("rebook.rapid-response", fields=("line",))
    return line


def _moment(draft: RebookDraft) -> Meant:
    if draft.wall_start is None:
        raise RuleBroken("rebook.no-start", fields=("start",))
    return meant(draft.wall_start, draft.zone, second=draft.second)


def _problems(draft: RebookDraft, line: RebookLine, span: Interval) -> list[RuleBroken]:
    """What keeps the draft from the line, were nobody booked."""
    found = []
    if draft.modality is not None and draft.modality not in line.modalities:
        found.append(RuleBroken("rebook.modality", fields=("modality",)))
    if draft.modality is Modality.VIDEO and draft.video_link:
        found += _problems_of_link(draft.video_link)
    if not lies_in(span, hours_of(line)):
        found.append(RuleBroken("rebook.outside-line", fields=("start",)))
    return found


def _problems_of_link(link: str) -> list[RuleBroken]:
    try:
        required_link(link)
    except RuleBroken as problem:
        return [problem]
    return []


def _wish(connection: Connection, plans: Plans, service_id: int, draft: RebookDraft) -> _Wish:
    """What is to be booked, by what is saved now; raises the first problem."""
    line = _open_line(connection, plans, service_id, draft)
    moment = _moment(draft)
    service = plans.head(connection, service_id, line.center_id).service
    minutes = service.minutes if draft.minutes is None else checked_length(draft.minutes)
    for problem in _problems(draft, line, Interval(moment.start, moment.start + timedelta(minutes=minutes))):
        raise problem
    return _Wish(line, moment.start, draft.modality or line.modalities[0])


def _booking(draft: RebookDraft, followed: Any, wish: _Wish) -> Booking:
    is_video = wish.modality is Modality.VIDEO
    return Booking(
        service_id=followed.service_id,
        center_id=wish.line.center_id,
        consumer_id=followed.consumer_id,
        clinician_id=wish.line.clinician_id,
        start=wish.start,
        length_minutes=draft.minutes,
        modality=wish.modality,
        answers=dict(draft.answers),
        own=dict(draft.own),
        note=draft.note,
        notify=draft.notify,
        follows_id=draft.follows_id,
        video_platform_id=draft.video_platform_id if is_video else None,
        video_link=required_link(draft.video_link) if is_video else "",
    )
