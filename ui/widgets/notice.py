"""The one notice area at the bottom of the window: what just happened, and how to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.texts import _
from ui.theme import SPACE, icon, themed
from ui.widgets.button import button, icon_button
from ui.widgets.label import label
from ui.widgets.margins import set_margins

_STAYS = 8000
"""Milliseconds that good news stays; bad news stays until it is closed."""


class NoticeBar(QFrame):
    """One line at a time; a newer one takes the place of the older. `left` when it says nothing any more."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self._act: Callable[[], None] | None = None
        self._back: Callable[[], None] | None = None
        self._bad = False
        self._calls = False
        self._mark = label("")
        self._text = label("", wrap=True, name="notice_text")
        self._action = button("", name="notice_action", look="link")
        self._undo = button("", name="notice_undo", look="link")
        self._close = icon_button("ph.x", _("Close notice"), name="notice_close")
        self._timer = QTimer(self, singleShot=True, interval=_STAYS)
        self._timer.timeout.connect(self.hide)
        self._action.clicked.connect(self._do)
        self._undo.clicked.connect(self._take_back)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        set_margins(row, SPACE[3], SPACE[0], SPACE[1], SPACE[0])
        row.setSpacing(SPACE[1])
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        row.addWidget(self._action)
        row.addWidget(self._close)
        themed.changed.connect(self._paint_mark)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says, or empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def goes_by_itself(self) -> bool:
        """Whether what it says will go away without being closed."""
        return self._timer.isActive()

    def tell(
        self,
        text: str,
        *,
        bad: bool = False,
        calls: bool = False,
        action: str = "",
        act: Callable[[], None] | None = None,
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Say `text`; `action` is the word on a button that does `act`, beside one that does `undo`.

        Bad news stays until it is closed. `calls`: it happened elsewhere, and the person is to look at it.
        """
        self._act, self._back, self._bad, self._calls = act, undo, bad, calls
        self._undo.setText(_("Undo"))
        self._undo.setAccessibleName(_("Undo"))
        self._undo.setVisible(undo is not None)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(act is not None)
        self.setProperty("tone", "problem" if bad else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._paint_mark()
        self.setAccessibleName(text)
        self.show()
        self._timer.stop() if bad else self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _take_back(self) -> None:
        back, self._back = self._back, None
        self.hide()
        if back is not None:
            back()

    def _paint_mark(self) -> None:
        name, colour = ("ph.warning-circle", "danger") if self._bad else ("ph.check-circle", "good")
        if self._calls:
            name, colour = "ph.bell", "accent"
        self._mark.setPixmap(icon(name, colour).pixmap(QSize(18, 18)))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        if self.isHidden():  # and not only the window that it stands in
            self.left.emit()
