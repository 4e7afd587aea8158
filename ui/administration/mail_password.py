"""The field of the mail server's password: never shown, kept when nothing is typed, and it can be taken away."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button

_LONGEST = 500


class PasswordBox(QWidget):
    """`value()` is None to keep what is in the key ring, empty to take it away, else the new password."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_box")
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(_("Password"))
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(_LONGEST)
        self.take_away = button(_("Remove password"), name=f"{name}_remove")
        self.take_away.setCheckable(True)
        self._has_one = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        row.addWidget(self.line, 1)
        row.addWidget(self.take_away)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._offer)
        self.take_away.toggled.connect(self._offer)

    def show_saved(self, *, has_one: bool) -> None:
        """Whether there is one in the key ring now."""
        self._has_one = has_one
        self._offer()

    def value(self) -> str | None:
        """What is to become of the password."""
        if self.line.text():
            return self.line.text()
        return "" if self._has_one and self.take_away.isChecked() else None

    def set_value(self, value: str | None) -> None:
        """Begin with this."""
        self.line.setText(value or "")
        self.take_away.setChecked(value == "")

    def _offer(self) -> None:
        """What is typed is meant: then the old one goes anyhow."""
        typed = bool(self.line.text())
        goes = self._has_one and self.take_away.isChecked() and not typed
        self.take_away.setVisible(self._has_one and not typed)
        self.take_away.setText(_("Keep password") if goes else _("Remove password"))
        self.take_away.setAccessibleName(self.take_away.text())
        kept = _("Saved; type to replace it") if self._has_one else ""
        self.line.setPlaceholderText(_("Is removed when you save") if goes else kept)
