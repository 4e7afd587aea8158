"""What every page is handed: the clinic, work aside, what changed, where to say things, what to choose from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.changes import ChangeHub
from ui.shell.notices import Notices
from ui.tasks import Tasks

if TYPE_CHECKING:  # the clinic brings the database with it; the window is painted before that is imported
    from frontdesk.clinic import Clinic
    from frontdesk.views.choices import Choices


@dataclass(slots=True)
class Context:
    """One for each signed-in window; `choices` is exchanged when the set-up changes."""

    clinic: "Clinic"
    tasks: Tasks
    changes: ChangeHub
    notices: Notices
    choices: "Choices"
