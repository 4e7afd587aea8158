"""The section of requests: after how long one counts as late, and when managers are told of it."""

from PySide6.QtWidgets import QLineEdit

from frontdesk.services.request_rules import (
    MOST_ESCALATE_MINUTES,
    MOST_LATE_MINUTES,
    RequestRules,
    RequestRulesForm,
)
from frontdesk.views.choices import CenterChoice
from ui.administration.editor import PlanEditor
from ui.administration.form_section import FormSection
from ui.administration.planning import Planning, Writing
from ui.shell.context import Context
from ui.texts import _


class RequestRulesEditor(PlanEditor):
    """How long the whole clinic lets requests wait."""

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.context.clinic.request_rules.save)

    def lay_out_fields(self) -> None:
        self._seen = RequestRules()
        self.late_minutes = _number("requests_late_minutes")
        self.escalate_minutes = _number("requests_escalate_minutes")
        hint = _("A request that nobody took shows red after this: 1 to {most}.").format(most=MOST_LATE_MINUTES)
        self.body.addWidget(self.add("late_minutes", _("Late after, in minutes"), self.late_minutes, hint))
        hint = _("Then managers are told by e-mail and in their window, once: 1 to {most}. With 0 they are not told.")
        words = _("Escalated after, in minutes")
        self.body.addWidget(
            self.add("escalate_minutes", words, self.escalate_minutes, hint.format(most=MOST_ESCALATE_MINUTES))
        )

    def start_edit(self, rules: RequestRules) -> None:
        """What is saved."""
        self.begin(_("How long requests wait"), _form(rules))

    def form(self) -> RequestRulesForm:
        return RequestRulesForm(self.late_minutes.text(), self.escalate_minutes.text(), self._seen)

    def fill(self, form: RequestRulesForm) -> None:
        self._seen = form.seen
        self.late_minutes.setText(form.late_minutes)
        self.escalate_minutes.setText(form.escalate_minutes)

    def latest(self, form: RequestRulesForm) -> RequestRulesForm:
        del form
        return _form(self.context.clinic.request_rules.settings())

    def done_words(self, form: RequestRulesForm) -> str:
        del form
        return _("Saved: how long requests wait")


class RequestRulesSection(FormSection):
    """Enter saves."""

    name = "requests"
    icon = "ph.tray"
    editor: RequestRulesEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Requests")
        super().__init__(context)

    def make_editor(self) -> RequestRulesEditor:
        return RequestRulesEditor(self.context, "requests", self)

    def read(self, center: CenterChoice) -> RequestRules:
        del center
        return self.context.clinic.request_rules.settings()

    def begin(self, found: RequestRules) -> None:
        self.editor.start_edit(found)


def _number(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(10)
    return made


def _form(rules: RequestRules) -> RequestRulesForm:
    return RequestRulesForm(str(rules.late_minutes), str(rules.escalate_minutes), rules)
