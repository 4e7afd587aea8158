"""The application's one window: the sign-in page at first, the shell once somebody is signed in."""

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from frontdesk.translation import _
from ui.shell.memory import Memory
from ui.signin.mark import window_icon
from ui.signin.page import SignInPage
from ui.widgets.page_stack import PageStack

_DESIGNED = QSize(1280, 800)
_SMALLEST = QSize(960, 620)


class Frame(QMainWindow):
    """Holds one page or the other; says `painted` once, after its first picture is on the screen, and `closing`."""

    painted = Signal()
    closing = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.setWindowTitle(_("Frontdesk"))
        self.setMinimumSize(_SMALLEST)
        self.memory = memory
        self._was_painted = False
        self._pages = PageStack()
        self.sign_in = SignInPage()
        self._pages.addWidget(self.sign_in)
        self.setCentralWidget(self._pages)
        self.menuBar().hide()  # it belongs to the shell, and is filled while somebody still types their name
        if not self.restoreGeometry(memory.geometry):
            self.resize(_DESIGNED)

    def show_sign_in(self) -> None:
        """Show the sign-in page; the shell behind it keeps what was on it."""
        self.menuBar().hide()
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.form.begin()

    def put_shell(self, shell: QWidget) -> None:
        """Put the shell behind the sign-in page, in place of another one if there was one."""
        if self._pages.indexOf(shell) >= 0:
            return
        old = self._pages.widget(1)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(shell)
        shell.resize(self._pages.width(), self._pages.height() - self.menuBar().sizeHint().height())

    def show_shell(self, shell: QWidget) -> None:
        """Show the shell."""
        self.menuBar().show()
        self._pages.setCurrentWidget(shell)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  Qt's name
        """Tab goes from control to control, never to a page that hands the focus on to one of its controls.

        Qt takes such a page for a control of its own: Tab would enter it at that one, and pass over those before.
        """
        here = self.focusWidget() or self
        at = _beside(here, forward=forward)
        while at is not None and at is not here:
            if _takes_tab(at):
                at.setFocus(_TAB if forward else _BACKTAB)
                return True
            at = _beside(at, forward=forward)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._after_painting)

    def _after_painting(self) -> None:
        self.painted.emit()
        self.setWindowIcon(window_icon())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        self.memory.geometry = self.saveGeometry()
        self.closing.emit()
        super().closeEvent(event)


_TAB, _BACKTAB = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason


def _beside(widget: QWidget, *, forward: bool) -> QWidget | None:
    """The next one in the order of Tab."""
    return _kept(widget.nextInFocusChain() if forward else widget.previousInFocusChain())


def _takes_tab(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled():
        return False
    proxy = widget.focusProxy()
    if proxy is not None:
        _kept(proxy)
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _kept(found: QWidget | None) -> QWidget | None:
    """Have it held by its real parent again, not by the one that was asked for it.

    PySide takes what a method returns for a child of the object that was asked, as far as Python's garbage collector
    is concerned: a scroll area held by its own viewport was destroyed while it showed, and the whole window with the
    last control of a page. To look for it from its real parent puts that right.
    """
    around = found and found.parentWidget()
    if around is not None:
        around.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    elif found is not None:  # the window itself, where the order begins anew: nobody holds it
        QObject.setParent(found, None)
    return found
