"""Fixtures of sending: a mail server that behaves, and a clinic that sends by it."""

from collections.abc import Iterator

import pytest

from frontdesk.clinic import Clinic
from tests.messages.post import set_up_mail
from tests.messages.servers import Mailbox, mail_server


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


@pytest.fixture
def mailing(clinic: Clinic, box: Mailbox) -> Clinic:
    """The little clinic, which sends by the server `box`."""
    set_up_mail(clinic, box)
    return clinic
