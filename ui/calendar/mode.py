"""What the page asks of each of its modes: how to read, show and follow a day, a week, a month or the agenda."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.changes import Changes
from ui.calendar.look import Look
from ui.shell.context import Context
from ui.texts import local


class Mode(QObject):
    """One way to look at a center. A subclass says how it is read (`reading`) and shown (`show`) on its `widget`.

    `day_opened` asks for that day's own page; `day_moved` says that the person went to that day within the mode.
    """

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    day_opened = Signal(date)
    day_moved = Signal(date)
    failed = Signal(object)
    widget: QWidget

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.look: Look | None = None
        """What is shown, or None before anything was."""

    def reading(self, look: Look) -> Callable[[], Any]:
        """What is done aside to read what the look asks for."""
        raise NotImplementedError

    def show(self, look: Look, answer: Any) -> None:
        """Show what was read; the scroll, the choice and the day that is current stay where they can."""
        raise NotImplementedError

    def covers(self, look: Look) -> bool:
        """Whether what is shown shows that look too, so that nothing has to be read."""
        return self.look is not None and self.look.shows_the_same(look)

    def turn_to(self, look: Look) -> None:
        """Go to that look, which is covered."""
        self.look = look

    def follow(self, changes: Changes) -> bool:
        """Whether all that shows is to be read again; a mode that reads only a part again does so itself."""
        raise NotImplementedError

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment; `reveal` is to bring it into view, now or when it is there."""
        raise NotImplementedError

    def reveal(self) -> None:
        """Bring into view what was marked last, once."""

    def day_of(self, appointment_id: int) -> date | None:
        """The day on which that appointment shows, None where it does not."""
        raise NotImplementedError

    def nothing(self) -> tuple[str, str] | None:
        """Title and sentence that stand instead of the widget where there is nothing to show."""
        return None

    def veil(self, veiled: bool) -> None:
        """Step back while something else is on its way."""

    def set_now(self, now: datetime) -> None:
        """The time goes on."""

    def became_visible(self) -> None:
        """The widget has its size now."""

    def zone(self) -> str:
        """The zone of the center that is shown."""
        return self.context.choices.zone_of(None if self.look is None else self.look.center_id)

    def today(self) -> date:
        """Today at the center that is shown."""
        return local(self.context.clinic.now(), self.zone()).date()
