"""The menu that limits a weekly line to some services or ways; it stays open while they are ticked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from frontdesk.rules.words import Modality
from ui.administration.week import limit_words
from ui.texts import _, modality_word
from ui.theme import current, icon
from ui.widgets import set_tip
from ui.widgets.painting import mirrored

_ARROW = 12


class LimitMenu(QMenu):
    """Ticks for services and ways; none ticked of a kind means all of it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.services: dict[int, QAction] = {}
        self.modalities: dict[Modality, QAction] = {}

    def offer(self, services: Sequence[tuple[int, str]]) -> None:
        """Offer these services (id and name) and every way, nothing ticked."""
        self.clear()
        self.addSection(_("Only these services"))
        self.services = {number: self._tick(name) for number, name in services}
        self.addSection(_("Only these ways"))
        self.modalities = {one: self._tick(modality_word(one)) for one in Modality}

    def _tick(self, words: str) -> QAction:
        action = QAction(words.replace("&", "&&"), self)
        action.setCheckable(True)
        action.toggled.connect(lambda _on: self.changed.emit())
        self.addAction(action)
        return action

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click ticks without closing: often several are wanted."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)


class LimitButton(QPushButton):
    """Says what a line is for, as far as there is room, and opens the menu that limits it."""

    changed = Signal()

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._what = what
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
        words = limit_words(named, self.modalities) or _("For all services")
        self.setText(words)
        self.setAccessibleName(f"{self._what}: {words}")
        set_tip(self, words)
        self.update()
        self.changed.emit()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(80, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        whole, direction = self.rect(), self.layoutDirection()
        room = mirrored(direction, whole, whole.adjusted(12, 0, -_ARROW - 14, 0))
        painter.setFont(self.font())
        painter.setPen(current().text if self.isEnabled() else current().disabled)
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        arrow = QRect(self.width() - _ARROW - 10, (self.height() - _ARROW) // 2, _ARROW, _ARROW)
        icon("ph.caret-down", "muted").paint(painter, mirrored(direction, whole, arrow))
