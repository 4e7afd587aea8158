"""Who may do what, and with which appointment."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.rules.permissions import Person, Subject, may_book, may_edit_consumers, why_not
from frontdesk.rules.transitions import TABLE, Transition, transition
from frontdesk.rules.words import Action, Role, Status

HERE, THERE = 1, 2
ME, OTHER = 7, 8


def person(*roles: Role, centers: frozenset[int] = frozenset({HERE})) -> Person:
    return Person(ME, frozenset(roles), centers)


MINE, THEIRS, AWAY = Subject(ME, HERE), Subject(OTHER, HERE), Subject(OTHER, THERE)
CHECK_IN = transition(Status.BOOKED, Action.CHECK_IN)
COMMENCE = transition(Status.ARRIVED, Action.COMMENCE)
COMPLETE = transition(Status.CHECKED_IN, Action.COMPLETE)
CANCEL = transition(Status.BOOKED, Action.CANCEL)
RESTORE = transition(Status.CANCELLED, Action.RESTORE)
LINK_ONLY = replace(transition(Status.FULFILLED, Action.CONFIRM_COMPLETION), roles=frozenset({Role.CONSUMER}))


@pytest.mark.parametrize(
    ("row", "who", "subject", "code"),
    [
        (CHECK_IN, person(Role.AGENT), THEIRS, None),
        (CHECK_IN, person(Role.AGENT), AWAY, "not.your-center"),
        (CHECK_IN, person(Role.CLINICIAN), MINE, "not.your-role"),
        (COMMENCE, person(Role.CLINICIAN), MINE, None),
        (COMMENCE, person(Role.CLINICIAN), THEIRS, "not.yours"),
        (COMMENCE, person(Role.AGENT), THEIRS, "not.your-role"),
        (COMPLETE, person(Role.AGENT), THEIRS, "not.your-role"),
        (CANCEL, person(Role.AGENT, Role.CLINICIAN), Subject(ME, THERE), None),
        (CANCEL, person(Role.MANAGER, centers=frozenset()), AWAY, None),
        (CANCEL, person(Role.ADMINISTRATOR, centers=frozenset()), AWAY, None),
        (RESTORE, person(Role.AGENT), THEIRS, "not.your-role"),
        (LINK_ONLY, person(Role.MANAGER), MINE, "not.your-role"),
    ],
)
def test_each_role_on_its_own_record(row: Transition, who: Person, subject: Subject, code: str | None) -> None:
    assert why_not(row, who, subject) == code


def test_agents_complete_where_the_clinic_lets_them() -> None:
    assert why_not(COMPLETE, person(Role.AGENT), THEIRS, agents_complete=True) is None


@given(st.sampled_from(TABLE), st.frozensets(st.sampled_from(Role)), st.sampled_from([MINE, THEIRS, AWAY]))
def test_more_roles_never_allow_less(row: Transition, roles: frozenset[Role], subject: Subject) -> None:
    for more in Role:
        if why_not(row, Person(ME, roles, frozenset({HERE})), subject) is None:
            assert why_not(row, Person(ME, roles | {more}, frozenset({HERE})), subject) is None


def test_without_a_role_nothing_is_allowed() -> None:
    assert all(why_not(row, person(), subject) for row, subject in product(TABLE, (MINE, THEIRS, AWAY)))
    assert not may_edit_consumers(person())


def test_booking_follows_the_same_lines() -> None:
    assert may_book(person(Role.AGENT), THEIRS)
    assert not may_book(person(Role.AGENT), AWAY)
    assert may_book(person(Role.CLINICIAN), Subject(ME, THERE))
    assert not may_book(person(Role.CLINICIAN), THEIRS)
    assert may_book(person(Role.MANAGER), AWAY)
