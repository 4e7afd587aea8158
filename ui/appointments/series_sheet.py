"""All appointments of a series in a sheet: when each is and how it stands; Enter shows the one that is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Status
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.series import SeriesView
from ui.appointments.act_sheet import WIDTH
from ui.appointments.series_words import rhythm, when_line
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, status_look
from ui.widgets import Row, RowList, Sheet, label

_VISIBLE, _ROW = 9, 36


class SeriesSheet(Sheet):
    """`appointment_wanted` with the one to be shown."""

    appointment_wanted = Signal(int)

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView) -> None:
        super().__init__(parent, _("Series"), _("Show"), name="series", leave=_("Close"), width=WIDTH)
        self._context, self._view = context, view
        self.what = label("", style="muted", wrap=True, name="series_what")
        self.lines = RowList(name="series_lines", what=_("Appointments of the series"), framed=True)
        self.body.addWidget(self.what)
        self.body.addWidget(self.lines)
        self.accepted.connect(self._show)
        self.lines.opened.connect(lambda _key: self._show())
        place = view.series
        self.lines.setFixedHeight(min(_VISIBLE, place.count if place else 1) * _ROW + 4)
        if place is not None:
            series = context.clinic.series
            context.tasks.run(lambda: series.view(place.series_id), self._read, self._failed, key="series.view")

    def open(self) -> None:
        """The list has the focus."""
        super().open()
        self.lines.setFocus()

    def _read(self, series: SeriesView) -> None:
        today = local(self._context.clinic.now(), self._view.zone).date()
        words = _("{service}, {rhythm}, {consumer}")
        told = words.format(service=series.service, rhythm=rhythm(series.every, series.unit), consumer=series.consumer)
        self.what.setText(told)
        rows = []
        for line in series.lines:
            look = status_look(line.status, past=line.past)
            when = _("{position}. {when}").format(position=line.position, when=when_line(line, today))
            word = "" if line.status is Status.BOOKED and not line.past else look.word  # most of them stand ahead
            spoken = f"{when}, {look.word}"
            rows.append(Row(line.appointment_id, when, icon=look.icon, colour=look.colour, right=word, spoken=spoken))
        self.lines.set_rows(rows)
        self.lines.select(self._view.id)

    def _failed(self, problem: Problem) -> None:
        self.what.setText(sentence(problem))

    def _show(self) -> None:
        key = self.lines.current_key()
        if isinstance(key, int):
            self.close_sheet()
            self.appointment_wanted.emit(key)
