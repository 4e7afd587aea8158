"""Who works here is told by e-mail of what waits for them, with the change itself, and nobody else is (REQ-5)."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import Connection, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add, add_all
from frontdesk.messages.rendering import Links, render
from frontdesk.messages.sample import sample
from frontdesk.messages.templates import LANGUAGES, chosen
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import (
    Action,
    MessageKind,
    OutboxState,
    RequestKind,
    RequestState,
    Role,
    Source,
    StaffMessage,
)
from frontdesk.services.desk import Work
from frontdesk.services.forms import Act, Requested, new_command_id
from frontdesk.services.record import write_history
from frontdesk.services.sending import Tally
from frontdesk.services.staff_messages import tell_staff
from frontdesk.services.verify import verify
from frontdesk.views.message import MessageView
from tests.little import BOSS, CHEN, INFLUENZA, NOW, RIVERSIDE, ROY, SOUZA, Clock, at, influenza, maria
from tests.messages.post import outbox
from tests.messages.servers import Mailbox, Manners

pytestmark = pytest.mark.feature("REQ-5")


@pytest.fixture
def telling(mailing: Clinic) -> Clinic:
    """The clinic whose staff have addresses, all but Ana Souza."""

    def work(connection: Connection) -> None:
        for one, name in ((CHEN, "chen"), (ROY, "roy"), (BOSS, "boss")):
            connection.execute(update(t.Staff).where(t.Staff.id == one).values(email=f"{name}@clinic.example"))

    mailing.desk.database.write(work)
    return mailing


def requested(clinic: Clinic, consumer: int, **more: object) -> int:
    """A request of influenza with two wished times, the earlier ones of which were replaced."""
    row = {
        "kind": RequestKind.SCHEDULED, "source": Source.PHONE, "consumer_id": consumer, "service_id": INFLUENZA,
        "preferred_center_id": RIVERSIDE, "location_id": RIVERSIDE, "goals": "Prefers mornings", "created_at": NOW,
        "state": RequestState.ACTIVE, "version": 1, "clinician_id": CHEN,
    }  # fmt: skip

    def work(connection: Connection) -> int:
        one = add(connection, t.Request, **{**row, **more})
        wishes = [
            {
                "request_id": one, "appointment_id": None, "starts_at": at(hour, days=1), "zone": "Europe/Lisbon",
                "wall_start": at(hour, days=1).replace(tzinfo=None), "note": "", "created_at": at(10, minute),
            }
            for hour, minute in ((9, 22), (15, 25), (16, 25))
        ]  # fmt: skip
        add_all(connection, t.Suggestion, wishes)
        return one

    return clinic.desk.database.write(work)


def tell(clinic: Clinic, kind: StaffMessage, request: int, consumer: int, *staff: int) -> int:
    """How many were told of the request."""
    told: list[int] = []

    def work(work: Work) -> Requested:
        entry = write_history(work, Action.TAKE_REQUEST, {}, request_id=request)
        payload = {"message": "", "request": request}
        told.append(tell_staff(work, kind, entry, staff, consumer_id=consumer, payload=payload))
        return Requested(request, 1, Changes(requests=frozenset({request})))

    clinic.desk.command(new_command_id(), Requested, work)
    return told[0]


def text_of(box: Mailbox, number: int = -1) -> str:
    body = box.mails[number].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_request_is_told_with_who_wants_what_when_since_when_and_what_to_do(
    telling: Clinic, box: Mailbox, clock: Clock
) -> None:
    consumer = maria(telling)
    request = requested(telling, consumer)
    assert tell(telling, StaffMessage.REQUEST_ARRIVED, request, consumer, CHEN, SOUZA) == 1
    clock.to(10, 30)
    assert telling.sending.send_due() == Tally(sent=1)
    [mail] = box.mails
    assert mail["To"] == "chen@clinic.example"
    assert mail["Subject"] == f"New request {request}: Influenza"
    assert {part.get_content_type() for part in mail.walk()} == {
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html")
    }
    text = text_of(box)
    for said in (
        *("Hello Dr Mei Chen,", "Who: Maria Silva", "What: Influenza", "Where: Riverside", "Note: Prefers mornings"),
        *("Since: Tuesday 24 November 2026, 10:22", "Wednesday 25 November 2026, 15:00", "For: Dr Mei Chen"),
    ):
        assert said in text, said
    assert "09:00" not in text
    assert "http" not in text
    assert verify(telling.desk.database) == ()


def test_what_the_staff_are_told_is_no_message_of_the_consumers(telling: Clinic, clock: Clock) -> None:
    consumer = maria(telling)
    request = requested(telling, consumer)
    tell(telling, StaffMessage.REQUEST_ARRIVED, request, consumer, CHEN, ROY)
    assert telling.consumers.messages(consumer) == ()
    assert telling.consumers.overview(consumer).messages == 0
    queued = telling.outgoing.queue([OutboxState.WAITING])
    assert [(one.staff, one.recipient) for one in queued] == [
        ("Nurse Iris Roy", "roy@clinic.example"),
        ("Dr Mei Chen", "chen@clinic.example"),
    ]


def test_a_message_to_the_staff_takes_nobodys_place_and_gives_up_its_own_to_none(
    telling: Clinic, box: Mailbox, clock: Clock
) -> None:
    consumer = maria(telling)
    booked = telling.booking.book(influenza(consumer, clinician_id=CHEN, start=at(15)), new_command_id())
    entry = outbox(telling)[0].history_id

    def work(work: Work) -> Requested:
        for kind in (StaffMessage.TASK_REJECTED, StaffMessage.CONSUMER_ANSWERED):
            tell_staff(
                work, kind, entry, [CHEN if kind is StaffMessage.TASK_REJECTED else ROY],
                consumer_id=consumer, appointment_id=booked.appointment_id, payload={"message": "Too far away"},
            )  # fmt: skip
        return Requested(1, 1, Changes())

    telling.desk.command(new_command_id(), Requested, work)
    cancel = Act(Action.CANCEL, booked.appointment_id, 1, notify=True)
    telling.appointments.act(cancel, new_command_id())
    clock.to(10, 30)
    assert telling.sending.send_due() == Tally(sent=3, superseded=1)
    told = {mail["To"]: str(mail["Subject"]) for mail in box.mails}
    assert told["chen@clinic.example"] == "To dispatch again: Influenza, Tuesday 24 November 2026, 15:00"
    assert told["maria.silva@example.org"].startswith("Cancelled")
    assert "Too far away" in text_of(box, [mail["To"] for mail in box.mails].index("chen@clinic.example"))
    assert verify(telling.desk.database) == ()


def test_what_failed_is_sent_again_to_the_address_that_the_member_of_the_staff_has_now(
    telling: Clinic, box: Mailbox, clock: Clock
) -> None:
    consumer = maria(telling)
    tell(telling, StaffMessage.REQUEST_ESCALATED, requested(telling, consumer), consumer, BOSS)
    box.manners = Manners(answers=lambda stage, _to: "550 no such mailbox" if stage == "RCPT" else None)
    clock.to(10, 30)
    assert telling.sending.send_due() == Tally(failed=1)
    box.manners = Manners()
    moved = update(t.Staff).where(t.Staff.id == BOSS).values(email="bo@clinic.example")
    telling.desk.database.write(lambda connection: connection.execute(moved))
    [failed] = telling.outgoing.queue([OutboxState.FAILED])
    telling.outgoing.resend(failed.id, new_command_id())
    assert telling.sending.send_due() == Tally(sent=1)
    assert box.mails[-1]["To"] == "bo@clinic.example"
    assert "nobody has taken it" in text_of(box)


def test_a_request_taken_down_is_told_to_the_clinician_else_the_group_else_the_desk_of_the_center(
    telling: Clinic, clock: Clock
) -> None:
    def group(connection: Connection) -> int:
        one = add(connection, t.ClinicianGroup, code="nurses", name="Nurses", active=True)
        add_all(connection, t.ClinicianGroupMember, [{"group_id": one, "staff_id": each} for each in (CHEN, ROY)])
        add(connection, t.StaffRole, staff_id=BOSS, role=Role.AGENT)
        add(connection, t.StaffCenter, staff_id=BOSS, center_id=RIVERSIDE)
        return one

    nurses = telling.desk.database.write(group)
    asked = influenza(maria(telling), notify=False)
    for to in ({"clinician_id": ROY}, {"clinician_group_id": nurses}, {}):
        telling.booking.take_request(replace(asked, **to), new_command_id())  # type: ignore[arg-type]  # ids both
    rows = outbox(telling)
    told = [[row.staff_id for row in rows if row.payload["request"] == one] for one in (1, 2, 3)]
    assert [sorted(one) for one in told] == [[ROY], [CHEN, ROY], [BOSS]]
    assert verify(telling.desk.database) == ()


def test_each_kind_reads_well_in_each_language_whatever_is_known() -> None:
    told = {"texts": (), "clinician": "", "goals": "", "wall_start": None, "wall_end": None, "start": None, "end": None}
    for language in LANGUAGES:
        for kind in StaffMessage:
            whole = replace(
                sample_of(kind, language), texts=("Words <b>of</b> ours",), goals="Prefers\nmornings", answer="cancel"
            )
            for view in (whole, replace(whole, **told, answer="", asked_for="", wall_since=None)):  # type: ignore[arg-type]  # each may be empty
                made = render(view, chosen(view, {}), Links())
                said = made.subject + made.text
                assert not re.search(r"[{}%\ue000\ue001]|None", said), (kind, language, said)
                assert "Dr Mei Chen" in made.text
                assert "Maria Silva" in made.text
                assert "http" not in made.text
                assert "\n\n\n" not in made.text
                assert "<b>of" not in made.html


def test_every_answer_that_the_staff_are_told_has_its_words_in_each_language() -> None:
    answers = (Action.CONSUMER_ACCEPTS, Action.CONSUMER_CONFIRMS, Action.CONSUMER_DECLINES, Action.CONSUMER_SUGGESTS)
    for language in LANGUAGES:
        view = sample_of(StaffMessage.CONSUMER_ANSWERED, language)
        said = {
            render(replace(view, answer=str(one)), chosen(view, {}), Links()).text for one in (*answers, "cancel", "")
        }
        assert len(said) == len(answers) + 2, language


def sample_of(kind: StaffMessage, language: str) -> MessageView:
    view = sample(MessageKind.CONFIRMATION, language)
    since = view.wall_start
    return replace(view, kind=kind, staff="Dr Mei Chen", request=1041, asked_for="Nurses", wall_since=since)
