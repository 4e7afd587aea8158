"""States of the administration page for the pictures: each section empty, full, failed, with long names; the sheets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken, Unavailable
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality, QuestionKind, Status
from frontdesk.services.schedule_forms import ExceptionForm, LineForm, ScheduleForm, Settled, Settling
from frontdesk.views.form_layout import FieldLayout
from frontdesk.views.schedules import Broken, Impact
from ui.administration.forms import FormsSection
from ui.administration.gallery_decided import decided
from ui.administration.gallery_messages import messages
from ui.administration.gallery_video import video_states
from ui.administration.holidays import HolidaysSection
from ui.administration.hours import HoursSection
from ui.administration.impact_sheet import ImpactSheet
from ui.administration.listing import Listing
from ui.administration.metadata import MetadataSection
from ui.administration.page import AdministrationPage
from ui.administration.rooms import RoomsSection
from ui.administration.schedules import SchedulesSection
from ui.administration.time_off import TimeOffSection
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _

_SIZE = (1196, 676)
_SMALL = (940, 576)
_LONG = "Maximiliane-Friederike von und zu Hohenstein-Waldburg"
_NAMES = ("Maria Silva", "Łukasz Zieliński", "Nguyễn Thị Hương", "李伟", "محمد العلي", _LONG)
_PORTO = "Conference in Porto, back in the afternoon; calls to the deputy please. "
_CHEN = 5
T = TypeVar("T")


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it, seen by a manager."""
    _aside(context, lambda: context.clinic.sign_in("manager", "demo"))
    for states in (
        _schedules,
        _schedule_forms,
        _time_off,
        _holidays,
        _set_up,
        _forms,
        _metadata,
        _decided,
        _messages,
        _impact,
        _empty_and_failed,
    ):
        yield from states(context)
    _aside(context, lambda: context.clinic.sign_in("reception", "demo"))


def _aside(context: Context, work: Callable[[], T]) -> T:
    got: list[T] = []
    context.tasks.run(work, got.append)
    _settle(context)
    return got[0]


def _settle(context: Context) -> None:
    for _round in range(4):
        context.tasks.wait()
        QCoreApplication.processEvents()


class _Instead:
    """The services, with some answers given for a picture."""

    def __init__(self, real: object, answers: dict[str, Callable[..., object]]) -> None:
        self._real = real
        self._answers = answers

    def __getattr__(self, name: str) -> object:
        return self._answers.get(name) or getattr(self._real, name)


@contextmanager
def _instead(context: Context, **answers: Callable[..., object]) -> Iterator[None]:
    real = context.clinic.schedules
    vars(context.clinic)["schedules"] = _Instead(real, answers)
    yield
    vars(context.clinic)["schedules"] = real


def _page(context: Context, key: str, size: tuple[int, int] = _SIZE) -> AdministrationPage:
    page = AdministrationPage(context)
    page.resize(*size)
    page.show_center(context.choices.centers[0].id)
    page.show()
    page.show_section(key)
    _settle(context)
    return page


def _schedules_page(context: Context, size: tuple[int, int] = _SIZE) -> tuple[AdministrationPage, SchedulesSection]:
    page = _page(context, "schedules", size)
    section = page.section()
    if not isinstance(section, SchedulesSection):
        raise TypeError(section)
    return page, section


def _time_off_page(context: Context, size: tuple[int, int] = _SIZE) -> tuple[AdministrationPage, TimeOffSection]:
    page = _page(context, "time_off", size)
    section = page.section()
    if not isinstance(section, TimeOffSection):
        raise TypeError(section)
    return page, section


def _schedules(context: Context) -> Iterator[tuple[str, QWidget]]:
    yield "schedules", _page(context, "schedules")
    yield "schedules-small", _page(context, "schedules", _SMALL)
    with _instead(context, unsettled=lambda _center: Impact((), 3)):
        for name, size in (("schedule-edit", _SIZE), ("schedule-edit-small", _SMALL)):
            page, section = _schedules_page(context, size)
            section.edit(("schedule", 1))
            yield name, page


def _schedule_forms(context: Context) -> Iterator[tuple[str, QWidget]]:
    page, section = _schedules_page(context)
    section.new()
    _wrong_schedule(section)
    yield "schedule-wrong", page
    page, section = _schedules_page(context)
    section.edit(("schedule", 1))
    section.editor.title_line.setText(_LONG)
    section.editor.leave()
    yield "schedule-leaving", page
    page, section = _schedules_page(context)
    section.edit(("schedule", 1))
    changes: dict[str, tuple[object, object]] = {
        "name": ("Week", "Winter"),
        "valid_to": (None, "2027-03-31"),
        "lines": ([{"weekday": 0, "hours": "09:00–17:00"}], [{"weekday": 0, "hours": "09:00–14:00"}]),
    }
    problem = ChangedElsewhere(seen=1, now=2, by="Rui Dias", at=context.clinic.now(), changes=changes)
    section.editor.planning.refused.emit(problem)
    yield "schedule-changed", page


def _wrong_schedule(section: SchedulesSection) -> None:
    both = frozenset({Modality.VIDEO, Modality.PHONE})
    early = tuple(LineForm(day, "9:00", "14:00") for day in (0, 1))
    late = tuple(LineForm(day, "17:00", "14:00", frozenset({1}), both) for day in (3, 4))
    rapid = CalendarType.RAPID_RESPONSE
    section.editor.fill(ScheduleForm(_CHEN, 1, "", rapid, "2026-12-01", "soon", (*early, *late)))
    section.editor.show_errors(
        {
            "name": sentence(RuleBroken("text.missing")),
            "valid_to": sentence(RuleBroken("date.form")),
            "lines.2.ends": sentence(RuleBroken("line.order")),
        }
    )


def _time_off(context: Context) -> Iterator[tuple[str, QWidget]]:
    yield "time-off", _page(context, "time_off")
    page, section = _time_off_page(context)
    section.past_button.setChecked(True)
    yield "time-off-past", page
    page, section = _time_off_page(context, _SMALL)
    section.new()
    yield "time-off-new", page
    page, section = _time_off_page(context)
    section.new()
    start, end = "2026-11-26T13:00", "2026-11-26T09:00"
    section.editor.fill(ExceptionForm(ExceptionKind.BLOCK, start, end, _CHEN, None, 3 * _PORTO))
    section.editor.show_errors({"ends": sentence(RuleBroken("exception.order"))})
    yield "time-off-wrong", page


def _holidays(context: Context) -> Iterator[tuple[str, QWidget]]:
    yield "holidays", _page(context, "holidays")
    page = _page(context, "holidays")
    section = page.section()
    if isinstance(section, HolidaysSection):
        section.go(1)
        _settle(context)
        section.tick_all()
    yield "holidays-ticked", page


def _set_up(context: Context) -> Iterator[tuple[str, QWidget]]:
    for key in ("hours", "rooms", "services", "booking"):
        yield key, _page(context, key)
        yield f"{key}-small", _page(context, key, _SMALL)
    for key in ("rooms", "services"):
        page = _page(context, key)
        section = page.section()
        if isinstance(section, Listing):
            section.edit(section.list.current_key())
            outside = sentence(RuleBroken("number.range", least=1, most=500))
            section.editor.show_errors(
                {"name": sentence(RuleBroken("text.missing")), "capacity": outside, "minutes": outside}
            )
            if isinstance(section, RoomsSection):
                section.editor.title_line.setText(_LONG)
        yield f"{key}-wrong", page
    page = _page(context, "hours")
    section = page.section()
    if isinstance(section, HoursSection):
        section.editor.lines.rows[0].ends.set_value("07:00")
        wrong = {
            "hours.0.ends": sentence(RuleBroken("line.order")),
            "zone": sentence(RuleBroken("zone.unknown", zone="Mars")),
        }
        section.editor.show_errors(wrong)
        section.editor.leave()
    yield "hours-wrong", page


def _forms(context: Context) -> Iterator[tuple[str, QWidget]]:
    """The section of forms: as delivered, with fields of the clinic's own, refused, and with little room."""
    page = _page(context, "forms")
    yield "forms", page
    for name, size in (("forms-own", _SIZE), ("forms-small", _SMALL)):
        page = _page(context, "forms", size)
        section = page.section()
        if isinstance(section, FormsSection):
            section.lists.shown.select("title")
            section.toggle()
            section.add_field(QuestionKind.YES_NO)
            section.box.changed.emit(replace(section.current() or FieldLayout(""), name="Consents to photographs"))
            section.add_field(QuestionKind.CHOICE)
            own = section.current() or FieldLayout("")
            section.box.changed.emit(
                replace(own, name=f"Insurance {_LONG}", choices=("Public", "Private"), required=True)
            )
            section.box.show_field(None)
            section._show(own.code)  # noqa: SLF001  as typed
            if name == "forms-small":
                section.box.refuse("name", sentence(RuleBroken("form.name-taken", name="Insurance")))
                section.may_leave()
        yield name, page


def _impact(context: Context) -> Iterator[tuple[str, QWidget]]:
    states: tuple[tuple[str, Settling | None, int, str, tuple[int, int]], ...] = (
        ("impact", None, 6, _("Save"), _SIZE),
        ("impact-one", None, 1, _("Save"), _SIZE),
        ("impact-cancel", Settling.CANCEL, 240, _("Save"), _SMALL),
        ("impact-settle", Settling.MOVE, 6, "", _SIZE),
    )
    for name, how, total, verb, size in states:
        page, section = _time_off_page(context, size)
        sheet = ImpactSheet(section, context, _broken(total), verb=verb)
        sheet.open()
        sheet.choice.choose(how)
        yield name, page
    page, section = _time_off_page(context)
    words = _("It goes, and its times are offered again.")
    ImpactSheet(section, context, Impact((), 0), verb=_("Remove"), words=words).open()
    yield "removal", page
    with _instead(context, settle=_settled):
        page, section = _time_off_page(context)
        sheet = ImpactSheet(section, context, _broken(6), verb="")
        sheet.open()
        sheet.choice.choose(Settling.MOVE)
        sheet.accepted.emit()
        _settle(context)
        yield "settled", page


def _settled(wanted: object, _command_id: str) -> Settled:
    number = getattr(wanted, "appointment_id", 0)
    if number % 3 == 1:
        raise RuleBroken("slot.none")
    clinic_time = _start() + timedelta(days=number, minutes=10)
    return Settled(number, 2, clinic_time, "Dr Mei Chen", Changes())


def _broken(total: int) -> Impact:
    return Impact(tuple(_one(number, name) for number, name in enumerate(_NAMES[:total])), total)


def _one(number: int, name: str) -> Broken:
    start = _start() + timedelta(minutes=40 * number)
    kinds = (ConflictKind.LEAVE,) if number % 3 else (ConflictKind.OUTSIDE_HOURS, ConflictKind.ROOM_FULL)
    who = (_CHEN, "Dr Mei Chen", 1, start, start + timedelta(minutes=20), kinds)
    return Broken(number, 1, "K7M4XQ", Status.BOOKED, name, "+351912345678", "Influenza", *who)


def _start() -> datetime:
    """A wall-clock time."""
    return datetime.fromisoformat("2026-11-25T09:00")


def _metadata(context: Context) -> Iterator[tuple[str, QWidget]]:
    yield "metadata", _page(context, "metadata")
    page = _page(context, "metadata", _SMALL)
    section = page.section()
    if isinstance(section, MetadataSection):
        section.add_line()
        section.rows[-1].refuse(sentence(RuleBroken("text.missing")))
    yield "metadata-wrong", page


def _decided(context: Context) -> Iterator[tuple[str, QWidget]]:
    yield from decided(context, _page)
    yield from video_states(context, _page)


def _messages(context: Context) -> Iterator[tuple[str, QWidget]]:
    yield from messages(context, _page, _settle)


def _empty_and_failed(context: Context) -> Iterator[tuple[str, QWidget]]:
    def away(*_asked: object, **_more: object) -> object:
        raise Unavailable("database.unreachable", path="db.clinic.example")

    def nothing(*_asked: object, **_more: object) -> object:
        return ()

    choices = context.choices
    for state, answer in (("empty", nothing), ("failed", away)):
        with _instead(context, of_center=answer, exceptions=answer, holidays=answer, rooms=answer, hours=away):
            context.choices = replace(choices, clinicians=())
            for key in ("schedules", "time_off", "holidays", "rooms", "hours"):
                yield f"{key.replace('_', '-')}-{state}", _page(context, key)
            context.choices = choices
