"""The whole window over the little clinic, with requests that wait."""

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.services.forms import Requested, new_command_id
from tests.little import influenza, maria
from tests.ui.shell.conftest import Desk, aside, desk, no_sql_on_the_window, session, url

__all__ = ["desk", "no_sql_on_the_window", "session", "url"]


@pytest.fixture
def take_down(desk: Desk) -> Callable[..., int]:
    """Takes a request for influenza down at the desk and gives its id."""

    def take(user_id: str = "maria.silva", **more: Any) -> int:
        clinic = desk.session.clinic
        assert clinic is not None

        def work() -> Requested:
            names = {name: more.pop(name) for name in ("first_name", "last_name") if name in more}
            wish = influenza(maria(clinic, user_id, **names), **more)
            return clinic.booking.take_request(wish, new_command_id())

        done = aside(desk.session.tasks, work)
        desk.session.changes.changed.emit(done.changes)
        desk.settle()
        return done.request_id

    return take
