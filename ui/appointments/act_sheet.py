"""What every form of an action is: a sheet that ends in an act, keeps what was typed, and says why it was refused."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.services.forms import Act
from frontdesk.services.series_forms import SeriesAct
from frontdesk.views.appointment import AppointmentView
from ui.appointments.words import later_doses
from ui.problems import by_field, sentence
from ui.texts import _
from ui.widgets import Field, Sheet, field, label
from ui.widgets.summary import breakable

WIDTH = 312


class ActSheet(Sheet):
    """A sheet that ends in an Act: `meant` carries it. A refusal stands beside its field and loses nothing."""

    meant = Signal(object)

    def __init__(
        self, parent: QWidget, view: AppointmentView, title: str, accept: str, *, name: str, width: int = WIDTH
    ) -> None:
        super().__init__(parent, title, accept, name=name, leave=_("Back"), width=width)
        self.view = view
        self.fields: dict[str, Field] = {}
        self.problem = label("", style="error", wrap=True, name=f"{name}_problem")
        self.problem.hide()
        self._confirmed = False
        self.is_waiting = False
        """It was sent, and the database does not say whether it was saved."""
        self.accepted.connect(self._accept)

    def act(self) -> Act | None:
        """What was filled in; None when something is wrong, which is then said."""
        raise NotImplementedError

    def of_series(self, _act: Act) -> SeriesAct | None:
        """The same on several of a series; None for this one alone."""
        return None

    def take_over(self, act: Act) -> None:
        """Fill in what was typed when the same was asked about the appointment as it was before."""

    def refuse(self, problem: Problem) -> None:
        """Show what the services said."""
        self.rest()
        found = by_field(problem, frozenset(self.fields))
        for name, words in found.items():
            self.fields[name].set_error(words)
        self.problem.setText("" if found else sentence(problem))
        self.problem.setVisible(not found)

    def refuse_words(self, words: str) -> None:
        """Say why it cannot be done yet."""
        self.problem.setText(words)
        self.problem.show()

    def ask_again(self, problem: RuleBroken) -> None:
        """Ask whether it is meant; accepting once more says so, with everything that was filled in."""
        self.rest()
        self._confirmed = True
        self.problem.setText(sentence(problem))
        self.problem.show()
        if self.accept_button is not None:
            self.accept_button.setText(_("Yes, do it"))

    def wait(self) -> None:
        """Say that it is not known whether it was saved; what was filled in stays, and Escape still leaves."""
        self.is_waiting = True
        self.say_waiting(_("Checking whether it was saved… The database does not answer. What you typed is kept."))
        self.enable(on=False)
        self.setFocus()

    def rest(self) -> None:
        """It is known now."""
        if self.is_waiting:
            self.is_waiting = False
            self.enable(on=True)

    def say_waiting(self, words: str) -> None:
        """Where the sheet says it."""
        self.problem.setText(words)
        self.problem.show()

    def enable(self, *, on: bool) -> None:
        """Let it be filled in and accepted, or not."""
        for part in self.fields.values():
            part.setEnabled(on)
        if self.accept_button is not None:
            self.accept_button.setEnabled(on)

    def warn_of_doses(self) -> None:
        """Say which doses go with this one."""
        if later := later_doses(self.view):
            words = _("This cancels {doses} too: a later dose does not stand alone.").format(doses=later)
            self.body.addWidget(label(words, style="warning", wrap=True, name="cancel_doses"))

    def say(self, words: str, name: str) -> None:
        """Put a line that says what follows into the sheet; a name in it may be longer than a line."""
        said = label(" ".join(breakable(word) for word in words.split(" ")), style="muted", wrap=True, name=name)
        said.setAccessibleName(words)
        self.body.addWidget(said)

    def add(self, name: str, words: str, editor: QWidget) -> None:
        """Put a field into the sheet."""
        self.fields[name] = field(words, editor)
        self.fields[name].label.setWordWrap(True)  # a long one widens no sheet
        self.body.addWidget(self.fields[name])

    def _accept(self) -> None:
        act = self.act()
        if act is not None:
            self.meant.emit(replace(act, confirmed=True) if self._confirmed else act)
