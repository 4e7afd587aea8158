"""Says that somebody else changed the consumer meanwhile: what it was, what it is, by whom and when."""

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.texts import phone_text
from frontdesk.views.choices import Choices
from ui.consumers.lists import languages
from ui.form_words import field_words, named_choices
from ui.texts import _, local, time_of
from ui.widgets import Sheet, label
from ui.widgets.comparison import Comparison


class ChangedSheet(Sheet):
    """After it the form has what others changed, and what this person typed; Save then saves over it."""

    def __init__(self, parent: QWidget, problem: ChangedElsewhere, choices: Choices) -> None:
        super().__init__(parent, _("Changed meanwhile"), _("Look again"), name="consumer_changed", width=400)
        zone = choices.centers[0].zone if choices.centers else "UTC"
        words = _("{who} changed this at {time}. Nothing was saved; what you typed is kept. Save again if it holds.")
        said = words.format(who=problem.by or _("Somebody else"), time=time_of(local(problem.at, zone)))
        self.body.addWidget(label(said, wrap=True, name="consumer_changed_words"))
        leave = self.panel.findChild(QWidget, "consumer_changed_leave")
        if leave is not None:
            leave.hide()  # there is nothing to leave: what is shown has happened
        names = field_words()
        self.body.addWidget(
            Comparison(
                [
                    (names[name], _said(name, was, choices), _said(name, now, choices))
                    for name, (was, now) in problem.changes.items()
                    if name in names
                ]
            )
        )


def _said(name: str, value: object, choices: Choices) -> str:
    """A value as a person says it."""
    if value in (None, ""):
        return _("nothing")
    if name == "phone":
        return phone_text(str(value))
    offered = (named_choices(choices) | {"language": languages()}).get(name, ())
    return next((word for code, word in offered if code == value), str(value))
