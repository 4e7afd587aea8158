"""The times that a consumer wishes, as they say them: typed and read at once, or picked from those that are free."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.views.openings import Opening, WhyNot
from ui.problems import sentence
from ui.texts import _, local, moment
from ui.theme import SPACE
from ui.when import read_when
from ui.widgets import Field, button, icon_button, label
from ui.widgets.flow import Flow

MOST = 10
"""As many times may be wished."""
_OUTSIDE = frozenset({ConflictKind.OUTSIDE_HOURS, ConflictKind.CLOSURE, ConflictKind.LEAVE})


@dataclass
class _Wish:
    """One time, and the row that shows it."""

    start: datetime
    row: "_Row" = field(repr=False)


class WishedTimes(QWidget):
    """`changed` when there are others, `added` with a start (aware) that is to be looked at, `pick_wanted`."""

    changed = Signal()
    added = Signal(object)
    pick_wanted = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wished_times")
        self._now = now
        self._zone = "UTC"
        self._wishes: list[_Wish] = []
        self.line = QLineEdit()
        self.line.setObjectName("wished_time")
        self.line.setMaxLength(60)
        self.line.setPlaceholderText(_("15:00, tomorrow 9:30, 24 Nov 15:00"))
        self._field = Field(_("Wished times"), self.line)
        self.add_button = button(_("Add"), name="add_wished_time", look="link")
        self.pick_button = button(_("Pick a free time"), name="pick_wished_time", look="link")
        self._rows = QVBoxLayout()
        self._lay_out()
        self.line.textChanged.connect(lambda _text: self._show_hint())
        self.add_button.clicked.connect(self.add_typed)
        self.pick_button.clicked.connect(self.pick_wanted)

    def _lay_out(self) -> None:
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self._field)
        column.addWidget(Flow((self.add_button, self.pick_button), spacing=SPACE[1]))
        column.addLayout(self._rows)

    # What the form calls

    def begin(self, zone: str) -> None:
        """Nothing is wished; times are of that zone's clock."""
        self._zone = zone
        for one in self._wishes:
            self._drop_row(one.row)
        self._wishes.clear()
        self.line.clear()
        self._show_full()

    @property
    def starts(self) -> tuple[datetime, ...]:
        """The starts (aware), the most wished first."""
        return tuple(one.start for one in self._wishes)

    def typed(self) -> bool:
        """Whether something would be lost."""
        return bool(self._wishes or self.line.text().strip())

    def type(self, typed: str) -> None:
        """Go on typing a time that began with this."""
        self.line.setText(typed)
        self.line.setFocus()
        self.line.deselect()

    def take_enter(self) -> bool:
        """Enter adds what is typed, while its line has the keys; whether there was something."""
        if not self.line.hasFocus() or not self.line.text().strip():
            return False
        self.add_typed()
        return True

    def focus_missing(self) -> bool:
        """What is typed counts as wished; go there where it cannot be read. False when all is right."""
        return bool(self.line.text().strip()) and not self.add_typed()

    def refuse(self, words: str) -> None:
        """Say what the services said."""
        self._field.set_error(words)
        self.line.setFocus()

    def add_typed(self) -> bool:
        """Wish for the time that is typed; whether it could be read."""
        wall = self._read()
        if wall is None:
            if not self._field.error:
                self._field.set_error(_("Type a time such as 15:00, tomorrow 9:30 or 24 Nov 15:00."))
            self.line.setFocus()
            return False
        self.add(to_utc(wall, self._zone))
        self.line.clear()
        self.line.setFocus()
        return True

    def add(self, start: datetime) -> None:
        """Wish for that start (aware), once."""
        if start in self.starts or len(self._wishes) >= MOST:
            return
        row = _Row(moment(local(start, self._zone), today=local(self._now(), self._zone).date()), len(self._wishes))
        row.removed.connect(lambda: self._remove(start))
        self._wishes.append(_Wish(start, row))
        self._rows.addWidget(row)
        self._show_full()
        self.added.emit(start)
        self.changed.emit()

    def show_why(self, start: datetime, why: WhyNot | None) -> None:
        """Warn of a time that cannot be taken as it is; it is wished all the same."""
        for one in self._wishes:
            if one.start == start:
                one.row.warn(_warning(why))

    def offer(self, openings: tuple[Opening, ...]) -> None:
        """Let one of these free times be picked."""
        menu = QMenu(self)
        menu.setObjectName("free_times_menu")
        for one in openings:
            action = menu.addAction(
                _("{when} · {clinician}").format(when=moment(one.wall_start), clinician=one.clinician)
            )
            action.setObjectName("free_time")
            action.triggered.connect(lambda _on=False, start=one.start: self.add(start))
        if not openings:
            menu.addAction(_("No free time was found")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.pick_button.mapToGlobal(self.pick_button.rect().bottomLeft()))

    # Times

    def _remove(self, start: datetime) -> None:
        for one in [one for one in self._wishes if one.start == start]:
            self._wishes.remove(one)
            self._drop_row(one.row)
        self.line.setFocus()
        self._show_full()
        self.changed.emit()

    def _drop_row(self, row: "_Row") -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_full(self) -> None:
        """No more than so many can be wished."""
        room = len(self._wishes) < MOST
        for one in (self.line, self.add_button, self.pick_button):
            one.setEnabled(room)
        self._show_hint()

    def _show_hint(self) -> None:
        self._field.set_error("")
        wall = self._read() if self.line.text().strip() else None
        full = "" if len(self._wishes) < MOST else _("These are as many as can be wished.")
        self._field.set_hint(full or (moment(wall) if wall else ""))

    def _read(self) -> datetime | None:
        """The wall-clock time that is typed; None, saying why, for one that cannot be wished."""
        wall = read_when(self.line.text(), local(self._now(), self._zone))
        try:
            start = to_utc(wall, self._zone) if wall is not None else None
        except RuleBroken as problem:
            self._field.set_error(sentence(problem))
            return None
        if wall is not None and start is not None and start < self._now():
            words = _("{moment} is over. Type a later time, or a day with it.")
            self._field.set_error(words.format(moment=moment(wall)))
            return None
        return wall


class _Row(QWidget):
    """One wished time with what warns of it; `removed` by its button."""

    removed = Signal()

    def __init__(self, words: str, number: int) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words)
        self._warning = label("", style="warning", name=f"wished_warning_{number}")
        remove = icon_button("ph.x", _("Remove {time}").format(time=words), name=f"remove_wished_time_{number}")
        remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[0], 0, 0, 0)
        row.setSpacing(SPACE[1])
        row.addWidget(label(words))
        row.addWidget(self._warning, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(remove)

    def warn(self, words: str) -> None:
        """Say what is in its way; empty for nothing."""
        self._warning.setText(words)
        self.setAccessibleName(f"{self._words}, {words}" if words else self._words)


def _warning(why: WhyNot | None) -> str:
    if why is None or why.free:
        return ""
    kinds = {one.kind for one in why.obstacles if one.blocks}
    return _("outside hours") if kinds and kinds <= _OUTSIDE else _("nobody is free then")
