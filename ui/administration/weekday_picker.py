"""Seven days to switch on and off; one stop for Tab, arrow keys go along, Space or the digits 1 to 7 switch."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.administration.week import long_days
from ui.texts import weekday_short
from ui.theme import font
from ui.widgets.button import Toggle


class WeekdayPicker(QWidget):
    """`days` are those that are on, 0 is Monday."""

    changed = Signal()

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, long in enumerate(long_days()):
            row.addWidget(self._day(number, weekday_short(number), f"{what}: {long}"))
        self._buttons[0].setProperty("place", "first")
        self._buttons[-1].setProperty("place", "last")
        self._rove(0)

    def _day(self, number: int, short: str, what: str) -> QPushButton:
        made = Toggle(short)
        made.setProperty("segment", True)
        made.setProperty("tight", True)
        made.setObjectName(f"{self.objectName()}_{number}")
        made.setAccessibleName(what)
        made.setFont(font(strong=True))  # as wide as it will be when switched on, so that nothing shifts
        made.setMinimumWidth(made.sizeHint().width())
        made.clicked.connect(lambda: self._clicked(number))
        made.installEventFilter(self)
        self._buttons.append(made)
        return made

    @property
    def days(self) -> frozenset[int]:
        """Those that are on."""
        return frozenset(number for number, one in enumerate(self._buttons) if one.isChecked())

    def set_days(self, days: Iterable[int]) -> None:
        """Switch these on and the others off, without `changed`."""
        wanted = frozenset(days)
        for number, one in enumerate(self._buttons):
            one.setChecked(number in wanted)
        self._rove(min(wanted, default=0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        number = next((place for place, one in enumerate(self._buttons) if one is watched), -1)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        step = -step if self.isRightToLeft() else step
        if step:
            self._rove((number + step) % 7)
            self._buttons[(number + step) % 7].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.text() and event.text() in "1234567":
            self._buttons[int(event.text()) - 1].click()
            return True
        return False

    def _clicked(self, number: int) -> None:
        self._rove(number)
        self.changed.emit()

    def _rove(self, number: int) -> None:
        """Only the day of that number is a stop for Tab."""
        for place, one in enumerate(self._buttons):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == number else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[number])
