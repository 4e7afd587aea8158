"""Suggested windows: times that suit both sides where the wished one cannot be had, best first, with why."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.windows import WindowReason
from frontdesk.services.windows import WindowQuery
from frontdesk.views.windows import Window
from ui.shell.context import Context
from ui.texts import _, local, relative_day, time_of
from ui.theme import SPACE
from ui.widgets import Row, RowList, label

_ROW, _VISIBLE = 50, 3


class WindowList(QWidget):
    """`look` for them; hidden while there are none. `chosen` with a Window by click or Enter.

    `turned` when they come or go.
    """

    chosen = Signal(object)
    turned = Signal()

    def __init__(self, context: Context, *, name: str = "windows", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.windows: tuple[Window, ...] = ()
        self._context = context
        self._key = f"windows.{name}"
        self.caption = label(_("Suggested instead, best first"), style="caption")
        self.list = RowList(name=name, what=_("Suggested times"), framed=True)
        self.list.setAccessibleDescription(_("Up and Down look at a time, Enter takes it."))
        self.caption.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self.caption)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.clicked.connect(lambda _index: self._take(self.list.current_key()))
        self.list.opened.connect(self._take)
        self.hide()

    def look(self, query: WindowQuery, wanted: Callable[[Window], bool] = lambda _window: True) -> None:
        """Find them aside, and show those that are `wanted`; what shows stays until then."""
        suggest = self._context.clinic.windows.suggest

        def found(windows: tuple[Window, ...]) -> None:
            self.show_windows((one for one in windows if wanted(one)), wished=bool(query.wished))

        self._context.tasks.run(lambda: suggest(query), found, lambda _problem: self.clear(), key=self._key)

    def clear(self) -> None:
        """Nothing is suggested."""
        self._context.tasks.drop(self._key)
        self.windows = ()
        if not self.isHidden():
            self.hide()
            self.turned.emit()

    def show_windows(self, windows: Iterable[Window], *, wished: bool = True) -> None:
        """Show these, none of them chosen."""
        self.windows = tuple(windows)
        now = self._context.clinic.now()
        rows = [_row(one, local(now, one.zone).date(), wished=wished) for one in self.windows]
        self.list.set_rows(rows, keep=False)
        self.list.setFixedHeight(min(_VISIBLE, len(rows)) * _ROW + 4)
        self.setVisible(bool(rows))
        self.turned.emit()

    def _take(self, window: object) -> None:
        if isinstance(window, Window):
            self.chosen.emit(window)


def _row(window: Window, today: date, *, wished: bool) -> Row:
    day = relative_day(window.wall_start.date(), today)
    when = _("{day}, {time}").format(day=day, time=time_of(window.wall_start))
    return Row(window, when, why_words(window.reasons, wished=wished), right=window.clinician)


def why_words(reasons: Iterable[WindowReason], *, wished: bool = True) -> str:
    """Why a time is suggested: "Same clinician, same day, nearest to the wished time"."""
    found = list(reasons)
    if WindowReason.WISHED in found:  # says the rest by itself
        of_it = (WindowReason.SAME_DAY, WindowReason.SAME_TIME, WindowReason.NEAREST)
        found = [one for one in found if one not in of_it]
    words = [_word(one, wished=wished) for one in found]
    told = ", ".join(words)
    return told[:1].upper() + told[1:]


def _word(reason: WindowReason, *, wished: bool) -> str:
    return {
        WindowReason.WISHED: _("the wished time"),
        WindowReason.SAME_CLINICIAN: _("same clinician"),
        WindowReason.SAME_DAY: _("same day"),
        WindowReason.SAME_TIME: _("same time of day"),
        WindowReason.ONE_TRIP: _("comes that day anyway"),
        WindowReason.SAME_WEEKDAY: _("same weekday"),
        WindowReason.NEAREST: _("nearest to it") if wished else _("soonest"),
    }[reason]
