"""Says that somebody else changed what is edited: each field with what it was and what it is, by whom and when."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere
from ui.texts import _, local, time_of
from ui.widgets import Sheet, label
from ui.widgets.comparison import Comparison


class ChangedSheet(Sheet):
    """After it the form has what others changed, and what this person typed; Save then saves over it."""

    def __init__(
        self, parent: QWidget, problem: ChangedElsewhere, rows: Iterable[tuple[str, str, str]], zone: str
    ) -> None:
        super().__init__(parent, _("Changed meanwhile"), _("Look again"), name="plan_changed")
        words = _("{who} changed this at {time}. Nothing was saved; what you typed is kept. Save again if it holds.")
        said = words.format(who=problem.by or _("Somebody else"), time=time_of(local(problem.at, zone)))
        self.body.addWidget(label(said, wrap=True, name="plan_changed_words"))
        self.body.addWidget(Comparison(rows))
        leave = self.panel.findChild(QWidget, "plan_changed_leave")
        if leave is not None:
            leave.hide()  # there is nothing to leave: what is shown has happened
