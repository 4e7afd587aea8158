"""The section of work schedules: the clinicians of a center, each with their schedules."""

from collections.abc import Sequence
from typing import Any

from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import ScheduleView
from ui.administration.listing import Listing
from ui.administration.schedule_form import ScheduleEditor
from ui.administration.schedule_rows import ScheduleDelegate, schedule_rows
from ui.shell.context import Context
from ui.texts import _, local
from ui.widgets import Row, RowList


class SchedulesSection(Listing):
    """Enter opens a schedule, or a new one for a clinician who has none."""

    name = "schedule"
    icon = "ph.clock"
    editor: ScheduleEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Work schedules")
        self.new_word = _("New schedule")
        self.empty = (
            _("Nobody works at this center yet"),
            _("Times are offered once a clinician of this center has a work schedule."),
        )
        self._views: dict[int, ScheduleView] = {}
        super().__init__(context)

    def make_list(self) -> RowList:
        made = super().make_list()
        made.setItemDelegate(ScheduleDelegate(made))
        return made

    def make_editor(self) -> ScheduleEditor:
        return ScheduleEditor(self.context, "schedule", self)

    def read(self, center: CenterChoice) -> tuple[ScheduleView, ...]:
        return self.context.clinic.schedules.of_center(center.id)

    def rows(self, found: tuple[ScheduleView, ...]) -> Sequence[Row]:
        center = self.center
        if center is None:
            return ()
        self._views = {view.id: view for view in found}
        here = [one for one in self.context.choices.clinicians if center.id in one.center_ids]
        today = local(self.context.clinic.now(), center.zone).date()
        return schedule_rows(found, here, self.context.choices.services, today)

    def start_new(self) -> None:
        self._start(None)

    def start_edit(self, key: Any) -> bool:
        kind, number = key
        if self.center is None:
            return False
        if kind == "nobody":
            self._start(number)
        else:
            self.editor.start_edit(self._views[number], self.center.zone)
        return True

    def _start(self, clinician_id: int | None) -> None:
        if self.center is not None:
            self.editor.start_new(self.center.id, self.center.zone, clinician_id)
