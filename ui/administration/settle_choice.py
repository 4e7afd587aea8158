"""What is to be done with the appointments that no longer fit: leave, move, give away or cancel, and one message."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from frontdesk.rules.words import ReasonKind
from frontdesk.services.schedule_forms import Settling
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import field
from ui.widgets.dropdown import DropDown

_LONGEST = 4000


class SettleChoice(QWidget):
    """`how` is None while they are to be left as they are; `changed` when something else is chosen."""

    changed = Signal()

    def __init__(self, context: Context, *, may_stay: bool) -> None:
        """`may_stay` offers to leave them as they are, and proposes it."""
        super().__init__()
        self.setObjectName("settle_choice")
        self._group = QButtonGroup(self)
        self._values: list[Settling | None] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for value, name, words in _choices():
            if value is not None or may_stay:
                column.addWidget(self._radio(value, name, words))
        self._group.buttons()[0].setChecked(True)
        self._telling = self._make_telling(context)
        column.addWidget(self._telling)
        self._group.idToggled.connect(lambda _id, on: self._show() if on else None)
        self._show()

    def _radio(self, value: Settling | None, name: str, words: str) -> QRadioButton:
        made = QRadioButton(words)
        made.setObjectName(f"settle_{name}")
        made.setAccessibleName(words)
        self._group.addButton(made, len(self._values))
        self._values.append(value)
        return made

    def _make_telling(self, context: Context) -> QWidget:
        self.reason = DropDown(name="settle_reason", what=_("Reason"))
        self.reason.addItem(_("No reason given"), None)
        for one in context.choices.reasons:
            if one.kind is ReasonKind.CANCEL:
                self.reason.addItem(one.name, one.id)
        self._reason_field = field(_("Reason"), self.reason)
        self.message = QLineEdit()
        self.message.setObjectName("settle_message")
        self.message.setMaxLength(_LONGEST)
        self.notify = QCheckBox(_("Tell them by e-mail"))
        self.notify.setObjectName("settle_notify")
        self.notify.setAccessibleName(self.notify.text())
        self.notify.setChecked(True)
        telling = QWidget()
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self._reason_field, 2)
        row.addWidget(field(_("Message to all of them"), self.message), 3)
        column = QVBoxLayout(telling)
        column.setContentsMargins(0, SPACE[1], 0, 0)
        column.setSpacing(SPACE[0])
        column.addLayout(row)
        column.addWidget(self.notify)
        return telling

    @property
    def how(self) -> Settling | None:
        """What is chosen."""
        return self._values[self._group.checkedId()]

    def checked(self) -> QAbstractButton | None:
        """The button of what is chosen."""
        return self._group.checkedButton()

    @property
    def reason_id(self) -> int | None:
        """The reason chosen for cancelling."""
        found = self.reason.currentData()
        return found if self.how is Settling.CANCEL and isinstance(found, int) else None

    def choose(self, how: Settling | None) -> None:
        """Choose that."""
        self._group.button(self._values.index(how)).setChecked(True)

    def _show(self) -> None:
        self._telling.setVisible(self.how is not None)
        self._reason_field.setVisible(self.how is Settling.CANCEL)
        self.changed.emit()


def _choices() -> tuple[tuple[Settling | None, str, str], ...]:
    return (
        (None, "stay", _("Leave them for now; they stay listed until settled")),
        (Settling.MOVE, "move", _("Move each to the next free time")),
        (Settling.REASSIGN, "reassign", _("Give each to a free colleague at the same time")),
        (Settling.CANCEL, "cancel", _("Cancel them")),
    )
