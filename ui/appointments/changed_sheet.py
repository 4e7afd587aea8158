"""Says that somebody else changed the appointment meanwhile: what it was, what it is, by whom and when."""

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere
from ui.appointments.history_words import field_value, field_word, is_technical
from ui.texts import _, local, time_of
from ui.widgets import Sheet, label
from ui.widgets.comparison import Comparison

WIDTH = 312


class ChangedSheet(Sheet):
    """Nothing was saved; after it the person sees the appointment as it is now and decides again."""

    def __init__(self, parent: QWidget, problem: ChangedElsewhere, zone: str) -> None:
        super().__init__(parent, _("Changed meanwhile"), _("Look again"), name="changed", width=WIDTH)
        who = problem.by or _("Somebody else")
        self.body.addWidget(
            label(
                _("{who} changed it at {time}. Nothing of yours was saved. See what changed, decide again.").format(
                    who=who, time=time_of(local(problem.at, zone))
                ),
                wrap=True,
                name="changed_words",
            )
        )
        rows = [
            (field_word(name), field_value(name, was, zone), field_value(name, now, zone))
            for name, (was, now) in problem.changes.items()
            if not is_technical(name)
        ]
        self.body.addWidget(Comparison(rows))
        leave = self.panel.findChild(QWidget, "changed_leave")
        if leave is not None:
            leave.hide()  # there is nothing to leave: what is shown has happened
        self.accepted.connect(self.close_sheet)
