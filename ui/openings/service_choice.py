"""The choice of a service whose first openings are wanted: letters choose, arrows go on to the days and times."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from frontdesk.views.choices import ServiceChoice
from ui.texts import _, minutes
from ui.widgets.dropdown import DropDown

_STEPS = {
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}


class ServiceOfOpenings(DropDown):
    """`moved` with days and times to go on when an arrow key is pressed."""

    moved = Signal(int, int)

    def __init__(self, services: Sequence[ServiceChoice], parent: QWidget | None = None) -> None:
        super().__init__(name="openings_service", what=_("Service"), parent=parent)
        self.setMaxVisibleItems(14)
        for service in sorted(services, key=lambda one: one.name.casefold()):
            self.addItem(
                _("{service} · {minutes}").format(service=service.name, minutes=minutes(service.minutes)), service
            )

    def service(self) -> ServiceChoice | None:
        """What is chosen, None where none is given here."""
        found = self.currentData()
        return found if isinstance(found, ServiceChoice) else None

    def choose(self, service_id: int | None) -> None:
        """Choose by id without telling; the first where it is None or not given here."""
        rows = range(self.count())
        self.setCurrentIndex(next((row for row in rows if self.itemData(row).id == service_id), 0 if rows else -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Alt+Down and Space open the list, letters choose."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(*step)
        else:
            super().keyPressEvent(event)
