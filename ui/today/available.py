"""The switch by which a clinician says on the start page that they are available for requests now."""

from PySide6.QtCore import QObject

from frontdesk.rules.problems import Problem
from ui.saving import Saving
from ui.shell.context import Context
from ui.today.header import Header


class Available(QObject):
    """Saves what a person switches, and shows how it is: at the center whose today shows."""

    def __init__(self, context: Context, header: Header) -> None:
        super().__init__(header)
        self._context, self._header = context, header
        self._center = 0
        self._is_on: bool | None = None
        self._saving = Saving(context.tasks, self)
        self._saving.saved.connect(lambda done: context.changes.changed.emit(done.changes))
        self._saving.refused.connect(self._refused)
        header.available_chosen.connect(self._switch)

    def show(self, center_id: int, available: bool | None) -> None:
        """How it was read, None where nobody asks; while it is being saved it stays as the person has set it."""
        self._center, self._is_on = center_id, available
        if not self._saving.busy:
            self._header.show_available(available)

    def _switch(self, on: object) -> None:
        staff, center = self._context.clinic.staff, self._center
        if staff is not None:
            on_demand = self._context.clinic.on_demand
            self._saving.save(lambda command_id: on_demand.switch(staff.staff_id, center, on is True, command_id))

    def _refused(self, problem: Problem) -> None:
        self._header.show_available(self._is_on)
        self._context.notices.problem(problem)
