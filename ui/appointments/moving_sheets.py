"""What the sheets that move an appointment share: telling the consumer, and what today is at the center."""

from datetime import date

from PySide6.QtWidgets import QWidget

from frontdesk.views.appointment import AppointmentView
from ui.appointments.sheets import ActSheet, Lines, telling_box
from ui.shell.context import Context
from ui.texts import _, local


class MovingSheet(ActSheet):
    """What both ask for: a message to the consumer, and whether to send it."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, words: str, *, name: str) -> None:
        super().__init__(parent, view, words, words, name=name)
        self.context = context
        self.message = Lines(f"{name}_message")
        self.notify = telling_box(view, f"{name}_notify")

    def add_telling(self) -> None:
        """Put message, tick and the place for problems below what was added."""
        self.add("message", _("Message to the consumer"), self.message)
        self.body.addWidget(self.notify)
        self.body.addWidget(self.problem)

    def set_free(self, *, free: bool) -> None:
        """While what is wanted is known not to be free, nothing leads on: the reason stands above."""
        if self.accept_button is not None:
            self.accept_button.setEnabled(free and not self.is_waiting)

    def today(self) -> date:
        """Today at the center."""
        return local(self.context.clinic.now(), self.view.zone).date()
