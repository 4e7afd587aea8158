"""What the page of a consumer says of a message that did not go out."""

import pytest

from frontdesk.rules.words import OutboxState
from frontdesk.views.consumer_page import MessageItem
from tests.little import NOW, TODAY
from ui.consumers.record_words import message_row


@pytest.mark.feature("MSG-1")
def test_why_a_message_was_not_sent_is_said_in_words_before_where_to() -> None:
    failed = MessageItem(
        id=1,
        kind="reminder",
        channel="email",
        recipient="maria@example.org",
        state=OutboxState.FAILED,
        created_at=NOW,
        sent_at=None,
        attempts=9,
        error="mail.too-old",
        appointment_id=1,
        service="Influenza",
    )
    row = message_row(failed, "Europe/Lisbon", TODAY)
    assert (row.title, row.right) == ("Reminder · Influenza", "Could not be sent")
    assert row.line == "It could not be sent for five days. Send it again if it still matters. · maria@example.org"
