"""The table of transitions, row by row, and what may never happen whatever the table says."""

from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.transitions import TABLE, TASK_STATE, known_from, task_state, transition
from frontdesk.rules.words import HOLDS_SLOT, Action, Role, Status, TaskState

S, A = Status, Action
ROWS: dict[int, tuple[Action, AbstractSet[Status | None], AbstractSet[Status]]] = {
    1: (A.TAKE_REQUEST, {None}, {S.PROPOSED}),
    2: (A.BOOK, {None}, {S.BOOKED, S.PROPOSED}),
    3: (A.ACCEPT, {S.PROPOSED}, {S.BOOKED}),
    4: (A.DECLINE, {S.PROPOSED, S.PENDING}, {S.CANCELLED, S.WAITLIST}),
    5: (A.ASK_TO_RESCHEDULE, {S.PROPOSED, S.BOOKED}, {S.PENDING}),
    6: (A.CONSUMER_ACCEPTS, {S.PENDING}, {S.BOOKED}),
    7: (A.CONSUMER_SUGGESTS, {S.PENDING, S.BOOKED}, {S.PROPOSED}),
    8: (A.RESCHEDULE, {S.BOOKED, S.PROPOSED, S.PENDING}, {S.PENDING, S.BOOKED}),
    9: (A.REASSIGN, {S.BOOKED, S.PROPOSED, S.PENDING}, {S.BOOKED, S.PROPOSED, S.PENDING}),
    10: (A.TO_WAITING_LIST, {S.PROPOSED}, {S.WAITLIST}),
    11: (A.OFFER_SLOT, {S.WAITLIST}, {S.PENDING}),
    12: (A.CHECK_IN, {S.BOOKED}, {S.ARRIVED}),
    13: (A.COMMENCE, {S.ARRIVED, S.BOOKED}, {S.CHECKED_IN}),
    14: (A.COMPLETE, {S.BOOKED, S.ARRIVED, S.CHECKED_IN}, {S.FULFILLED}),
    15: (A.NO_SHOW, {S.BOOKED}, {S.NOSHOW}),
    16: (A.LEFT, {S.ARRIVED}, {S.CANCELLED}),
    17: (A.STEP_BACK, {S.ARRIVED, S.CHECKED_IN}, {S.BOOKED, S.ARRIVED}),
    18: (A.REOPEN, {S.FULFILLED, S.NOSHOW}, {S.BOOKED}),
    19: (A.CANCEL, {S.BOOKED, S.PENDING, S.PROPOSED, S.WAITLIST, S.ARRIVED}, {S.CANCELLED}),
    20: (A.RESTORE, {S.CANCELLED}, {S.BOOKED}),
    21: (A.MISTAKE, set(Status) - {S.ENTERED_IN_ERROR}, {S.ENTERED_IN_ERROR}),
    22: (A.CONFIRM_COMPLETION, {S.FULFILLED}, {S.FULFILLED}),
    23: (A.ACCEPT_TASK, {S.BOOKED}, {S.BOOKED}),
    24: (A.REJECT_TASK, {S.BOOKED, S.PROPOSED}, {S.PROPOSED}),
    25: (A.CONSUMER_CONFIRMS, {S.BOOKED}, {S.BOOKED}),
    26: (A.CONSUMER_DECLINES, {S.PENDING}, {S.CANCELLED, S.WAITLIST}),
}
"""The product's table: action, from, to."""


@pytest.mark.parametrize("number", ROWS)
def test_each_row_leads_from_where_to_where_the_product_says(number: int) -> None:
    action, sources, targets = ROWS[number]
    rows = [row for row in TABLE if row.number == number]
    assert {row.action for row in rows} == {action}
    assert {source for row in rows for source in row.sources} == sources
    assert {target for row in rows for target in row.targets} == targets


def test_step_back_undoes_the_last_step() -> None:
    assert transition(S.ARRIVED, A.STEP_BACK).targets == (S.BOOKED,)
    assert transition(S.CHECKED_IN, A.STEP_BACK).targets == (S.ARRIVED,)


def test_no_row_is_missing_and_none_is_added() -> None:
    assert {row.number for row in TABLE} == set(ROWS)


@given(st.sampled_from([None, *Status]), st.sampled_from(Action))
def test_what_is_not_in_the_table_is_refused_with_its_names(status: Status | None, action: Action) -> None:
    known = {row.action for row in known_from(status)}
    if action in known:
        assert action is transition(status, action).action
        return
    with pytest.raises(RuleBroken, match="not.from-here") as refused:
        transition(status, action)
    assert refused.value.params == {"status": status, "action": action}


def test_nothing_leads_out_of_entered_by_mistake() -> None:
    assert known_from(S.ENTERED_IN_ERROR) == ()


def test_everybody_in_the_table_is_somebody_who_may_be_asked() -> None:
    assert all(row.roles and row.roles <= {Role.AGENT, Role.CLINICIAN, Role.MANAGER, Role.CONSUMER} for row in TABLE)


@given(st.sampled_from(Status), st.booleans(), st.booleans())
def test_the_task_always_agrees_with_the_appointment(status: Status, assigned: bool, accepted: bool) -> None:
    assert task_state(status, assigned=assigned, accepted=accepted) in TASK_STATE[status]


def test_every_status_has_its_task_and_a_task_that_is_closed_holds_no_slot() -> None:
    assert set(TASK_STATE) == set(Status)
    closed = {TaskState.CLOSED_COMPLETE, TaskState.CLOSED_INCOMPLETE, TaskState.CANCELLED, TaskState.DRAFT}
    assert {status for status, states in TASK_STATE.items() if not states & closed} == set(HOLDS_SLOT)
