"""Series: dates that are looked at before they are booked, booked together, and changed one, from one on, or all."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from frontdesk.database.adding import add
from frontdesk.database.tables import Series
from frontdesk.rules.conflicts import Standing
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.series import MOST, check_repeats
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import SeriesScope
from frontdesk.services.booking import BookingDesk
from frontdesk.services.desk import Desk, Work
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Act, Booked
from frontdesk.services.making import complete_request, standing_of
from frontdesk.services.orders import Order, read_order
from frontdesk.services.placing import Claim, Placed, lock, place_at
from frontdesk.services.series_act import act_on_series
from frontdesk.services.series_dates import preview_dates
from frontdesk.services.series_forms import ActedOnSeries, SeriesAct, SeriesForm, SeriesOrder
from frontdesk.services.series_scope import preview_scope
from frontdesk.services.typed import typed_text
from frontdesk.services.undo import note_undoable
from frontdesk.services.visits import Visit, Visits
from frontdesk.services.writing import write_appointments
from frontdesk.views.series import SeriesDate, SeriesLine, SeriesView
from frontdesk.views.series_read import read_series

_WORDS = 4000
_NEAR = 3
"""So many dates before one may still be going on when it begins: an appointment lasts a day at most."""


class SeriesDesk:
    """What a person does with appointments that come again and again."""

    def __init__(self, desk: Desk, booking: BookingDesk) -> None:
        self._desk = desk
        self._booking = booking

    def preview(self, form: SeriesForm) -> tuple[SeriesDate, ...]:
        """Every date of a series with whether it is free; see `series_dates.preview_dates`."""
        self._desk.signed_in()
        known = self._booking.index.known
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection) if known is None else known.plans
            return preview_dates(connection, form, self._desk.now(), plans, known)

    def book(self, order: SeriesOrder, command_id: str) -> Booked:
        """Make the appointments at the chosen dates, one request and one series, or nothing.

        Raises RuleBroken `series.taken` (params `position`, `wall`, `problem`: its refusal) for a date that is not free
        any more, `series.dates`, `series.too-many`, `series.program`, `series.overbooked`, and what `BookingDesk.book`
        raises about anything but times.
        """

        def work(work: Work) -> Booked:
            made = book_series(work, order)
            self._desk.undoable = note_undoable(work)
            return made

        booked = self._desk.command(command_id, Booked, work)
        self._desk.own_holds.discard(order.booking.hold)
        return booked

    def view(self, series_id: int) -> SeriesView:
        """All of a series; RuleBroken `series.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_series(connection, series_id, self._desk.now())

    def scope_preview(
        self, act: Act, scope: SeriesScope, left_out: frozenset[int] = frozenset()
    ) -> tuple[SeriesLine, ...]:
        """All that an action would touch, and for a move where each would go; see `series_scope.preview_scope`."""
        person = self._desk.person()
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            return preview_scope(connection, act, scope, self._desk.now(), person, plans, left_out)

    def act(self, wanted: SeriesAct, command_id: str) -> ActedOnSeries:
        """Take one action on all of the scope, or on none; see `series_act.act_on_series`."""
        message = typed_text(wanted.act.message, "message", _WORDS)
        remark = typed_text(wanted.act.remark, "remark", _WORDS)
        typed = replace(wanted, act=replace(wanted.act, message=message, remark=remark))

        def work(work: Work) -> ActedOnSeries:
            acted = act_on_series(work, typed)
            self._desk.undoable = note_undoable(work)
            return acted

        return self._desk.command(command_id, ActedOnSeries, work)


def book_series(work: Work, wanted: SeriesOrder) -> Booked:
    """Book all dates of the order in the transaction of `work`; see `SeriesDesk.book`."""
    _check(wanted)
    order = read_order(work, replace(wanted.booking, start=wanted.dates[0].start))
    diaries = _diaries(work, order, wanted)
    lock(work.connection, work.memory, set(diaries))
    placed = _place(work, order, wanted, diaries)
    request_id = complete_request(work, order, placed)
    visits = _visits(order, diaries, _write_series(work, wanted, request_id))
    return write_appointments(work, replace(order, visits=visits), request_id, placed)


def _check(wanted: SeriesOrder) -> None:
    """Raises what can be refused before anything is looked up."""
    if wanted.booking.program_id is not None:
        raise RuleBroken("series.program", fields=("service",))
    if wanted.booking.overbook_reason:
        raise RuleBroken("series.overbooked", fields=("overbook_reason",))
    starts = [one.start for one in wanted.dates]
    if not starts or any(one >= other for one, other in pairwise(starts)):
        raise RuleBroken("series.dates", fields=("dates",))
    if len(starts) > MOST:
        raise RuleBroken("series.too-many", fields=("dates",), most=MOST)
    check_repeats(wanted.every, wanted.unit, wanted.count, wanted.until)


def _diaries(work: Work, order: Order, wanted: SeriesOrder) -> list[Diary]:
    """The diary of each date: of the clinician who was chosen for it."""
    query, found = order.visits.each[0].diary.query, dict[int | None, Diary]()
    for one in wanted.dates:
        clinician_id = one.clinician_id or query.clinician_id
        if clinician_id not in found:
            own = replace(query, clinician_id=clinician_id)
            found[clinician_id] = Diary(work.connection, own, work.at, work.plans)
    return [found[one.clinician_id or query.clinician_id] for one in wanted.dates]


def _visits(order: Order, diaries: Sequence[Diary], series_id: int | None = None) -> Visits:
    """One visit for each date, numbered as they follow each other."""
    each = tuple(Visit(diary, number=number, series_id=series_id) for number, diary in enumerate(diaries, 1))
    return Visits(each, order.visits.questionnaire_id)


def _place(work: Work, order: Order, wanted: SeriesOrder, diaries: Sequence[Diary]) -> list[Placed]:
    """A place for each date, whose calendars are locked; the first that has none is told with its refusal."""
    placed, beside = list[Placed](), list[Standing]()
    for number, (chosen, visit) in enumerate(zip(wanted.dates, _visits(order, diaries).each, strict=True), 1):
        claim = Claim(order.consumer.id, beside=tuple(beside[-_NEAR:]))
        try:
            one = place_at(work.connection, visit.diary, chosen.start, claim)
        except RuleBroken as problem:
            told = {"position": number, "wall": to_wall(chosen.start, visit.diary.zone), "problem": problem}
            raise RuleBroken("series.taken", fields=("dates",), **told) from problem
        placed.append(one)
        beside.append(standing_of(visit, one, order.consumer.id))
    return placed


def _write_series(work: Work, wanted: SeriesOrder, request_id: int) -> int:
    return add(
        work.connection,
        Series,
        request_id=request_id,
        every=wanted.every,
        unit=wanted.unit,
        count=wanted.count,
        until=wanted.until,
        created_at=work.at,
        created_by=work.staff.staff_id,
    )
