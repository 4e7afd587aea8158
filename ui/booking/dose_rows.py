"""The later doses of a program as they follow from the first: one row each, or which one finds no time and why."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.openings import DoseOpening, Opening
from ui.booking.words import days_later
from ui.problems import sentence
from ui.texts import _, day_short, time_of
from ui.theme import SPACE
from ui.widgets import ElidedLabel, button, label


class DoseRows(QWidget):
    """`wanted` (an Opening) when the first dose is to begin there instead, `widened` to look at more times."""

    wanted = Signal(object)
    widened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dose_rows")
        self._instead: Opening | None = None
        self.caption = label(_("The doses after it"), style="caption", name="doses_caption")
        self.trouble = label("", style="error", wrap=True, name="doses_trouble")
        self.note = label("", style="small", wrap=True, name="doses_note")
        self.help = button("", name="doses_help", look="link")
        self.help.clicked.connect(self._help)
        self._rows = QFrame()
        self._rows.setObjectName("doses_placed")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE[1], 0, 0)
        self._column.setSpacing(SPACE[0])
        for part in (self.caption, self.note, self.trouble, self.help, self._rows):
            self._column.addWidget(part)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._instead = None
        self.hide()

    def show_doses(self, doses: tuple[DoseOpening, ...]) -> None:
        """Show where the doses after the first would be placed."""
        self._say("", "")
        fresh = QFrame()
        fresh.setObjectName("doses_placed")
        fresh.setProperty("card", True)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[1])
        grid.setColumnStretch(2, 1)
        for row, (before, dose) in enumerate(pairwise(doses)):
            self._fill(grid, row, before, dose)
        self._column.replaceWidget(self._rows, fresh)
        self._rows.deleteLater()
        self._rows = fresh
        fresh.show()
        self.show()

    def _fill(self, grid: QGridLayout, row: int, before: DoseOpening, dose: DoseOpening) -> None:
        opening = dose.opening
        when = f"{day_short(opening.wall_start.date())}  {time_of(opening.wall_start)}"
        days = (opening.wall_start.date() - before.opening.wall_start.date()).days
        parts = [
            label(_("Dose {number}").format(number=dose.number), style="muted"),
            label(when, style="strong", name=f"dose_{dose.number}_when"),
            ElidedLabel(opening.clinician),
            label(days_later(days), style="small", name=f"dose_{dose.number}_days"),
        ]
        for column, part in enumerate(parts):
            grid.addWidget(part, row, column)
        parts[-1].setSizePolicy(parts[0].sizePolicy())
        grid.setAlignment(parts[-1], Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_to_come(self) -> None:
        """Say that they are given their times with the first one, which is put over something."""
        self._instead = None
        self._say("", "", _("Each is given its earliest time within its days when this is booked."))

    def show_later_start(self, doses: tuple[DoseOpening, ...]) -> None:
        """Say that the doses cannot follow the start that was chosen, and from which one they can."""
        self._instead = doses[0].opening
        when = f"{day_short(self._instead.wall_start.date())}, {time_of(self._instead.wall_start)}"
        words = _("The later doses find no time after a first dose at that time. They do after one on {when}.")
        self._say(words.format(when=when), _("Begin {when}").format(when=when))

    def show_problem(self, problem: Problem, wider: str) -> None:
        """Say which dose cannot be placed and by which rule; `wider` is how more times can be looked at, if at all."""
        self._instead = None
        self._say(sentence(problem), wider)

    def _say(self, words: str, help_: str, note: str = "") -> None:
        self.trouble.setText(words)
        self.note.setText(note)
        self.help.setText(help_)
        self.help.setAccessibleName(help_)
        rows = not words and not note
        for part, on in ((self.note, note), (self.trouble, words), (self.help, help_), (self._rows, rows)):
            part.setVisible(bool(on))
        self.show()

    def _help(self) -> None:
        if self._instead is not None:
            self.wanted.emit(self._instead)
        else:
            self.widened.emit()
