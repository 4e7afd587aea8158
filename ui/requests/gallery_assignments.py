"""Assignments that the demo clinic has not: of many clinicians, of somebody who comes now, with nobody who can."""

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.rules.words import RequestKind
from frontdesk.views.assignment import AssignAt, AssignClinician, Assignment, AssignTime, Nearby
from frontdesk.views.requests import RequestView, WantedTime
from ui.shell.context import Context
from ui.texts import local

_NAMES = (
    *(("Dr Lin Tan", False, "leave"), ("Dr Paul Weber", True, ""), ("Mara Lopes", True, "")),
    *(("Dr Hubert Blaine Wolfeschlegelsteinhausen", True, ""), ("Dr Mei Chen", False, "clinician-busy")),
    *(("Rosa Roy", False, "outside-hours"), ("Amara Okafor", True, "")),
)
"""Name, whether they can, and why not."""


def many_times(now: datetime) -> tuple[WantedTime, ...]:
    """Ten times, the first of them tomorrow."""
    starts = (now.replace(hour=9, minute=0, second=0) + timedelta(days=1 + number) for number in range(10))
    return tuple(WantedTime(start, start.replace(tzinfo=None)) for start in starts)


def assignment(view: RequestView | None, context: Context) -> Assignment:
    """With three times of which one is outside hours, and seven clinicians."""
    if view is None:
        raise RuntimeError("the request was not read")
    times = view.line.times or many_times(context.clinic.now())[:3]
    shown = tuple(
        AssignTime(one.start, one.wall_start, "outside-hours" if place == 1 else "") for place, one in enumerate(times)
    )
    return Assignment(view, shown, _clinicians(shown))


def next_start(view: RequestView | None, context: Context) -> Assignment:
    """Of somebody who comes now."""
    given = assignment(view, context)
    start = (context.clinic.now() + timedelta(minutes=3)).replace(second=0)
    zone = context.choices.zone_of(given.request.line.center_id)
    time = AssignTime(start, local(start, zone), "")
    line = replace(given.request.line, kind=RequestKind.NOW)
    return Assignment(replace(given.request, line=line), (time,), _clinicians((time,)))


def nobody(view: RequestView | None, context: Context) -> Assignment:
    """With no time that anybody can take."""
    given = assignment(view, context)
    times = tuple(replace(one, note="taken") for one in given.times)
    cannot = tuple(
        replace(one, at=tuple(replace(at, available=False, why=at.why or "clinician-busy") for at in one.at))
        for one in given.clinicians
    )
    return replace(given, times=times, clinicians=cannot)


def _clinicians(times: tuple[AssignTime, ...]) -> tuple[AssignClinician, ...]:
    return tuple(
        AssignClinician(
            900 + number, name, number < 3, number == 1, tuple(_at(one, number, can=can, why=why) for one in times)
        )
        for number, (name, can, why) in enumerate(_NAMES)
    )


def _at(one: AssignTime, number: int, *, can: bool, why: str) -> AssignAt:
    begins = one.wall_start - timedelta(minutes=50)
    near = Nearby(1, begins, begins + timedelta(minutes=30), "Anna Kowalska", "Influenza")
    more = replace(near, wall_start=begins + timedelta(minutes=90), consumer="Maximiliana Featherstonehaugh")
    return AssignAt(can and one.note == "", why, ((near,), (near, more), ())[number % 3])
