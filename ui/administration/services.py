"""The section of services: how long each takes and how it is booked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import ServiceView
from ui.administration.listing import Listing
from ui.administration.service_form import ServiceEditor
from ui.shell.context import Context
from ui.texts import _, minutes, modality_word
from ui.widgets import Row


class Found(NamedTuple):
    """The services, and the kinds of rooms that there are at any center."""

    views: tuple[ServiceView, ...]
    kinds: tuple[str, ...]


class ServicesSection(Listing):
    """Enter opens a service."""

    name = "service"
    icon = "ph.first-aid-kit"
    editor: ServiceEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Services")
        self.empty = (_("No services"), _("Services come with the clinic's set-up."))
        self._found_last = Found((), ())
        super().__init__(context)

    def make_editor(self) -> ServiceEditor:
        return ServiceEditor(self.context, "service", self)

    def read(self, center: CenterChoice) -> Found:
        del center
        schedules = self.context.clinic.schedules
        rooms = (room for one in self.context.choices.centers for room in schedules.rooms(one.id))
        return Found(schedules.services(), tuple(sorted({room.kind for room in rooms if room.active})))

    def rows(self, found: Found) -> Sequence[Row]:
        self._found_last = found
        return [_row(view) for view in found.views]

    def start_edit(self, key: Any) -> bool:
        view = next(one for one in self._found_last.views if one.id == key)
        self.editor.start_edit(view, self._found_last.kinds)
        return True


def _row(view: ServiceView) -> Row:
    before = _("{time} before").format(time=minutes(view.buffer_before)) if view.buffer_before else ""
    after = _("{time} after").format(time=minutes(view.buffer_after)) if view.buffer_after else ""
    ways = ", ".join(modality_word(one) for one in sorted(view.modalities))
    every = _("starts every {time}").format(time=minutes(view.step))
    line = " · ".join(part for part in (ways, every, before, after) if part)
    return Row(view.id, view.name, line, minutes(view.minutes), view.room_kind)
