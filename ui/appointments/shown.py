"""Reads the appointment that a page shows, and reads it again when it changed here or on another desk."""

from PySide6.QtCore import QObject, Signal

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.appointment import AppointmentView
from ui.shell.context import Context


class Shown(QObject):
    """`read` with an AppointmentView, `failed` with a Problem. The old view stays until the new one is there."""

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._key = key
        self.appointment_id: int | None = None
        self.view: AppointmentView | None = None
        context.changes.changed.connect(self._changed)

    def show(self, appointment_id: int) -> None:
        """Show this appointment."""
        if self.appointment_id != appointment_id:
            self.view = None
        self.appointment_id = appointment_id
        self.reload()

    def forget(self) -> None:
        """Show none."""
        self.appointment_id = self.view = None
        self._context.tasks.drop(self._key)

    def reload(self) -> None:
        """Read it again."""
        wanted = self.appointment_id
        if wanted is not None:
            appointments = self._context.clinic.appointments
            self._context.tasks.run(lambda: appointments.view(wanted), self._read, self._failed, key=self._key)

    def _read(self, view: AppointmentView) -> None:
        self.view = view
        self.read.emit(view)

    def _failed(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _changed(self, changes: Changes) -> None:
        """Its doses, and what else is booked of its request, show on it: any of them may have changed it."""
        same_request = self.view is not None and self.view.request_id in changes.requests
        if changes.everything or same_request or self.appointment_id in changes.appointments:
            self.reload()
