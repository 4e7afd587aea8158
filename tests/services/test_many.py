"""Many at once: all of a day, a clinician or a selection, each by its own action, with its own outcome."""

import threading
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import func, select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Command, Outbox
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken, Unavailable
from frontdesk.rules.words import Action, CancelClass, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.many_forms import Item, ManyForm, Outcome, Result
from frontdesk.services.verify import verify
from frontdesk.views.many import Candidate, ManyScope
from tests.little import CHEN, LAKESIDE, RIVERSIDE, ROY, TODAY, Clock, at, away, influenza, maria, program, sign_in

ALL_DAY = ManyScope(RIVERSIDE, TODAY, TODAY)
TOMORROW = TODAY + timedelta(days=1)
PIECE = 4


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few appointments are several pieces."""
    monkeypatch.setattr("frontdesk.services.many.PIECE", PIECE)


def booked(clinic: Clinic, number: int, *, days: int = 0, first: int = 11, each: int = 30) -> list[int]:
    """So many influenza vaccinations with Dr Chen, one after another."""
    made = []
    for one in range(number):
        start = at(first, 0, days) + timedelta(minutes=each * one)
        consumer = maria(clinic, f"maria.{days}.{one}.{first}", first_name=f"Maria{one}")
        made.append(clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=start), new_command_id()))
    return [one.appointment_id for one in made]


def form(found: tuple[Candidate, ...], action: Action = Action.CANCEL, **more: object) -> ManyForm:
    items = tuple(Item(one.id, one.version) for one in found if one.why_not is None)
    return replace(ManyForm(action, items), **more)  # type: ignore[arg-type]  # tests name the fields they mean


def run(clinic: Clinic, wanted: ManyForm) -> tuple[Result, ...]:
    return clinic.many.run(wanted, lambda _: None, Event())


def outcomes(results: tuple[Result, ...]) -> list[str]:
    return [one.outcome.value for one in results]


@pytest.mark.feature("ACT-14", "MSG-1")
def test_all_of_a_clinicians_day_is_cancelled_with_one_message(clinic: Clinic) -> None:
    mine = booked(clinic, PIECE + 2, each=25)
    other = clinic.booking.book(influenza(maria(clinic), clinician_id=ROY, start=at(15)), new_command_id())
    booked(clinic, 1, days=1)
    scope = replace(ALL_DAY, clinician_id=CHEN)
    found = clinic.many.candidates(scope, Action.CANCEL)
    assert [one.id for one in found] == mine
    assert {one.why_not for one in found} == {None}
    told: list[int] = []
    wanted = form(found, message="Dr Chen is ill", reason_id=1)
    results = clinic.many.run(wanted, lambda piece: told.append(len(piece)), Event())
    assert outcomes(results) == ["done"] * len(mine)
    assert told == [PIECE, 2]
    view = clinic.appointments.view(mine[-1])
    assert (view.status, view.cancel_class, view.cancel_reason) == (Status.CANCELLED, CancelClass.CLINIC, "Ill")
    assert (view.history[0].action, view.history[0].message) == ("cancel", "Dr Chen is ill")
    assert [one.id for one in clinic.many.candidates(ALL_DAY, Action.CANCEL)] == [other.appointment_id]
    with clinic.desk.database.read() as connection:
        messages = connection.execute(select(func.count()).where(Outbox.kind == "cancelled")).scalar()
    assert messages == len(mine)
    assert clinic.appointments.last_done() is None
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-14")
def test_those_are_moved_to_the_next_free_time_from_a_day_on_or_by_days(clinic: Clinic) -> None:
    mine = booked(clinic, 3)
    there = booked(clinic, 1, days=1, first=9)[0]
    away(clinic, at(0), at(23, 59))
    found = clinic.many.candidates(replace(ALL_DAY, clinician_id=CHEN), Action.RESCHEDULE)
    results = run(clinic, form(found, Action.RESCHEDULE, from_day=TOMORROW))
    assert outcomes(results) == ["done"] * 3
    starts = [clinic.appointments.view(one).start for one in mine]
    assert starts == [at(9, 20, 1), at(9, 40, 1), at(10, 0, 1)]
    assert [one.wall_start for one in results] == [clinic.appointments.view(one).wall_start for one in mine]
    assert {clinic.appointments.view(one).status for one in mine} == {Status.PENDING}
    chosen = clinic.many.candidates(ManyScope(ids=(there,)), Action.RESCHEDULE)
    run(clinic, form(chosen, Action.RESCHEDULE, shift_days=7, agreed=True))
    view = clinic.appointments.view(there)
    assert (view.start, view.status) == (at(9, 0, 8), Status.BOOKED)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-14")
def test_those_are_given_to_whoever_is_free_and_who_cannot_is_told(clinic: Clinic) -> None:
    first, second = booked(clinic, 2)
    busy = clinic.booking.book(influenza(maria(clinic), clinician_id=ROY, start=at(11, 30)), new_command_id())
    found = clinic.many.candidates(replace(ALL_DAY, clinician_id=CHEN), Action.REASSIGN)
    results = run(clinic, form(found, Action.REASSIGN))
    assert outcomes(results) == ["done", "refused"]
    assert (results[0].clinician, clinic.appointments.view(first).clinician_id) == ("Nurse Iris Roy", ROY)
    problem = results[1].problem
    assert isinstance(problem, RuleBroken)
    assert problem.code == "colleague.none"
    back = clinic.many.candidates(ManyScope(ids=(first, busy.appointment_id)), Action.REASSIGN)
    results = run(clinic, form(back, Action.REASSIGN, clinician_id=CHEN))
    assert outcomes(results) == ["done", "refused"]
    assert clinic.appointments.view(second).version == 1
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-14")
def test_what_cannot_be_done_says_why_and_so_does_its_row(clinic: Clinic, clock: Clock) -> None:
    (mine,) = booked(clinic, 1)
    arrived = booked(clinic, 1, first=12)[0]
    clinic.appointments.act(Act(Action.CHECK_IN, arrived, 1), new_command_id())
    elsewhere = sign_in(clinic.desk.database.url, clock, "nurse")
    found = elsewhere.many.candidates(ALL_DAY, Action.CANCEL)
    assert [one.why_not for one in found] == ["not.yours", "not.yours"]
    results = run(elsewhere, ManyForm(Action.CANCEL, (Item(mine, 1), Item(arrived, 2))))
    elsewhere.close()
    assert {getattr(one.problem, "code", "") for one in results} == {"not.yours"}
    found = clinic.many.candidates(ALL_DAY, Action.RESCHEDULE)
    assert [one.why_not for one in found] == [None, "not.from-here"]
    clock.to(12)
    assert [one.id for one in clinic.many.candidates(ALL_DAY, Action.CANCEL)] == [arrived]
    assert clinic.many.candidates(ManyScope(LAKESIDE, TODAY, TODAY), Action.CANCEL) == ()
    past = clinic.many.candidates(ManyScope(ids=(mine,)), Action.CANCEL)
    assert [(one.past, one.why_not) for one in past] == [(True, None)]


@pytest.mark.feature("ACT-14")
def test_later_doses_go_with_the_first_and_are_told_as_done(clinic: Clinic) -> None:
    two = program(clinic)
    wish = influenza(maria(clinic), program_id=two, service_id=None, clinician_id=CHEN, start=at(11))
    first, second = clinic.booking.book(wish, new_command_id()).appointments
    alone = clinic.many.candidates(ManyScope(ids=(second,)), Action.CANCEL)
    assert [one.why_not for one in alone] == ["dose.later"]
    both = clinic.many.candidates(ManyScope(ids=(second, first)), Action.CANCEL)
    assert [(one.id, one.why_not) for one in both] == [(first, None), (second, None)]
    apart = ManyForm(Action.CANCEL, (Item(first, 1), *(Item(10_000 + n, 1) for n in range(PIECE)), Item(second, 1)))
    results = run(clinic, apart)
    assert outcomes(results) == ["done", *["refused"] * PIECE, "already"]
    assert clinic.appointments.view(second).status is Status.CANCELLED
    again = run(clinic, ManyForm(Action.CANCEL, (Item(second, 1),)))
    assert isinstance(again[0].problem, ChangedElsewhere)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-14")
def test_what_was_changed_elsewhere_is_refused_and_can_be_tried_again(clinic: Clinic, boss: Clinic) -> None:
    stale, fine = booked(clinic, 2)
    found = clinic.many.candidates(ALL_DAY, Action.CANCEL)
    boss.appointments.act(Act(Action.RESCHEDULE, stale, 1, start=at(16), agreed=True), new_command_id())
    results = run(clinic, form(found))
    assert outcomes(results) == ["refused", "done"]
    assert isinstance(results[0].problem, ChangedElsewhere)
    assert clinic.appointments.view(stale).start == at(16)
    assert clinic.appointments.view(fine).status is Status.CANCELLED
    assert outcomes(run(clinic, ManyForm(Action.CANCEL, (Item(stale, results[0].version),)))) == ["done"]


@pytest.mark.feature("ACT-14")
def test_two_desks_with_the_same_selection_cancel_each_once(clinic: Clinic, boss: Clinic) -> None:
    booked(clinic, 2 * PIECE, days=1, each=20, first=9)
    found = clinic.many.candidates(ManyScope(RIVERSIDE, TOMORROW, TOMORROW), Action.CANCEL)
    both: list[tuple[Result, ...]] = []
    wanted = (form(found), form(tuple(reversed(found))))
    desks = [
        threading.Thread(target=lambda desk=desk, one=one: both.append(run(desk, one)))
        for desk, one in zip((clinic, boss), wanted, strict=True)
    ]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    done = [one.id for results in both for one in results if one.outcome is Outcome.DONE]
    assert sorted(done) == sorted(one.id for one in found)
    others = [one.problem for results in both for one in results if one.outcome is not Outcome.DONE]
    assert all(isinstance(problem, ChangedElsewhere) for problem in others)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-14")
def test_a_stop_leaves_the_rest_untouched(clinic: Clinic) -> None:
    booked(clinic, PIECE + 3, each=25)
    found = clinic.many.candidates(ALL_DAY, Action.CANCEL)
    stop = Event()
    results = clinic.many.run(form(found), lambda _: stop.set(), stop)
    assert outcomes(results) == ["done"] * PIECE + ["left"] * 3
    assert [one.version for one in clinic.many.candidates(ALL_DAY, Action.CANCEL)] == [1, 1, 1]


@pytest.mark.feature("ACT-14")
def test_a_lost_answer_is_asked_for_and_never_done_twice(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    booked(clinic, 3)
    found = clinic.many.candidates(ALL_DAY, Action.CANCEL)
    stale = replace(form(found), items=(*(Item(one.id, one.version) for one in found[:2]), Item(found[2].id, 7)))
    write, lost = clinic.desk.database.write, [True]

    def losing(work: object) -> object:
        answer: object = write(work)  # type: ignore[arg-type]
        if lost:
            lost.clear()
            raise Unavailable("database.lost", maybe_saved=True)
        return answer

    monkeypatch.setattr(clinic.desk.database, "write", losing)
    results = run(clinic, stale)
    assert outcomes(results) == ["done", "done", "refused"]
    assert isinstance(results[2].problem, ChangedElsewhere)
    assert [clinic.appointments.view(one.id).version for one in found] == [2, 2, 1]


@pytest.mark.feature("ACT-14")
def test_a_database_that_is_gone_is_told_row_by_row(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    booked(clinic, PIECE + 1, each=25)
    found = clinic.many.candidates(ALL_DAY, Action.CANCEL)

    def gone(_work: object) -> object:
        raise Unavailable("database.lost", maybe_saved=True)

    monkeypatch.setattr("frontdesk.services.many._PAUSES", ())
    with monkeypatch.context() as there:
        there.setattr(clinic.desk.database, "write", gone)
        results = run(clinic, form(found))
    assert outcomes(results) == ["unknown"] * PIECE + ["left"]
    assert len(clinic.many.candidates(ALL_DAY, Action.CANCEL)) == PIECE + 1


def test_a_form_that_means_nothing_is_refused_before_anything_is_done(clinic: Clinic) -> None:
    item = Item(1, 1)
    for wanted, code in (
        (ManyForm(Action.COMPLETE, (item,)), "action.unknown"),
        (ManyForm(Action.CANCEL, (item,) * 2001), "many.too-many"),
        (ManyForm(Action.RESCHEDULE, (item,), shift_days=0), "shift.range"),
        (ManyForm(Action.CANCEL, (item,), message="x" * 4001), "text.too-long"),
    ):
        with pytest.raises(RuleBroken) as caught:
            run(clinic, wanted)
        assert caught.value.code == code
    with clinic.desk.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(Command)).scalar() == 0


@pytest.mark.feature("ACT-14")
def test_a_desk_that_dies_in_the_middle_leaves_each_piece_whole_or_absent(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = booked(clinic, 2 * PIECE)
    found = clinic.many.candidates(ALL_DAY, Action.CANCEL)
    write, left = clinic.desk.database.write, [1]

    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    def dying(work: object) -> object:
        if not left:
            raise Killed
        left.pop()
        answer: object = write(work)  # type: ignore[arg-type]
        return answer

    with monkeypatch.context() as there:
        there.setattr(clinic.desk.database, "write", dying)
        with pytest.raises(Killed):
            run(clinic, form(found))
    assert [clinic.appointments.view(one).version for one in mine] == [2] * PIECE + [1] * PIECE
    assert verify(clinic.desk.database) == ()
