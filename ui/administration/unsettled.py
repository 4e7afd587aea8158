"""The line that says how many booked appointments no longer fit what is planned, and leads to settling them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import Impact
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.theme import SPACE, icon, themed
from ui.widgets import button, label


class UnsettledLine(QFrame):
    """Hidden while everything fits. `wanted` with the Impact when a person wants to settle."""

    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("unsettled_line")
        self.setProperty("edge", "bottom")
        self._context = context
        self._center: CenterChoice | None = None
        self._impact = Impact((), 0)
        self._mark = label("")
        self._words = label("", style="warning", name="unsettled_words")
        self.settle_button = button(_("Settle…"), name="settle_button")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], SPACE[0], SPACE[3], SPACE[0])
        row.setSpacing(SPACE[1])
        row.addWidget(self._mark)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.settle_button)
        self.settle_button.clicked.connect(lambda: self.wanted.emit(self._impact))
        themed.changed.connect(self._paint_mark)
        context.changes.changed.connect(self._changed)
        self._paint_mark()
        self.hide()

    def show_center(self, center: CenterChoice) -> None:
        """Look at this center."""
        if self._center is None or self._center.id != center.id:
            self.hide()
        self._center = center
        self.look()

    def look(self) -> None:
        """Count them again, aside."""
        center, schedules = self._center, self._context.clinic.schedules
        if center is not None:
            self._context.tasks.run(
                lambda: schedules.unsettled(center.id), self._show, self._failed, key="administration.unsettled"
            )

    def _show(self, impact: Impact) -> None:
        self._impact = impact
        words = ngettext(
            "{count} booked appointment no longer fits working time, closures or rooms.",
            "{count} booked appointments no longer fit working time, closures or rooms.",
            impact.total,
        ).format(count=impact.total)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(impact.total))

    def _failed(self, _problem: Problem) -> None:
        """The sections say that the database does not answer; this line only keeps what it knew."""

    def _changed(self, changes: Changes) -> None:
        center = self._center
        if center is None or self.parentWidget() is None or not self.window().isVisible():
            return
        touched = any(center_id == center.id for center_id, _day in changes.days)
        if changes.everything or touched or center.id in changes.plans:
            self.look()

    def _paint_mark(self) -> None:
        self._mark.setPixmap(icon("ph.warning", "warning").pixmap(QSize(18, 18)))
