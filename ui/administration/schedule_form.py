"""The form of a work schedule: whose, from when to when, of which kind, and its weekly lines."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from frontdesk.rules.words import CalendarType
from frontdesk.services.schedule_forms import LineForm, PlanForm, Removal, Removing, ScheduleForm
from frontdesk.views.schedules import ScheduleView
from ui.administration.boxes import DayBox
from ui.administration.editor import PlanEditor, still_there
from ui.administration.week import days_words
from ui.administration.weekly_lines import WeeklyLines
from ui.texts import _, calendar_word, day_number, local
from ui.theme import SPACE
from ui.widgets import Choice, Segmented


class ScheduleEditor(PlanEditor):
    """Of one center; `start_new` or `start_edit` it."""

    def lay_out_fields(self) -> None:
        self._center_id = 0
        self._edited: ScheduleView | None = None
        self.clinician = Choice((), name="schedule_clinician")
        self.title_line = QLineEdit()
        self.title_line.setObjectName("schedule_name")
        self.title_line.setMaxLength(200)
        self.kind = Segmented(
            [(one, calendar_word(one)) for one in CalendarType],
            name="schedule_kind",
            what=_("Calendar type"),
        )
        self.first = DayBox("schedule_from", _("Valid from"), self._today)
        self.last = DayBox("schedule_to", _("Valid until"), self._today)
        self.last.setPlaceholderText(_("no end"))
        self.lines = WeeklyLines()
        self.body.addWidget(self.add("clinician", _("Clinician"), self.clinician))
        self.body.addWidget(self.add("name", _("Name"), self.title_line))
        self.body.addWidget(self.add("calendar_type", _("Calendar type"), self.kind))
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self.add("valid_from", _("Valid from"), self.first), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.add("valid_to", _("Valid until"), self.last), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.add("lines", _("Weekly lines"), self.lines))
        self.clinician.chosen.connect(lambda _id: self._offer_services())

    def start_new(self, center_id: int, zone: str, clinician_id: int | None = None) -> None:
        """An empty schedule from today on, with a line for the working days to fill in."""
        self._edited = None
        self._offer_clinicians(center_id, zone)
        if clinician_id is None:
            chosen = self.clinician.value()
            clinician_id = chosen if isinstance(chosen, int) else 0
        week = tuple(LineForm(day, "", "") for day in range(5))
        today = self._today().isoformat()
        form = ScheduleForm(clinician_id, center_id, _("Week"), CalendarType.AD_HOC, today, "", week)
        self.begin(_("New work schedule"), form)

    def start_edit(self, view: ScheduleView, zone: str) -> None:
        """The schedule as it is saved."""
        self._edited = view
        self._offer_clinicians(view.center_id, zone, (view.clinician_id, view.clinician))
        self.begin(_("{name} of {clinician}").format(name=view.name, clinician=view.clinician), schedule_form(view))

    def form(self) -> ScheduleForm:
        clinician, kind = self.clinician.value(), self.kind.value()
        return ScheduleForm(
            clinician_id=clinician if isinstance(clinician, int) else 0,
            center_id=self._center_id,
            name=self.title_line.text(),
            calendar_type=kind if isinstance(kind, CalendarType) else CalendarType.AD_HOC,
            valid_from=self.first.value(),
            valid_to=self.last.value(),
            lines=self.lines.forms(),
            schedule_id=self._edited.id if self._edited else None,
            version=self.version,
        )

    def fill(self, form: ScheduleForm) -> None:
        self.version = form.version
        self.clinician.set_value(form.clinician_id)
        self.title_line.setText(form.name)
        self.kind.set_value(form.calendar_type)
        self.first.set_value(form.valid_from)
        self.last.set_value(form.valid_to)
        self._offer_services()
        self.lines.fill(form.lines)

    def latest(self, form: ScheduleForm) -> PlanForm:
        views = self.context.clinic.schedules.of_center(form.center_id)
        return schedule_form(still_there(views, form.schedule_id))

    def removal(self) -> Removal | None:
        return Removal(Removing.SCHEDULE, self._edited.id, self.version) if self._edited else None

    def removal_words(self) -> str:
        who, name = (self._edited.clinician, self._edited.name) if self._edited else ("", "")
        return _(
            "“{name}” of {who} goes, and its times are offered no more. To end it on a day, set Valid until."
        ).format(name=name, who=who)

    def done_words(self, form: PlanForm) -> str:
        if isinstance(form, Removal):
            return _("Removed: the work schedule")
        return _("Saved: {name} of {who}").format(name=self.title_line.text(), who=self.clinician.currentText())

    def show_errors(self, errors: Mapping[str, str]) -> None:
        super().show_errors(errors)
        self.lines.set_errors(errors)

    def field_names(self) -> frozenset[str]:
        return super().field_names() | self.lines.names()

    def value_words(self, name: str, value: object) -> str:
        if name == "lines" and isinstance(value, Iterable) and not isinstance(value, str):
            said = (f"{days_words([one['weekday']])} {one['hours']}" for one in value)
            return ", ".join(said) or _("nothing")
        if name in ("valid_from", "valid_to") and value:
            return day_number(date.fromisoformat(str(value)))
        if name == "calendar_type":
            return calendar_word(CalendarType(str(value)))
        return super().value_words(name, value)

    def _today(self) -> date:
        return local(self.context.clinic.now(), self.clock_zone).date()

    def _offer_clinicians(self, center_id: int, zone: str, more: tuple[int, str] | None = None) -> None:
        self._center_id, self.clock_zone = center_id, zone
        here = {one.id: one.name for one in self.context.choices.clinicians if center_id in one.center_ids}
        if more is not None:
            here.setdefault(*more)
        self.clinician.set_choices(here.items())

    def _offer_services(self) -> None:
        """A line may be limited to what the clinician gives."""
        chosen = self.clinician.value()
        self.lines.offer([(one.id, one.name) for one in self.context.choices.services if chosen in one.clinician_ids])


def schedule_form(view: ScheduleView) -> ScheduleForm:
    """The form as a person would have typed what is saved."""
    lines: Any = (
        LineForm(one.weekday, f"{one.starts:%H:%M}", f"{one.ends:%H:%M}", one.service_ids, one.modalities)
        for one in view.lines
    )
    return ScheduleForm(
        view.clinician_id,
        view.center_id,
        view.name,
        view.calendar_type,
        view.valid_from.isoformat(),
        view.valid_to.isoformat() if view.valid_to else "",
        tuple(lines),
        view.id,
        view.version,
    )
