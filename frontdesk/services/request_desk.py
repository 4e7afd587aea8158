"""What a person does with requests that wait for their appointments: look, accept, decline, withdraw."""

from collections.abc import Callable

from frontdesk.rules.problems import RuleBroken
from frontdesk.services.assignment import read_assignment
from frontdesk.services.booking import with_nearest
from frontdesk.services.desk import Desk, Work
from frontdesk.services.forms import AcceptRequest, Booked, Booking, DeclineRequest, Requested
from frontdesk.services.making import Overtaken
from frontdesk.services.requests import withdraw
from frontdesk.services.triage import accept, decline
from frontdesk.services.undo import note_undoable
from frontdesk.views.assignment import Assignment
from frontdesk.views.requests import RequestLine, RequestView, read_open_requests, read_request, read_requests_to


class Requests:
    """The requests of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, center_id: int) -> tuple[RequestLine, ...]:
        """The requests of a center that wait to be booked, oldest first, at most 2,000."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_open_requests(connection, center_id)

    def mine(self) -> tuple[RequestLine, ...]:
        """Those to who is signed in, or to a group of theirs, oldest first; none for who is no clinician."""
        staff = self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_requests_to(connection, staff.staff_id)

    def view(self, request_id: int) -> RequestView:
        """One request with its answers, appointments and history; RuleBroken `request.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_request(connection, request_id)

    def assignment(self, request_id: int) -> Assignment:
        """Who could take a request at each of its times, with what they have within two hours of it.

        Raises RuleBroken `request.unknown`.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            return read_assignment(connection, plans, self._desk.now(), request_id)

    def accept(self, form: AcceptRequest, command_id: str) -> Booked:
        """Book what the request is for, all its doses, and tell the requestor in the words of `response`.

        It is booked also where the clinician or the service confirms by hand: a person said yes. What is wanted now
        gets the next start, with who is on demand at the center or works and is free then. Agents answer for
        everybody at their centers, managers for all; a clinician what is to them, to a group of theirs or to anybody
        at their center, into their own calendar. Raises RuleBroken `request.unknown`, `request.not-yours`,
        `not.your-center`, `request.own-calendar`; `request.booked`, `request.declined`, `request.withdrawn` (params
        `by`, `at`); `suggestion.choose` where several times are wished and none was chosen; what `BookingDesk.book`
        raises about times, with the nearest free ones; ChangedElsewhere.
        """
        try:
            return self._accepted(form, command_id)
        except RuleBroken as problem:
            unnamed = problem.code == "slot.taken" and not problem.params.get("obstacles")
            if not unnamed and not isinstance(problem, Overtaken):
                raise self._with_nearest(problem, form) from problem
        return self._accepted(form, command_id, alone=True)

    def _accepted(self, form: AcceptRequest, command_id: str, *, alone: bool = False) -> Booked:
        def work(work: Work) -> Booked:
            booked = accept(work, form, alone=alone)
            self._desk.undoable = note_undoable(work)
            return booked

        return self._desk.command(command_id, Booked, work)

    def _with_nearest(self, problem: RuleBroken, form: AcceptRequest) -> RuleBroken:
        """The same refusal with the free times around the start that was wanted."""
        if not problem.code.startswith("slot."):
            return problem
        line = self.view(form.request_id).line
        wished = line.times[0].start if line.times else self._desk.now()
        wanted = Booking(
            service_id=line.service_id,
            center_id=line.center_id,
            clinician_id=form.clinician_id or line.clinician_id,
            start=form.start or wished,
            modality=line.modality,
        )
        return with_nearest(self._desk, problem, wanted)

    def decline(self, form: DeclineRequest, command_id: str) -> Requested:
        """Close the request with a no, and tell the requestor in the words of `response`.

        Raises what `accept` raises about the request itself; ChangedElsewhere.
        """
        return self._closed(command_id, lambda work: decline(work, form))

    def withdraw(self, request_id: int, version: int, command_id: str) -> Requested:
        """Close a request that nobody wants any more; its requestor is told nothing.

        Raises RuleBroken `request.unknown`, `request.booked`, `request.declined`, `request.withdrawn`,
        `not.your-center`; ChangedElsewhere.
        """
        return self._closed(command_id, lambda work: withdraw(work, request_id, version))

    def _closed(self, command_id: str, close: Callable[[Work], Requested]) -> Requested:
        """Close a request, which nothing undoes, nor does a person mean what was done before it then."""
        done = self._desk.command(command_id, Requested, close)
        self._desk.undoable = None
        return done
