"""Fixtures of the services: a second person at a second desk."""

from collections.abc import Iterator

import pytest

from frontdesk.clinic import Clinic
from tests.little import Clock, sign_in


@pytest.fixture
def boss(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    """The manager, at a desk of their own beside Ana Souza's."""
    desk = sign_in(clinic.desk.database.url, clock, "manager", "Office")
    yield desk
    desk.close()
