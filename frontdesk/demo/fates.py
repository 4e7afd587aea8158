"""Decides what became of each slot by the demo's clock: completed, missed, cancelled, under way, waiting, or ahead."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.demo import catalogue as c
from frontdesk.demo.days import Slot
from frontdesk.demo.people import Person, Public
from frontdesk.demo.requests import request
from frontdesk.demo.stories import Book, Told
from frontdesk.demo.team import MANAGER
from frontdesk.rules.words import (
    Action,
    CancelClass,
    ConfirmationMode,
    MessageKind,
    Modality,
    ReasonKind,
    RequestKind,
    Source,
    Status,
)

_MINUTE = timedelta(minutes=1)
_CANCEL_LATE = timedelta(hours=c.LATE_CANCEL_HOURS)
_CHECK_IN_LATE = timedelta(minutes=c.LATE_ARRIVAL_MINUTES)
_ANSWERED_WITHIN = timedelta(days=3)
_SORRY = "We are sorry: something came up at the clinic. Please choose another time."
_CANNOT = (
    "I am at the hospital that morning.",
    "Needs somebody who speaks Portuguese.",
    "Not my field, a nurse can do it.",
)
_SIGNED = 12
"""Every so many of the latest that were completed the consumer signed for."""
_MISTAKES = 150
"""Every so many past appointments one was entered by mistake."""
_REMARKS = (
    "",
    "",
    "",
    "Went well",
    "Slight redness, told to cool it",
    "Come back in two weeks",
    "Referred to the hospital",
)


class Fates:
    """Tells the story of each slot into the book."""

    def __init__(self, book: Book, public: Public) -> None:
        self._book, self._public, self._rng, self._now = book, public, book.rng, book.now
        self._recent = book.now - timedelta(days=6)
        self._first_doses: dict[Slot, Told] = {}
        self._told = 0

    def tell(self, slot: Slot) -> None:
        """Write the appointment of this slot; a second dose goes by the first one's."""
        self._told += 1
        first = self._first_doses.pop(slot.pair) if slot.pair is not None else None
        if first is not None:
            told = self._begin(slot, first.person, first.state["request_id"], first.created)
        else:
            created = self._created(slot)
            person = self._public.somebody(slot.center, slot.wall_start.date(), child=slot.plan is c.CHILD_CHECK)
            told = self._begin(slot, person, self._request(slot, person, created), created)
        if first is not None and first.cancelled_at is not None:
            self._cancel(told, first.cancelled_at, CancelClass.CONSUMER)
        else:
            self._go_on(told, slot)
        if slot.has_second:
            self._first_doses[slot] = told
        told.end()

    def _request(self, slot: Slot, person: Person, created: datetime) -> int:
        walk_in = slot.start - created < timedelta(hours=2)
        return request(
            self._book, person, slot.center, created,
            kind=RequestKind.NOW if walk_in else RequestKind.SCHEDULED,
            source=Source.DESK if walk_in or self._rng.random() < 0.4 else Source.PHONE,
            service=None if slot.has_second else slot.plan,
        )  # fmt: skip

    def _created(self, slot: Slot) -> datetime:
        """When it was booked: days before, or as a walk-in shortly before."""
        rng = self._rng
        latest = min(slot.start - 16 * _MINUTE, self._now - 3 * _MINUTE)
        if rng.random() < 0.15 and slot.start - self._now < timedelta(hours=3):
            return latest - rng.randint(0, 50) * _MINUTE
        long_ago = latest - timedelta(days=rng.expovariate(1 / 6))
        booked = long_ago.replace(hour=rng.randint(9, 17), minute=rng.randint(0, 59), second=0)
        return booked if booked <= latest else booked - timedelta(days=1)

    def _begin(self, slot: Slot, person: Person, request_id: int, created: datetime) -> Told:
        rng = self._rng
        told = Told(self._book, slot, person, request_id, self._modality(slot), created)
        self._video(told)
        values = told.at(slot)
        if slot.has_second or slot.pair is not None:
            told.state["dose_id"] = c.DOSES[0][0] if slot.has_second else c.DOSES[1][0]
        manual = slot.plan.mode is ConfirmationMode.MANUAL
        moved = not manual and slot.pair is None and not slot.has_second and rng.random() < 0.05
        earlier = told.at(self._elsewhen(slot)) if moved else values
        told.begin(Action.BOOK, Status.PROPOSED if manual else Status.BOOKED, earlier)
        told.promise(created)
        told.tell("request-received" if manual else "confirmation", created)
        at = self._between(created, min(slot.start, self._now))
        if moved:
            told.step(Action.RESCHEDULE, told.desk_staff, at, "", **values)
            told.promise(at)
            told.tell("rescheduled", at)
        elif manual and (slot.end <= self._now or rng.random() < 0.5):
            told.step(Action.ACCEPT, slot.who.id, at, "", status=Status.BOOKED)
            told.tell("confirmation", at)
        return told

    def _video(self, told: Told) -> None:
        """Where it takes place, if by video."""
        if told.state["modality"] is Modality.VIDEO:
            link = f"https://video.example.org/{self._book.token()}"
            told.state |= {"video_platform_id": c.VIDEO_PLATFORM, "video_link": link}

    def _modality(self, slot: Slot) -> Modality:
        possible = slot.line.modalities or slot.plan.modalities
        return possible[0] if self._rng.random() < 0.85 else self._rng.choice(possible)

    def _elsewhen(self, slot: Slot) -> Slot:
        """The time it had before it was moved: some other day."""
        wall = slot.wall_start + timedelta(days=self._rng.choice((-3, -2, -1, 1, 2, 3, 7)))
        zone = ZoneInfo(c.CENTERS[slot.center - 1].zone)
        return Slot(slot.who, slot.center, slot.plan, slot.line, wall, wall.replace(tzinfo=zone).astimezone(UTC))

    def _between(self, since: datetime, until: datetime) -> datetime:
        return since + (until - since) * (0.05 + 0.9 * self._rng.random())

    def _go_on(self, told: Told, slot: Slot) -> None:
        bound = slot.has_second or slot.pair is not None
        if slot.end <= self._now:
            self._past(told, slot, bound=bound)
        elif slot.start <= self._now:
            self._present(told, slot)
        elif slot.start - self._now < timedelta(minutes=40) and told.state["status"] is Status.BOOKED:
            self._soon(told, slot)
        else:
            self._future(told, slot, second=slot.pair is not None, bound=bound)

    def _past(self, told: Told, slot: Slot, *, bound: bool) -> None:
        chance = 1.0 if bound else self._rng.random()
        latest = told.state_at
        if self._told % _MISTAKES == _MISTAKES // 2 and not bound:
            at = min(slot.start + 5 * _MINUTE, self._now)
            told.step(Action.MISTAKE, MANAGER, at, "", status=Status.ENTERED_IN_ERROR, outcome_remark="Booked twice")
        elif chance < 0.075:
            self._cancel(told, self._between(latest, slot.start), self._class())
        elif chance < 0.13:
            at = min(slot.end + self._rng.randint(1, 30) * _MINUTE, self._now)
            reason = self._rng.choice(c.REASONS[ReasonKind.NO_SHOW])
            told.step(
                Action.NO_SHOW, told.desk_staff, at, "", status=Status.NOSHOW, completed_at=at, outcome_reason_id=reason
            )
        elif chance < 0.14:
            self._left(told, slot)
        elif chance < 0.22 and slot.start > self._recent:
            pass  # nobody has said yet what became of it
        else:
            self._complete(told, slot)

    def _present(self, told: Told, slot: Slot) -> None:
        chance = self._rng.random()
        if chance > 0.92:
            return
        self._arrive(told, slot)
        if chance < 0.75:
            at = max(told.state_at, min(slot.start + self._rng.randint(0, 4) * _MINUTE, self._now))
            told.step(Action.COMMENCE, slot.who.id, at, "", status=Status.CHECKED_IN, commenced_at=at)

    def _soon(self, told: Told, slot: Slot) -> None:
        chance = self._rng.random()
        if chance < 0.8:
            self._arrive(told, slot)
        if chance < 0.06:
            at = self._now - self._rng.random() * _MINUTE
            told.step(Action.STEP_BACK, told.desk_staff, at, "", status=Status.BOOKED, arrived_at=None, late=False)

    def _future(self, told: Told, slot: Slot, *, second: bool, bound: bool) -> None:
        chance = self._rng.random()
        at = self._between(told.state_at, self._now)
        if chance < 0.05 and not second:
            self._cancel(told, at, self._class())
        elif chance < 0.09 and not bound:
            self._ask(told, slot, at)
        elif chance < 0.13 and told.state["status"] is Status.PROPOSED:
            told.step(Action.DECLINE, slot.who.id, at, "", status=Status.CANCELLED, cancel_class=CancelClass.DECLINED)
            told.tell("declined", at)
        elif told.state["status"] is Status.BOOKED:
            self._answer(told, slot, at, bound=bound)

    def _answer(self, told: Told, slot: Slot, at: datetime, *, bound: bool) -> None:
        """What clinician and consumer say of what is booked: most say yes, few clinicians cannot, many say nothing."""
        chance = (told.number * 7919 % 1000) / 1000
        soon = slot.start - self._now < timedelta(days=5)
        if chance < 0.04 and soon and not bound:
            told.step(
                Action.REJECT_TASK, slot.who.id, at, "", status=Status.PROPOSED, clinician_id=None,
                changes={"remark": ["", _CANNOT[told.number % len(_CANNOT)]]},
            )  # fmt: skip
            return
        if chance < 0.6:
            told.step(Action.ACCEPT_TASK, slot.who.id, at, "", task_accepted_at=at)
        if chance > 0.8 and soon:
            at += (self._now - at) / 2
            told.step(Action.CONSUMER_CONFIRMS, told.desk_staff, at, "", consumer_confirmed_at=at)
        if chance > 0.97 and not bound and slot.start - self._now > timedelta(days=3):
            told.wait(at, earlier=True)

    def _ask(self, told: Told, slot: Slot, at: datetime) -> None:
        """Ask for another time: every other consumer has suggested some since, a day and two days later."""
        until = min(at + _ANSWERED_WITHIN, slot.start)
        told.step(Action.ASK_TO_RESCHEDULE, slot.who.id, at, _SORRY, status=Status.PENDING, answer_by=until)
        told.tell(MessageKind.ASKED_TO_RESCHEDULE, at)
        if told.number % 2:
            return
        at += (self._now - at) / 2
        told.step(Action.CONSUMER_SUGGESTS, told.desk_staff, at, "", status=Status.PROPOSED, answer_by=None)
        told.suggest(at, 1, 2)
        told.tell(MessageKind.SUGGESTION_RECEIVED, at)

    def _arrive(self, told: Told, slot: Slot) -> None:
        """Check in: some minutes early, or a little late."""
        at = slot.start - timedelta(minutes=self._rng.triangular(-14, 35, 6))
        at = max(told.state_at, min(at, self._now - _MINUTE)).replace(microsecond=0)
        at = max(at, told.state_at)
        late = at - slot.start > _CHECK_IN_LATE
        told.step(Action.CHECK_IN, told.desk_staff, at, "", status=Status.ARRIVED, arrived_at=at, late=late)

    def _left(self, told: Told, slot: Slot) -> None:
        self._arrive(told, slot)
        at = max(told.state_at, min(slot.end, self._now))
        told.step(
            Action.LEFT, told.desk_staff, at, "",
            status=Status.CANCELLED, cancel_class=CancelClass.LEFT, outcome_remark="Could not wait any longer",
        )  # fmt: skip

    def _complete(self, told: Told, slot: Slot) -> None:
        """Through check-in and commence as most are, or in one step at the end of a busy day."""
        rng = self._rng
        done = min(slot.end + timedelta(minutes=rng.triangular(-8, 15, 0)), self._now).replace(microsecond=0)
        start = slot.start
        if rng.random() < 0.62:
            self._arrive(told, slot)
            start = max(told.state_at, slot.start + rng.randint(-2, 6) * _MINUTE)
            start = min(start, self._now)
            told.step(Action.COMMENCE, slot.who.id, start, "", status=Status.CHECKED_IN, commenced_at=start)
        done = max(done, start, told.state_at)
        told.step(
            Action.COMPLETE, slot.who.id, done, "",
            status=Status.FULFILLED, completed_at=done, taken_start=start, taken_end=done,
            outcome_reason_id=rng.choice(c.REASONS[ReasonKind.COMPLETE][:3]), outcome_remark=rng.choice(_REMARKS),
        )  # fmt: skip
        if slot.start > self._recent and told.number % _SIGNED == 0:
            self._sign(told, done)

    def _sign(self, told: Told, at: datetime) -> None:
        at = min(at + 2 * _MINUTE, self._now)
        told.step(Action.CONFIRM_COMPLETION, told.desk_staff, at, "", completion_confirmed_at=at)
        told.sign(at)

    def _class(self) -> CancelClass:
        return self._rng.choices((CancelClass.CONSUMER, CancelClass.CLINIC, CancelClass.OTHER), (15, 4, 1))[0]

    def _cancel(self, told: Told, at: datetime, kind: CancelClass) -> None:
        told.cancelled_at = at
        told.step(
            Action.CANCEL, told.desk_staff, at, _SORRY if kind is CancelClass.CLINIC else "",
            status=Status.CANCELLED, cancel_class=kind, cancel_reason_id=self._rng.choice(c.REASONS[ReasonKind.CANCEL]),
            late=told.slot.start - at < _CANCEL_LATE,
        )  # fmt: skip
        told.tell("cancelled", at)
