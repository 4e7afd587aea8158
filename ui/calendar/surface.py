"""The scrolling surface of days: layout, pixmap, scroll bars and zoom in step; only what changed is repainted."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from frontdesk.views.day import DayView, WeekView
from ui.calendar.arrangement import Arranged, Arrangement
from ui.calendar.colouring import Colouring
from ui.calendar.damaged_line import DamagedLine
from ui.calendar.differences import comparable, differences
from ui.calendar.frame import AXIS_WIDTH, HEADER_HEIGHT, Axis, Header, Shown
from ui.calendar.layer import Layer
from ui.calendar.layout import Layout, PlacedCard
from ui.calendar.lettering import Letterings
from ui.calendar.measures import Box, Span, zoomed_scroll
from ui.calendar.nowline import now_box, paint_now
from ui.calendar.overlay import ghost_area, paint_ghost, paint_ring, paint_veil, ring_area
from ui.calendar.paint import DayPainter
from ui.calendar.plates import Plates
from ui.calendar.wording import Said, is_past
from ui.texts import local, time_of
from ui.theme import current, themed

USUAL_SCALE = 76 / 60
"""Pixels for a minute as delivered: a quarter of an hour is just high enough for a line of text."""
LEAST_SCALE, MOST_SCALE = 0.4, 8.0

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
NO_DAY = DayView(0, "", "UTC", date(2000, 1, 1), _BEGINNING, _BEGINNING + timedelta(days=1), ())
"""What stands there before the first day came: no columns."""


class DaySurface(QAbstractScrollArea):
    """Painted days. `placed` is their layout; points of the viewport become the layout's with `content_of`.

    `damaged_chosen` carries the id of an appointment that has no time to stand at and was chosen above the columns.
    """

    damaged_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the pixmap covers it
        self._days: tuple[DayView, ...] = (NO_DAY,)
        self._week = False
        self._colouring: Colouring = "service"
        self._scale = USUAL_SCALE
        self._now = _BEGINNING
        self._chosen: int | None = None
        self._ghost: tuple[int, Span] | None = None
        self._veiled = False
        self._handed: Arranged | None = None
        self._said: dict[int, Said] = {}
        self._layer = Layer()
        self._ratio = self.devicePixelRatioF()
        self._mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._letters = Letterings(self._ratio, mirrored=self._mirrored)
        self._plates = Plates(current(), self._ratio)
        self.placed: Layout = Arrangement(self._scale, 1, self._mirrored).lay_out(self._days, week=False)
        self._painter = self._new_painter()
        self._header = Header(self, self._shown)
        self._axis = Axis(self, self._shown)
        self._damaged = DamagedLine(self)
        self._damaged.chosen.connect(self.damaged_chosen)
        self._make_room()
        themed.changed.connect(self._on_theme)

    # What is shown

    @property
    def day(self) -> DayView:
        """The day shown, or the first of the week."""
        return self._days[0]

    @property
    def days(self) -> tuple[DayView, ...]:
        """The day shown, or those of the week."""
        return self._days

    @property
    def now(self) -> datetime:
        """The instant taken for now."""
        return self._now

    @property
    def scale(self) -> float:
        """Pixels for a minute."""
        return self._scale

    @property
    def chosen(self) -> PlacedCard | None:
        """The chosen card, if a column shows it."""
        return self.placed.card(self._chosen)

    def show_day(self, day: DayView, now: datetime) -> None:
        """Show `day` as of `now` (aware), keeping scroll, zoom and choice; the same day is painted where it differs."""
        self._show((day,), now, week=False)

    def show_week(self, week: WeekView, now: datetime) -> None:
        """Show the days of `week` side by side, as `show_day` shows one."""
        self._show(week.days, now, week=True)

    def arrangement(self) -> Arrangement:
        """What a layout must be made for to be taken from `hand_over`."""
        return Arrangement(self._scale, max(1, self.viewport().width()), self._mirrored)

    def hand_over(self, arranged: Arranged) -> None:
        """A layout that was made aside, for the days that will be shown next; one that does not fit is made anew."""
        self._handed = arranged

    def set_colouring(self, colouring: Colouring) -> None:
        """Colour the cards by service or by status."""
        if colouring != self._colouring:
            self._colouring = colouring
            self._dress()

    def set_now(self, now: datetime) -> None:
        """The time goes on: move the now line, and let cards whose end has passed look so."""
        before, self._now = self._now, now
        self._painter.now = now
        for placed in self.placed.cards:
            if is_past(placed.card, before) != is_past(placed.card, now):
                self._painter.forget(placed.card.id)
                self._spoil(QRect(*placed.area))
        for at in (before, now):
            if line := now_box(self.placed, at):
                self._update(QRect(*line))
        self._axis.update()

    def select(self, appointment_id: int | None) -> None:
        """Ring that appointment's card, or none; says nothing to anybody."""
        for wanted in (self._chosen, appointment_id):
            self._update_ring(self.placed, wanted)
        self._chosen = appointment_id if self.placed.card(appointment_id) else None
        self._header.update()

    def veil(self, veiled: bool) -> None:
        """Step back while another day is on its way, so that nobody takes this one for it."""
        if veiled != self._veiled:
            self._veiled = veiled
            self.viewport().update()

    # Scroll and zoom

    def zoom_to(self, scale: float, pointer: int | None = None) -> None:
        """Show a minute at `scale` pixels; the time at `pointer` (a y of the viewport, or its middle) stays there."""
        wanted = min(MOST_SCALE, max(LEAST_SCALE, self.viewport().height() / self.placed.length, scale))
        if wanted == self._scale:
            return
        anchor = self.viewport().height() // 2 if pointer is None else pointer
        top = zoomed_scroll(self.verticalScrollBar().value(), anchor, self._scale, wanted)
        self._scale = wanted
        self._set_ghost(None)
        self._lay_out()
        self.verticalScrollBar().setValue(top)
        self._spoil()
        self._axis.update()

    def scroll_to_minute(self, minutes: float) -> None:
        """Put that minute of the day near the upper edge of the view."""
        self.verticalScrollBar().setValue(self.placed.y_of(minutes) - 24)

    def reveal(self, box: Box) -> None:
        """Scroll as little as needed to show the box with a little room around."""
        down = self.verticalScrollBar()
        down.setValue(max(min(down.value(), box.y - 24), box.bottom + 24 - self.viewport().height()))
        self._reveal_across(box)

    def begin_at(self, x: int, width: int) -> None:
        """Unless its beginning is in view, scroll across to where that part of the layout begins, as people read."""
        left, wide = self._offset()[0], self.viewport().width()
        if self._mirrored:
            start, seen = x + width - wide, left < x + width <= left + wide
        else:
            start, seen = x, left <= x < left + wide
        if not seen:
            self.scroll_across(start - left)

    def scroll_across(self, pixels: int) -> None:
        """Show what lies so many pixels further to the right, or to the left when negative."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + (-pixels if self._mirrored else pixels))

    def content_of(self, point: QPoint) -> tuple[int, int]:
        """The layout's x and y of a point of the viewport."""
        left, top = self._offset()
        return point.x() + left, point.y() + top

    def header_column_at(self, x: int) -> int:
        """The column under whose name an x of the header is, or -1."""
        return self._header.column_at(x)

    def area_of(self, box: Box) -> QRect:
        """Where a box of the layout stands in the viewport."""
        return self._in_viewport(QRect(*box))

    def top_minute(self) -> float:
        """The minute of the day at the upper edge of the view."""
        return self.verticalScrollBar().value() / self._scale

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the cards' pixmap and paint over it what moves."""
        self._match_ratio()
        self._layer.fit(self.viewport().size(), self._ratio)
        painter = QPainter(self.viewport())
        self._layer.paint_onto(painter, event.rect(), self._paint_cards)
        left, top = self._offset()
        painter.translate(-left, -top)
        self._paint_over(painter, event.rect().translated(left, top))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Columns share the new width."""
        super().resizeEvent(event)
        chosen = self.chosen
        seen = chosen is not None and self.area_of(chosen.box).intersects(QRect(QPoint(0, 0), event.oldSize()))
        self._place_frame()
        self._lay_out()
        self._spoil()
        if seen and (moved := self.chosen) is not None:
            self._reveal_across(moved.box)  # the panel that choosing opens must not hide what was chosen

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Move the pixmap and paint the strip that comes into view."""
        self._layer.scroll(-dx if self._mirrored else dx, dy)
        self.viewport().update()
        if dx:
            self._header.update()
        if dy:
            self._axis.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another direction of reading: everything on the other side."""
        super().changeEvent(event)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if event.type() == QEvent.Type.LayoutDirectionChange and mirrored != self._mirrored:
            self._mirrored = mirrored
            self._letters = Letterings(self._ratio, mirrored=mirrored)
            self._make_room()
            self._lay_out()
            self._spoil()
            self._header.update()
            self._axis.update()

    # Inside

    def _show(self, days: Sequence[DayView], now: datetime, *, week: bool) -> None:
        before, were = self.placed, self._days
        self._days, self._week = tuple(days), week
        if before.week != week or [_name(day) for day in were] != [_name(day) for day in days]:
            self._said.clear()
        self._set_ghost(None)
        self.set_now(now)
        self._damaged.offer([one for day in days for one in day.damaged])
        self._make_room()
        self._lay_out()
        if comparable(before, self.placed):
            for area in differences(before, self.placed):
                self._spoil(area)
            for layout in (before, self.placed):  # the ring stands out over its card
                self._update_ring(layout, self._chosen)
        else:
            self._spoil()
            self._axis.update()
        if self.chosen is None:
            self._chosen = None
        self._header.update()

    def _make_room(self) -> None:
        """Leave the frame its place: the header above, the axis where reading begins."""
        self._damaged_height = 0 if self._damaged.isHidden() else self._damaged.sizeHint().height()
        left, right = (0, AXIS_WIDTH) if self._mirrored else (AXIS_WIDTH, 0)
        self.setViewportMargins(left, HEADER_HEIGHT + self._damaged_height, right, 0)
        self._place_frame()

    def _place_frame(self) -> None:
        port, lost = self.viewport().geometry(), self._damaged_height
        left = port.x() if self._mirrored else port.x() - AXIS_WIDTH
        width, top = port.width() + AXIS_WIDTH, port.y() - HEADER_HEIGHT
        self._damaged.setGeometry(left, top - lost, width, lost)
        self._header.setGeometry(left, top, width, HEADER_HEIGHT)
        axis = port.x() + port.width() if self._mirrored else left
        self._axis.setGeometry(axis, port.y(), AXIS_WIDTH, port.height())

    def _paint_cards(self, painter: QPainter, part: QRect) -> None:
        left, top = self._offset()
        painter.translate(-left, -top)
        self._painter.paint(painter, part.translated(left, top))

    def _paint_over(self, painter: QPainter, area: QRect) -> None:
        chosen = self.chosen
        if chosen is not None and ring_area(chosen.box).intersects(area):
            paint_ring(painter, chosen.box, self._plates)
        line = now_box(self.placed, self._now)
        if line is not None and QRect(*line).intersects(area):
            paint_now(painter, self.placed, line, area)
        if self._ghost is not None and ghost_area(self.placed, *self._ghost).intersects(area):
            paint_ghost(painter, self.placed, self._letters, *self._ghost)
        if self._veiled:
            paint_veil(painter, area)

    def _set_ghost(self, ghost: tuple[int, Span] | None) -> None:
        if ghost == self._ghost:
            return
        for one in (self._ghost, ghost):
            if one is not None and one[0] < len(self.placed.columns):
                self._update(ghost_area(self.placed, *one))
        self._ghost = ghost

    def _lay_out(self) -> None:
        port, wanted = self.viewport().size(), self.arrangement()
        handed, self._handed = self._handed, None
        if handed is not None and handed.fits(self._days, wanted, week=self._week):
            self.placed = handed.layout
        else:
            self.placed = wanted.lay_out(self._days, week=self._week)
        self._painter = self._new_painter()
        for bar, whole, part in (
            (self.verticalScrollBar(), self.placed.height, port.height()),
            (self.horizontalScrollBar(), self.placed.width, port.width()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(20)

    def _new_painter(self) -> DayPainter:
        tokens, kept = current(), self._said
        return DayPainter(self.placed, tokens, self._plates, self._letters, self._now, kept, self._colouring)

    def _shown(self) -> Shown:
        left, top = self._offset()
        placed, now = self.placed, self._now
        focused = self.hasFocus() and self.chosen is None
        clock = time_of(local(now, placed.day.zone))
        return Shown(placed, self._letters, left, top, now_box(placed, now), placed.day_at(now), clock, focused)

    def _reveal_across(self, box: Box) -> None:
        left, wide = self._offset()[0], self.viewport().width()
        wanted = max(min(left, box.x - 24), box.right + 24 - wide)
        if wanted != left:
            self.scroll_across(self._at_column(wanted, box, wide) - left)

    def _at_column(self, left: int, box: Box, wide: int) -> int:
        """The offset nearest to `left` with which a column begins where reading does, the box still in view."""
        columns = self.placed.columns
        if self._mirrored:
            ends = [each.x + each.width for each in columns if box.right <= each.x + each.width <= left + wide]
            return max(ends) - wide if ends else left
        return min((each.x for each in columns if left <= each.x <= box.x), default=left)

    def _offset(self) -> tuple[int, int]:
        """The x and y of the layout at the top left of the viewport; a bar begins where reading does."""
        bar = self.horizontalScrollBar()
        left = bar.maximum() - bar.value() if self._mirrored else bar.value()
        return left, self.verticalScrollBar().value()

    def _in_viewport(self, area: QRect) -> QRect:
        left, top = self._offset()
        return area.translated(-left, -top)

    def _update(self, area: QRect) -> None:
        self.viewport().update(self._in_viewport(area))

    def _update_ring(self, layout: Layout, appointment_id: int | None) -> None:
        if placed := layout.card(appointment_id):
            self._update(ring_area(placed.box))

    def _spoil(self, area: QRect | None = None) -> None:
        """Paint `area` of the layout (or all) anew."""
        if area is None:
            self._layer.spoil()
            self.viewport().update()
        else:
            self._layer.spoil(self._in_viewport(area))
            self._update(area)

    def _match_ratio(self) -> None:
        """The window went to a screen with other pixels: texts and grounds are prepared anew."""
        ratio = self.devicePixelRatioF()
        if ratio != self._ratio:
            self._ratio = ratio
            self._letters = Letterings(ratio, mirrored=self._mirrored)
            self._dress()

    def _on_theme(self) -> None:
        self._dress()
        self._header.update()
        self._axis.update()

    def _dress(self) -> None:
        self._plates = Plates(current(), self._ratio)
        self._painter = self._new_painter()
        self._spoil()


def _name(day: DayView) -> tuple[int, date, str]:
    return day.center_id, day.day, day.zone
