"""Every way to change a request, a wish, a series, a group or a task: taken by each role of each place on one record.

What is allowed is taken back at once, so that everybody meets the same record.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.waiting import Wish
from frontdesk.rules.words import Action, Role, SeriesScope, SeriesUnit, VideoKind
from frontdesk.services.forms import AcceptRequest, Act, Chosen, DeclineRequest, new_command_id
from frontdesk.services.freed import Freed
from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.request_rules import RequestRules, RequestRulesForm
from frontdesk.services.series_forms import Seen, SeriesAct, SeriesForm, SeriesOrder
from frontdesk.services.video import VideoForm
from frontdesk.services.waiting_line import WaitForm
from frontdesk.services.windows import WindowQuery
from frontdesk.views.choices import SignedIn
from tests.faults.snapshots import snapshot
from tests.little import BOSS, CHEN, INFLUENZA, LAKESIDE, RIVERSIDE, ROY, SOUZA, Clock, at, influenza, maria
from tests.services.test_rebooking import draft, session, wall

PEOPLE = {
    "agent": (SOUZA, Role.AGENT, RIVERSIDE),
    "agent elsewhere": (SOUZA, Role.AGENT, LAKESIDE),
    "doctor": (CHEN, Role.CLINICIAN, RIVERSIDE),
    "nurse": (ROY, Role.CLINICIAN, RIVERSIDE),
    "nurse elsewhere": (ROY, Role.CLINICIAN, LAKESIDE),
    "manager": (BOSS, Role.MANAGER, LAKESIDE),
    "administrator": (BOSS, Role.ADMINISTRATOR, LAKESIDE),
    "no role": (SOUZA, None, RIVERSIDE),
}
OVER_ALL = {"manager", "administrator"}
DESK = {"agent"} | OVER_ALL
"""Who works for a center, or over all."""
THEIRS = DESK | {"doctor"}
"""And whose calendar it is."""
HERE = THEIRS | {"nurse"}
"""And everybody at the center."""

Way = tuple[set[str], Callable[[], Any]]


class TakenBackError(Exception):
    """It was allowed."""


@contextmanager
def taken_back(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is written meanwhile is not kept."""
    database = clinic.desk.database
    write = database.write

    def never(work: Callable[[Any], Any]) -> Any:
        def run(connection: Any) -> Any:
            work(connection)
            raise TakenBackError

        return write(run)

    with monkeypatch.context() as patch:
        patch.setattr(database, "write", never)
        yield


class Records:
    """One of each, at Riverside and Dr Chen's where it is somebody's."""

    def __init__(self, clinic: Clinic, clock: Clock) -> None:
        consumer, other = maria(clinic), maria(clinic, "ana.costa")
        self.session = session(clinic, clock, maria(clinic, "rui.dias"))
        self.consumer = other
        book, take = clinic.booking.book, clinic.booking.take_request
        self.hers = take(influenza(consumer, clinician_id=CHEN, wanted=(at(15),)), new_command_id())
        self.anybodys = take(influenza(consumer, wanted=(at(16),)), new_command_id())
        wish = influenza(consumer, clinician_id=CHEN, start=at(12))
        self.booked = book(wish, new_command_id()).appointment_id
        self.rejected = book(replace(wish, start=at(13)), new_command_id()).appointment_id
        self.waits = clinic.waiting.put(WaitForm(influenza(consumer), Wish()), new_command_id())
        self.wished = book(replace(wish, start=at(14)), new_command_id()).appointment_id
        clinic.waiting.change(self.wished, Wish(), 0, new_command_id())
        self.dates = tuple(Chosen(at(11, 30, days), CHEN) for days in (7, 14))
        self.order = SeriesOrder(replace(wish, start=at(11, 30, 7)), 1, SeriesUnit.WEEK, self.dates, 2)
        self.series = clinic.series.book(self.order, new_command_id()).appointments
        self.draft = draft(clinic, self.session, wall("2026-12-03T15:00"))


def ways(clinic: Clinic, of: Records) -> dict[str, Way]:
    """What is done, and by whom it may be."""

    def act(action: Action, appointment: int, version: int = 1, **more: Any) -> Callable[[], Any]:
        return lambda: clinic.appointments.act(Act(action, appointment, version, **more), new_command_id())

    def series(action: Action, **more: Any) -> Callable[[], Any]:
        wanted = SeriesAct(Act(action, of.series[0], 1, **more), SeriesScope.ALL, tuple(Seen(i, 1) for i in of.series))
        return lambda: clinic.series.act(wanted, new_command_id())

    def accept(request: int, **more: Any) -> Callable[[], Any]:
        return lambda: clinic.requests.accept(AcceptRequest(request, 1, None, **more), new_command_id())

    def decline(request: int) -> Callable[[], Any]:
        return lambda: clinic.requests.decline(DeclineRequest(request, 1), new_command_id())

    groups = clinic.groups
    hers, anybodys, new = of.hers.request_id, of.anybodys.request_id, new_command_id
    form = influenza(of.consumer, wanted=(at(15),))
    rules = RequestRulesForm("10", "60", RequestRules())
    return {
        "take a request down": (HERE, lambda: clinic.booking.take_request(form, new())),
        "accept one to her": (THEIRS, accept(hers)),
        "accept one to anybody": (HERE, accept(anybodys)),
        "accept one to anybody for her": (THEIRS, accept(anybodys, clinician_id=CHEN)),
        "decline one to her": (THEIRS, decline(hers)),
        "decline one to anybody": (HERE, decline(anybodys)),
        "withdraw one": (HERE, lambda: clinic.requests.withdraw(hers, 1, new())),
        "switch her on": (THEIRS, lambda: clinic.on_demand.switch(CHEN, RIVERSIDE, True, new())),
        "switch her off": (THEIRS, lambda: clinic.on_demand.switch(CHEN, RIVERSIDE, False, new())),
        "put on the list": (DESK, lambda: clinic.waiting.put(WaitForm(influenza(of.consumer), Wish()), new())),
        "want another": (DESK, lambda: clinic.waiting.change(of.waits.appointment_id, Wish(0), 1, new())),
        "want an earlier": (THEIRS, lambda: clinic.waiting.change(of.booked, Wish(), 0, new())),
        "want no earlier": (THEIRS, lambda: clinic.waiting.remove_wish(of.wished, 1, new())),
        "offer a slot": (
            DESK,
            act(Action.OFFER_SLOT, of.waits.appointment_id, of.waits.version, start=at(15, 30), clinician_id=CHEN),
        ),
        "accept a task": (OVER_ALL | {"doctor"}, act(Action.ACCEPT_TASK, of.booked)),
        "reject a task": (OVER_ALL | {"doctor"}, act(Action.REJECT_TASK, of.booked, remark="Away")),
        "confirm for the consumer": (DESK, act(Action.CONSUMER_CONFIRMS, of.booked)),
        "book a series": (
            THEIRS,
            lambda: clinic.series.book(
                replace(of.order, dates=tuple(replace(one, start=one.start.replace(hour=9)) for one in of.dates)), new()
            ),
        ),
        "cancel a series": (THEIRS, series(Action.CANCEL)),
        "move a series": (THEIRS, series(Action.RESCHEDULE, start=at(12, 30, 7))),
        "reassign a series": (THEIRS, series(Action.REASSIGN, clinician_id=ROY)),
        "rebook": (THEIRS, lambda: clinic.rebooking.book(of.draft, new())),
        "save groups of clinicians": (
            OVER_ALL,
            lambda: groups.save_clinician_groups((ClinicianGroupLine(None, "Nurses", members=(ROY,)),), (), new()),
        ),
        "save groups of consumers": (
            OVER_ALL,
            lambda: groups.save_consumer_groups((NamedLine(None, "Families"),), (), new()),
        ),
        "save the rules of requests": (OVER_ALL, lambda: clinic.request_rules.save(rules, new())),
        "save a video platform": (OVER_ALL, lambda: clinic.video.save(VideoForm("Rooms", VideoKind.MANUAL), new())),
    }


@pytest.mark.feature("REQ-3", "BKG-11", "BKG-12", "TSK-2")
def test_each_way_is_refused_to_whom_it_is_not_for_that_record(
    clinic: Clinic, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records(clinic, clock)
    before, wrong = snapshot(clinic.desk.database), list[str]()
    for name, (may, way) in ways(clinic, records).items():
        for who in PEOPLE:
            clinic.desk.staff = signed_in(who)
            with taken_back(clinic, monkeypatch):
                told = outcome(way)
            if told != ("" if who in may else "refused"):
                wrong.append(f"{name}, {who}: {told or 'allowed'}")
    assert wrong == []
    assert snapshot(clinic.desk.database) == before


@pytest.mark.feature("REQ-3", "BKG-11", "BKG-12", "TSK-2")
def test_nothing_is_read_or_changed_while_nobody_is_signed_in(clinic: Clinic, clock: Clock) -> None:
    records = Records(clinic, clock)
    freed, query = Freed(RIVERSIDE, CHEN, at(15), at(16)), WindowQuery(INFLUENZA, RIVERSIDE)
    reads: list[Callable[[], Any]] = [
        lambda: clinic.requests.open(RIVERSIDE), clinic.requests.mine, lambda: clinic.requests.view(1),
        lambda: clinic.requests.assignment(1), lambda: clinic.on_demand.at(RIVERSIDE),
        lambda: clinic.on_demand.is_on(CHEN), lambda: clinic.waiting.line(RIVERSIDE),
        lambda: clinic.waiting.one(records.wished), lambda: clinic.waiting.fits(freed),
        lambda: clinic.windows.suggest(query), lambda: clinic.series.view(1),
        lambda: clinic.series.preview(SeriesForm(records.order.booking, 1, SeriesUnit.WEEK, 2)),
        lambda: clinic.series.scope_preview(Act(Action.CANCEL, records.series[0], 1), SeriesScope.ALL),
        lambda: clinic.rebooking.lines(CHEN, INFLUENZA, None, at(9).date()),
        lambda: clinic.rebooking.check(records.draft), clinic.groups.read, clinic.request_rules.settings,
        clinic.video.platforms, clinic.video.all, lambda: clinic.video.make_link(1),
        lambda: clinic.dispatch.open(RIVERSIDE),
    ]  # fmt: skip
    clinic.sign_out()
    for call in [*reads, *(way for _, way in ways(clinic, records).values())]:
        with pytest.raises(RuleBroken, match=r"sign-in\.needed"):
            call()


def signed_in(who: str) -> SignedIn:
    staff, role, center = PEOPLE[who]
    return SignedIn(staff, who, who, frozenset() if role is None else frozenset({role}), (center,))


def outcome(way: Callable[[], Any]) -> str:
    """Empty where it was allowed; "refused" for rights; else the code of what else kept it from being done."""
    try:
        way()
    except TakenBackError:
        return ""
    except RuleBroken as problem:
        inner = problem.params.get("problem")
        code = inner.code if isinstance(inner, RuleBroken) else problem.code
        rights = code.startswith("not.") or code in {"request.not-yours", "request.own-calendar"}
        return "refused" if rights else code
    return "done without a word to the database"
