"""The booking form at the little clinic's desk."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.little import RIVERSIDE
from tests.ui.desks import Desk, Keys, open_desk
from ui.booking.form import BookingForm
from ui.booking.given import Given
from ui.tasks import Tasks

_NEVER = 10**8
"""Milliseconds that no test takes."""


@pytest.fixture
def desk(sqlite_url: str, tasks: Tasks) -> Iterator[Desk]:
    made = open_desk(sqlite_url, tasks)
    yield made
    made.settle()
    made.notices.close()
    made.notices.deleteLater()
    made.clinic.close()


@pytest.fixture
def form(desk: Desk, qtbot: QtBot) -> BookingForm:
    """Shown, not yet started; it holds nothing unless a test wants it to: none depends on how quick it is."""
    made = BookingForm(desk.context)
    made.holding.settles.setInterval(_NEVER)
    made.resize(460, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def keys(desk: Desk, form: BookingForm) -> Keys:
    """Started at Riverside, as Ctrl+N does."""
    form.start(Given(RIVERSIDE))
    made = Keys(form, desk.settle)
    made.count = 1
    desk.settle()
    return made
