"""Reminders come at set times before, move and go with the appointment; follow-ups come after (MSG-5)."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action, OutboxState
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.sending import Tally
from frontdesk.services.verify import verify
from tests.little import Clock, at, influenza, maria, sign_in
from tests.messages.post import outbox, set_up_mail
from tests.messages.servers import Mailbox

pytestmark = pytest.mark.feature("MSG-5")
START = at(15, days=3)


def book(clinic: Clinic, start: datetime = START) -> int:
    booking = influenza(maria(clinic), start=start, notify=False)
    return clinic.booking.book(booking, new_command_id()).appointment_id


def act(clinic: Clinic, action: Action, appointment: int, **more: object) -> None:
    version = clinic.appointments.view(appointment).version
    made = Act(action, appointment, version, notify=False, **more)  # type: ignore[arg-type]
    clinic.appointments.act(made, new_command_id())


def sent_at(clinic: Clinic, clock: Clock, until: datetime) -> list[datetime]:
    """When reminders went out, looking every half an hour."""
    gone = []
    while clock.instant < until:
        clock.instant += timedelta(minutes=30)
        gone += [clock.instant] * clinic.sending.send_due().sent
    return gone


def test_each_reminder_comes_once_at_its_time_from_whichever_desk(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    set_up_mail(clinic, box, reminders__hours=[48, 2])
    book(clinic)
    other = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    gone = []
    while clock.instant < START:
        clock.instant += timedelta(minutes=30)
        gone += [clock.instant] * (other.sending.send_due().sent + clinic.sending.send_due().sent)
    other.close()
    assert [START - one < timedelta(hours=hours) for one, hours in zip(gone, (48.1, 2.1), strict=True)] == [True, True]
    assert [(START - one) > timedelta(hours=hours) for one, hours in zip(gone, (47.4, 1.4), strict=True)] == [
        True,
        True,
    ]
    assert set(box.ids.values()) == {1}
    assert "application/pdf" in {part.get_content_type() for part in box.mails[0].walk()}
    assert verify(clinic.desk.database) == ()


def test_a_reminder_moves_and_goes_with_the_appointment(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    set_up_mail(clinic, box, reminders__hours=[24])
    appointment = book(clinic)
    act(clinic, Action.RESCHEDULE, appointment, start=at(16, days=6), agreed=True)
    assert sent_at(clinic, clock, START) == []
    [gone] = sent_at(clinic, clock, at(10, days=6))
    assert timedelta(hours=23) < at(16, days=6) - gone <= timedelta(hours=24)
    other = book_other(clinic)
    act(clinic, Action.CANCEL, other)
    assert sent_at(clinic, clock, at(23, days=9)) == []


def book_other(clinic: Clinic) -> int:
    ana = maria(clinic, "ana")
    booking = influenza(ana, start=at(11, days=9), notify=False)
    return clinic.booking.book(booking, new_command_id()).appointment_id


def test_what_is_planned_and_not_sent_yet_goes_with_the_appointment_too(
    clinic: Clinic, box: Mailbox, clock: Clock
) -> None:
    set_up_mail(clinic, box, reminders__hours=[24])
    appointment = book(clinic)
    clock.instant = START - timedelta(hours=23)
    clinic.sending._reminders.plan()
    assert [row.state for row in outbox(clinic)] == [OutboxState.WAITING]
    act(clinic, Action.CANCEL, appointment)
    clock.instant += timedelta(seconds=30)
    assert clinic.sending.send_due() == Tally(superseded=1)
    assert box.taken == []


def test_who_booked_later_than_the_reminder_would_come_gets_none(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    set_up_mail(clinic, box, reminders__hours=[24])
    book(clinic, at(16))
    assert sent_at(clinic, clock, at(20)) == []


def test_a_sender_that_was_off_sends_what_still_helps(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    set_up_mail(clinic, box, reminders__hours=[48])
    book(clinic)
    clock.instant = START - timedelta(hours=5)
    assert clinic.sending.send_due() == Tally(sent=1)


def test_hours_are_real_hours_when_the_clocks_change(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    """In Lisbon summer time begins on Sunday 28 March 2027 at 01:00."""
    set_up_mail(clinic, box, reminders__hours=[72])
    clock.instant = datetime(2027, 3, 24, 12, tzinfo=UTC)
    start = datetime(2027, 3, 29, 9, tzinfo=UTC)  # 10:00 by the clock of Lisbon
    book(clinic, start)
    [gone] = sent_at(clinic, clock, start)
    assert start - gone == timedelta(hours=72)
    assert "10:00" in box.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_what_follows_a_visit_comes_after_it_was_completed(clinic: Clinic, box: Mailbox, clock: Clock) -> None:
    set_up_mail(clinic, box, **{"follow-ups.hours": [24]})
    appointment = book(clinic, at(11))
    clock.to(11)
    act(clinic, Action.CHECK_IN, appointment)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
    act(doctor, Action.COMMENCE, appointment)
    clock.to(11, 20)
    act(doctor, Action.COMPLETE, appointment)
    doctor.close()
    [gone] = sent_at(clinic, clock, at(23, days=3))
    assert timedelta(hours=24) <= gone - at(11, 20) <= timedelta(hours=24, minutes=40)
    assert outbox(clinic)[-1].kind == "follow-up"
