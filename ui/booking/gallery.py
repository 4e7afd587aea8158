"""States of the booking form for the pictures: hits, a new consumer, what is missing, a slot just taken, leaving."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.views.consumers import ConsumerRow
from ui.booking.form import BookingForm
from ui.shell.context import Context

_HEIGHT = 700


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the form that shows it."""
    for name, prepare in (
        ("hits", _search),
        ("new-consumer", _new),
        ("missing", _missing),
        ("questions", _questions),
        ("other-time", _other_time),
        ("taken", _taken),
        ("checking", _checking),
        ("leaving", _leaving),
    ):
        form = BookingForm(context)
        form.resize(form.width(), _HEIGHT)
        form.start(context.choices.centers[0].id)
        form.show()
        _settle(context)
        prepare(context, form)
        _settle(context)
        yield name, form


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
    for row in range(box.count()):
        box.setCurrentIndex(row)
        service = box.service()
        if service is not None and bool(service.questions) is asking:
            break
    box.chosen.emit(box.service())
    _settle(context)


def _new(context: Context, form: BookingForm) -> None:
    _type(context, form, "Nguyễn Thị Hương")
    form.fields.consumer.hits.picked.emit(None)


def _missing(_context: Context, form: BookingForm) -> None:
    form.submit()


def _questions(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=True)
    form.submit()


def _other_time(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    form.fields.time.type_other("tomorrow 23:15")


def _taken(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    free = form.fields.time.openings.lines.openings
    wanted = form.fields.time.wanted
    if wanted is None:
        return
    until = wanted.wall_start + timedelta(minutes=10)
    theirs = (("Łukasz Zieliński", wanted.clinician, wanted.wall_start, until),)
    form.saving.refused.emit(RuleBroken("slot.taken", fields=("start",), conflicts=theirs, nearest=free[1:4]))


def _checking(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    _service(context, form, asking=False)
    form.saving.checking.emit(Unavailable("database.lost", path="the clinic", maybe_saved=True))


def _leaving(context: Context, form: BookingForm) -> None:
    _choose(context, form)
    form.leave()
