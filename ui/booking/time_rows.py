"""What stands in the time part of the form, one below the other; what it does is in `time_part`."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.views.openings import Opening
from ui.booking.dose_rows import DoseRows
from ui.booking.narrow import Narrow
from ui.booking.opening_list import OpeningList
from ui.booking.other_time import OtherTime
from ui.booking.series_part import SeriesPart
from ui.booking.why_box import WhyBox
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label
from ui.widgets.flow import Flow
from ui.windows import WindowList

_LINES, _LINES_OF_PROGRAM = 6, 4
"""Openings that show at a time; fewer where the doses stand below them."""


class TimeRows(QWidget):
    """Openings to choose from, another time to type, why it is not free, and the doses that follow."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.openings = OpeningList()
        self.other = OtherTime(context.clinic.now)
        self.narrow = Narrow()
        self.why = WhyBox()
        self.windows = WindowList(context)
        self.why.add_below(self.windows)
        self.doses = DoseRows()
        self._lines_are = _("First openings")
        self.caption = label(self._lines_are, style="caption")
        self.narrow_link = button(_("narrow"), name="narrow_link", look="link")
        self.other_link = button(_("other time: type it"), name="other_time_link", look="link")
        self.narrowed = label("", style="small", wrap=True, name="narrowed_to")
        self.state = label("", style="small", wrap=True, name="openings_state")
        self.again = button(_("Look again"), name="look_again", look="link")
        self.series = SeriesPart(context)
        self._said = self._held = ""
        self._nearest = False
        self._lay_out()
        self.windows.turned.connect(self._show_one_list)
        self.narrow_link.setAccessibleName(_("Narrow the free times"))
        self.narrow_link.clicked.connect(self._turn_narrow)
        self.other_link.clicked.connect(lambda: self.other.open_with(""))

    def _lay_out(self) -> None:
        self.caption.setBuddy(self.openings)
        self.other_link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        keys = label(_("↑ ↓ to choose"), style="small")
        head = Flow((self.caption, keys, self.narrow_link, self.other_link), spacing=SPACE[0], before=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(head)
        parts = (self.narrowed, self.narrow, self.other, self.why, self.openings, self.state, self.again, self.doses)
        for part in (*parts, self.series):
            column.addWidget(part)

    def say(self, words: str) -> None:
        """Say how the search goes, below the openings; empty for nothing."""
        self._said = words
        self._show_state()

    def say_held(self, words: str) -> None:
        """Say below the openings that the time is held; empty while it is not."""
        self._held = words
        self._show_state()

    def _show_state(self) -> None:
        """One line, which stays there empty, so that nothing jumps when a time is held."""
        self.state.setText(self._said or self._held or "\N{NO-BREAK SPACE}")

    def show_lines(self, lines: tuple[Opening, ...], *, nearest: bool = False, program: bool = False) -> None:
        """Show these openings; those that stand there already stay as they are."""
        self.openings.show_openings(
            lines, self.other.wall_now().date(), most=_LINES_OF_PROGRAM if program else _LINES, mark_first=not nearest
        )
        self._nearest = nearest
        self._lines_are = _("Nearest free times") if nearest else _("First dose") if program else _("First openings")
        self._show_one_list()

    @property
    def suggests(self) -> bool:
        """Whether times are suggested in the place of the nearest ones, which would say the same."""
        return self._nearest and not self.windows.isHidden()

    def _show_one_list(self) -> None:
        had_focus = self.openings.hasFocus()
        self.openings.setVisible(bool(self.openings.lines.openings) and not self.suggests)
        self.caption.setText(_("Time") if self.suggests else self._lines_are)
        if had_focus and self.suggests:
            self.windows.list.setFocus()

    def say_narrowed(self) -> None:
        """Say to what the openings are narrowed."""
        words = self.narrow.limits.words(self.other.wall_now().date())
        self.narrowed.setText(_("Only {limits}").format(limits=words) if words else "")
        self.narrowed.setVisible(bool(words) and self.narrow.isHidden())

    def _turn_narrow(self) -> None:
        if self.narrow.isHidden():
            self.narrow.open_it()
        else:
            self.narrow.hide()
        self.say_narrowed()
