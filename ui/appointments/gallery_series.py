"""States of one of a series for the pictures: the panel, all of them, and the sheets that mean several."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.rules.words import Action, SeriesScope, SeriesUnit
from frontdesk.services.forms import Booking, Chosen, new_command_id
from frontdesk.services.series_forms import SeriesForm, SeriesOrder
from frontdesk.views.appointment import AppointmentView
from ui.appointments.panel import AppointmentPanel
from ui.appointments.reschedule_sheet import RescheduleSheet
from ui.appointments.series_scope import ScopeChoice
from ui.appointments.sheets import CancelSheet
from ui.shell.context import Context
from ui.texts import local, moment

_SIZE = (344, 700)


def series_states(
    context: Context, like: AppointmentView, settle: Callable[[], None]
) -> Iterator[tuple[str, AppointmentPanel]]:
    """Each state with the panel that shows it; the series is of the consumer and the service of `like`."""
    got: list[AppointmentView] = []
    context.tasks.run(lambda: _booked(context, like), got.append)
    settle()
    if not got:
        return
    for name, prepare in (("series", None), ("series-all", _all), ("series-cancel", _cancel), ("series-move", _move)):
        panel = AppointmentPanel(context)
        panel.resize(*_SIZE)
        panel.show()
        panel.show_appointment(got[0].id)
        settle()
        if prepare is not None:
            prepare(context, panel, settle)
            settle()
        yield name, panel


def _booked(context: Context, like: AppointmentView) -> AppointmentView:
    """The third of eight, every three days, where that is free."""
    series = context.clinic.series
    start = (like.start or context.clinic.now()) + timedelta(days=1)
    wanted = Booking(like.service_id, like.center_id, like.consumer_id, start=start, notify=False)
    found = series.preview(SeriesForm(wanted, 3, SeriesUnit.DAY, 8))
    dates = [one.alternative if one.alternative is not None else one for one in found]
    chosen = tuple(Chosen(one.start, one.clinician_id) for one in dates if one.start is not None)
    booked = series.book(SeriesOrder(wanted, 3, SeriesUnit.DAY, chosen, 8), new_command_id())
    return context.clinic.appointments.view(booked.appointments[2])


def _all(_context: Context, panel: AppointmentPanel, _settle: Callable[[], None]) -> None:
    panel.show_series()


def _cancel(_context: Context, panel: AppointmentPanel, settle: Callable[[], None]) -> None:
    panel.act(Action.CANCEL)
    sheet = panel.findChild(CancelSheet)
    if sheet is not None:
        _mean(sheet.series, SeriesScope.FOLLOWING)
        settle()
        sheet.series.lines.select_first()
        QTest.keyClick(sheet.series.lines, Qt.Key.Key_Down)
        QTest.keyClick(sheet.series.lines, Qt.Key.Key_Space)


def _move(_context: Context, panel: AppointmentPanel, settle: Callable[[], None]) -> None:
    panel.act(Action.RESCHEDULE)
    sheet, view = panel.findChild(RescheduleSheet), panel.view
    if sheet is not None and view is not None and view.start is not None:
        _mean(sheet.series, SeriesScope.ALL)
        wall = local(view.start + timedelta(days=1, hours=1), view.zone)
        typed = moment(wall)
        sheet.when.setText(typed)
        sheet.when.textEdited.emit(typed)
        settle()


def _mean(choice: ScopeChoice, scope: SeriesScope) -> None:
    choice.scope.set_value(scope)
    choice.scope.chosen.emit(scope)
