"""The first page: sign in, or begin with the demo clinic, or hear why the clinic cannot be opened.

It is painted before the database layer is imported, so it imports nothing but Qt, the theme and small widgets.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.translation import _
from ui.signin.form import SignInForm
from ui.signin.mark import Mark
from ui.theme import SPACE
from ui.widgets.button import button
from ui.widgets.label import label

_CARD = 400
"""Width of the card, logical pixels."""


class SignInPage(QWidget):
    """A calm card in the middle. It asks; whoever made it does: `sign_in_wanted`, `demo_wanted`, `retry_wanted`."""

    sign_in_wanted = Signal(str, str)
    demo_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("signin_page")
        self.setAccessibleName(_("Sign in"))
        self.form = SignInForm()
        self.form.wanted.connect(self.sign_in_wanted)
        self._title = _centred(label("Frontdesk", style="title", name="signin_title", wrap=True))
        self._subtitle = _centred(label(_("Sign in to begin"), style="muted", name="signin_subtitle", wrap=True))
        self._trouble_text = _centred(label("", style="muted", wrap=True, name="trouble_text"))
        self._progress_text = _centred(label("", style="muted", wrap=True, name="progress_text"))
        self._first = self._make_first()
        self._trouble = self._make_trouble()
        self._progress = self._make_progress()
        self._shown: QWidget = self.form
        self._lay_out()
        self.show_sign_in()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_CARD)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE[4] + SPACE[1], SPACE[4] + SPACE[1], SPACE[4] + SPACE[1], SPACE[4] + SPACE[1])
        inside.setSpacing(SPACE[0])
        inside.addLayout(_in_the_middle(Mark(48)))
        inside.addSpacing(SPACE[2])
        inside.addWidget(self._title)
        inside.addWidget(self._subtitle)
        inside.addSpacing(SPACE[4])
        for part in (self.form, self._first, self._trouble, self._progress):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.addStretch(4)
        column.addLayout(_in_the_middle(card))
        column.addStretch(5)

    def _make_first(self) -> QWidget:
        demo = _wide(button(_("Open the demo clinic"), name="demo_button", primary=True))
        demo.clicked.connect(self.demo_wanted)
        what = _(
            "Two centers, a dozen clinicians and three weeks of appointments to try everything on. Nobody is real."
        )
        return _column(demo, _centred(label(what, style="small", wrap=True)))

    def _make_trouble(self) -> QWidget:
        again = _wide(button(_("Try again"), name="retry_button", primary=True))
        again.clicked.connect(self.retry_wanted)
        return _column(self._trouble_text, again, gap=SPACE[4])

    def _make_progress(self) -> QWidget:
        bar = QProgressBar()
        bar.setObjectName("progress_bar")
        bar.setAccessibleName(_("Progress"))
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        return _column(bar, self._progress_text)

    def show_sign_in(self, clinic: str = "", *, hint: str = "", name: str = "") -> None:
        """Ask for name and password; `clinic` stands above, `hint` below, `name` is filled in where none is typed."""
        self._say(_("Frontdesk"), clinic or _("Sign in to begin"), self.form)
        self.form.hint.setText(hint)
        self.form.hint.setVisible(bool(hint))
        if name and not self.form.name.text():
            self.form.name.setText(name)
        self.form.begin()

    def show_first_start(self) -> None:
        """There is no clinic yet: offer the demo clinic."""
        self._say(_("Welcome to Frontdesk"), _("There is no clinic on this computer yet."), self._first)
        self._focus("demo_button")

    def show_trouble(self, title: str, text: str) -> None:
        """The clinic cannot be opened: why, and a button to try again."""
        self._trouble_text.setText(text)
        self._say(title, "", self._trouble)
        self._trouble.setAccessibleName(f"{title}. {text}")
        self._focus("retry_button")

    def show_progress(self, text: str) -> None:
        """Something is being made that takes a while."""
        self._progress_text.setText(text)
        self._say(_("Frontdesk"), "", self._progress)

    @property
    def is_in_trouble(self) -> bool:
        """Whether it shows something else than name and password."""
        return self._shown is not self.form

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button it stands on; in the form the form knows what Enter does."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed, QPushButton):
            pressed.click()
        else:
            super().keyPressEvent(event)

    def _say(self, title: str, subtitle: str, part: QWidget) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._shown = part
        for other in (self.form, self._first, self._trouble, self._progress):
            other.setVisible(other is part)

    def _focus(self, name: str) -> None:
        found = self.findChild(QWidget, name)
        if isinstance(found, QWidget):
            found.setFocus()


def _centred(made: QLabel) -> QLabel:
    made.setProperty("centred", True)
    return made


def _in_the_middle(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _wide(made: QPushButton) -> QPushButton:
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _column(*parts: QWidget, gap: int = SPACE[2]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return made
