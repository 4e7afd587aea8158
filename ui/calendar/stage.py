"""What stands under the tools: a mode or words in its place, how old that is, and whether more is on its way."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.calendar.look import Mode as ModeName
from ui.calendar.mode import Mode
from ui.texts import _, time_of
from ui.widgets import EmptyState, Loading, button, label
from ui.widgets.page_stack import PageStack

VEIL = 300
"""Milliseconds of waiting after which what is still shown steps back."""


class Stage(QWidget):
    """`retry_wanted` when what could not be read is to be tried again."""

    retry_wanted = Signal()

    def __init__(self, modes: Collection[Mode]) -> None:
        super().__init__()
        self.setObjectName("calendar_stage")
        self._modes = modes
        self._stale = label("", style="warning", name="calendar_stale")
        self._stale.setContentsMargins(16, 0, 16, 4)
        self._stale.hide()
        self._empty = EmptyState("ph.calendar-blank", "", name="calendar_empty")
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the page's keys lead on from there
        again = button(_("Try again"), name="calendar_retry", icon="ph.arrow-clockwise")
        again.clicked.connect(self.retry_wanted)
        self._broken = EmptyState("ph.cloud-slash", "", button=again, name="calendar_error")
        self._pages = PageStack()
        for widget in (*(mode.widget for mode in modes), self._empty, self._broken):
            self._pages.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stale)
        column.addWidget(self._pages, 1)
        self._loading = Loading(_("Loading the calendar"), name="calendar_loading", parent=self)
        self._veil = QTimer(self, singleShot=True, interval=VEIL)
        self._veil.timeout.connect(partial(self._set_veil, True))

    # Waiting

    def wait(self, *, for_another: bool) -> None:
        """Something is on its way; what is shown steps back after a while if it is `for_another` look."""
        self._loading.start()
        if for_another:
            self._veil.start()

    def rest(self) -> None:
        """Nothing is on its way any more."""
        self._loading.stop()
        self._veil.stop()
        self._set_veil(False)

    def _set_veil(self, veiled: bool) -> None:
        for mode in self._modes:
            mode.veil(veiled)

    # What shows

    def show_mode(self, mode: Mode) -> QWidget:
        """Show the mode, or the words that stand where it has nothing; returns the widget that shows."""
        nothing = mode.nothing()
        widget: QWidget = mode.widget if nothing is None else self._empty
        if nothing is not None:
            self._empty.set_words(*nothing)
            self._empty.setAccessibleName(nothing[0])
        before = self._pages.currentWidget()
        had_focus = before is not None and before.hasFocus()
        self._pages.setCurrentWidget(widget)
        if had_focus:
            widget.setFocus()
        return widget

    def show_failed(self, mode: ModeName, why: str) -> None:
        """Say that there is nothing to show yet, and why."""
        titles: dict[ModeName, str] = {
            "day": _("The day could not be loaded"),
            "week": _("The week could not be loaded"),
            "month": _("The month could not be loaded"),
            "agenda": _("The agenda could not be loaded"),
        }
        self._broken.set_words(titles[mode], why)
        self._pages.setCurrentWidget(self._broken)

    @property
    def is_old(self) -> bool:
        """Whether what is shown is marked as old."""
        return not self._stale.isHidden()

    def mark_old(self, since: datetime) -> None:
        """Say since which wall-clock time nothing was heard of others."""
        said = _("Not up to date since {time}: what others changed meanwhile is missing.")
        self._stale.setText(said.format(time=time_of(since)))
        self._stale.show()

    def mark_new(self) -> None:
        """It was read just now."""
        self._stale.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The line that says something is loading lies on the edge under the tools."""
        super().resizeEvent(event)
        self._loading.setGeometry(0, 0, self.width(), 3)
        self._loading.raise_()
