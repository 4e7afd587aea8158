"""One named thing of a list as it is set up: its name, whether it is in use, and its place among the others."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.services.named_lists import NamedLine
from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets import icon_button, label

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class RowWords:
    """What the rows of one list say; `name` begins the names of their controls."""

    name: str
    what: str
    """What is typed, such as “Name of the field”."""
    example: str
    drop: str
    """What takes a new one away."""


class NamedRow(QWidget):
    """`changed` by typing, `move_wanted` with -1 or 1, `dropped` for a new one that is not wanted after all."""

    changed = Signal()
    move_wanted = Signal(int)
    dropped = Signal()

    def __init__(self, line: NamedLine, number: int, words: RowWords) -> None:
        """`number` tells its controls from those of the other rows."""
        super().__init__()
        self._id = line.id
        self.setObjectName(f"{words.name}_row_{number}")
        self.name = QLineEdit(line.name)
        self.name.setObjectName(f"{words.name}_name_{number}")
        self.name.setAccessibleName(words.what)
        self.name.setPlaceholderText(words.example)
        self.name.setMaxLength(100)
        self.active = QCheckBox(_("In use"))
        self.active.setObjectName(f"{words.name}_active_{number}")
        self.active.setAccessibleName(_("In use: {name}").format(name=line.name))
        self.active.setChecked(line.active)
        self.up = icon_button("ph.arrow-up", _("Move up (Alt+Up)"), name=f"{words.name}_up_{number}")
        self.down = icon_button("ph.arrow-down", _("Move down (Alt+Down)"), name=f"{words.name}_down_{number}")
        self.drop = icon_button("ph.x", words.drop, name=f"{words.name}_drop_{number}")
        self.stops: tuple[QWidget, ...] = (self.name, self.active, self.up, self.down, self.drop)
        """Where Tab goes through, in this order."""
        self.problem = label("", style="error", wrap=True, name=f"{words.name}_problem_{number}")
        self._sign = label("")
        self._lay_out()
        self.name.textEdited.connect(lambda _text: self._edited())
        self.active.toggled.connect(lambda _on: self._edited())
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        self.drop.clicked.connect(self.dropped)

    def _lay_out(self) -> None:
        self.row = row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.name, 1)
        for part in (self.active, self.up, self.down, self.drop):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        wrong = QHBoxLayout()
        wrong.setSpacing(SPACE[0])
        wrong.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.problem, 1)
        column.addLayout(wrong)
        for part in (self.active, self.drop):  # the arrows stand one below the other
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.drop.setVisible(self._id is None)
        self.active.setVisible(self._id is not None)
        self._show_problem("")

    def line(self) -> NamedLine:
        """The line as it stands here."""
        return NamedLine(self._id, self.name.text(), self.active.isChecked())

    def set_place(self, *, first: bool, last: bool) -> None:
        """Offer to move it where there is a place to go to."""
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def refuse(self, words: str) -> None:
        """Say what is wrong with the name, and go there."""
        self._show_problem(words)
        self.name.setFocus()

    def _show_problem(self, words: str) -> None:
        if words:
            self._sign.setPixmap(icon("ph.warning-circle", "danger").pixmap(QSize(14, 14)))
        self.problem.setText(words)
        for part in (self._sign, self.problem):
            part.setVisible(bool(words))
        if (self.name.property("wrong") or False) != bool(words):
            self.name.setProperty("wrong", bool(words))
            self.name.style().unpolish(self.name)
            self.name.style().polish(self.name)

    def _edited(self) -> None:
        self._show_problem("")
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
