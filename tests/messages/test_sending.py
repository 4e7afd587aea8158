"""Messages leave when they are due, once, in the words of the newest; and nothing is lost when servers fail (MSG-1)."""

import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Consumer, Link, Outbox, Setting
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, OutboxState
from frontdesk.services import letters, links
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.sending import Tally
from frontdesk.services.verify import verify
from frontdesk.views.message import MessageView
from frontdesk.views.message_read import read_messages
from tests.little import Clock, at, influenza, maria, sign_in
from tests.messages.post import outbox, set_up_mail, states
from tests.messages.servers import HOST, Mailbox, Manners, mail_server, until_true

pytestmark = pytest.mark.feature("MSG-1")


def book(clinic: Clinic, hour: int = 15, user_id: str = "maria.silva", **more: str) -> int:
    return clinic.booking.book(
        influenza(maria(clinic, user_id, **more), start=at(hour)), new_command_id()
    ).appointment_id


def act(clinic: Clinic, action: Action, appointment: int, **more: object) -> str:
    command = new_command_id()
    version = clinic.appointments.view(appointment).version
    clinic.appointments.act(Act(action, appointment, version, **more), command)  # type: ignore[arg-type]
    return command


def later(clock: Clock, **gone: float) -> None:
    clock.instant += timedelta(**gone)


def subjects(box: Mailbox) -> list[str]:
    return [str(mail["Subject"]) for mail in box.mails]


def test_a_message_goes_once_when_it_can_be_undone_no_more(mailing: Clinic, box: Mailbox, clock: Clock) -> None:
    book(mailing)
    assert mailing.sending.send_due() == Tally()
    later(clock, seconds=10)
    assert mailing.sending.send_due() == Tally(sent=1)
    assert mailing.sending.send_due() == Tally()
    [mail] = box.mails
    [row] = outbox(mailing)
    assert mail["To"] == "maria.silva@example.org"
    assert row.message_id in str(mail["Message-ID"])
    assert {part.get_content_type() for part in mail.walk()} >= {"text/plain", "text/html", "application/pdf"}
    assert (row.state, row.sent_at, row.attempts, row.claimed_by) == (OutboxState.SENT, clock(), 1, None)
    assert verify(mailing.desk.database) == ()


def test_without_a_mail_server_messages_wait_and_everything_else_works(clinic: Clinic, clock: Clock) -> None:
    book(clinic)
    later(clock, days=30)
    assert clinic.sending.send_due() == Tally()
    state = clinic.outgoing.state()
    assert (state.configured, state.waiting, state.failed, state.away) == (False, 1, 0, "")


def test_a_later_message_takes_the_place_and_the_words_of_an_earlier_one(
    mailing: Clinic, box: Mailbox, clock: Clock
) -> None:
    appointment = book(mailing)
    act(mailing, Action.RESCHEDULE, appointment, start=at(16), agreed=True, message="Dr Chen is late.")
    later(clock, minutes=1)
    act(mailing, Action.CANCEL, appointment, message="We are sorry.")
    later(clock, seconds=10)
    assert mailing.sending.send_due() == Tally(sent=1, superseded=2)
    [mail] = box.mails
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert text.index("Dr Chen is late.") < text.index("We are sorry.")
    first, second, third = outbox(mailing)
    assert [first.superseded_by, second.superseded_by, third.state] == [third.id, third.id, OutboxState.SENT]


def test_what_may_be_undone_yet_supersedes_nothing(mailing: Clinic, box: Mailbox, clock: Clock) -> None:
    appointment = book(mailing)
    later(clock, seconds=8)
    cancelled = act(mailing, Action.CANCEL, appointment)
    later(clock, seconds=4)
    assert mailing.sending.send_due() == Tally()
    mailing.appointments.undo(cancelled, new_command_id())
    later(clock, seconds=10)
    assert mailing.sending.send_due() == Tally(sent=1)
    assert outbox(mailing)[0].state is OutboxState.SENT


def test_nothing_is_undone_whose_message_is_on_its_way(mailing: Clinic, clock: Clock) -> None:
    appointment = book(mailing)
    later(clock, seconds=10)
    mailing.sending.send_due()
    cancelled = act(mailing, Action.CANCEL, appointment)
    claimed = update(Outbox).where(Outbox.state == OutboxState.WAITING).values(claimed_by="other", claimed_until=at(23))
    mailing.desk.database.write(lambda connection: connection.execute(claimed))
    with pytest.raises(RuleBroken) as caught:
        mailing.appointments.undo(cancelled, new_command_id())
    assert caught.value.code == "undo.message-gone"


def test_words_are_sent_alone_when_a_later_message_is_out_already(mailing: Clinic, box: Mailbox, clock: Clock) -> None:
    appointment = book(mailing)
    later(clock, seconds=10)
    act(mailing, Action.RESCHEDULE, appointment, start=at(16), agreed=True, message="Bring your card.")
    later(clock, seconds=10)
    claim = update(Outbox).values(claimed_by="other", claimed_until=clock() + timedelta(minutes=5))
    moved = outbox(mailing)[1].id
    mailing.desk.database.write(lambda connection: connection.execute(claim.where(Outbox.id == moved)))
    act(mailing, Action.CANCEL, appointment)
    later(clock, seconds=10)
    # Another sender is at work on one of the same appointment; the first one is told of by the last.
    assert mailing.sending.send_due() == Tally(superseded=1)
    cancelled = outbox(mailing)[2].id
    done = update(Outbox).where(Outbox.id == cancelled).values(state=OutboxState.SENT, sent_at=clock())
    mailing.desk.database.write(lambda connection: connection.execute(done))
    later(clock, minutes=6)
    assert mailing.sending.send_due() == Tally(sent=1)
    assert "Bring your card." in box.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert outbox(mailing)[1].kind == "message"


def test_a_refusal_for_now_is_tried_again_with_growing_pauses_under_the_same_id(clinic: Clinic, clock: Clock) -> None:
    replies = iter(["451 later", "451 later", None])
    with mail_server(Manners(lambda stage, _to: next(replies) if stage == "RCPT" else None)) as box:
        set_up_mail(clinic, box)
        book(clinic)
        later(clock, seconds=10)
        for minutes in (1, 5):
            assert clinic.sending.send_due() == Tally(waiting=1)
            [row] = outbox(clinic)
            assert (row.next_at, row.error) == (clock() + timedelta(minutes=minutes), "451 later")
            later(clock, minutes=minutes, seconds=-1)
            assert clinic.sending.send_due() == Tally()
            later(clock, seconds=1)
        assert clinic.sending.send_due() == Tally(sent=1)
    assert outbox(clinic)[0].attempts == 3


def test_a_refusal_for_good_is_shown_and_sent_again_to_the_corrected_address(clinic: Clinic, clock: Clock) -> None:
    manners = Manners(lambda stage, to: "550 5.1.1 no such user" if stage == "RCPT" and "typo" in to else None)
    with mail_server(manners) as box:
        set_up_mail(clinic, box)
        book(clinic, email="typo@example.org")
        book(clinic, 16, "ana")
        later(clock, seconds=10)
        assert clinic.sending.send_due() == Tally(sent=1, failed=1)
        [failed] = clinic.outgoing.queue([OutboxState.FAILED])
        assert (failed.consumer, failed.error) == ("Maria Silva", "550 5.1.1 no such user")
        assert clinic.outgoing.state().failed == 1
        with pytest.raises(RuleBroken) as caught:
            clinic.outgoing.resend(failed.id + 1, new_command_id())
        assert caught.value.code == "outbox.not-failed"
        right = update(Consumer).where(Consumer.email == "typo@example.org").values(email="right@example.org")
        clinic.desk.database.write(lambda connection: connection.execute(right))
        clinic.outgoing.resend(failed.id, new_command_id())
        assert clinic.sending.send_due() == Tally(sent=1)
        assert [mail["To"] for mail in box.mails] == ["ana@example.org", "right@example.org"]


def test_a_day_without_a_mail_server_loses_and_doubles_nothing(clinic: Clinic, clock: Clock) -> None:
    with mail_server() as box:
        set_up_mail(clinic, box)
        first = book(clinic)
        book(clinic, 16, "ana")
    for hour in range(24):
        later(clock, hours=1)
        assert clinic.sending.send_due().away == "mail.unreachable"
        assert clinic.outgoing.state().away == "mail.unreachable"
        if hour == 2:
            act(clinic, Action.CANCEL, first, message="We are closed.")
    assert {(row.state, row.attempts) for row in outbox(clinic)} == {(OutboxState.WAITING, 0)}
    with mail_server() as box:
        port = update(Setting).where(Setting.name == "mail.port").values(value=box.port)
        clinic.desk.database.write(lambda connection: connection.execute(port))
        assert clinic.sending.send_due() == Tally(sent=2, superseded=1)
        assert set(box.ids.values()) == {1}
    assert states(clinic) == {"sent": 2, "superseded": 1}
    assert clinic.outgoing.state().away == ""


def test_what_could_not_be_sent_for_five_days_fails_and_is_sent_again(
    mailing: Clinic, box: Mailbox, clock: Clock
) -> None:
    book(mailing)
    later(clock, days=5, seconds=11)
    assert mailing.sending.send_due() == Tally(failed=1)
    [failed] = mailing.outgoing.queue([OutboxState.FAILED])
    assert "five days" in failed.error
    mailing.outgoing.resend(failed.id, new_command_id())
    assert mailing.sending.send_due() == Tally(sent=1)
    assert len(box.taken) == 1


def test_a_message_that_makes_the_server_fall_over_holds_up_no_other(clinic: Clinic, clock: Clock) -> None:
    manners = Manners(lambda stage, to: "drop" if stage == "RCPT" and "poison" in to else None)
    with mail_server(manners) as box:
        set_up_mail(clinic, box)
        book(clinic, 14, "poison")
        book(clinic, 15, "ana")
        later(clock, seconds=10)
        assert clinic.sending.send_due() == Tally(sent=1, waiting=1)
        assert [row.attempts for row in outbox(clinic)] == [1, 1]
        manners.answers = lambda stage, _to: "drop" if stage == "MAIL" else None
        later(clock, minutes=1)
        book(clinic, 16, "eva")
        later(clock, seconds=10)
        assert clinic.sending.send_due() == Tally(away="mail.broken")
        assert [row.attempts for row in outbox(clinic)] == [1, 1, 0]


@pytest.mark.logs("unexpected")
def test_a_damaged_message_fails_with_a_reason_and_stops_no_other(
    mailing: Clinic, box: Mailbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(mailing)
    book(mailing, 16, "ana")
    wrong = update(Outbox).where(Outbox.id == outbox(mailing)[0].id).values(recipient="a@b.org, c@d.org")
    mailing.desk.database.write(lambda connection: connection.execute(wrong))
    book(mailing, 14, "eva")
    read, bad = read_messages, outbox(mailing)[2].id

    def damaged(connection: Connection, ids: Sequence[int]) -> tuple[MessageView, ...]:
        if bad in ids:
            raise KeyError("damaged")
        return read(connection, ids)

    monkeypatch.setattr(letters, "read_messages", damaged)
    later(clock, seconds=10)
    assert mailing.sending.send_due() == Tally(sent=1, failed=2)
    assert [row.error for row in outbox(mailing)] == ["mail.recipient", "", "mail.not-written"]


def test_several_senders_send_each_message_once(mailing: Clinic, box: Mailbox, clock: Clock) -> None:
    others = [sign_in(mailing.desk.database.url, clock, desk=f"Desk {number}") for number in (2, 3)]
    for number in range(30):
        mailing.booking.book(influenza(maria(mailing, f"one{number}")), new_command_id())
    later(clock, seconds=10)
    tallies: list[Tally] = []
    senders = [
        threading.Thread(target=lambda one=one: tallies.append(one.sending.send_due(most=12)))
        for one in (mailing, *others, mailing, *others)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    for one in others:
        one.close()
    assert sum(tally.sent for tally in tallies) == 30
    assert (len(box.ids), set(box.ids.values())) == (30, {1})


def test_a_sender_that_died_is_followed_by_another(mailing: Clinic, box: Mailbox, clock: Clock) -> None:
    book(mailing)
    later(clock, seconds=10)
    dead = update(Outbox).values(claimed_by="dead", claimed_until=clock() + timedelta(minutes=10))
    mailing.desk.database.write(lambda connection: connection.execute(dead))
    assert mailing.sending.send_due() == Tally()
    later(clock, minutes=10)
    assert mailing.sending.send_due() == Tally(sent=1)
    assert len(box.taken) == 1


def test_who_looks_on_is_told_and_the_thread_ends_at_once(mailing: Clinic, box: Mailbox, clock: Clock) -> None:
    appointment = book(mailing)
    later(clock, seconds=10)
    stop, told = threading.Event(), list[Changes]()
    thread = threading.Thread(target=mailing.send, args=(stop, told.append))
    thread.start()
    until_true(lambda: len(told) > 0)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert told[0].appointments == {appointment}


def test_a_link_allows_its_actions_until_the_appointment_changes(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    set_up_mail(clinic, box, links__address="https://clinic.example/a")
    appointment = book(clinic)
    later(clock, seconds=10)
    clinic.sending.send_due()
    text = box.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    token = text.split("https://clinic.example/a/")[1].split("/")[0]
    with clinic.desk.database.read() as connection:
        allowed = links.look(connection, token, clock())
        hashes = list(connection.execute(select(Link.token_hash)).scalars())
    assert allowed.appointment_id == appointment
    assert allowed.actions == {Action.CANCEL, Action.CONSUMER_SUGGESTS, Action.CONSUMER_CONFIRMS}
    assert len(hashes) == 1
    assert token not in hashes[0]
    later(clock, days=1)
    _dead(clinic, token, clock)
    later(clock, days=-1)
    act(clinic, Action.CANCEL, appointment)
    _dead(clinic, token, clock)
    _dead(clinic, "x" * 10_000, clock)


def _dead(clinic: Clinic, token: str, clock: Clock) -> None:
    with clinic.desk.database.read() as connection, pytest.raises(RuleBroken) as caught:
        links.look(connection, token, clock())
    assert caught.value.code == "link.dead"


def test_an_answer_that_never_comes_is_asked_for_again_under_the_same_id(clinic: Clinic, clock: Clock) -> None:
    replies = iter(["drop-after", None])
    with mail_server(Manners(lambda stage, _to: next(replies) if stage == "END" else None)) as box:
        set_up_mail(clinic, box)
        book(clinic)
        later(clock, seconds=10)
        assert clinic.sending.send_due() == Tally(waiting=1)
        later(clock, minutes=1)
        assert clinic.sending.send_due() == Tally(sent=1)
        assert list(box.ids.values()) == [2]
    assert HOST not in outbox(clinic)[0].error


def test_closing_the_window_does_not_wait_for_a_server_that_hangs(clinic: Clinic, clock: Clock) -> None:
    seen: list[str] = []

    def answers(stage: str, _to: str) -> str | None:
        seen.append(stage)
        return "hang" if stage == "RCPT" else None

    with mail_server(Manners(answers)) as box:
        set_up_mail(clinic, box)
        book(clinic)
        later(clock, seconds=10)
        stop = threading.Event()
        thread = threading.Thread(target=clinic.send, args=(stop, lambda _changes: None))
        thread.start()
        until_true(lambda: "RCPT" in seen)
        stop.set()
        thread.join(10)  # a step alone would be waited for three times as long
        assert not thread.is_alive()
    [row] = outbox(clinic)
    assert (row.state, row.attempts, row.claimed_by) == (OutboxState.WAITING, 0, None)
