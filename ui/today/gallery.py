"""States of the start page for the pictures: each of its parts, nothing left, long texts, narrow, no answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, RequestKind, Role, Status
from frontdesk.views.assignment import AssignAt, AssignClinician
from frontdesk.views.choices import SignedIn
from frontdesk.views.today import Figures, Part, Today, TodayRow, Unresolved
from ui.shell.context import Context
from ui.today.answer_sheet import AnswerSheet
from ui.today.entries import Does
from ui.today.page import TodayPage

_PAGE, _NARROW = (1196, 640), (596, 560)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it, as somebody with every role sees it."""
    desk = context.clinic.desk
    staff = desk.signed_in()
    desk.staff = _clinician(context, staff)
    try:
        yield from _states(context)
    finally:
        desk.staff = staff


def _clinician(context: Context, staff: SignedIn) -> SignedIn:
    """The first clinician of the demo, who is an agent and a manager too: sees every part."""
    who = context.choices.clinicians[0]
    return replace(staff, staff_id=who.id, name=who.name, roles=frozenset({Role.CLINICIAN, Role.AGENT, Role.MANAGER}))


def _states(context: Context) -> Iterator[tuple[str, QWidget]]:
    page = _page(context, Part.MINE)
    yield "mine", page
    rows = [entry.row.id for entry in page.list.entries.entries if entry.row is not None]
    page = _page(context, Part.MINE)
    page.select(rows[1] if len(rows) > 1 else None)
    yield "mine-chosen", page
    page = _page(context, Part.MINE)
    page._read(_requests(page._shown))  # noqa: SLF001  the demo has them at other clinicians
    yield "requests", page
    yield from _asked_states(context)
    yield "desk", _page(context, Part.DESK)
    yield "center", _page(context, Part.CENTER)
    page = _page(context, Part.DESK)
    page.resize(*_NARROW)
    yield "desk-narrow", page
    page = _page(context, Part.CENTER)
    page.resize(*_NARROW)
    yield "center-narrow", page
    page = _page(context, Part.MINE)
    page._read(_long(page._shown))  # noqa: SLF001  longer names than the demo has
    yield "long", page
    page = _page(context, Part.MINE)
    page.resize(*_NARROW)
    page._read(_long(page._shown))  # noqa: SLF001  as above
    yield "long-narrow", page
    page = _page(context, Part.MINE)
    page._read(_nothing(page._shown))  # noqa: SLF001  as in the evening
    yield "nothing-left", page
    page = _page(context, Part.DESK)
    page._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "old", page
    page = _page(context, Part.DESK)
    page.resize(*_NARROW)
    page._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as above
    yield "old-narrow", page
    page = _page(context, Part.DESK)
    page._shown = None  # noqa: SLF001  as when there was nothing to keep on the screen
    page._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as above
    yield "error", page


def _asked_states(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Requests to the clinician, who is available now: in the list, narrow, and with the sheets that answer them."""
    page = _page(context, Part.MINE)
    page._read(_asked(context, page._shown))  # noqa: SLF001  the demo has them at other clinicians
    yield "asked", page
    page = _page(context, Part.MINE)
    page.resize(*_NARROW)
    page._read(_asked(context, page._shown))  # noqa: SLF001  as above
    yield "asked-narrow", page
    for name, key in (("accept", Does.ACCEPT_REQUEST), ("decline", Does.DECLINE_REQUEST)):
        page = _page(context, Part.MINE)
        page._read(_asked(context, page._shown))  # noqa: SLF001  as above
        asked = [one for one in page.list.entries.entries if one.asked is not None and len(one.asked.times) > 1]
        page.list.deed_wanted.emit(asked[0], key)
        if key is Does.ACCEPT_REQUEST:
            _mark(context, page)
        yield f"asked-{name}", page


def _mark(context: Context, page: TodayPage) -> None:
    """The times as if the first was taken since."""
    context.tasks.wait()
    sheet = next(one for one in page.findChildren(AnswerSheet) if one.isVisible())
    found = context.clinic.requests.assignment(sheet.line.id)
    taken = (AssignAt(False, "clinician-busy", ()), *(AssignAt(True, "", ()) for _time in found.times[1:]))
    staff = context.clinic.staff.staff_id if context.clinic.staff is not None else 0
    sheet.show_free(replace(found, clinicians=(AssignClinician(staff, "", True, True, taken),)), staff)


def _asked(context: Context, today: Today[Any] | None) -> Today[Any]:
    """Some of the demo's requests as if they were to this clinician."""
    if today is None:
        raise LookupError("nothing was read")
    lines = context.clinic.requests.open(today.center_id)
    now = next(one for one in lines if one.kind is RequestKind.NOW)
    several = next(one for one in lines if len(one.times) > 1)
    one = next(one for one in reversed(lines) if one.times)
    one = replace(one, times=one.times[:1])
    waited = zip((several, now, one), (12, 6, 2), strict=True)
    shown = tuple(replace(line, created_at=today.now - timedelta(minutes=count)) for line, count in waited)
    return replace(today, content=replace(today.content, requests=shown, available=True))


def _page(context: Context, part: Part) -> TodayPage:
    page = TodayPage(context)
    page.resize(*_PAGE)
    page.show()
    page.show_center(context.choices.centers[0].id)
    page.show_part(part)
    page.list.setFocus()
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()
    return page


def _long(today: Today[Any] | None) -> Today[Any]:
    """Somebody who waits, somebody inside and somebody who has gone, with names that have no room."""
    if today is None:
        raise LookupError("nothing was read")
    now = today.now
    rows: list[TodayRow] = [*today.content.not_started, *today.content.in_progress, *today.content.completed]
    model = replace(rows[0], fits=(), rebook=False)
    long = replace(
        model, consumer=_LONG, service="Vaccination against everything known", dose=1, doses=3, room="Room 2"
    )
    content = replace(
        today.content,
        figures=replace(today.content.figures, waiting=1),
        not_started=(
            replace(long, id=-1, status=Status.ARRIVED, arrived_at=now - timedelta(minutes=75), fits=_fits(today)),
            replace(long, id=-2, consumer="محمد الأحمد", status=Status.BOOKED, start=now, end=now + timedelta(hours=1)),
            *today.content.not_started,
        ),
    )
    return replace(today, content=content)


def _requests(today: Today[Any] | None) -> Today[Any]:
    """Two who ask for a time of today, before those who have one."""
    if today is None:
        raise LookupError("nothing was read")
    first, second, *rest = today.content.not_started
    asked = (replace(one, status=Status.PROPOSED, fits=(Action.ACCEPT,)) for one in (first, second))
    return replace(today, content=replace(today.content, not_started=(*asked, *rest)))


def _fits(today: Today[Any]) -> Any:
    return next((row.fits for row in today.content.not_started if row.fits), ())


def _nothing(today: Today[Any] | None) -> Today[Any]:
    if today is None:
        raise LookupError("nothing was read")
    content = replace(
        today.content,
        figures=Figures(total=6, done=6),
        not_started=(),
        in_progress=(),
        unresolved=Unresolved(),
        free=None,
    )
    return replace(today, content=content)
