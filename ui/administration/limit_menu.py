"""The menu that limits a weekly line to some services or ways; it stays open while they are ticked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Modality
from ui.administration.tick_menu import MenuButton, TickMenu
from ui.administration.week import limit_words
from ui.texts import _, modality_word


class LimitMenu(TickMenu):
    """Ticks for services and ways; none ticked of a kind means all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.services: dict[int, QAction] = {}
        self.modalities: dict[Modality, QAction] = {}

    def offer(self, services: Sequence[tuple[int, str]]) -> None:
        """Offer these services (id and name) and every way, nothing ticked."""
        self.clear()
        self.addSection(_("Only these services"))
        self.services = {number: self.tick(name) for number, name in services}
        self.addSection(_("Only these ways"))
        self.modalities = {one: self.tick(modality_word(one)) for one in Modality}


class LimitButton(MenuButton):
    """Says what a line is for, as far as there is room, and opens the menu that limits it."""

    changed = Signal()

    def __init__(self, name: str, what: str) -> None:
        super().__init__(name, what)
        self._names: dict[int, str] = {}
        self._kept: frozenset[int] = frozenset()
        self.menu_ = LimitMenu(self)
        self.menu_.setObjectName(f"{name}_menu")
        self.setMenu(self.menu_)
        self.menu_.changed.connect(self._say)
        self._say()

    def offer(self, services: Sequence[tuple[int, str]]) -> None:
        """Offer these services; what was ticked stays so, also where it is not offered any more."""
        services_before, modalities_before = self.services, self.modalities
        self._names |= dict(services)
        self.menu_.offer(services)
        self.set_limits(services_before, modalities_before)

    @property
    def services(self) -> frozenset[int]:
        """The services that are ticked; empty means all."""
        return frozenset(one for one, tick in self.menu_.services.items() if tick.isChecked()) | self._kept

    @property
    def modalities(self) -> frozenset[Modality]:
        """The ways that are ticked; empty means all."""
        return frozenset(one for one, tick in self.menu_.modalities.items() if tick.isChecked())

    def set_limits(self, services: Iterable[int], modalities: Iterable[Modality]) -> None:
        """Tick these; a service that is not offered is kept as it is."""
        wanted, ways = frozenset(services), frozenset(modalities)
        self._kept = wanted - self.menu_.services.keys()
        self.menu_.blockSignals(True)
        for number, tick in self.menu_.services.items():
            tick.setChecked(number in wanted)
        for way, tick in self.menu_.modalities.items():
            tick.setChecked(way in ways)
        self.menu_.blockSignals(False)
        self._say()

    def _say(self) -> None:
        named = sorted(self._names.get(one, _("another service")) for one in self.services)
        self.say(limit_words(named, self.modalities) or _("For all services"))
        self.changed.emit()
