"""States of the booking form for the pictures: hits, a new consumer, a program, what is missing or in the way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import QuestionKind, RequestKind, SeriesUnit, Status
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.views.choices import BookingSettings
from frontdesk.views.consumers import ConsumerRow
from frontdesk.views.form_layout import FieldLayout
from frontdesk.views.openings import Obstacle
from ui.booking.form import BookingForm
from ui.booking.given import Given
from ui.shell.context import Context

_HEIGHT = 700
_OWN = (
    FieldLayout("own-1", name="Who pays", kind=QuestionKind.CHOICE, choices=("Public", "Private"), required=True, id=1),
    FieldLayout("modality"),
    FieldLayout("note", required=True),
    FieldLayout("source"),
    FieldLayout("own-2", name="Ill since", kind=QuestionKind.DATE, id=2),
    FieldLayout("own-3", name="Needs somebody who interprets", kind=QuestionKind.YES_NO, required=True, id=3),
    FieldLayout("own-4", name="Body weight in kilograms without shoes", kind=QuestionKind.NUMBER, id=4),
)
"""A booking form as a clinic may lay it out."""


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the form that shows it."""
    settings = BookingSettings(slot_choice=True, overbook_by_agents=True)
    by_choice = replace(context, choices=replace(context.choices, booking=settings))
    overbooking = replace(context, choices=replace(context.choices, booking=BookingSettings(overbook_by_agents=True)))
    laid_out = replace(context, choices=replace(context.choices, request_form=_OWN))
    for name, here, prepare in (
        ("hits", context, _search),
        ("new-consumer", context, _new),
        ("missing", context, _missing),
        ("questions", context, _questions),
        ("follow-up", context, _follow_up),
        ("laid-out", laid_out, _laid_out),
        ("other-time", context, _other_time),
        ("why-not", overbooking, _why_not),
        ("overbook", overbooking, _overbook),
        ("narrow", context, _narrow),
        ("narrowed", context, _narrowed),
        ("center", context, _center),
        ("program", context, _program),
        ("program-over", overbooking, _program_over),
        ("program-not-placed", context, _program_not_placed),
        ("series", context, _series),
        ("save-request", by_choice, _questions_only),
        ("slot-choice", by_choice, _slot_choice),
        ("phone", context, _by_phone),
        ("phone-now", context, _by_phone_now),
        ("held", context, _held),
        ("waiting", context, _waiting),
        ("suggested", context, _suggested),
        ("taken", context, _taken),
        ("checking", context, _checking),
        ("leaving", context, _leaving),
    ):
        yield name, _prepared(here, prepare)


def _prepared(context: Context, prepare: Callable[[Context, BookingForm], None]) -> BookingForm:
    form = BookingForm(context)
    form.resize(form.width(), _HEIGHT)
    form.start(Given(context.choices.centers[0].id))
    form.show()
    _settle(context)
    prepare(context, form)
    _settle(context)
    return form


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _type(context: Context, form: BookingForm, text: str) -> None:
    search = form.fields.consumer.search
    search.setFocus()
    search.setText(text)
    search.ask_now()
    _settle(context)


def _search(context: Context, form: BookingForm) -> None:
    rows = _found(context)
    form.fields.consumer.search.setText("mar")
    form.fields.consumer.hits.show_hits(rows, "mar", form.fields.consumer.stack)


def _waiting(context: Context, form: BookingForm) -> None:
    """No time suits: the waiting list in its place."""
    _choose(context, form)
    _service(context, form, asking=False)
    form.fields.waiting.turn(on=True)


def _suggested(context: Context, form: BookingForm) -> None:
    """A time at which somebody has an appointment already, with others suggested."""
    _choose(context, form)
    _service(context, form, asking=False)
    form.fields.clinician.setCurrentIndex(1)
    form.fields.clinician.activated.emit(1)
    form.fields.time.other.open_with("tomorrow 10:05")


def _found(context: Context) -> tuple[ConsumerRow, ...]:
    got: list[tuple[ConsumerRow, ...]] = []
    context.tasks.run(lambda: context.clinic.consumers.search("mar", 5), got.append)
    _settle(context)
    return got[0] if got else ()


def _choose(context: Context, form: BookingForm) -> None:
    form.fields.consumer.hits.picked.emit(_found(context)[0])
    _settle(context)


def _service(context: Context, form: BookingForm, *, asking: bool) -> None:
    box = form.fields.service
    wanted = next(one for one in context.choices.services if bool(one.questions) is asking)
    box.choose(wanted.id)
    box.chosen.emit(box.wish())
    _settle(context)


def _new(context: Context, form: BookingForm) -> None:
    _type(context, form, "Nguyễn Thị Hương")
    form.fields.consumer.hits.picked.emit(None)


def _follow_up(context: Context, form: BookingForm) -> None:
    """As it opens on somebody who was seen today."""
    center = context.choices.centers[0].id
    got: list[Given] = []

    def work() -> Given:
        day = context.clinic.calendar.day(center, context.clinic.now().date())
        cards = (card for column in day.columns for card in column.cards)
        seen = context.clinic.appointments.view(next(card.id for card in cards if card.status is Status.FULFILLED))
        return Given(
            center,
            seen.clinician_id,
            consumer_id=seen.consumer_id,
            service_id=seen.service_id,
            modality=seen.modality,
            follows_id=seen.id,
        )

    context.tasks.run(work, got.append)
    _settle(context)
    form.start(got[0])


def _laid_out(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    form.submit()


def _missing(_context: Context, form: BookingForm) -> None:
    form.submit()


def _questions(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=True)
    next(iter(form.fields.questions.editors.values())).take_focus()


def _questions_only(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=True)


def _other_time(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    form.fields.time.other.open_with("tomorrow 23:15")


def _why_not(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    fields = form.fields
    consultation = next(one for one in context.choices.services if one.code == "consultation")
    fields.service.choose(consultation.id)
    fields.service.chosen.emit(fields.service.wish())
    chen = next(one for one in context.choices.clinicians if one.code == "chen")
    fields.clinician.setCurrentIndex(fields.clinician.findData(chen.id))
    fields.clinician.activated.emit(fields.clinician.currentIndex())
    _settle(context)
    fields.time.other.open_with("11:30")


def _overbook(context: Context, form: BookingForm) -> None:
    _why_not(context, form)
    _settle(context)
    form.fields.time.why.mean_it(on=True)
    form.fields.time.why.reason.setText("Fell on the stairs; Dr Chen agreed by telephone")


def _narrow(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    narrow = form.fields.time.narrow
    form.fields.time.narrow_link.click()
    narrow.weekdays[0].click()
    narrow.weekdays[3].click()
    narrow.starts.setText("14")
    narrow.ends.setText("noon")


def _narrowed(context: Context, form: BookingForm) -> None:
    _narrow(context, form)
    form.fields.time.narrow.ends.setText("17:00")
    form.fields.time.narrow.hide()
    form.fields.time.narrow.left.emit()


def _center(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    where = form.fields.where
    where.open_link.click()
    where.preferred.setCurrentIndex(1)
    where.preferred.activated.emit(1)
    form.submit()


def _program(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    box = form.fields.service
    box.choose_key(("program", context.choices.programs[0].id))
    box.chosen.emit(box.wish())


def _program_over(context: Context, form: BookingForm) -> None:
    _program(context, form)
    _settle(context)
    clinician = form.fields.clinician
    clinician.setCurrentIndex(1)
    clinician.activated.emit(1)
    _settle(context)
    form.fields.time.other.open_with("20:00")
    _settle(context)
    form.fields.time.why.mean_it(on=True)
    form.fields.time.why.reason.setText("Leaves the country in six weeks")


def _program_not_placed(context: Context, form: BookingForm) -> None:
    _program(context, form)
    _settle(context)
    today = form.fields.time.today()
    first, last = today + timedelta(days=21), today + timedelta(days=35)
    words = "Influenza vaccination"
    none = RuleBroken("dose.not-placed", number=2, service=words, first_day=first, last_day=last, next=None)
    form.fields.time.show_not_placed(none)


def _by_phone(context: Context, form: BookingForm) -> None:
    """A request with three wished times, one of them outside hours, and one being typed."""
    form.start(Given(context.choices.centers[0].id, by_phone=True))
    _choose(context, form)
    _service(context, form, asking=False)
    times = form.fields.wishes.times
    for typed in ("15:00", "tomorrow 9:30", "28 Nov 22:00"):
        times.type(typed)
        times.add_typed()
    times.type("30 Nov 11:00")
    form.fields.clinician.setCurrentIndex(form.fields.clinician.count() - 1)


def _by_phone_now(context: Context, form: BookingForm) -> None:
    _by_phone(context, form)
    form.fields.wishes.kind.set_value(RequestKind.NOW)
    form.fields.wishes.kind.chosen.emit(RequestKind.NOW)


def _series(context: Context, form: BookingForm) -> None:
    """Every three days, some on a weekend: one is left out, and one goes to the time beside it."""
    _choose(context, form)
    _service(context, form, asking=False)
    part = form.fields.time.series
    part.open_it()
    part.every.setText("3")
    part.unit.set_value(SeriesUnit.DAY)
    part.end.setText("12")
    part.end.textEdited.emit("12")
    _settle(context)
    part.dates.ticked.emit(2)
    for row in part.dates.model_.rows:
        if row.right_whole:
            part.dates.swapped.emit(row.key)
            break
    part.dates.setFocus()


def _slot_choice(context: Context, form: BookingForm) -> None:
    got: list[int] = []
    service = next(one for one in context.choices.services if len(one.questions) > 2)
    answers = {one.id: "no" for one in service.questions[:2]}
    wanted = Booking(service.id, context.choices.centers[0].id, _found(context)[0].id, answers=answers, notify=False)
    take = context.clinic.booking.take_request
    context.tasks.run(lambda: take(wanted, new_command_id()), lambda taken: got.append(taken.request_id))
    _settle(context)
    form.start_request(got[0])


def _held(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    form.holding.settles.start(0)


def _taken(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    free = form.fields.time.openings.lines.openings
    wanted = form.fields.time.wanted
    if wanted is None:
        return
    until = wanted.wall_start + timedelta(minutes=10)
    theirs = Obstacle(
        ConflictKind.CLINICIAN_BUSY, wanted.wall_start, until, "Łukasz Zieliński", wanted.clinician, "Consultation"
    )
    form.saving.refused.emit(RuleBroken("slot.taken", fields=("start",), obstacles=(theirs,), nearest=free[1:4]))


def _checking(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    form.saving.checking.emit(Unavailable("database.lost", path="the clinic", maybe_saved=True))


def _leaving(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    form.leave()
