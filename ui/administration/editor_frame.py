"""Head and foot around the fields of a form of administration, and the area in which they scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.texts import _
from ui.theme import SPACE
from ui.widgets import ElidedLabel, Loading, button, label
from ui.widgets.leaving import LeaveQuestion

HEIGHT = 52


class EditorHead(QFrame):
    """What is edited, and the key that leaves."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("edge", "bottom")
        self.setFixedHeight(HEIGHT)
        self._title = ElidedLabel("", style="title")
        self._title.setObjectName(f"{name}_title")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        row.addWidget(self._title, 1)
        row.addWidget(label(_("Esc"), style="key"), 0, Qt.AlignmentFlag.AlignVCenter)

    def set_title(self, words: str) -> None:
        """Say what is edited."""
        self._title.set_text(words)


class EditorFoot(QFrame):
    """What went wrong, the question before leaving, and the buttons: one of them prominent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("edge", "top")
        self._problem = label("", style="error", wrap=True, name=f"{name}_problem")
        self._doing = label("", style="small", name=f"{name}_doing")
        self._loading = Loading(_("Looking at the appointments"), name=f"{name}_loading")
        self.remove = button(_("Remove…"), name=f"{name}_remove", look="danger")
        self.cancel = button(_("Cancel"), name=f"{name}_cancel")
        self.save = button(_("Save"), name=f"{name}_save", primary=True, hint=_("Enter"))
        self.question = LeaveQuestion(self.save)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[1])
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], 0, SPACE[3], SPACE[2])
        column.setSpacing(SPACE[0])
        column.addWidget(self._loading)
        for part in (self._problem, self._doing, self.question):
            column.addWidget(part)
        column.addLayout(buttons)
        self.reset(can_remove=False)

    def reset(self, *, can_remove: bool) -> None:
        """Nothing is wrong, asked or under way."""
        self.remove.setVisible(can_remove)
        self.question.hide()
        self.say("")
        self.set_busy(busy=False, looking=False)

    def say(self, words: str) -> None:
        """Say what is wrong with all of it."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def set_busy(self, *, busy: bool, looking: bool) -> None:
        """While something is under way it cannot be begun again; while it only looks, Cancel stops it."""
        self.save.setEnabled(not busy)
        self.remove.setEnabled(not busy)
        self.cancel.setEnabled(not busy or looking)
        self._doing.setText(_("Looking which appointments this touches…") if looking else _("Saving…"))
        self._doing.setVisible(busy)
        if busy:
            self._loading.start()
        else:
            self._loading.stop()


def scrolled(inside: QWidget) -> QScrollArea:
    """An area in which `inside` scrolls down only."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
