"""The free times of the chosen line, each to be taken with one key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.views.openings import Opening
from ui.texts import _, city, day_short, local, moment, time_of
from ui.theme import SPACE
from ui.widgets import button, label
from ui.widgets.flow import Flow


class FreeChips(QWidget):
    """`wanted` with the Opening that a person takes. Times are the client's; the center's stand in brackets."""

    wanted = Signal(object)

    def __init__(self, name: str, client_zone: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name, self._zone = name, client_zone
        self.words = label("", style="small", wrap=True, name=f"{name}_words")
        self.openings: tuple[Opening, ...] = ()
        self._flow: Flow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[0])
        self._column.addWidget(self.words)
        self.hide()

    def show_openings(self, openings: Sequence[Opening], words: str, *, with_day: bool) -> None:
        """Offer these, under these words; hidden where there is nothing to say."""
        if self._flow is not None:
            self._column.removeWidget(self._flow)
            self._flow.hide()
            self._flow.deleteLater()
            self._flow = None
        self.openings = tuple(openings)
        self.words.setText(words)
        self.setAccessibleName(words)
        if openings:
            chips = [self._chip(number, one, with_day=with_day) for number, one in enumerate(openings)]
            self._flow = Flow(chips, spacing=SPACE[0])
            self._column.addWidget(self._flow)
        self.setVisible(bool(words or openings))

    def _chip(self, number: int, opening: Opening, *, with_day: bool) -> QWidget:
        wall = local(opening.start, self._zone)
        said = f"{day_short(wall.date())} {time_of(wall)}" if with_day else time_of(wall)
        other = wall != opening.wall_start
        made = button(f"{said} ({time_of(opening.wall_start)})" if other else said, name=f"{self._name}_{number}")
        spoken = moment(wall)
        if other:
            spoken = _("{time} {city}, {other_time} {other_city}").format(
                time=spoken, city=city(self._zone), other_time=moment(opening.wall_start), other_city=city(opening.zone)
            )
        made.setAccessibleName(spoken)
        made.clicked.connect(lambda: self.wanted.emit(opening))
        return made
