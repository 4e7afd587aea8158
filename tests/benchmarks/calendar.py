"""What painting the calendar costs, beside the least that could be painted, in one run on the offscreen platform.

    python -m tests.benchmarks.calendar [--rounds N] [--only NAME]

A day of 40 clinicians with 1,200 appointments, all in view; the same with 5,000; a week of six clinicians. The floor
is what no calendar can do without: the same grounds as batched rectangles and the same prepared texts. The naive
scroll step paints everything that shows anew, each card by plain drawing. Every step is measured from the event to
the painted frame; figures are the least of the rounds, in milliseconds.
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from frontdesk.views.day import DayView, WeekView
from tests.ui.calendar.acting import move, press
from tests.ui.calendar.days import TUESDAY, instant, large_day
from ui import theme
from ui.calendar.view import CalendarView
from ui.calendar.wording import said_of

NOW = instant(TUESDAY, "12:10")
SIZE = (40 * 140 + 56, 16 * 76 + 52)
"""Wide enough for 40 columns, high enough for 07:00 to 23:00 at the usual scale: every card shows."""


def timed(work: Callable[[], object], rounds: int) -> float:
    """The least of `rounds` runs after a first one that prepares, in milliseconds."""
    work()
    taken = []
    for _round in range(rounds):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return min(taken)


def shown(days: DayView | WeekView) -> CalendarView:
    """The day or week in a view with all its cards on the screen."""
    view = CalendarView()
    view.resize(*SIZE)
    if isinstance(days, WeekView):
        view.show_week(days, NOW)
    else:
        view.show_day(days, NOW)
    view.show()
    QApplication.processEvents()
    view.scroll_to_minute(7 * 60)
    view.viewport().repaint()
    assert all(view.viewport().rect().contains(view.area_of(placed.box)) for placed in view.placed.cards)
    return view


def full_week() -> WeekView:
    """Six clinicians on seven days, 29 appointments each: 1,218."""
    days = []
    for number in range(7):
        view = large_day(6, 29, TUESDAY + timedelta(days=number - 1))
        columns = tuple(
            replace(one, cards=tuple(card._replace(id=card.id + 10_000 * number) for card in one.cards))
            for one in view.columns
        )
        days.append(replace(view, columns=columns))
    return WeekView(tuple(days))


def floor(view: CalendarView) -> Callable[[], None]:
    """Rectangles by colour and prepared texts by pen, onto a pixmap of the same size: nothing worked out."""
    view.viewport().repaint()
    cards = [view._painter._ready(placed) for placed in view.placed.cards]
    target = QPixmap(view.viewport().size())
    by_colour: dict[int, list[QRect]] = {}
    for card in cards:
        by_colour.setdefault(card.placed.card.colour, []).append(QRect(*card.placed.box))
    top = view.verticalScrollBar().value()
    title, line = view._letters.title.font, view._letters.line.font

    def paint() -> None:
        painter = QPainter(target)
        painter.fillRect(target.rect(), QColor(theme.current().surface))
        painter.translate(0, -top)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, boxes in by_colour.items():
            painter.setBrush(QColor(theme.current().service(colour).tint))
            painter.drawRects(boxes)
        painter.setPen(QColor(theme.current().text))
        painter.setFont(title)
        for card in cards:
            painter.drawStaticText(card.title_at, card.title)
        painter.setFont(line)
        for card in cards:
            for at, text in card.lines:
                painter.drawStaticText(at, text)
        painter.end()

    return paint


def full(view: CalendarView) -> Callable[[], None]:
    """Every card painted anew and the whole viewport repainted."""

    def repaint() -> None:
        view._layer.spoil()
        view.viewport().repaint()

    return repaint


def drag_step(view: CalendarView) -> Callable[[], None]:
    """A card in the air carried on by a quarter of an hour and back: the repaint of what it covered and covers."""
    view.scroll_to_minute(7 * 60)
    start = view.area_of(view.placed.cards[620].box).center()
    press(view, start)
    steps = [60, 80]
    places = set()

    def step() -> None:
        steps.reverse()
        move(view, start + QPoint(0, steps[0]))
        QApplication.processEvents()
        assert view.air is not None
        places.add(view.air.place)

    step()
    step()
    assert len(places) == 2
    return step


def one_changed(view: CalendarView) -> Callable[[], None]:
    """One card in another status: that card alone painted anew, and its part of the viewport repainted."""
    placed = view.placed.cards[620]

    def change() -> None:
        view._painter.forget(placed.card.id)
        view._spoil(QRect(*placed.box))
        QApplication.processEvents()

    return change


def reread(view: CalendarView) -> Callable[[], None]:
    """All read again with one consumer renamed: layout, comparison, repaint."""
    others = []
    for name in ("Renamed Person", "Renamed Again"):
        first, *rest = view.days
        column = first.columns[2]
        cards = (column.cards[0]._replace(consumer=name), *column.cards[1:])
        columns = (*first.columns[:2], replace(column, cards=cards), *first.columns[3:])
        others.append((replace(first, columns=columns), *rest))

    def change() -> None:
        others.reverse()
        if view.placed.week:
            view.show_week(WeekView(others[0]), NOW)
        else:
            view.show_day(others[0][0], NOW)
        QApplication.processEvents()

    return change


def scrolled(view: CalendarView) -> Callable[[], None]:
    """One notch of the wheel: the pixmap moved, the strip that came in painted, the viewport repainted."""
    bar = view.verticalScrollBar()
    at = [bar.value(), bar.value() - 60]

    def scroll() -> None:
        at.reverse()
        bar.setValue(at[0])
        QApplication.processEvents()

    return scroll


def naively_scrolled(view: CalendarView) -> Callable[[], None]:
    """The same step by plain drawing: each card's ground, bar and texts, cut as they are drawn, without a pixmap."""
    bar, target = view.verticalScrollBar(), QPixmap(view.viewport().size())
    at, letters, tokens = [bar.value(), bar.value() - 60], view._letters, theme.current()

    def scroll() -> None:
        at.reverse()
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(target.rect(), QColor(tokens.surface))
        painter.translate(0, -at[0])
        for placed in view.placed.cards:
            box, colour = QRectF(*placed.box), tokens.service(placed.card.colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour.tint))
            painter.drawRoundedRect(box, 5, 5)
            painter.fillRect(QRectF(box.x(), box.y(), 4, box.height()), QColor(colour.bar))
            said = said_of(placed.card, NOW)
            for row, (used, words) in enumerate(((letters.title, said.title), (letters.line, said.service))):
                painter.setFont(used.font)
                painter.setPen(QColor(tokens.text))
                line = box.adjusted(10, 3 + row * used.height, -5, 0)
                cut = used.metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
                if line.height() >= used.height:
                    painter.drawText(line, Qt.AlignmentFlag.AlignTop, cut)
        painter.end()

    return scroll


def zoomed(view: CalendarView) -> Callable[[], None]:
    """One notch of Ctrl+wheel: laid out and painted anew."""
    scales = [view.scale, view.scale * 0.97]

    def zoom() -> None:
        scales.reverse()
        view.zoom_to(scales[0])
        view.viewport().repaint()

    return zoom


def measure(name: str, days: DayView | WeekView, rounds: int) -> None:
    """Print each figure and its ratio."""
    view = shown(days)
    least = timed(floor(view), rounds)
    whole = timed(full(view), rounds)
    naive = timed(naively_scrolled(view), max(3, rounds // 4))
    scroll = timed(scrolled(view), rounds)
    arrangement = view.arrangement()
    layout = timed(lambda: arrangement.lay_out(view.days, week=view.placed.week), rounds)
    step = timed(drag_step(view), rounds * 20)
    view.cancel_drag()
    figures = [
        ("full repaint", whole, "floor", least, 2.5),
        ("scroll step", scroll, "naive scroll step", naive, 0.25),
        ("drag step", step, "full repaint", whole, 0.01),
        ("layout", layout, "full repaint", whole, 8),
        ("one changed card", timed(one_changed(view), rounds * 5), "full repaint", whole, 0.1),
        ("read again, one card differs", timed(reread(view), rounds), "full repaint", whole, None),
        ("zoom step", timed(zoomed(view), rounds), "full repaint", whole, None),
    ]
    count = len(view.placed.cards)
    print(f"{name}: {len(view.placed.columns)} columns, {count:,} cards; floor {least:.3f} ms")
    for what, taken, of, base, limit in figures:
        aim = "" if limit is None else f"  (aim ≤ {limit}: {'reached' if taken / base <= limit else 'MISSED'})"
        print(f"  {what:32} {taken:8.3f} ms  = {taken / base:6.3f} × {of}{aim}")
    view.close()


def main() -> None:
    """Each of the looks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--only", choices=["day", "crowd", "week"])
    given = options.parse_args()
    app = QApplication([])
    theme.apply(app, dark=False)
    looks: dict[str, Callable[[], DayView | WeekView]] = {
        "day": large_day,
        "crowd": lambda: large_day(40, 125),
        "week": full_week,
    }
    for name, made in looks.items():
        if given.only in (None, name):
            measure(name, made(), given.rounds)


if __name__ == "__main__":
    main()
