"""The lists of appointments by status: what stands where, in which order, and that any place is read at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from frontdesk.clinic import Clinic
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Modality
from frontdesk.services.forms import Act, Acted, Booked, new_command_id
from frontdesk.views.lists import PAGE, SORTABLE, Cell, ListRow, Narrow, Sort, Tab, Wish, outline
from tests.little import CHEN, INFLUENZA, RIVERSIDE, ROY, TODAY, TRAVEL, Clock, at, influenza, maria, sign_in

Days = dict[str, Booked]


def book(clinic: Clinic, consumer_id: int, hour: int, minute: int = 0, days: int = 0, **more: object) -> Booked:
    wish = influenza(consumer_id, start=at(hour, minute, days), **more)
    return clinic.booking.book(wish, new_command_id())


def act(clinic: Clinic, action: Action, booked: Booked, **more: Any) -> Acted:
    return clinic.appointments.act(Act(action, booked.appointment_id, 1, **more), new_command_id())


def shown(clinic: Clinic, wish: Wish) -> list[ListRow]:
    """All rows, page by page."""
    one = clinic.lists.search(wish)[wish.tab] if wish.typed else clinic.lists.outline(wish)
    rows = [row for number in range(-(-one.total // PAGE)) for row in clinic.lists.page(one, number)]
    assert len(rows) == one.total
    return rows


def starts(rows: list[ListRow]) -> list[str]:
    return [f"{row.wall_start:%d %H:%M}" for row in rows if row.wall_start]


def names(rows: list[ListRow]) -> list[str]:
    return [row.consumer for row in rows]


@pytest.fixture
def days(clinic: Clinic, clock: Clock) -> Days:
    """One ended without an outcome, two with one, three ahead, one cancelled, one that waits for an answer."""
    clock.to(8)
    silva = maria(clinic)
    lind = maria(clinic, "emma.lind", first_name="Emma", last_name="Lind", phone="+351912345678")
    made = {
        "unsettled": book(clinic, silva, 9),
        "done": book(clinic, lind, 9, 20, clinician_id=CHEN),
        "missed": book(clinic, silva, 9, 40, clinician_id=ROY),
        "soon": book(clinic, lind, 11, clinician_id=CHEN),
        "later": book(clinic, silva, 9, days=1, clinician_id=CHEN),
        "cancelled": book(clinic, silva, 9, 20, days=1),
        "last": book(clinic, lind, 9, days=7, clinician_id=ROY),
    }
    travel = influenza(silva, service_id=TRAVEL, answers={}, start=at(14, days=2))
    made["travel"] = clinic.booking.book(travel, new_command_id())
    clock.to(10, 22)
    act(clinic, Action.NO_SHOW, made["missed"], confirmed=True)
    act(clinic, Action.CANCEL, made["cancelled"], reason_id=1)
    clinic.sign_in("clinician", "demo")
    act(clinic, Action.COMPLETE, made["done"], reason_id=2, confirmed=True)
    clinic.sign_in("reception", "demo")
    return made


@pytest.mark.feature("APT-2")
@pytest.mark.usefixtures("days")
def test_each_appointment_stands_in_the_tab_of_its_status(clinic: Clinic) -> None:
    assert {tab: starts(shown(clinic, Wish(tab))) for tab in Tab} == {
        Tab.REQUESTS: ["26 14:00"],
        Tab.UPCOMING: ["24 11:00", "25 09:00", "01 09:00"],
        Tab.PAST: ["24 09:00"],
        Tab.COMPLETED: ["24 09:20", "24 09:40"],
        Tab.CANCELLED: ["25 09:20"],
    }


@pytest.mark.feature("APT-2", "APT-12")
@pytest.mark.usefixtures("days")
def test_what_ends_without_an_outcome_goes_from_upcoming_to_past_by_itself(clinic: Clinic, clock: Clock) -> None:
    upcoming, past = clinic.lists.outline(Wish(Tab.UPCOMING)), clinic.lists.outline(Wish(Tab.PAST))
    clock.to(11, 20)
    later = clinic.lists.renewed(past, Changes())
    assert clinic.lists.renewed(upcoming, Changes()).total == 2
    assert starts(list(clinic.lists.page(later, 0))) == ["24 09:00", "24 11:00"]


@pytest.mark.feature("APT-12")
def test_who_has_arrived_is_never_past(clinic: Clinic, days: Days, clock: Clock) -> None:
    act(clinic, Action.CHECK_IN, days["soon"])
    clock.to(18)
    assert starts(shown(clinic, Wish(Tab.PAST))) == ["24 09:00"]
    assert starts(shown(clinic, Wish(Tab.UPCOMING)))[0] == "24 11:00"


@pytest.mark.feature("APT-2")
@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (Sort.WHEN, ["Emma Lind", "Maria Silva", "Emma Lind"]),
        (Sort.CONSUMER, ["Emma Lind", "Emma Lind", "Maria Silva"]),
        (Sort.CLINICIAN, ["Emma Lind", "Maria Silva", "Emma Lind"]),
        (Sort.SERVICE, ["Emma Lind", "Maria Silva", "Emma Lind"]),
        (Sort.CENTER, ["Emma Lind", "Maria Silva", "Emma Lind"]),
        (Sort.STATUS, ["Emma Lind", "Maria Silva", "Emma Lind"]),
        (Sort.BOOKED, ["Emma Lind", "Maria Silva", "Emma Lind"]),
    ],
)
def test_a_list_is_in_the_order_that_was_chosen_and_the_other_way_round(
    clinic: Clinic, sort: Sort, wanted: list[str]
) -> None:
    wish = Wish(Tab.UPCOMING, sort=sort)
    assert names(shown(clinic, wish)) == wanted
    turned = shown(clinic, replace(wish, descending=True))
    assert [row.id for row in turned] == [row.id for row in reversed(shown(clinic, wish))]


@pytest.mark.feature("APT-2")
@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(
    ("narrow", "wanted"),
    [
        (Narrow(center_id=RIVERSIDE), 3),
        (Narrow(center_id=2), 0),
        (Narrow(clinician_id=ROY), 1),
        (Narrow(service_id=INFLUENZA), 3),
        (Narrow(service_id=TRAVEL), 0),
        (Narrow(first_day=TODAY + timedelta(days=1)), 2),
        (Narrow(last_day=TODAY + timedelta(days=1)), 2),
        (Narrow(modality=Modality.IN_PERSON), 3),
        (Narrow(modality=Modality.PHONE), 0),
        (Narrow(late=True), 0),
        (Narrow(overbooked=True), 0),
    ],
)
def test_a_list_is_narrowed(clinic: Clinic, narrow: Narrow, wanted: int) -> None:
    assert len(shown(clinic, Wish(Tab.UPCOMING, narrow))) == wanted


@pytest.mark.feature("APT-2")
@pytest.mark.parametrize("typed", ["lind em", "912345678", "emma.lind", "EMM lin"])
@pytest.mark.usefixtures("days")
def test_what_is_typed_is_found_in_every_tab_by_the_consumer(clinic: Clinic, typed: str) -> None:
    found = clinic.lists.search(Wish(Tab.UPCOMING, typed=typed))
    assert {tab: one.total for tab, one in found.items() if one.total} == {Tab.UPCOMING: 2, Tab.COMPLETED: 1}


@pytest.mark.feature("APT-2")
@pytest.mark.parametrize("spell", [str, str.lower, lambda code: f"{code[:3]}-{code[3:]}", lambda code: code[:4]])
def test_an_appointment_is_found_by_its_code(clinic: Clinic, days: Days, spell: Callable[[str], str]) -> None:
    code = clinic.appointments.view(days["cancelled"].appointment_id).code
    rows = shown(clinic, Wish(Tab.CANCELLED, typed=spell(code)))
    assert [row.id for row in rows] == [days["cancelled"].appointment_id]


@pytest.mark.feature("APT-2", "AVL-8")
def test_what_another_desk_did_is_counted_again_and_nothing_else(
    clinic: Clinic, database_url: str, days: Days, clock: Clock
) -> None:
    known = {tab: clinic.lists.outline(Wish(tab)) for tab in (Tab.UPCOMING, Tab.CANCELLED)}
    other = sign_in(database_url, clock, desk="Desk 2")
    try:
        done = act(other, Action.CANCEL, days["later"], reason_id=1)
    finally:
        other.close()
    fresh = {tab: clinic.lists.renewed(one, done.changes) for tab, one in known.items()}
    assert [row.id for row in clinic.lists.page(fresh[Tab.UPCOMING], 0)] == [
        days["soon"].appointment_id,
        days["last"].appointment_id,
    ]
    assert fresh[Tab.CANCELLED] == replace(clinic.lists.outline(Wish(Tab.CANCELLED)), at=fresh[Tab.CANCELLED].at)


@pytest.mark.feature("APT-2")
@pytest.mark.usefixtures("days")
def test_the_beginning_of_a_list_is_that_of_the_whole_list(clinic: Clinic) -> None:
    for tab in Tab:
        for sort in Sort:
            for descending in (False, True):
                wish = Wish(tab, sort=sort, descending=descending)
                begun, counted = clinic.lists.begin(wish, expected=10**6)
                assert counted is not None
                assert list(begun) == shown(clinic, wish), wish


@pytest.mark.feature("APT-2")
def test_any_place_of_a_long_list_is_found_by_its_day() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(40)]
    one = outline(Wish(Tab.COMPLETED), at(10), [Cell(0, day, number % 7) for number, day in enumerate(days)])
    placed = [day for number, day in enumerate(days) for _row in range(number % 7)]
    assert one.total == len(placed)
    for first in range(one.total):
        for last in range(first + 1, min(first + 30, one.total) + 1):
            (part,) = one.stretches(first, last)
            assert (part.first, part.last, part.rows) == (placed[first], placed[last - 1], last - first)
            assert part.skip == first - placed.index(placed[first])


@pytest.mark.feature("APT-2")
def test_a_list_that_is_too_long_for_its_order_comes_by_time(
    clinic: Clinic, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SORTABLE == 5000
    monkeypatch.setattr("frontdesk.services.lists.SORTABLE", 2)
    assert clinic.lists.outline(Wish(Tab.UPCOMING, sort=Sort.CONSUMER)).wish.sort is Sort.WHEN
    assert clinic.lists.outline(Wish(Tab.COMPLETED, sort=Sort.CONSUMER)).wish.sort is Sort.CONSUMER
    assert days


@pytest.mark.feature("APT-2")
@pytest.mark.usefixtures("days")
def test_a_page_takes_as_many_statements_however_many_rows_it_has(clinic: Clinic) -> None:
    said: list[str] = []
    event.listen(clinic.desk.database._reading, "before_cursor_execute", lambda *given: said.append(given[2]))
    counts = []
    for tab in (Tab.PAST, Tab.UPCOMING):
        one = clinic.lists.outline(Wish(tab))
        before = len(said)
        clinic.lists.page(one, 0)
        counts.append(len([words for words in said[before:] if words.startswith("SELECT")]))
    assert counts == [2, 2]
    assert not any("OFFSET" in words for words in said)


def test_lists_are_for_who_is_signed_in(clinic: Clinic) -> None:
    clinic.sign_out()
    for ask in (clinic.lists.outline, clinic.lists.begin, clinic.lists.search):
        with pytest.raises(RuleBroken, match=r"sign-in\.needed"):
            ask(Wish(Tab.PAST, typed="x"))
