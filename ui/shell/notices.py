"""What a page calls to say what happened; the shell shows it in the one notice area."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from frontdesk.rules.problems import Problem
from ui.problems import sentence
from ui.texts import _
from ui.widgets.notice import NoticeBar


class Notices(QObject):
    """Handed to every page with the context."""

    def __init__(self, bar: NoticeBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.last_done = ""
        """What was done last that could be undone then, in words."""

    def show(
        self,
        text: str,
        *,
        undo: Callable[[], None] | None = None,
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Say what was done; with `undo`, a button takes it back; another `action` with what it does stands beside."""
        if undo is not None:
            self.last_done = text
            if act is None:
                action, act, undo = _("Undo"), undo, None
        self._bar.tell(text, action=action, act=act, undo=undo)

    def problem(self, problem: Problem) -> None:
        """Say what went wrong; it stays until it is closed."""
        self._bar.tell(sentence(problem), bad=True)

    def clear(self) -> None:
        """Say nothing."""
        self._bar.hide()
