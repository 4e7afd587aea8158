"""The head of the start page: greeting, date, the switch between its parts, and whether one is available now."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from frontdesk.views.today import Part, Today
from ui.texts import _, day_long, local
from ui.theme import SPACE
from ui.today.delegate import EDGE
from ui.today.words import greeting, part_word
from ui.widgets import ElidedLabel, Loading, Segmented, label, set_tip

_HEIGHT = 52
_DATED = 680
"""Narrower than that, name and switch need the room of the date, which stands at the foot of the window too."""
_LINE = 6
"""Height of the moving line, logical pixels."""


class Header(QFrame):
    """`part_chosen` with the part that a person wants to see; `loading` is to be started and stopped.

    `available_chosen` with whether a clinician is available for requests now.
    """

    part_chosen = Signal(object)
    available_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self.greeting = ElidedLabel("", style="heading")
        self.greeting.setObjectName("today_greeting")
        self.greeting.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.date = label("", style="muted", name="today_date")
        self.stale = label("", style="warning", name="today_stale")
        self.stale.hide()
        self.parts: Segmented | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 0, EDGE, 0)
        self._row.setSpacing(SPACE[3])
        for part in (self.greeting, self.date, self.stale):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._available_words = label(_("Available for requests now"), style="muted", name="today_available_words")
        self.available = Segmented(
            ((False, _("Off")), (True, _("On"))), name="today_available", what=_("Available for requests now")
        )
        self.available.chosen.connect(self.available_chosen)
        set_tip(self.available, _("Available for requests now"))
        self._row.addWidget(self._available_words)
        self._row.addWidget(self.available)
        self.show_available(None)
        self.loading = Loading(_("Reading today"), name="today_loading", parent=self)

    def offer(self, parts: Sequence[Part]) -> None:
        """Offer these parts; one alone needs no switch."""
        if self.parts is not None:
            self._row.removeWidget(self.parts)
            self.parts.hide()
            self.parts.deleteLater()
            self.parts = None
        if len(parts) > 1:
            words = [(part, part_word(part)) for part in Part if part in parts]
            self.parts = Segmented(words, name="today_parts", what=_("What is shown"))
            self.parts.chosen.connect(self.part_chosen)
            self._row.insertWidget(self._row.indexOf(self._available_words), self.parts)

    def stops(self) -> list[QWidget]:
        """Where Tab stops here, in order."""
        parts = list(self.parts.findChildren(QPushButton)) if self.parts is not None else []
        return [*parts, *self.available.findChildren(QPushButton)]

    def show_available(self, available: bool | None) -> None:
        """Whether the clinician is available now; None where nobody asks that of them."""
        self.available.setVisible(available is not None)
        self.available.set_value(available)
        self._share_width()

    def show_part(self, part: Part) -> None:
        """Mark the part that shows."""
        if self.parts is not None:
            self.parts.set_value(part)

    def show_words(self, name: str, today: Today[Any]) -> None:
        """Greet whoever is signed in, by the clock and the calendar of the center."""
        self.greeting.set_text(greeting(name, local(today.now, today.zone).hour))
        self.date.setText(day_long(today.day).removesuffix(f" {today.day.year}"))
        self._share_width()

    def show_stale(self, words: str) -> None:
        """Say that what shows is old; with no words, that it is not."""
        self.stale.setText(words)
        self.stale.setVisible(bool(words))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._share_width()
        self.loading.setGeometry(0, self.height() - _LINE, self.width(), _LINE)

    def _share_width(self) -> None:
        """The day has room on a wide page only; on a narrow one the greeting makes room for what is more important."""
        wide = self.width() >= _DATED
        self.greeting.setVisible(wide or self.stale.isHidden())
        room = self.width() - 2 * EDGE - sum(map(_taken, (self.greeting, self.stale, self.parts, self.available)))
        # A switch without its words says nothing: the greeting and what is greeted give way to them.
        if not self.available.isHidden() and room < _wanted(self._available_words):
            room += _taken(self.greeting)
            self.greeting.hide()
        said = not self.available.isHidden() and room >= _wanted(self._available_words)
        self._available_words.setVisible(said)
        room -= _wanted(self._available_words) if said else 0
        self.date.setVisible(wide and room >= _wanted(self.date))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """The switches have room in any page; greeting, date and words give way to them."""
        return QSize(2 * EDGE + _taken(self.parts) + _taken(self.available), _HEIGHT)


def _taken(part: QWidget | None) -> int:
    """The width of what shows, with the space before it."""
    return 0 if part is None or part.isHidden() else _wanted(part)


def _wanted(part: QWidget) -> int:
    return part.sizeHint().width() + SPACE[3]
