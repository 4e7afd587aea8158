"""States of a rebooking for the pictures: every step, what is wrong at it, video, who was quicker."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import CalendarType, Modality, Status
from frontdesk.services.video import PlatformChoice
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.rebooking import RebookLine
from ui.problems import sentence
from ui.rebooking.approach_step import Approach
from ui.rebooking.sheet import APPROACH, LINE, RebookSheet
from ui.shell.context import Context
from ui.texts import local

_SIZE, _SMALL = (1196, 760), (1024, 640)
_TOKYO = "Asia/Tokyo"


class _Nothing:
    """The service asks nothing."""

    def __init__(self) -> None:
        self.widget = QWidget()

    def answers(self) -> dict[int, str]:
        return {}

    def own(self) -> dict[str, str]:
        return {}

    def note(self) -> str:
        return ""

    def focus_missing(self) -> bool:
        return False

    def refuse(self, _problem: RuleBroken) -> bool:
        return False


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state over an empty page."""
    view = _completed(context)
    page, sheet = _opened(context, view, _SIZE)
    yield "session", page
    sheet.go(APPROACH)
    yield "approach", page
    sheet.go(LINE)
    sheet.line.say(sentence(RuleBroken("rebook.no-line")))
    yield "no-line", page
    page, sheet = _opened(context, view, _SMALL)
    _others(context, sheet)
    yield "lines", page
    for name, zone, start in (
        ("details", view.zone, ""),
        ("details-two-clocks", _TOKYO, "20:30"),
        ("details-outside", view.zone, "23:15"),
    ):
        page, sheet = _opened(context, replace(view, consumer_zone=zone), _SMALL)
        _to_details(context, sheet, start)
        yield name, page
    yield from _video(context, view)
    page, sheet = _opened(context, replace(view, consumer_zone=_TOKYO), _SIZE)
    _to_review(context, sheet)
    yield "review", page
    sheet._refused(RuleBroken("follow-up.not-completed", fields=("follows",)))  # noqa: SLF001  as the service says
    yield "review-refused", page


def _video(context: Context, view: AppointmentView) -> Iterator[tuple[str, QWidget]]:
    page, sheet = _opened(context, view, _SMALL)
    _to_details(context, sheet, "")
    line = sheet.draft.line
    if line is not None:
        sheet.details.show_line(replace(line, key=replace(line.key, modalities=(Modality.VIDEO,))), Modality.VIDEO)
    yield "video", page
    made = PlatformChoice(1, "Riverside Meet", is_pasted=False)
    sheet.details.video.show_platforms((made, PlatformChoice(2, "By hand", is_pasted=True)))
    sheet.details.video.platform.setCurrentIndex(0)
    sheet.details.video._chosen()  # noqa: SLF001  as a person does
    yield "video-platform", page


def _completed(context: Context) -> AppointmentView:
    """A session of today that is over, with an outcome."""
    got: list[AppointmentView] = []
    center = context.choices.centers[0]

    def read() -> AppointmentView:
        today = local(context.clinic.now(), center.zone).date()
        day = context.clinic.calendar.day(center.id, today)
        cards = [card for column in day.columns for card in column.cards]
        done = [card for card in cards if card.status is Status.FULFILLED]
        return context.clinic.appointments.view((done or cards)[0].id)

    context.tasks.run(read, got.append)
    _settle(context)
    remark = "Feels well; no reaction so far. Wants to go on by video next time."
    return replace(got[0], outcome_remark=remark)


def _opened(context: Context, view: AppointmentView, size: tuple[int, int]) -> tuple[QWidget, RebookSheet]:
    page = QFrame()
    page.setProperty("surface", True)
    page.resize(*size)
    page.show()
    sheet = RebookSheet(page, context, view, _Nothing())
    sheet.open()
    _settle(context)
    return page, sheet


def _others(context: Context, sheet: RebookSheet) -> None:
    sheet.approach.choose(Approach.OTHER)
    sheet.approach.changed.emit()
    _settle(context)
    lines = sheet.line._lines[:5]  # noqa: SLF001  what was read
    rapid = replace(lines[-1], calendar_type=CalendarType.RAPID_RESPONSE, takes_ad_hoc=False)
    rapid = replace(rapid, key=replace(rapid.key, schedule_id=0))
    _show_lines(sheet, (*lines, rapid))
    sheet.go(LINE)


def _show_lines(sheet: RebookSheet, lines: tuple[RebookLine, ...]) -> None:
    sheet.line.show_lines(lines, lines[0].valid_from, named=True)


def _to_details(context: Context, sheet: RebookSheet, start: str) -> None:
    radio = next(iter(sheet.line.radios.values()))
    radio.setChecked(True)
    sheet.go(LINE)
    sheet._next()  # noqa: SLF001  as on Enter
    sheet.details.time.day_line.setText("1 dec")
    sheet.details.time.start_line.setText(start)
    sheet._look()  # noqa: SLF001  as after a pause
    _settle(context)


def _to_review(context: Context, sheet: RebookSheet) -> None:
    _to_details(context, sheet, "")
    openings = sheet.details.free.openings
    if openings:
        sheet.details.time.take(openings[0].start)
    sheet._next()  # noqa: SLF001  as on Enter
    _settle(context)


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()
