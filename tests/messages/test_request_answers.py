"""What a requestor is told: that the request came, that it is booked, in the desk's own words, or is declined."""

from datetime import timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.services.forms import AcceptRequest, DeclineRequest, new_command_id
from tests.little import Clock, at, influenza, maria
from tests.messages.servers import Mailbox


@pytest.mark.feature("REQ-3", "MSG-1")
def test_the_answer_to_a_request_is_written_in_the_words_of_who_gave_it(
    mailing: Clinic, box: Mailbox, clock: Clock
) -> None:
    consumer = maria(mailing)
    for hour in (15, 16):
        mailing.booking.take_request(influenza(consumer, wanted=(at(hour),)), new_command_id())
    mailing.requests.accept(AcceptRequest(1, 1, response="Dr Chen looks forward to it."), new_command_id())
    mailing.requests.decline(DeclineRequest(2, 1, "We have no vaccine left."), new_command_id())
    clock.instant += timedelta(minutes=1)
    mailing.sending.send_due()
    told = {str(mail["Subject"]): mail for mail in box.mails}
    texts = {
        subject: part.get_payload(decode=True).decode()  # type: ignore[union-attr]  # a text part has bytes
        for subject, mail in told.items()
        for part in mail.walk()
        if part.get_content_type() == "text/plain"
    }
    assert len(box.mails) == 4
    booked = next(text for subject, text in texts.items() if "Dr Chen looks forward" in text)
    assert "15:00" in booked
    declined = texts["Your request: Influenza"]
    assert "We have no vaccine left." in declined
    assert "Riverside" in declined
    assert "None" not in declined
    assert "{{" not in declined
