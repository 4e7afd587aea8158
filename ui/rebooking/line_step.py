"""The third step: the line of a work schedule that it is booked into, by radio button."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from frontdesk.views.rebooking import LineKey, RebookLine
from ui.rebooking.step import Step
from ui.rebooking.words import line_more, line_words
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import field, label
from ui.widgets.loading import Loading

_FEW = 6
"""Lines up to which nobody looks for one by typing."""


class LineRadio(QRadioButton):
    """The arrow keys choose where nothing is chosen yet, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        super().keyPressEvent(event)
        beside = self.window().focusWidget()
        if beside is not self and isinstance(beside, LineRadio):
            beside.setChecked(True)


class LineStep(Step):
    """`line` is the one chosen, None while none is. Letters typed above a long list leave those that have them."""

    def __init__(self) -> None:
        super().__init__("line", _("Work schedule"))
        self._lines: tuple[RebookLine, ...] = ()
        self._named = False
        self._today = date.min
        self._chosen: LineKey | None = None
        self.radios: dict[LineKey, QRadioButton] = {}
        self._rows: dict[LineKey, QWidget] = {}
        self._group: QButtonGroup | None = None
        self.search = QLineEdit()
        self.search.setObjectName("rebook_find_line")
        self.search.setPlaceholderText(_("Name, center, day"))
        self.find_field = field(_("Find a line"), self.search)
        self.loading = Loading(_("Reading work schedules"), name="rebook_lines_loading")
        self.loading.setFixedHeight(3)
        self.nothing = label("", style="muted", wrap=True, name="rebook_no_lines")
        self._list = QWidget()
        self._list.setObjectName("rebook_lines")
        self._list.setAccessibleName(_("Lines of work schedules"))
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        for part in (self.find_field, self.wrong, self._list, self.nothing, self.loading):
            self.column.addWidget(part)
        self.search.textChanged.connect(lambda _text: self._sift())
        self.find_field.hide()
        self.nothing.hide()

    @property
    def line(self) -> RebookLine | None:
        """The line that is chosen, as it was read."""
        return next((one for one in self._lines if one.key == self._chosen), None)

    def read(self) -> None:
        """Lines are being read; those that show stay until they are there."""
        self.loading.start()

    def show_lines(self, lines: Sequence[RebookLine], today: date, *, named: bool) -> None:
        """Offer these; what was chosen stays where it is still among them. With `named` each says whose it is."""
        self.loading.stop()
        self._lines, self._today, self._named = tuple(lines), today, named
        if self.line is None:
            self._chosen = None
        self._clear()
        self._group = QButtonGroup(self)
        for number, one in enumerate(lines):
            self._add(number, one)
        self.find_field.setVisible(len(lines) > _FEW)
        self._sift()

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if self._group is not None:
            self._group.deleteLater()
        self.radios, self._rows = {}, {}

    def _add(self, number: int, line: RebookLine) -> None:
        words, more = line_words(line), line_more(line, self._today, named=self._named)
        radio = LineRadio(words.replace("&", "&&"))
        radio.setObjectName(f"rebook_line_{number}")
        radio.setAccessibleName(words)
        radio.setAccessibleDescription(more)
        radio.setChecked(line.key == self._chosen)
        radio.toggled.connect(lambda on: self._choose(line.key) if on else None)
        row = QWidget()
        both = QVBoxLayout(row)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(radio)
        below = label(more, style="small" if line.takes_ad_hoc else "warning", wrap=True)
        below.setContentsMargins(SPACE[4], 0, 0, 0)
        both.addWidget(below)
        if self._group is not None:
            self._group.addButton(radio)
        self.radios[line.key], self._rows[line.key] = radio, row
        self._column.addWidget(row)

    def _choose(self, key: LineKey) -> None:
        self._chosen = key
        self.say("")
        self.changed.emit()

    def _sift(self) -> None:
        """Leave the lines that have each of the words typed."""
        words = self.search.text().casefold().split()
        shown = 0
        for one in self._lines:
            said = f"{line_words(one)} {line_more(one, self._today, named=True)}".casefold()
            fits = all(word in said for word in words)
            self._rows[one.key].setVisible(fits)
            shown += fits
        if not self._lines:
            self.nothing.setText(_("No work schedule gives this service. Go back and choose the other approach."))
        else:
            self.nothing.setText(_("No line has these words."))
        self.nothing.setVisible(not shown)

    def take_focus(self) -> None:
        if self._chosen in self.radios:
            self.radios[self._chosen].setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.find_field.isHidden():
            self.search.setFocus()
        elif self.radios:
            next(iter(self.radios.values())).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus()
