"""The section of appointments: what counts as late, who completes, what the consumer is told, what waits how long."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from frontdesk.services.appointment_rules import (
    MOST_ANSWER_DAYS,
    MOST_LATE_HOURS,
    MOST_LATE_MINUTES,
    MOST_UNDO_SECONDS,
    AppointmentRules,
    RulesForm,
)
from frontdesk.views.choices import CenterChoice
from ui.administration.boxes import tick
from ui.administration.editor import PlanEditor
from ui.administration.form_section import FormSection
from ui.administration.planning import Planning, Writing
from ui.shell.context import Context
from ui.texts import _


class RulesEditor(PlanEditor):
    """What the whole clinic has decided about appointments."""

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.context.clinic.rules.save)

    def lay_out_fields(self) -> None:
        self._seen = AppointmentRules()
        self.notify = tick(_("Tell the consumer"), "rules_notify")
        self.complete = tick(_("Agents may complete appointments"), "rules_complete_by_agents")
        self.late_hours = _number("rules_late_hours")
        self.late_minutes = _number("rules_late_minutes")
        self.answer_days = _number("rules_answer_days")
        self.undo_seconds = _number("rules_undo_seconds")
        hint = _("Whether it is ticked when a sheet opens. The desk can change it each time.")
        self.body.addWidget(self.add("notify", _("Messages"), self.notify, hint))
        hint = _("Cancelled less than this before the start counts as late: 0 to {most}.")
        words = _("Late to cancel, in hours")
        self.body.addWidget(self.add("late_hours", words, self.late_hours, hint.format(most=MOST_LATE_HOURS)))
        hint = _("Who comes more than this after the start counts as late: 0 to {most}.")
        words = _("Late to arrive, in minutes")
        self.body.addWidget(self.add("late_minutes", words, self.late_minutes, hint.format(most=MOST_LATE_MINUTES)))
        hint = _("Off: only clinicians and managers. Who completed an appointment stands in its history.")
        self.body.addWidget(self.add("complete_by_agents", _("Completing"), self.complete, hint))
        hint = _("How long a proposed time waits for an answer, at most until it starts: 1 to {most}.")
        words = _("Days to answer")
        self.body.addWidget(self.add("answer_days", words, self.answer_days, hint.format(most=MOST_ANSWER_DAYS)))
        hint = _("How long a change can be undone. Its messages wait as long: 0 to {most}.")
        words = _("Seconds to undo")
        self.body.addWidget(self.add("undo_seconds", words, self.undo_seconds, hint.format(most=MOST_UNDO_SECONDS)))

    def start_edit(self, rules: AppointmentRules) -> None:
        """What is saved."""
        self.begin(_("Rules of appointments"), _form(rules))

    def form(self) -> RulesForm:
        return RulesForm(
            late_hours=self.late_hours.text(),
            late_minutes=self.late_minutes.text(),
            complete_by_agents=self.complete.isChecked(),
            notify=self.notify.isChecked(),
            answer_days=self.answer_days.text(),
            undo_seconds=self.undo_seconds.text(),
            seen=self._seen,
        )

    def fill(self, form: RulesForm) -> None:
        self._seen = form.seen
        self.late_hours.setText(form.late_hours)
        self.late_minutes.setText(form.late_minutes)
        self.complete.setChecked(form.complete_by_agents)
        self.notify.setChecked(form.notify)
        self.answer_days.setText(form.answer_days)
        self.undo_seconds.setText(form.undo_seconds)

    def latest(self, form: RulesForm) -> RulesForm:
        del form
        return _form(self.context.clinic.rules.settings())

    def done_words(self, form: RulesForm) -> str:
        del form
        return _("Saved: the rules of appointments")

    def compared(self) -> Mapping[str, str]:
        ticks = {"notify": self.notify.text(), "complete_by_agents": self.complete.text()}
        return {**super().compared(), **ticks}


class RulesSection(FormSection):
    """Enter saves."""

    name = "rules"
    icon = "ph.scales"
    editor: RulesEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Appointments")
        super().__init__(context)

    def make_editor(self) -> RulesEditor:
        return RulesEditor(self.context, "rules", self)

    def read(self, center: CenterChoice) -> AppointmentRules:
        del center
        return self.context.clinic.rules.settings()

    def begin(self, found: AppointmentRules) -> None:
        self.editor.start_edit(found)


def _number(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(10)
    return made


def _form(rules: AppointmentRules) -> RulesForm:
    return RulesForm(
        late_hours=str(rules.late_hours),
        late_minutes=str(rules.late_minutes),
        complete_by_agents=rules.complete_by_agents,
        notify=rules.notify,
        answer_days=str(rules.answer_days),
        undo_seconds=str(rules.undo_seconds),
        seen=rules,
    )
