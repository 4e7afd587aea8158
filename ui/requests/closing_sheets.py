"""Ask whether a request is to be closed without an appointment, declined or withdrawn: it cannot be put back."""

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.requests import RequestLine
from ui.problems import sentence
from ui.texts import _
from ui.widgets import Sheet, label

WIDTH = 340


class ClosingSheet(Sheet):
    """`accepted` when it is meant; `refuse` says what the services said."""

    def __init__(self, parent: QWidget, title: str, accept: str, *, name: str) -> None:
        super().__init__(parent, title, accept, name=name, leave=_("Back"), width=WIDTH)
        self._name = name
        self.problem = label("", style="error", wrap=True, name=f"{name}_problem")
        self.problem.hide()

    def say(self, words: str) -> None:
        """Say what happens, and keep the place for what goes wrong below it."""
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(self.problem)

    def refuse(self, problem: Problem) -> None:
        """Say why not; nothing was changed."""
        self.problem.setText(sentence(problem))
        self.problem.show()


class WithdrawSheet(ClosingSheet):
    """The requestor does not want it any more."""

    def __init__(self, parent: QWidget, line: RequestLine) -> None:
        super().__init__(parent, _("Withdraw the request"), _("Withdraw"), name="withdraw")
        words = _("{consumer} asked for {wanted}. It leaves the list; its answers and its history are kept.")
        self.say(words.format(consumer=line.consumer, wanted=line.wanted))


class DeclineSheet(ClosingSheet):
    """The clinic says no; the requestor is told so."""

    def __init__(self, parent: QWidget, line: RequestLine, response: str, *, notify: bool) -> None:
        super().__init__(parent, _("Decline the request"), _("Decline"), name="decline")
        words = _("{consumer} asked for {wanted}. It leaves the list without an appointment.")
        told = _("No e-mail is sent.")
        if notify:
            told = _("They are told by e-mail, with your response.") if response else _("They are told by e-mail.")
        self.say(f"{words.format(consumer=line.consumer, wanted=line.wanted)} {told}")
