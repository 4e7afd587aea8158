"""A sheet: a small form over the window with title, Escape, and a footer; it replaces the stack of dialogs."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.texts import _
from ui.theme import SPACE, current
from ui.widgets.button import button
from ui.widgets.floating import Shadow
from ui.widgets.flow import Flow
from ui.widgets.following import FollowingArea
from ui.widgets.label import label

_LEAST = 96
"""Height that is left to the form in a very low window, logical pixels."""


class Sheet(QWidget):
    """Lies over its parent until it is accepted or left.

    Put the form into `body`. `accepted` is said by the primary button and by Enter, `left` by Cancel and by Escape.
    Call `open()`; after `accepted` call `close_sheet()` once the work is done: a refusal then loses nothing typed.
    """

    accepted = Signal()
    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        title: str,
        accept: str = "",
        *,
        name: str,
        leave: str = "",
        width: int = 440,
        before: QPushButton | None = None,
    ) -> None:
        """`before` stands in the footer before the other buttons."""
        super().__init__(parent)
        self._under = parent
        self.setObjectName(f"{name}_cover")
        self._before: QWidget | None = None
        self.panel = QFrame()
        self.panel.setObjectName("sheet")
        self.panel.setAccessibleName(title)
        self.panel.setFixedWidth(width)
        self.title = label(title, style="heading", wrap=True, name=f"{name}_title")
        self._form = _Form(self.panel)
        self.body = self._form.column
        self.accept_button: QPushButton | None = None
        self._lay_out(name, accept, leave or (_("Cancel") if accept else _("Close")), before)
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self, name: str, accept: str, leave: str, before: QPushButton | None) -> None:
        leave_button = button(leave, name=f"{name}_leave")
        leave_button.clicked.connect(self.leave)
        ends = [leave_button] if before is None else [before, leave_button]
        if accept:
            self.accept_button = button(accept, name=f"{name}_accept", primary=True, hint=_("Enter"))
            self.accept_button.clicked.connect(self.accepted)
            ends.append(self.accept_button)
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[3])
        inside.setSpacing(SPACE[3])
        inside.addWidget(self.title)
        inside.addWidget(self._form)
        inside.addWidget(Flow(ends, spacing=SPACE[2], before=0))
        across = QHBoxLayout()  # no alignment: only so is the panel as high as its wrapped words need
        across.addStretch(1)
        across.addWidget(self.panel)
        across.addStretch(1)
        around = QVBoxLayout(self)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(2)
        Shadow(self.panel, reach=20, below=8)

    def open(self) -> None:
        """Show the sheet over the whole parent and give it the focus."""
        before = self.window().focusWidget()
        # A sheet that was left just now may still have the focus, and be gone when it is to have it back.
        self._before = before if before is not None and before.isVisible() else None
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()
        first = next((each for each in self.panel.findChildren(QWidget) if _takes_typing(each)), self.accept_button)
        (first or self.panel).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Take the sheet away and give the focus back to where it was."""
        self.hide()
        self._under.removeEventFilter(self)
        if self._before is not None:
            self._before.setFocus()
        self.deleteLater()

    def leave(self) -> None:
        """Leave as Escape does."""
        self.left.emit()
        self.close_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.accept_button is not None:
            if self.accept_button.isEnabled():
                self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: N802  Qt's name
        """Keep Tab inside the sheet: what lies under it cannot be reached."""
        inside = [
            each
            for each in self.panel.findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not inside:
            return True
        at = inside.index(now) if (now := self.window().focusWidget()) in inside else -1
        inside[(at + (1 if next_ else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.setGeometry(self._under.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        shade = QColor(current().text if not current().dark else current().window)
        shade.setAlphaF(0.35 if not current().dark else 0.6)
        QPainter(self).fillRect(self.rect(), shade)


class _Form(FollowingArea):
    """As high as what is in it, or lower where the window is: then it scrolls."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self._inside = QWidget()
        self._inside.setProperty("scrolled", True)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE[2])
        self.setWidget(self._inside)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        frame = self._panel.width() - self._panel.contentsRect().width()  # or a word too many asks for a line more
        width, inside = self._panel.maximumWidth() - frame - 2 * SPACE[4], self._inside
        return QSize(width, inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        wanted = self.sizeHint()
        return QSize(wanted.width(), min(wanted.height(), _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Something in it came, went, or says more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def _takes_typing(widget: QWidget) -> bool:
    return (
        widget.inherits("QLineEdit") or widget.inherits("QComboBox") or widget.inherits("QPlainTextEdit")
    ) and widget.isEnabled()
