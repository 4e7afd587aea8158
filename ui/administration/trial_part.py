"""What the form of a system outside has under its fields once it is saved: its secret, and a button that tries it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from ui.administration.answer_line import AnswerLine
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label

_LANE = "outside"
"""What is outside may take long to answer; nothing else waits for it."""


class TrialPart(QFrame):
    """A subclass lays it out and writes `service` and the words; `kept` when the system has another secret."""

    kept = Signal()

    def __init__(self, context: Context, name: str, test: str, icon: str) -> None:
        """`name` begins the names of the controls; `test` stands on the button, beside `icon`."""
        super().__init__()
        self.setObjectName(f"{name}_trial")
        self.context = context
        self.name = name
        self.system_id = 0
        self.caption = label(_("Secret"), style="caption")
        self.secret = QLineEdit()
        self.secret.setObjectName(f"{name}_secret")
        self.secret.setAccessibleName(self.caption.text())
        self.said = label("", style="small", wrap=True, name=f"{name}_secret_said")
        self.test = button(test, name=f"{name}_test", icon=icon)
        self._line = AnswerLine(f"{name}_answer")
        self.answer = self._line.words
        self.say = self._line.say
        self.test.clicked.connect(self._test)

    # What a subclass writes

    def service(self) -> Any:
        """What tries a system by its id: `test`, which runs aside."""
        raise NotImplementedError

    def testing_words(self) -> str:
        """What is said while it is tried."""
        raise NotImplementedError

    def tested_words(self, answer: Any) -> str:
        """What is said once it was tried, from what it answered."""
        raise NotImplementedError

    # What it calls

    def lay_out(self, *parts: QWidget | QLayout) -> None:
        """One part under another, and what was answered under them."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        for part in (*parts, self._line):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)

    def good(self, words: str) -> None:
        """Say what went well."""
        self.say(words, "ph.check-circle", "good")

    def refused(self, problem: Problem) -> None:
        """Say what went wrong; it may be tried again."""
        self.test.setEnabled(True)
        self.say(sentence(problem), "ph.warning-circle", "danger")

    # Inside

    def _test(self) -> None:
        service, number = self.service(), self.system_id
        self.test.setEnabled(False)
        self.say(self.testing_words(), "ph.hourglass", "muted")
        key = f"administration.{self.name}.test"
        self.context.tasks.run(lambda: service.test(number), self._tested, self.refused, lane=_LANE, key=key)

    def _tested(self, answer: Any) -> None:
        self.test.setEnabled(True)
        self.good(self.tested_words(answer))
