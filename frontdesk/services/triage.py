"""Triage: a request that waits is accepted, which books it, or declined; by whom it is to, or by the desk for them."""

from typing import Any

from sqlalchemy import update

from frontdesk.database.tables import Request
from frontdesk.rules.openings import next_start
from frontdesk.rules.permissions import Subject, may_answer_request, may_book
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import MessageKind, RequestKind, RequestState
from frontdesk.services.assignment import first_service
from frontdesk.services.closed_requests import ACCEPTED, DECLINED
from frontdesk.services.desk import Work
from frontdesk.services.forms import AcceptRequest, Booked, Booking, DeclineRequest, Requested
from frontdesk.services.making import make_booking
from frontdesk.services.orders import Accepted
from frontdesk.services.record import queue_messages, read_consumer, write_history
from frontdesk.services.requests import changes_of, check_waits, locked_request, members_of, set_state
from frontdesk.services.typed import typed_text
from frontdesk.views.requests import read_wanted

LONGEST_RESPONSE = 4000


def accept(work: Work, form: AcceptRequest, *, alone: bool = False) -> Booked:
    """Say yes: all that the request is for is booked in this transaction; see `Requests.accept`."""
    row = locked_request(work, form.request_id)
    _check_may(work, row)
    check_waits(work, row, form.version)
    response = typed_text(form.response, "response", LONGEST_RESPONSE)
    booking = _booking(work, row, form)
    accepted = Accepted(response, now=row.kind is RequestKind.NOW)
    booked = make_booking(work, booking, alone=alone, accepted=accepted)
    _note(work, row, ACCEPTED, RequestState.COMPLETED, response)
    return booked


def decline(work: Work, form: DeclineRequest) -> Requested:
    """Say no: it is closed, and the requestor told; see `Requests.decline`."""
    row = locked_request(work, form.request_id)
    _check_may(work, row)
    check_waits(work, row, form.version)
    response = typed_text(form.response, "response", LONGEST_RESPONSE)
    set_state(work, row.id, RequestState.REVOKED)
    entry = _note(work, row, DECLINED, RequestState.REVOKED, response)
    if form.notify:
        told = [(entry, None, {"message": response, "request": row.id})]
        queue_messages(work, MessageKind.DECLINED, read_consumer(work.connection, row.consumer_id), told)
    return Requested(row.id, row.version + 1, changes_of(row.id, row.consumer_id))


def _check_may(work: Work, row: Any) -> None:
    if not may_answer_request(work.person, row.location_id, _to(work, row)):
        theirs = row.location_id in work.person.center_ids
        raise RuleBroken("request.not-yours" if theirs else "not.your-center", fields=("center",))


def _to(work: Work, row: Any) -> frozenset[int] | None:
    """The clinicians whom it is to; None for any."""
    if row.clinician_id is not None:
        return frozenset({row.clinician_id})
    return None if row.clinician_group_id is None else members_of(work, row.clinician_group_id)


def _booking(work: Work, row: Any, form: AcceptRequest) -> Booking:
    """What is booked: at which time, with whom, where the desk leaves that open with one of those whom it is to."""
    clinician_id = form.clinician_id
    if not may_book(work.person, Subject(None, row.location_id)):  # who may book for themselves alone
        if clinician_id not in (None, work.person.staff_id):
            raise RuleBroken("request.own-calendar", fields=("clinician",))
        clinician_id = work.person.staff_id
    group = row.clinician_id is None and row.clinician_group_id is not None and clinician_id is None
    return Booking(
        request_id=row.id,
        clinician_id=clinician_id,
        among=members_of(work, row.clinician_group_id) if group else None,
        **_start(work, row, form),
        notify=form.notify,
    )


def _start(work: Work, row: Any, form: AcceptRequest) -> dict[str, Any]:
    """The start that was chosen, or the only one wished; of what is wanted now the next one there is."""
    if row.kind is RequestKind.NOW:
        service_id = first_service(work.connection, work.plans, row)
        head = work.plans.head(work.connection, service_id, row.location_id)
        soonest = next_start(work.at, head.zone, head.service.step_minutes)
        return {"start": soonest if form.start is None else max(soonest, form.start)}
    if form.start is not None:
        return {"start": form.start}
    wished = read_wanted(work.connection, row.id)
    if len(wished) > 1:
        walls = tuple(one.wall_start for one in wished)
        raise RuleBroken("suggestion.choose", fields=("start",), suggestions=walls)
    return {"start": wished[0].start if wished else None}


def _note(work: Work, row: Any, action: str, state: RequestState, response: str) -> int:
    """Keep who answered what and when, and the entry of history that tells of it, whose id is returned."""
    answer = {"answered_at": work.at, "answered_by": work.staff.staff_id, "response": response}
    declined = state is RequestState.REVOKED
    work.connection.execute(update(Request).where(Request.id == row.id).values(declined=declined, **answer))
    return write_history(work, action, {"state": [row.state, state]}, request_id=row.id, message=response)
