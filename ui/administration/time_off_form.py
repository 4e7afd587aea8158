"""The form of leave, a block of time, extra hours or a closure: whose, whole days or from-to, and a remark."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from frontdesk.rules.permissions import Person, may_plan
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.schedule_forms import ExceptionForm, PlanForm, Removal, Removing
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import ExceptionView
from ui.administration.editor import PlanEditor
from ui.administration.moment_box import MomentBox
from ui.administration.time_off_words import kind_word
from ui.texts import _, day_short, local
from ui.widgets import Choice, Segmented, field

_WHOLE = (ExceptionKind.LEAVE, ExceptionKind.CLOSURE)
"""The kinds that are of whole days as a rule."""


class TimeOffEditor(PlanEditor):
    """Of one center; `start_new` or `start_edit` it."""

    def lay_out_fields(self) -> None:
        self._center: CenterChoice | None = None
        self._edited: ExceptionView | None = None
        self.kind = Segmented(
            [(one, kind_word(one)) for one in ExceptionKind], name="time_off_kind", what=_("What it is")
        )
        self.clinician = Choice((), name="time_off_clinician")
        self.only_here = QCheckBox()
        self.only_here.setObjectName("time_off_only_here")
        self.whole = QCheckBox(_("Whole days"))
        self.whole.setObjectName("time_off_whole_days")
        self.whole.setAccessibleName(self.whole.text())
        self.starts = MomentBox("time_off_from", _("From"), self._today, ends=False)
        self.ends = MomentBox("time_off_to", _("Until"), self._today, ends=True)
        self.ends.day.setPlaceholderText(_("the same day"))
        self.remark = QLineEdit()
        self.remark.setObjectName("time_off_remark")
        self.remark.setMaxLength(2000)
        self.body.addWidget(field(_("What it is"), self.kind))
        self.body.addWidget(self.add("clinician", _("Clinician"), self.clinician))
        self.body.addWidget(self.only_here)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.add("starts", _("From"), self.starts))
        self.body.addWidget(self.add("ends", _("Until"), self.ends))
        self.body.addWidget(self.add("remark", _("Remark"), self.remark, _("Shown to staff in the calendar.")))
        self.kind.chosen.connect(self._kind_chosen)
        self.whole.toggled.connect(self._set_whole)
        self.clinician.chosen.connect(lambda _id: self._show_parts())

    def start_new(
        self,
        center: CenterChoice,
        kind: ExceptionKind = ExceptionKind.LEAVE,
        clinician_id: int | None = None,
        start: datetime | date | None = None,
        end: datetime | None = None,
    ) -> None:
        """An empty form, or one that is filled in as far as it is known; times are wall-clock times of the center."""
        self._edited = None
        self._offer(center)
        if clinician_id is None:
            chosen = self.clinician.value()
            clinician_id = chosen if isinstance(chosen, int) else None
        here = center.id if kind in (ExceptionKind.EXTRA, ExceptionKind.CLOSURE) else None
        self._whole_at_first = kind in _WHOLE if start is None else not isinstance(start, datetime)
        starts, ends = (_typed(one) for one in (start, end))
        self.begin(_("New time off or closure"), ExceptionForm(kind, starts, ends, clinician_id, here))

    def start_edit(self, view: ExceptionView, center: CenterChoice) -> None:
        """The exception as it is saved."""
        self._edited = view
        self._offer(center, view)
        self._whole_at_first = view.whole_days
        who = view.clinician or view.center
        self.begin(_("{kind} of {who}").format(kind=kind_word(view.kind), who=who), exception_form(view))

    def form(self) -> ExceptionForm:
        kind = self._kind()
        clinician = None if kind is ExceptionKind.CLOSURE else self.clinician.value()
        first = self.starts.day.value()
        return ExceptionForm(
            kind=kind,
            starts=self.starts.value(),
            ends=self.ends.value(missing=first),
            clinician_id=clinician if isinstance(clinician, int) else None,
            center_id=self._center_id(kind),
            remark=self.remark.text(),
            exception_id=self._edited.id if self._edited else None,
            version=self.version,
        )

    def fill(self, form: ExceptionForm) -> None:
        self.version = form.version
        self.kind.set_value(form.kind)
        self.clinician.set_value(form.clinician_id)
        self.only_here.setChecked(form.center_id is not None)
        whole = "T" not in form.starts if form.starts else self._whole_at_first
        self.whole.setChecked(whole)
        self._set_whole(whole)
        self.starts.set_value(form.starts)
        self.ends.set_value("" if form.ends == form.starts else form.ends)
        self.remark.setText(form.remark)
        self._show_parts()

    def latest(self, form: ExceptionForm) -> PlanForm:
        center = self._center
        for past in (False, True):
            views = self.context.clinic.schedules.exceptions(center.id, past=past) if center else ()
            for view in views:
                if view.id == form.exception_id:
                    return exception_form(view)
        raise RuleBroken("plan.gone")

    def removal(self) -> Removal | None:
        return Removal(Removing.EXCEPTION, self._edited.id, self.version) if self._edited else None

    def removal_words(self) -> str:
        if self._edited is not None and self._edited.kind is ExceptionKind.EXTRA:
            return _("These extra hours go, and their times are offered no more.")
        return _("It goes, and its times are offered again.")

    def done_words(self, form: PlanForm) -> str:
        kind = kind_word(self._kind())
        if isinstance(form, Removal):
            return _("Removed: {kind}").format(kind=kind)
        day = self.starts.day.day()
        who = self._center.name if self._center and self._kind() is ExceptionKind.CLOSURE else ""
        said = (kind, who or self.clinician.currentText(), day_short(day, today=self._today()) if day else "")
        return _("Saved: {what}").format(what=", ".join(part for part in said if part))

    def compared(self) -> Mapping[str, str]:
        return {
            "kind": _("What it is"),
            "clinician_id": _("Clinician"),
            "wall_start": _("From"),
            "wall_end": _("Until"),
            "remark": _("Remark"),
        }

    def value_words(self, name: str, value: object) -> str:
        if name == "clinician_id":
            return next((one.name for one in self.context.choices.clinicians if one.id == value), _("nobody"))
        if name == "kind" and value:
            return kind_word(ExceptionKind(str(value)))
        return super().value_words(name, str(value or "").removesuffix(":00").replace("T", " "))

    # Inside

    def _kind(self) -> ExceptionKind:
        found = self.kind.value()
        return found if isinstance(found, ExceptionKind) else ExceptionKind.LEAVE

    def _center_id(self, kind: ExceptionKind) -> int | None:
        """Leave and block hold everywhere unless they are only for here; the others are always of a center."""
        here = self._center.id if self._center else None
        if self._edited is not None and self._edited.center_id is not None:
            here = self._edited.center_id
        if kind in (ExceptionKind.EXTRA, ExceptionKind.CLOSURE):
            return here
        return here if self.only_here.isChecked() else None

    def _today(self) -> date:
        return local(self.context.clinic.now(), self.clock_zone).date()

    def _offer(self, center: CenterChoice, view: ExceptionView | None = None) -> None:
        """Offer what this person may plan at the center."""
        self._center, self.clock_zone = center, center.zone
        staff = self.context.clinic.staff
        person = Person(staff.staff_id, staff.roles, frozenset(staff.center_ids)) if staff else None
        here = {
            one.id: one.name
            for one in self.context.choices.clinicians
            if center.id in one.center_ids and person is not None and may_plan(person, center.id, one.id)
        }
        if view is not None and view.clinician_id is not None:
            here.setdefault(view.clinician_id, view.clinician)
        self.clinician.set_choices(here.items())
        closes = person is not None and may_plan(person, center.id, None)
        self.kind.set_enabled(ExceptionKind.CLOSURE, closes)
        self.only_here.setText(_("Only at {center}").format(center=center.name))
        self.only_here.setAccessibleName(self.only_here.text())

    def _kind_chosen(self, kind: ExceptionKind) -> None:
        if not self.starts.clock.text() and not self.ends.clock.text():
            self.whole.setChecked(kind in _WHOLE)
        self._show_parts()

    def _set_whole(self, whole: bool) -> None:
        for box in (self.starts, self.ends):
            box.set_whole(whole)

    def _show_parts(self) -> None:
        """Ask only what this kind needs."""
        kind, chosen = self._kind(), self.clinician.value()
        self.fields["clinician"].setVisible(kind is not ExceptionKind.CLOSURE)
        centers = next((one.center_ids for one in self.context.choices.clinicians if one.id == chosen), ())
        several = len(centers) > 1 or self.only_here.isChecked()
        self.only_here.setVisible(several and kind in (ExceptionKind.LEAVE, ExceptionKind.BLOCK))


def _typed(when: datetime | date | None) -> str:
    """As the form keeps it."""
    if when is None:
        return ""
    return when.isoformat("T", "minutes") if isinstance(when, datetime) else when.isoformat()


def exception_form(view: ExceptionView) -> ExceptionForm:
    """The form as a person would have typed what is saved."""
    if view.whole_days:
        starts = view.wall_start.date().isoformat()
        ends = (view.wall_end - timedelta(days=1)).date().isoformat()
    else:
        starts, ends = (one.isoformat("T", "minutes") for one in (view.wall_start, view.wall_end))
    values: dict[str, Any] = {"clinician_id": view.clinician_id, "center_id": view.center_id, "remark": view.remark}
    return ExceptionForm(view.kind, starts, ends, exception_id=view.id, version=view.version, **values)
