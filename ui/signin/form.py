"""Name, password, and what is wrong with them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.translation import _, ngettext
from ui.theme import SPACE
from ui.widgets.button import button
from ui.widgets.field import field
from ui.widgets.label import label


class SignInForm(QWidget):
    """Says `wanted` with name and password; a wrong password keeps the name and takes the focus back."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setObjectName("signin_name")
        self.name.setMaxLength(64)
        self.password = QLineEdit()
        self.password.setObjectName("signin_password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(1000)
        self.show_password = self._show_button()
        self.submit = button(_("Sign in"), name="signin_button", primary=True)
        self.submit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_field = field(_("Name"), self.name)
        self._password_field = field(_("Password"), self.password)
        self.hint = label("", style="small", wrap=True, name="signin_hint")
        self.hint.setProperty("centred", True)
        self.hint.hide()
        self._seconds = 0
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._lay_out()
        self.name.returnPressed.connect(self._go_on)
        self.password.returnPressed.connect(self._try)
        self.submit.clicked.connect(self._try)

    def _show_button(self) -> QPushButton:
        made = button(_("Show"), name="signin_show_password", look="link")
        made.setAccessibleName(_("Show the password"))
        made.setCheckable(True)
        made.toggled.connect(self._reveal)
        inside = QHBoxLayout(self.password)
        inside.setContentsMargins(SPACE[0], 0, SPACE[0], 0)
        inside.addStretch(1)
        inside.addWidget(made)
        beside = made.sizeHint().width()
        self.password.setTextMargins(*((beside, 0, 0, 0) if self.isRightToLeft() else (0, 0, beside, 0)))
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for part in (self._name_field, self._password_field):
            column.addWidget(part)
        column.addSpacing(SPACE[0])
        column.addWidget(self.submit)
        column.addWidget(self.hint)
        self.setTabOrder(self.name, self.password)
        self.setTabOrder(self.password, self.show_password)
        self.setTabOrder(self.show_password, self.submit)

    def set_busy(self, busy: bool) -> None:
        """While the password is checked, nothing can be sent twice."""
        self.submit.setEnabled(not busy and not self._seconds)
        self.submit.setText(_("Signing in…") if busy else _("Sign in"))

    def refuse(self, text: str) -> None:
        """Say why it did not work; the name stays, the password is selected to be typed over."""
        self.set_busy(False)
        self._password_field.set_error(text)
        self.password.setFocus()
        self.password.selectAll()

    def hold_back(self, seconds: int) -> None:
        """After too many wrong passwords: count down until it may be tried again."""
        self._seconds = seconds
        self.set_busy(False)
        self._say_seconds()
        self._second.start()

    def clear(self) -> None:
        """Forget the password, and what was wrong with it."""
        self.password.clear()
        self.show_password.setChecked(False)
        self._name_field.set_error("")
        self._password_field.set_error("")
        self.set_busy(False)

    def begin(self) -> None:
        """Take the focus where something has to be typed."""
        (self.password if self.name.text() else self.name).setFocus()

    @property
    def error(self) -> str:
        """What stands beside the fields as wrong."""
        return self._name_field.error or self._password_field.error

    def _go_on(self) -> None:
        if self.password.text():
            self._try()
        else:
            self.password.setFocus()

    def _try(self) -> None:
        if not self.submit.isEnabled():
            return
        name = self.name.text().strip()
        self._name_field.set_error("" if name else _("Type your name."))
        self._password_field.set_error("" if self.password.text() else _("Type your password."))
        if not name:
            self.name.setFocus()
        elif self.password.text():
            self.wanted.emit(name, self.password.text())

    def _reveal(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_password.setText(_("Hide") if shown else _("Show"))
        self.show_password.setAccessibleName(_("Hide the password") if shown else _("Show the password"))

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_seconds()
            return
        self._second.stop()
        self._seconds = 0
        self._password_field.set_error("")
        self.set_busy(False)
        if self.isVisible() and not self.name.hasFocus():  # nobody types elsewhere
            self.password.setFocus()

    def _say_seconds(self) -> None:
        self._password_field.set_error(
            ngettext(
                "Too many wrong passwords. Try again in {count} second.",
                "Too many wrong passwords. Try again in {count} seconds.",
                self._seconds,
            ).format(count=self._seconds)
        )
