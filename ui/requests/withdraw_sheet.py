"""Asks whether a request is to be withdrawn: it cannot be put back on the list."""

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.requests import RequestLine
from ui.problems import sentence
from ui.texts import _
from ui.widgets import Sheet, label

WIDTH = 312


class WithdrawSheet(Sheet):
    """`accepted` when it is meant; `refuse` says what the services said."""

    def __init__(self, parent: QWidget, line: RequestLine) -> None:
        super().__init__(
            parent, _("Withdraw the request"), _("Withdraw"), name="withdraw", leave=_("Back"), width=WIDTH
        )
        words = _("{consumer} asked for {wanted}. It leaves the list; its answers and its history are kept.")
        self.body.addWidget(label(words.format(consumer=line.consumer, wanted=line.wanted), wrap=True))
        self.problem = label("", style="error", wrap=True, name="withdraw_problem")
        self.problem.hide()
        self.body.addWidget(self.problem)

    def refuse(self, problem: Problem) -> None:
        """Say why not; nothing was changed."""
        self.problem.setText(sentence(problem))
        self.problem.show()
