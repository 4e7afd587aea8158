"""The foot of the booking form: what will be booked, Cancel and Book, and the question before typed things are left."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.booking.wanted import Wanted
from ui.texts import _, ngettext
from ui.theme import SPACE
from ui.widgets import ElidedLabel, button, label
from ui.widgets.leaving import LeaveQuestion


class Footer(QFrame):
    """`book_wanted` and `leave_wanted`; `question` asks before something is lost."""

    book_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("booking_footer")
        self.setProperty("edge", "top")
        self._when = label("", style="muted", wrap=True, name="booking_when")
        self._who = ElidedLabel(style="muted")
        self._who.setObjectName("booking_with")
        self._over = label(_("On purpose over what is there"), style="warning", wrap=True, name="booked_over")
        self._does = _("Book")
        self._problem = label("", style="error", wrap=True, name="booking_problem")
        self.cancel = button(_("Cancel"), name="cancel_button")
        self.book = button(_("Book"), name="book_button", primary=True, hint=_("Enter"))
        self.question = LeaveQuestion(self.book)
        self._lay_out()
        self.cancel.clicked.connect(self.leave_wanted)
        self.book.clicked.connect(self.book_wanted)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._when)
        words.addWidget(self._who)
        words.addWidget(self._over)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[1])
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.book)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE[1])
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[0])
        column.addWidget(self.question)
        column.addWidget(self._problem)
        column.addLayout(self._row)
        self._problem.hide()
        self._over.hide()

    def begin(self, busy: str = "") -> None:
        """Say nothing of what was before; with `busy`, that it is under way."""
        self.question.hide()
        self.set_problem("")
        self.set_busy(busy)

    def show_order(
        self, wanted: Wanted | None, minutes: int, doses: int, *, later: str = "", does: str = "", dates: int = 0
    ) -> None:
        """What will be booked, as it stands now, and what the button does about it; `doses` are those of a program.

        With `later` its time is chosen later, with what is wished in words: it is saved as a request, or what the
        button `does`; `dates` are of a series.
        """
        all_doses = ngettext("Book {count} dose", "Book {count} doses", doses).format(count=doses)
        all_dates = ngettext("Book {count} appointment", "Book {count} appointments", dates).format(count=dates)
        self._does = all_doses if doses and wanted else all_dates if dates else _("Book")
        if later:
            self._does = does or _("Save request")
            self.say(later, "")
        elif wanted is None:
            self.say(_("No time chosen yet"), "")
        else:
            self.say(wanted.words(minutes), wanted.with_words())
        self._over.setVisible(wanted is not None and wanted.over)
        if self.book.isEnabled():
            self.set_busy("")
        self._fit()

    def say(self, when: str, who: str) -> None:
        """What will be booked, and with whom."""
        self._when.setText(when)
        self._who.set_text(who)
        self._who.setVisible(bool(who))

    def set_problem(self, words: str) -> None:
        """What went wrong that belongs to no field; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def set_busy(self, words: str) -> None:
        """Show that it is being booked with these words on the button; empty when it no longer is."""
        if self.book.text() != (words or self._does):
            self.book.setText(words or self._does)
            self.book.setAccessibleName(words or self._does)
        self.book.setEnabled(not words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The words beside the buttons, or above them where they would be cut or broken into many lines."""
        said = (self._when.text(), self._who.text(), self._over.text() if self._over.isVisibleTo(self) else "")
        words = max(QFontMetrics(self._when.font()).horizontalAdvance(line) for line in said)
        buttons = self.cancel.sizeHint().width() + self.book.sizeHint().width() + 2 * SPACE[1]
        directions = QBoxLayout.Direction
        beside = words + buttons + 2 * SPACE[3] <= self.width()
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
