"""The section of requests: after how long one counts as late, and when managers are told of it."""

from frontdesk.services.request_rules import (
    MOST_ESCALATE_MINUTES,
    MOST_LATE_MINUTES,
    RequestRules,
    RequestRulesForm,
)
from ui.administration.boxes import number_line
from ui.administration.planning import Planning, Writing
from ui.administration.settings import SettingsEditor, SettingsSection
from ui.shell.context import Context
from ui.texts import _


class RequestRulesEditor(SettingsEditor):
    """How long the whole clinic lets requests wait."""

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.context.clinic.request_rules.save)

    def lay_out_fields(self) -> None:
        self.title, self.done = _("How long requests wait"), _("Saved: how long requests wait")
        self._seen = RequestRules()
        self.late_minutes = number_line("requests_late_minutes")
        self.escalate_minutes = number_line("requests_escalate_minutes")
        hint = _("A request that nobody took shows red after this: 1 to {most}.").format(most=MOST_LATE_MINUTES)
        self.body.addWidget(self.add("late_minutes", _("Late after, in minutes"), self.late_minutes, hint))
        hint = _("Then managers are told by e-mail and in their window, once: 1 to {most}. With 0 they are not told.")
        words = _("Escalated after, in minutes")
        self.body.addWidget(
            self.add("escalate_minutes", words, self.escalate_minutes, hint.format(most=MOST_ESCALATE_MINUTES))
        )

    def read(self) -> RequestRules:
        return self.context.clinic.request_rules.settings()

    def form_of(self, settings: RequestRules) -> RequestRulesForm:
        return RequestRulesForm(str(settings.late_minutes), str(settings.escalate_minutes), settings)

    def form(self) -> RequestRulesForm:
        return RequestRulesForm(self.late_minutes.text(), self.escalate_minutes.text(), self._seen)

    def fill(self, form: RequestRulesForm) -> None:
        self._seen = form.seen
        self.late_minutes.setText(form.late_minutes)
        self.escalate_minutes.setText(form.escalate_minutes)


class RequestRulesSection(SettingsSection):
    """Enter saves."""

    name = "requests"
    icon = "ph.tray"
    editor: RequestRulesEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Requests")
        super().__init__(context)

    def make_editor(self) -> RequestRulesEditor:
        return RequestRulesEditor(self.context, "requests", self)
