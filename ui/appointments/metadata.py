"""The Metadata tab: name and value of what is shared with the clinic's other systems."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import QuestionKind
from frontdesk.services.forms import Acted
from frontdesk.views.appointment import AppointmentView, MetadataLine
from ui.appointments.answers import earlier_words
from ui.appointments.written_row import WrittenLine
from ui.appointments.written_tab import WrittenTab
from ui.shell.context import Context
from ui.texts import _


class Metadata(WrittenTab):
    """Fields are set up by an administrator; values are set, and copied, here."""

    copies = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "metadata", _("Metadata"), _("Change"), parent)

    def lines(self, view: AppointmentView) -> Sequence[WrittenLine]:
        return [_line(line, view.zone) for line in view.metadata]

    def send(self, view: AppointmentView, key: int, seen: int | str, value: str, command_id: str) -> Acted:
        appointments = self._context.clinic.appointments
        return appointments.set_metadata(view.id, key, str(seen), value, command_id)


def _line(line: MetadataLine, zone: str) -> WrittenLine:
    return WrittenLine(
        key=line.field_id,
        word=line.name,
        kind=QuestionKind.TEXT,
        choices=(),
        value=line.value,
        text=line.value,
        none=_("Not set"),
        stamp="",
        by=line.earlier[0].by if line.earlier else "",
        earlier=tuple(earlier_words(one, one.text, zone) for one in line.earlier),
        seen=line.value,
    )
