"""A labelled field with the place for what is wrong with it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import SPACE, icon
from ui.widgets.label import label


class Field(QWidget):
    """A label above, the editor, and below it a hint or an error: icon and words, not colour alone."""

    def __init__(self, label_text: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self.label = label(label_text, style="caption")
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label_text.replace("&", ""))
        self._icon = label("")
        self._line = label(hint, style="small", wrap=True)
        self._line.setObjectName(f"{editor.objectName()}_line")
        self._lay_out()
        self.set_error("")

    def _lay_out(self) -> None:
        self._below = below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SPACE[0])
        below.addWidget(self._icon)
        below.addWidget(self._line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self.label)
        column.addWidget(self.editor)
        column.addLayout(below)

    @property
    def error(self) -> str:
        """The error that stands there now, or empty."""
        return self._line.text() if self._icon.isVisibleTo(self) else ""

    def set_error(self, text: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        wrong = bool(text)
        was = self.error
        if wrong:  # painted only now, in the colours of now: the first page waits for no icon
            self._paint_icon()
        self._icon.setVisible(wrong)
        self._line.setText(text or self._hint)
        self._line.setVisible(bool(text or self._hint))
        self._restyle(self._line, "look", "error" if wrong else "small")
        self._restyle(self.editor, "wrong", wrong)
        self.editor.setAccessibleDescription(text or self._hint)
        if wrong and text != was:
            self._announce()

    def set_hint(self, text: str) -> None:
        """Say something helpful below the editor while there is no error."""
        self._hint = text
        self.set_error(self.error)

    def _paint_icon(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415  as the icon: only a field with an error needs it

        self._below.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self._icon.setPixmap(icon("ph.warning-circle", "danger").pixmap(QSize(14, 14)))

    def _announce(self) -> None:
        """Let a screen reader say the error."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415  as above

        QAccessible.updateAccessibility(QAccessibleEvent(self.editor, QAccessible.Event.DescriptionChanged))

    @staticmethod
    def _restyle(widget: QWidget, name: str, value: object) -> None:
        if (widget.property(name) or False) != value:
            widget.setProperty(name, value)
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def field(label_text: str, editor: QWidget, *, hint: str = "") -> Field:
    """A field around `editor`; its error line is set with `set_error`."""
    return Field(label_text, editor, hint=hint)
