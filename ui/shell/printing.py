"""What Ctrl+P does: the confirmation of the chosen appointment, or the day's schedule, made aside and previewed."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from ui.texts import _, day_long

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


class Printing(QObject):
    """Documents of one shell; each is made on the lane for documents and shown in the preview."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell

    def confirmation(self, appointment_id: int) -> None:
        """The QR confirmation of an appointment."""
        documents = self._shell.context.clinic.documents
        self._shell.journeys.preview.show_document(
            _("Confirmation"),
            lambda paper: documents.confirmation(appointment_id, paper),
            file_name=f"confirmation-{appointment_id}.pdf",
        )
        self._shell.journeys.show_preview()

    def schedule(self, center_id: int, day: date) -> None:
        """The schedule of a day at a center."""
        documents = self._shell.context.clinic.documents
        self._shell.journeys.preview.show_document(
            _("Schedule of {day}").format(day=day_long(day)),
            lambda _paper: documents.schedule(center_id, day),
            papers=("a4",),
            file_name=f"schedule-{day:%Y-%m-%d}.pdf",
        )
        self._shell.journeys.show_preview()

    def shown(self) -> None:
        """What is chosen, or without a choice the schedule of the day that is shown."""
        chosen = self._shell.journeys.chosen
        if chosen is not None:
            self.confirmation(chosen)
        else:
            self.day()

    def confirmation_of_chosen(self) -> None:
        """The confirmation of the appointment that is chosen."""
        chosen = self._shell.journeys.chosen
        if chosen is not None:
            self.confirmation(chosen)

    def day(self) -> None:
        """The schedule of the day that the calendar shows."""
        print_day = self._shell.journeys.calendar.findChild(QPushButton, "print_day")
        if print_day is not None:
            print_day.click()
