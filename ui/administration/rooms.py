"""The section of rooms, stations and equipment of a center: what services need one of, and how many at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from frontdesk.services.schedule_forms import PlanForm, RoomForm
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import RoomView
from ui.administration.boxes import text_line, tick
from ui.administration.editor import PlanEditor, still_there
from ui.administration.listing import Listing
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.theme import SPACE
from ui.widgets import Row


class RoomEditor(PlanEditor):
    """Of one center; `start_new` or `start_edit` it."""

    def lay_out_fields(self) -> None:
        self._center_id = 0
        self._room_id: int | None = None
        self.title_line, self.code, self.kind, self.capacity = (
            text_line(f"room_{one}", 200) for one in ("name", "code", "kind", "capacity")
        )
        self.active = tick(_("In use"), "room_active")
        self.body.addWidget(self.add("name", _("Name"), self.title_line))
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self.add("code", _("Code"), self.code), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.add("capacity", _("Places at a time"), self.capacity), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.add("kind", _("Kind"), self.kind, " "))
        self.body.addWidget(self.active)

    def start_new(self, center_id: int, kinds: Sequence[str]) -> None:
        """An empty room for one at a time, of the kind most used."""
        self._room_id = None
        self._offer(kinds)
        self.begin(_("New room"), RoomForm(center_id, "", "", kinds[0] if kinds else "", "1"))

    def start_edit(self, view: RoomView, kinds: Sequence[str]) -> None:
        """The room as it is saved."""
        self._room_id = view.id
        self._offer(kinds)
        self.begin(view.name, room_form(view))

    def form(self) -> RoomForm:
        return RoomForm(
            center_id=self._center_id,
            code=self.code.text(),
            name=self.title_line.text(),
            kind=self.kind.text(),
            capacity=self.capacity.text(),
            active=self.active.isChecked(),
            room_id=self._room_id,
            version=self.version,
        )

    def fill(self, form: RoomForm) -> None:
        self.version = form.version
        self._center_id = form.center_id
        self.code.setText(form.code)
        self.title_line.setText(form.name)
        self.kind.setText(form.kind)
        self.capacity.setText(form.capacity)
        self.active.setChecked(form.active)

    def latest(self, form: RoomForm) -> PlanForm:
        views = self.context.clinic.schedules.rooms(form.center_id)
        return room_form(still_there(views, form.room_id))

    def done_words(self, form: PlanForm) -> str:
        del form
        return _("Saved: {what}").format(what=self.title_line.text())

    def compared(self) -> dict[str, str]:
        return {**super().compared(), "active": self.active.text()}

    def _offer(self, kinds: Sequence[str]) -> None:
        """Say which kinds there are: a service asks for one of them by its name."""
        words = _("Services ask for a kind. There are: {kinds}.").format(kinds=", ".join(kinds))
        self.fields["kind"].set_hint(words if kinds else _("Services ask for a kind, such as room or chair."))


class RoomsSection(Listing):
    """Enter opens a room."""

    name = "room"
    icon = "ph.door"
    editor: RoomEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Rooms and equipment")
        self.new_word = _("New room")
        self.empty = (
            _("No rooms at this center"),
            _("A service that needs a room, a station or a device can be booked once there is one of its kind."),
        )
        self._views: dict[int, RoomView] = {}
        super().__init__(context)

    def make_editor(self) -> RoomEditor:
        return RoomEditor(self.context, "room", self)

    def read(self, center: CenterChoice) -> tuple[RoomView, ...]:
        return self.context.clinic.schedules.rooms(center.id)

    def rows(self, found: tuple[RoomView, ...]) -> Sequence[Row]:
        self._views = {view.id: view for view in found}
        return [_row(view) for view in found]

    def start_new(self) -> None:
        if self.center is not None:
            self.editor.start_new(self.center.id, self._kinds())

    def start_edit(self, key: Any) -> bool:
        self.editor.start_edit(self._views[key], self._kinds())
        return True

    def _kinds(self) -> list[str]:
        """The kinds that there are, the most frequent first."""
        kinds = [view.kind for view in self._views.values()]
        return sorted(set(kinds), key=lambda one: (-kinds.count(one), one))


def _row(view: RoomView) -> Row:
    places = ngettext("{number} place", "{number} places", view.capacity).format(number=view.capacity)
    closed = "" if view.active else _("Not in use")
    line = view.kind if view.kind == view.code else f"{view.kind} · {view.code}"
    return Row(view.id, view.name, line, places, closed)


def room_form(view: RoomView) -> RoomForm:
    """The form as a person would have typed what is saved."""
    return RoomForm(
        view.center_id, view.code, view.name, view.kind, str(view.capacity), view.active, view.id, view.version
    )
