"""What a page calls to say what happened; the shell shows it in the one notice area."""

from collections.abc import Callable
from functools import partial

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
        self._next: Callable[[], None] | None = None
        bar.left.connect(self._say_next)

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

    def news(self, text: str, *, action: str, act: Callable[[], None]) -> None:
        """Say what happened elsewhere, with what leads there; not in the place of what the person still reads."""
        self._next = partial(self._bar.tell, text, calls=True, action=action, act=act)
        if not self._bar.text:
            self._say_next()

    def _say_next(self) -> None:
        say, self._next = self._next, None
        if say is not None:
            say()

    def problem(self, problem: Problem) -> None:
        """Say what went wrong; it stays until it is closed."""
        self._bar.tell(sentence(problem), bad=True)

    def clear(self) -> None:
        """Say nothing, not later either."""
        self._next = None
        self._bar.hide()
