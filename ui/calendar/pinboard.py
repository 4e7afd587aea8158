"""The pinboard: appointments that were cut, kept in sight until they are put down on another day."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from frontdesk.views.appointment import AppointmentView
from frontdesk.views.day import Card
from ui.calendar.wording import consumer_of
from ui.texts import _, day_short, minutes, ngettext, time_of
from ui.theme import SPACE, font, icon
from ui.widgets import icon_button, label, set_tip
from ui.widgets.ellipsis import ended
from ui.widgets.margins import set_margins

_HEIGHT = 44
_NARROWEST = 160
"""Of a pin's words with their sign, logical pixels."""
_HINTED = 800
"""How wide the strip is at least that says which key puts down."""
_SIGN = QSize(22, 16)


@dataclass(frozen=True, slots=True)
class Pin:
    """An appointment as its card stood when it was pinned, and at which center."""

    card: Card
    center_id: int
    center: str


def card_of(view: AppointmentView) -> Card:
    """The card of an appointment that has a time, as the calendar would show it."""
    start, end, wall_start, wall_end = view.start, view.end, view.wall_start, view.wall_end
    if start is None or end is None or wall_start is None or wall_end is None:
        raise ValueError(view.id)
    return Card(
        id=view.id,
        version=view.version,
        code=view.code,
        clinician_id=view.clinician_id,
        start=start,
        end=end,
        wall_start=wall_start,
        wall_end=wall_end,
        status=view.status,
        consumer_id=view.consumer_id,
        consumer=view.consumer,
        phone=view.consumer_phone,
        service_id=view.service_id,
        service=view.service,
        colour=view.colour,
        room=view.room,
        dose=view.dose,
        doses=len(view.doses),
        modality=view.modality,
        overbooked=view.overbooked,
        late=view.late,
        arrived_at=view.arrived_at,
        room_id=view.room_id,
    )


class Pinboard(QFrame):
    """A quiet strip, hidden while nothing is pinned. `changed` when something was pinned or taken off.

    `wanted` with the Pin that is to be put down.
    """

    changed = Signal()
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pinboard")
        self.setAccessibleName(_("Pinboard"))
        self.setProperty("surface", True)
        self.setProperty("edge", "top")
        self.pins: tuple[Pin, ...] = ()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE[1])
        self._area = _strip(self._row)
        self._title = label("", style="caption", name="pinboard_title")
        self._hint = label("", style="small", name="pinboard_hint")
        whole = QHBoxLayout(self)
        set_margins(whole, SPACE[3], SPACE[0], SPACE[2], SPACE[0])
        whole.setSpacing(SPACE[2])
        whole.addWidget(self._title)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._hint)
        self.hide()

    def pin(self, pin: Pin) -> bool:
        """Keep an appointment in sight; False for one that is pinned already."""
        if self.pin_of(pin.card.id) is not None:
            return False
        self._set((*self.pins, pin))
        return True

    def take_off(self, appointment_id: int) -> None:
        """It is not pinned any more; the appointment itself stands where it stood."""
        if self.pin_of(appointment_id) is not None:
            self._set(tuple(one for one in self.pins if one.card.id != appointment_id))

    def replace(self, pin: Pin) -> None:
        """The same appointment with what was changed of it meanwhile."""
        self._set(tuple(pin if one.card.id == pin.card.id else one for one in self.pins))

    def pin_of(self, appointment_id: int) -> Pin | None:
        """The pin of that appointment, if it is pinned."""
        return next((one for one in self.pins if one.card.id == appointment_id), None)

    def next(self) -> Pin | None:
        """The one that was pinned first."""
        return self.pins[0] if self.pins else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The pins have the room of the hint where there is little."""
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= _HINTED)

    def _set(self, pins: tuple[Pin, ...]) -> None:
        self.pins = pins
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in pins:
            self._row.addWidget(self._slip(one))
        self._row.addStretch(1)
        self._title.setText(ngettext("{count} pinned", "{count} pinned", len(pins)).format(count=len(pins)))
        self._hint.setText(_("Ctrl+V puts {consumer} down").format(consumer=consumer_of(pins[0].card)) if pins else "")
        self.setVisible(bool(pins))
        self.changed.emit()

    def _slip(self, pin: Pin) -> QWidget:
        card, number = pin.card, pin.card.id
        length = minutes(round((card.end - card.start).total_seconds() / 60))
        words = _("{consumer} · {service} · {length}").format(
            consumer=consumer_of(card), service=card.service, length=length
        )
        slip = QFrame()
        slip.setObjectName(f"pin_{number}")
        slip.setProperty("card", True)
        put = _PinButton(words, f"pin_{number}_put_down")
        day, time = day_short(card.wall_start.date()), time_of(card.wall_start)
        tip = _("From {day}, {time}. Puts it down in what is shown.").format(day=day, time=time)
        set_tip(put, f"{words}\n{tip}")
        put.clicked.connect(lambda: self.wanted.emit(pin))
        back = icon_button(
            "ph.x", _("Take {consumer} off the pinboard").format(consumer=consumer_of(card)), name=f"pin_{number}_back"
        )
        back.clicked.connect(lambda: self.take_off(number))
        row = QHBoxLayout(slip)
        row.setContentsMargins(SPACE[0], 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(put)
        row.addWidget(back)
        return slip


class _PinButton(QPushButton):
    """Its words end in an ellipsis where there is less room, before the strip is scrolled."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(icon("ph.push-pin", "muted"), words)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.setProperty("quiet", True)
        self.setFont(font(medium=True))
        self.setIconSize(_SIGN)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As wide as says who it is."""
        whole = super().minimumSizeHint()
        return QSize(min(_NARROWEST, whole.width()), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """As the style does, with as many of the words as there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        beside = super().minimumSizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - beside
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = ended(cut, mirrored=self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def _strip(row: QHBoxLayout) -> QScrollArea:
    """More than fit are scrolled to by wheel and Tab."""
    inside = QWidget()
    inside.setProperty("scrolled", True)
    inside.setLayout(row)
    area = QScrollArea()
    area.setObjectName("pinboard_pins")
    area.setAccessibleName(_("Pinned appointments"))
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFixedHeight(_HEIGHT)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
