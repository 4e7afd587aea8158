"""The section of appointments: what is late, who completes, who is told, what waits, how often consumers move one."""

from collections.abc import Mapping
from typing import Final

from frontdesk.services.appointment_rules import (
    MOST_ANSWER_DAYS,
    MOST_LATE_HOURS,
    MOST_LATE_MINUTES,
    MOST_RESCHEDULES,
    MOST_UNDO_SECONDS,
    MOST_UNTIL_HOURS,
    MOST_WITHIN_DAYS,
    AppointmentRules,
    RulesForm,
)
from ui.administration.boxes import number_line, tick
from ui.administration.planning import Planning, Writing
from ui.administration.settings import SettingsEditor, SettingsSection
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import label

_NUMBERS: Final = (
    *("late_hours", "late_minutes", "answer_days", "undo_seconds"),
    *("reschedule_until_hours", "reschedule_most", "reschedule_within_days"),
)
"""The fields into which a number is typed."""


class RulesEditor(SettingsEditor):
    """What the whole clinic has decided about appointments."""

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.context.clinic.rules.save)

    def lay_out_fields(self) -> None:
        self.title, self.done = _("Rules of appointments"), _("Saved: the rules of appointments")
        self._seen = AppointmentRules()
        self.numbers = {name: number_line(f"rules_{name}") for name in _NUMBERS}
        self.notify = tick(_("Tell the consumer"), "rules_notify")
        self.tell_clinicians = tick(_("Tell the clinician"), "rules_tell_clinicians")
        self.complete = tick(_("Agents may complete appointments"), "rules_complete_by_agents")
        self.rapid = tick(_("Rapid response lines take ad hoc bookings"), "rules_rapid_response")
        self._lay_out_telling()
        self._lay_out_late()
        self._lay_out_waiting()
        self._lay_out_limits()

    def _lay_out_telling(self) -> None:
        hint = _("Whether it is ticked when a sheet opens. The desk can change it each time.")
        self.body.addWidget(self.add("notify", _("Messages"), self.notify, hint))
        hint = _("By e-mail, of each appointment that somebody else books, gives or moves to them.")
        self.body.addWidget(self.add("tell_clinicians", _("Tasks"), self.tell_clinicians, hint))

    def _lay_out_late(self) -> None:
        hint = _("Cancelled less than this before the start counts as late: 0 to {most}.")
        self._add_number("late_hours", _("Late to cancel, in hours"), hint.format(most=MOST_LATE_HOURS))
        hint = _("Who comes more than this after the start counts as late: 0 to {most}.")
        self._add_number("late_minutes", _("Late to arrive, in minutes"), hint.format(most=MOST_LATE_MINUTES))
        hint = _("Off: only clinicians and managers. Who completed an appointment stands in its history.")
        self.body.addWidget(self.add("complete_by_agents", _("Completing"), self.complete, hint))

        hint = _("Off: who rebooks is refused there, and chooses another line of a work schedule.")
        self.body.addWidget(self.add("rapid_response", _("Rebooking"), self.rapid, hint))

    def _lay_out_waiting(self) -> None:
        hint = _("How long a proposed time waits for an answer, at most until it starts: 1 to {most}.")
        self._add_number("answer_days", _("Days to answer"), hint.format(most=MOST_ANSWER_DAYS))
        hint = _("How long a change can be undone. Its messages wait as long: 0 to {most}.")
        self._add_number("undo_seconds", _("Seconds to undo"), hint.format(most=MOST_UNDO_SECONDS))

    def _lay_out_limits(self) -> None:
        """The link says so after a limit, with the telephone number."""
        self.body.addSpacing(SPACE[1])
        self.body.addWidget(label(_("Limits for consumers who reschedule by a link"), style="heading", wrap=True))
        words = _("After a limit the link explains and gives the phone number. The desk has no limit. 0 sets none.")
        self.body.addWidget(label(words, style="small", wrap=True))
        hint = _("Not later than this before the start: 0 to {most}.").format(most=MOST_UNTIL_HOURS)
        self._add_number("reschedule_until_hours", _("Hours before the start"), hint)
        hint = _("How often one appointment may be moved: 0 to {most}.").format(most=MOST_RESCHEDULES)
        self._add_number("reschedule_most", _("Times"), hint)
        hint = _("How far ahead the new time may be: 0 to {most}.").format(most=MOST_WITHIN_DAYS)
        self._add_number("reschedule_within_days", _("Days ahead"), hint)

    def _add_number(self, name: str, words: str, hint: str) -> None:
        self.body.addWidget(self.add(name, words, self.numbers[name], hint))

    def read(self) -> AppointmentRules:
        return self.context.clinic.rules.settings()

    def form_of(self, settings: AppointmentRules) -> RulesForm:
        return RulesForm(
            **{name: str(getattr(settings, name)) for name in _NUMBERS},
            complete_by_agents=settings.complete_by_agents,
            notify=settings.notify,
            tell_clinicians=settings.tell_clinicians,
            rapid_response=settings.rapid_response,
            seen=settings,
        )

    def form(self) -> RulesForm:
        return RulesForm(
            **{name: line.text() for name, line in self.numbers.items()},
            complete_by_agents=self.complete.isChecked(),
            notify=self.notify.isChecked(),
            tell_clinicians=self.tell_clinicians.isChecked(),
            rapid_response=self.rapid.isChecked(),
            seen=self._seen,
        )

    def fill(self, form: RulesForm) -> None:
        self._seen = form.seen
        for name, line in self.numbers.items():
            line.setText(getattr(form, name))
        self.complete.setChecked(form.complete_by_agents)
        self.notify.setChecked(form.notify)
        self.tell_clinicians.setChecked(form.tell_clinicians)
        self.rapid.setChecked(form.rapid_response)

    def compared(self) -> Mapping[str, str]:
        ticks = {
            "notify": self.notify,
            "complete_by_agents": self.complete,
            "tell_clinicians": self.tell_clinicians,
            "rapid_response": self.rapid,
        }
        return {**super().compared(), **{name: box.text() for name, box in ticks.items()}}


class RulesSection(SettingsSection):
    """Enter saves."""

    name = "rules"
    icon = "ph.scales"
    editor: RulesEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Appointments")
        super().__init__(context)

    def make_editor(self) -> RulesEditor:
        return RulesEditor(self.context, "rules", self)
