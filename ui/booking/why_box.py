"""Why a time cannot be had: each thing in its way, and booking over it on purpose for those who may."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from frontdesk.views.openings import Obstacle
from ui.booking.words import obstacle_words
from ui.texts import _, ngettext
from ui.theme import SPACE, icon
from ui.widgets import field, label
from ui.widgets.link import Link

_SHOWN = 5
"""As many obstacles as are listed; a time for anyone may have one for each clinician."""


class WhyBox(QFrame):
    """Hidden until `show_why`; `over_changed` when the person means to book over it, or no longer does."""

    over_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why_box")
        self.setProperty("card", True)
        self.over = False
        self.title = label("", style="warning", wrap=True, name="slot_taken")
        self.lines: list[QLabel] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE[0])
        self.hint = label(_("To book over it, choose with whom."), style="small", name="book_over_hint")
        self.over_link = Link(_("Book over it…"), name="book_over_link")
        self.over_link.clicked.connect(lambda: self.mean_it(on=True))
        self.reason = QLineEdit()
        self.reason.setObjectName("overbook_reason")
        self.reason.setMaxLength(500)
        self.reason_field = field(_("Reason for booking over it"), self.reason)
        self.reason.textChanged.connect(lambda _text: self.reason_field.set_error(""))
        self.back_link = Link(_("Do not book over it"), name="not_over_link")
        self.back_link.clicked.connect(lambda: self.mean_it(on=False))
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        column.setSpacing(SPACE[1])
        column.addWidget(self.title)
        column.addLayout(self._rows)
        column.addWidget(self.hint)
        column.addWidget(self.reason_field)
        links = QHBoxLayout()
        links.addWidget(self.over_link)
        links.addWidget(self.back_link)
        links.addStretch(1)
        column.addLayout(links)

    def add_below(self, widget: QWidget) -> None:
        """Show something else below what stands in the way."""
        self._column.addWidget(widget)

    def clear(self) -> None:
        """Nothing stands in the way."""
        if not self.isHidden():
            self.hide()
        self.over = False

    def show_why(
        self,
        title: str,
        obstacles: Iterable[Obstacle] = (),
        *,
        may_book_over: bool = False,
        may_with_somebody: bool = False,
    ) -> None:
        """Say what is the matter, all that stands in the way, and whether it may be booked over (with somebody)."""
        self.title.setText(title)
        self.setAccessibleName(title)
        told = [obstacle_words(one) for one in obstacles]
        if len(told) > _SHOWN:
            more = len(told) - _SHOWN + 1
            rest = ngettext("and {count} more thing", "and {count} more things", more).format(count=more)
            told = [*told[: _SHOWN - 1], rest]
        self._fill(told)
        self.reason.clear()
        self.over = False
        self._show_over(may=may_book_over)
        self.hint.setVisible(may_with_somebody)
        self.show()

    def mean_it(self, *, on: bool) -> None:
        """Book over it on purpose, or not."""
        self.over = on
        self._show_over(may=True)
        (self.reason if on else self.over_link).setFocus()
        self.over_changed.emit()

    def reason_missing(self) -> bool:
        """Go to the reason if it is asked for and empty, saying so."""
        if not self.over or self.reason.text().strip():
            return False
        self.refuse(_("Say why it is booked over; the reason is kept with the appointment."))
        return True

    def refuse(self, words: str) -> None:
        """Say what is wrong with booking over it."""
        self.reason_field.set_error(words)
        self.reason.setFocus()

    def _show_over(self, *, may: bool) -> None:
        self.over_link.setVisible(may and not self.over)
        for part in (self.reason_field, self.back_link):
            part.setVisible(self.over)
        self.reason_field.set_error("")

    def _fill(self, told: list[str]) -> None:
        while (row := self._rows.takeAt(0)) is not None:
            if (widget := row.widget()) is not None:
                widget.deleteLater()
        self.lines = [label(words, wrap=True) for words in told]
        for words in self.lines:
            self._rows.addWidget(_with_mark(words))


def _with_mark(words: QLabel) -> QWidget:
    """The words beside the sign of what is in the way."""
    line = QWidget()
    mark = label("")
    mark.setPixmap(icon("ph.prohibit", "warning").pixmap(QSize(14, 14)))
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[1])
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return line
