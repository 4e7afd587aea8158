"""The weekly lines of a schedule as they are typed: a row for one or several weekdays with the same hours."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.services.schedule_forms import LineForm
from ui.administration.boxes import TimeBox
from ui.administration.limit_menu import LimitButton
from ui.administration.weekday_picker import WeekdayPicker
from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets import button, icon_button, label

_PARTS = ("weekday", "starts", "ends", "services", "modalities")
NO_DAY = -1
"""The weekday of a line for which none was chosen: the services say that one is needed."""


class LineRow(QFrame):
    """Some weekdays, from, to, and for what."""

    edited = Signal()
    remove_wanted = Signal()

    def __init__(self, number: int, *, limited: bool = True) -> None:
        """`limited` says that it may be for some services or ways only."""
        super().__init__()
        self.setObjectName(f"line_{number}")
        which = _("Line {number}").format(number=number + 1)
        self.days = WeekdayPicker(f"line_{number}_days", which)
        self.starts = TimeBox(f"line_{number}_starts", f"{which}: {_('from')}", "09:00")
        self.ends = TimeBox(f"line_{number}_ends", f"{which}: {_('to')}", "17:00")
        self.limits = LimitButton(f"line_{number}_limits", f"{which}: {_('for')}")
        self.remove = icon_button("ph.x", f"{which}: {_('remove')}", name=f"line_{number}_remove")
        self._mark = label("")
        self._error = label("", style="error", wrap=True, name=f"line_{number}_error")
        self._lay_out(limited=limited)
        self.limits.setVisible(limited)
        for box in (self.starts, self.ends):
            box.setFixedWidth(72)
            box.edited.connect(self._touched)
        self.days.changed.connect(self._touched)
        self.limits.changed.connect(self.edited)
        self.remove.clicked.connect(self.remove_wanted)

    def _lay_out(self, *, limited: bool) -> None:
        above = QHBoxLayout()
        above.addWidget(self.days)
        above.addStretch(1 if limited else 0)  # above the end of what is below
        above.addWidget(self.remove)
        above.addStretch(0 if limited else 1)
        below = QHBoxLayout()
        below.setSpacing(SPACE[1])
        below.addWidget(self.starts)
        below.addWidget(label("–", style="muted"))
        below.addWidget(self.ends)
        below.addWidget(self.limits, 1)
        below.addStretch(0)
        wrong = QHBoxLayout()
        wrong.setSpacing(SPACE[0])
        wrong.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE[1])
        column.setSpacing(SPACE[0])
        column.addLayout(above)
        column.addLayout(below)
        column.addLayout(wrong)
        self._mark.setPixmap(icon("ph.warning-circle", "danger").pixmap(QSize(14, 14)))
        self.set_error("", "")

    def forms(self) -> tuple[LineForm, ...]:
        """A line for each weekday; none where nothing was typed at all."""
        starts, ends = self.starts.value(), self.ends.value()
        days = sorted(self.days.days)
        if not (starts or ends or days):
            return ()
        limits = (self.limits.services, self.limits.modalities)
        return tuple(LineForm(day, starts, ends, *limits) for day in days or [NO_DAY])

    def fill(self, lines: Sequence[LineForm]) -> None:
        """Show lines that differ only in their weekday."""
        self.days.set_days(line.weekday for line in lines if line.weekday != NO_DAY)
        if lines:
            self.starts.set_value(lines[0].starts)
            self.ends.set_value(lines[0].ends)
            self.limits.set_limits(lines[0].service_ids, lines[0].modalities)

    def set_error(self, part: str, words: str) -> None:
        """Say what is wrong with one of its parts."""
        self._error.setText(words)
        for one in (self._error, self._mark):
            one.setVisible(bool(words))
        for name, box in (("starts", self.starts), ("ends", self.ends)):
            box.setProperty("wrong", part == name and bool(words))
            box.setAccessibleDescription(words if part == name else "")
            box.style().unpolish(box)
            box.style().polish(box)
        self.days.setAccessibleDescription(words if part == "weekday" else "")

    def focus(self, part: str) -> None:
        """Go to that part."""
        limits = part in ("services", "modalities")
        box = self.starts if part == "starts" else self.ends if part == "ends" else self.limits if limits else self.days
        box.setFocus()

    def _touched(self) -> None:
        self.set_error("", "")
        self.edited.emit()


class WeeklyLines(QWidget):
    """All rows. Problems name a line of the form (`lines.2.ends`); they are shown at the row that it stands in."""

    def __init__(self, *, limited: bool = True) -> None:
        super().__init__()
        self.setObjectName("weekly_lines")
        self.setAccessibleName(_("Weekly lines"))
        self._limited = limited
        self._services: Sequence[tuple[int, str]] = ()
        self._made = 0
        self.rows: list[LineRow] = []
        self.add_button = button(_("Add a line"), name="add_line_button", look="link", icon="ph.plus")
        self.add_button.clicked.connect(self._add_one)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def offer(self, services: Sequence[tuple[int, str]]) -> None:
        """The services that a line may be limited to."""
        self._services = services
        for row in self.rows:
            row.limits.offer(services)

    def forms(self) -> tuple[LineForm, ...]:
        """Every line, row after row."""
        return tuple(line for row in self.rows for line in row.forms())

    def fill(self, lines: Iterable[LineForm]) -> None:
        """Show these lines; those that differ only in their weekday share a row."""
        grouped: dict[object, list[LineForm]] = {}
        for line in lines:
            grouped.setdefault((line.starts, line.ends, line.service_ids, line.modalities), []).append(line)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()
        self._made = 0
        for some in grouped.values():
            self._add().fill(some)

    def set_errors(self, errors: Mapping[str, str]) -> bool:
        """Show those of `lines.2.ends` and the like, and go to the first; False where there is none."""
        for each in self.rows:
            each.set_error("", "")
        wrong = False
        for name, words in errors.items():
            place, _dot, part = name.removeprefix("lines.").partition(".")
            row = self._row_of(int(place)) if place.isdecimal() else None
            if row is not None:
                row.set_error(part, words)
                if not wrong:
                    row.focus(part)
                wrong = True
        return wrong

    def names(self) -> frozenset[str]:
        """Every name that a problem may have for a part of a line."""
        return frozenset(f"lines.{number}.{part}" for number in range(len(self.forms())) for part in _PARTS)

    def _row_of(self, number: int) -> LineRow | None:
        """The row in which that line of the form stands."""
        for row in self.rows:
            count = len(row.forms())
            if number < count:
                return row
            number -= count
        return None

    def _add(self) -> LineRow:
        row = LineRow(self._made, limited=self._limited)
        self._made += 1
        row.limits.offer(self._services)
        row.remove_wanted.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        before = self.rows[-1].remove if self.rows else None
        self.rows.append(row)
        self._order_tabs(before, row)
        return row

    def _order_tabs(self, before: QWidget | None, row: LineRow) -> None:
        """Add comes after the last line: the first is put behind it, and Add behind the line."""
        add = self.add_button
        stops = [before or add, row.days.focusProxy(), row.starts, row.ends, row.limits, row.remove, add]
        for one, after in pairwise(one for one in stops if one is not None):
            QWidget.setTabOrder(one, after)

    def _add_one(self) -> None:
        self._add().days.setFocus()

    def _remove(self, row: LineRow) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        (self.rows[min(at, len(self.rows) - 1)].days if self.rows else self.add_button).setFocus()
