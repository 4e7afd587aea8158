"""What the fields say, as the values that the services take."""

from dataclasses import dataclass, replace

from frontdesk.services.forms import Booking, HeldSlot, OpeningQuery, ProgramQuery
from frontdesk.views.requests import RequestView
from ui.booking.fields import Fields
from ui.booking.looking import Asked
from ui.booking.wish import Wish

_OF_EACH_DAY = 6
"""Openings read of each day: as many as are shown at most."""


@dataclass(frozen=True, slots=True)
class Order:
    """One booking as the form stands: the fields, a length drawn in the calendar, what it is booked from."""

    fields: Fields
    token: str
    drawn_minutes: int | None = None
    request: RequestView | None = None
    follows_id: int | None = None

    def own_minutes(self) -> int | None:
        """The length as drawn, where it is another than the service's and is meant."""
        service = self.fields.service.service()
        if self.drawn_minutes is None or service is None or self.drawn_minutes == service.minutes:
            return None
        return self.drawn_minutes if self.fields.own_length.isChecked() else None

    def minutes(self) -> int:
        """How long the (first) appointment takes; 0 while nothing is chosen."""
        wish = self.fields.service.wish()
        return self.own_minutes() or (wish.service.minutes if wish else 0)

    def doses(self) -> int:
        """How many doses are booked at once; 0 for a service."""
        wish = self.fields.service.wish()
        return len(wish.services) if wish and wish.program else 0

    def asked(self) -> Asked | None:
        """What free time is looked for; None while nothing is chosen."""
        wish = self.fields.service.wish()
        return None if wish is None else self._asked(wish)

    def _asked(self, wish: Wish) -> Asked:
        fields, center, limits = self.fields, self.fields.where.center(), self.fields.time.narrow.limits
        query = OpeningQuery(
            service_id=wish.service.id,
            center_id=center.id,
            clinician_id=fields.clinician_id(),
            from_=limits.from_(center.zone),
            modality=fields.modality(),
            calendar_type=limits.calendar,
            limit=_OF_EACH_DAY,
            weekdays=limits.weekdays,
            hours=limits.hours,
            minutes=self.own_minutes(),
            hold=self.token,
        )
        return Asked(
            query=query,
            program=_of_program(wish, query),
            minutes=self.minutes(),
            clinician=fields.clinician.currentText() if query.clinician_id else "",
            narrowed=bool(limits.words(fields.time.today())),
        )

    def slots(self) -> tuple[HeldSlot, ...]:
        """What is to be held: what shows as the time to book, unless it is put over something."""
        wish, wanted = self.fields.service.wish(), self.fields.time.wanted
        if wish is None or wanted is None or wanted.over:
            return ()
        if wanted.doses:
            return tuple(HeldSlot(one.service_id, one.opening.clinician_id, one.opening.start) for one in wanted.doses)
        return (HeldSlot(wish.service.id, wanted.clinician_id, wanted.start, self.own_minutes()),)

    def booking(self) -> Booking:
        """The booking, with its time where one is chosen."""
        fields, wanted = self.fields, self.fields.time.wanted
        made = Booking(
            clinician_id=fields.clinician_id(),
            modality=fields.modality(),
            answers=fields.questions.answers(),
            notify=fields.mail.isChecked(),
            source=fields.request.source(),
            note=fields.request.note(),
            own=fields.request.own(),
            follows_id=self.follows_id,
        )
        made = self._of_whom(made) if self.request is None else replace(made, request_id=self.request.line.id)
        if not fields.wishes.isHidden():
            return fields.wishes.given(replace(made, clinician_group_id=fields.clinician_group_id()))
        if wanted is None:
            return made
        return replace(
            made,
            clinician_id=None if wanted.doses else wanted.clinician_id,
            start=None if wanted.doses else wanted.start,
            doses=wanted.chosen(),
            length_minutes=self.own_minutes(),
            overbook_reason=fields.time.why.reason.text().strip() if wanted.over else "",
            hold=self.token,
        )

    def _of_whom(self, made: Booking) -> Booking:
        """The same with who and what it is for and where: what a request says already."""
        fields, wish = self.fields, self.fields.service.wish()
        return replace(
            made,
            center_id=fields.where.center().id,
            preferred_center_id=fields.where.preferred_center().id,
            service_id=None if wish is None or wish.program else wish.service.id,
            program_id=wish.program.id if wish and wish.program else None,
            consumer_id=fields.consumer.consumer_id,
            new_consumer=fields.consumer.new_form(),
        )


def _of_program(wish: Wish, query: OpeningQuery) -> ProgramQuery | None:
    if wish.program is None:
        return None
    return ProgramQuery(
        program_id=wish.program.id,
        center_id=query.center_id,
        clinician_id=query.clinician_id,
        from_=query.from_,
        modality=query.modality,
        weekdays=query.weekdays,
        hours=query.hours,
        hold=query.hold,
    )
