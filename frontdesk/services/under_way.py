"""One action on one appointment under way: what everything that carries it out is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from frontdesk.rules.transitions import Transition
from frontdesk.services.desk import Work
from frontdesk.services.forms import Act


@dataclass(frozen=True, slots=True)
class Acting:
    """One action under way: the transaction, what was asked, the row of the table, the appointment as it stands."""

    work: Work
    act: Act
    row: Transition
    before: RowMapping
    cascade: bool = False
    """It follows from the same action on an earlier dose."""


Effect = Callable[[Acting], dict[str, Any]]
