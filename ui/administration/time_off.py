"""The section of time off and closures: what departs from the work schedules of a center, next first, past folded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QPushButton

from frontdesk.rules.words import ExceptionKind
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import ExceptionView
from ui.administration.listing import Listing
from ui.administration.time_off_form import TimeOffEditor
from ui.administration.time_off_words import exception_row
from ui.shell.context import Context
from ui.texts import _, local
from ui.widgets import Row, button

_Found = tuple[tuple[ExceptionView, ...], tuple[ExceptionView, ...] | None]


class TimeOffSection(Listing):
    """Enter opens one; a button folds the past open and shut."""

    name = "time_off"
    icon = "ph.calendar-x"
    editor: TimeOffEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Time off and closures")
        self.new_word = _("New time off")
        self.empty = (
            _("No time off and no closures ahead"),
            _("Leave, blocks of time and extra hours of clinicians, and days on which the center is closed."),
        )
        self._views: dict[int, ExceptionView] = {}
        self.past_button = button(_("Show past"), name="time_off_past_button")
        self.past_button.setCheckable(True)
        super().__init__(context)
        self.past_button.toggled.connect(self._fold)

    def _fold(self, past: bool) -> None:
        self.past_button.setText(_("Hide past") if past else _("Show past"))
        self.past_button.setAccessibleName(self.past_button.text())
        self.reload()

    def make_editor(self) -> TimeOffEditor:
        return TimeOffEditor(self.context, "time_off", self)

    def extra_buttons(self) -> Sequence[QPushButton]:
        return (self.past_button,)

    def read(self, center: CenterChoice) -> _Found:
        schedules, past = self.context.clinic.schedules, self.past_button.isChecked()
        return schedules.exceptions(center.id), schedules.exceptions(center.id, past=True) if past else None

    def rows(self, found: _Found) -> Sequence[Row]:
        ahead, past = found
        center = self.center
        if center is None:
            return ()
        self._views = {view.id: view for view in (*ahead, *(past or ()))}
        today = local(self.context.clinic.now(), center.zone).date()
        made = [self._row(view, center, today) for view in ahead]
        if past is not None:
            made.append(Row(("past", 0), _("Past") if past else _("Nothing in the past")))
            made += (self._row(view, center, today, over=True) for view in past)
        return made

    def _row(self, view: ExceptionView, center: CenterChoice, today: date, *, over: bool = False) -> Row:
        clinicians = self.context.choices.clinicians
        several = any(one.id == view.clinician_id and len(one.center_ids) > 1 for one in clinicians)
        return exception_row(view, center.id, today, several=several, over=over)

    def start_new(self) -> None:
        if self.center is not None:
            self.editor.start_new(self.center)

    def start_edit(self, key: Any) -> bool:
        kind, number = key
        if kind != "exception" or self.center is None:
            return False
        self.editor.start_edit(self._views[number], self.center)
        return True

    def new_for(
        self, kind: ExceptionKind, clinician_id: int, start: datetime | date, end: datetime | None = None
    ) -> None:
        """Open a form for a clinician, from a wall-clock time of the center to another, or for a whole day."""
        if self.center is not None:
            self.editor.start_new(self.center, kind, clinician_id, start, end)
            self.open_editor()
