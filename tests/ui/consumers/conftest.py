"""The consumers' page at the little clinic's desk."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.little import maria
from tests.ui.desks import Desk, open_desk
from ui.consumers.page import ConsumersPage
from ui.tasks import Tasks


@pytest.fixture
def desk(sqlite_url: str, tasks: Tasks) -> Iterator[Desk]:
    made = open_desk(sqlite_url, tasks)
    yield made
    made.settle()
    made.notices.close()
    made.notices.deleteLater()
    made.clinic.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ConsumersPage:
    """Shown, with three consumers."""
    maria(desk.clinic, "maria.silva", birth_date="14.03.1987", phone="+351912345678")
    maria(desk.clinic, "lukasz", first_name="Łukasz", last_name="Zieliński")
    maria(desk.clinic, "bold", first_name="<b>Bo</b>", last_name="<img src=x>")
    made = ConsumersPage(desk.context)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    desk.settle()
    return made
