"""Paper: the QR confirmation and the daily schedule as PDF."""

from datetime import date

from frontdesk.qr import make_text, show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.desk import Desk
from frontdesk.views.appointment import ConfirmationSheet
from frontdesk.views.day_read import read_day
from frontdesk.views.paper_read import ScheduleWish, confirmation_sheet, read_confirmation, schedule_sheet


class Paperwork:
    """What a person prints or saves. Everything is PDF bytes, ready before anything is written to disk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def confirmation_sheet(self, appointment_id: int) -> ConfirmationSheet:
        """What the confirmation of an appointment says; RuleBroken `appointment.unknown`, `confirmation.no-time`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            source = read_confirmation(connection, appointment_id)
        text = make_text(source.mark, source.row.token, source.key)
        return confirmation_sheet(source, qr=text, code=show_code(source.row.code))

    def confirmation(self, appointment_id: int, paper: str = "a4") -> bytes:
        """The QR confirmation as PDF on `a4`, `letter`, `a6` or `receipt`; RuleBroken `paper.unknown` for others."""
        # The PDF makers load fonts and shapers; a desk that prints nothing never waits for them.
        from frontdesk.documents.confirmation import confirmation  # noqa: PLC0415  see above
        from frontdesk.documents.page import Paper  # noqa: PLC0415  see above

        if paper not in {one.value for one in Paper}:
            raise RuleBroken("paper.unknown", fields=("paper",), paper=paper[:20])
        return confirmation(self.confirmation_sheet(appointment_id), Paper(paper))

    def schedule(
        self, center_id: int, day: date, wish: ScheduleWish | None = None, *, paper: str = "a4", landscape: bool = False
    ) -> bytes:
        """A center's day as PDF on `a4` or `letter`; RuleBroken `center.unknown`, `paper.unknown`."""
        from frontdesk.documents.page import Paper  # noqa: PLC0415  as in confirmation
        from frontdesk.documents.schedule import schedule  # noqa: PLC0415  as in confirmation

        if paper not in {"a4", "letter"}:
            raise RuleBroken("paper.unknown", fields=("paper",), paper=paper[:20])
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            view = read_day(connection, center_id, day)
            sheet = schedule_sheet(connection, view, wish or ScheduleWish(), self._desk.now())
        return schedule(sheet, paper=Paper(paper), landscape=landscape)
