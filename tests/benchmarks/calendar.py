"""What painting the calendar costs, beside the least that could be painted, in one run on the offscreen platform.

    python -m tests.benchmarks.calendar [--rounds N]

A day of 40 clinicians with 1,200 appointments, all in view. The floor is what no calendar can do without: the same
grounds as batched rectangles and the same prepared texts. Figures are medians in milliseconds.
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from frontdesk.views.day import DayView
from tests.ui.calendar.acting import free_point, move, press
from tests.ui.calendar.days import TUESDAY, instant, large_day
from ui import theme
from ui.calendar.placing import lay_out
from ui.calendar.view import CalendarView

NOW = instant(TUESDAY, "12:10")
SIZE = (40 * 140 + 56, 16 * 76 + 52)
"""Wide enough for 40 columns, high enough for 07:00 to 23:00 at the usual scale: every card shows."""


def timed(work: Callable[[], object], rounds: int) -> float:
    """The median of `rounds` runs after a first one that prepares, in milliseconds."""
    work()
    taken = []
    for _round in range(rounds):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return median(taken)


def shown(day: DayView) -> CalendarView:
    """The day in a view with all its cards on the screen."""
    view = CalendarView()
    view.resize(*SIZE)
    view.show_day(day, NOW)
    view.show()
    QApplication.processEvents()
    view.scroll_to_minute(7 * 60)
    view.viewport().repaint()
    return view


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
        for colour, boxes in by_colour.items():
            painter.setBrush(QColor(theme.current().service(colour).tint))
            painter.drawRects(boxes)
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
    """The ghost of a drag one step further, with the repaint of what it covered and covers."""
    start = free_point(view, 0, instant(TUESDAY, "22:30"))
    press(view, start)
    steps = [12, 24]
    move(view, start + QPoint(0, 30))

    def step() -> None:
        steps.reverse()
        move(view, start + QPoint(0, steps[0] + 10))
        QApplication.processEvents()

    return step


def one_changed(view: CalendarView, day: DayView) -> Callable[[], None]:
    """One card in another status: that card alone painted anew, and its part of the viewport repainted."""
    index = view.placed.cards[620]

    def change() -> None:
        view._painter.forget(index.card.id)
        view._spoil(QRect(*index.box))
        QApplication.processEvents()

    assert day.columns
    return change


def reread(view: CalendarView, day: DayView) -> Callable[[], None]:
    """The whole day read again with one consumer renamed: layout, comparison, repaint."""
    column = day.columns[20]
    cards = (column.cards[0]._replace(consumer="Renamed Person"), *column.cards[1:])
    other = replace(day, columns=(*day.columns[:20], replace(column, cards=cards), *day.columns[21:]))
    days = [day, other]

    def change() -> None:
        days.reverse()
        view.show_day(days[0], NOW)
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


def zoomed(view: CalendarView) -> Callable[[], None]:
    """One notch of Ctrl+wheel: laid out and painted anew."""
    scales = [view.scale, view.scale * 0.97]

    def zoom() -> None:
        scales.reverse()
        view.zoom_to(scales[0])
        view.viewport().repaint()

    return zoom


def main() -> None:
    """Print each figure and its ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30)
    rounds = options.parse_args().rounds
    app = QApplication([])
    theme.apply(app, dark=False)
    day = large_day()
    view = shown(day)
    assert all(view.viewport().rect().contains(view.area_of(placed.box)) for placed in view.placed.cards)
    least = timed(floor(view), rounds)
    whole = timed(full(view), rounds)
    step = timed(drag_step(view), rounds * 20)
    view.cancel_drag()
    figures = [
        ("layout of 1,200 cards", timed(lambda: lay_out(day, view.scale, 5600), rounds), "full repaint", whole, None),
        ("full repaint", whole, "floor", least, 2.5),
        ("drag step", step, "full repaint", whole, 0.01),
        ("one changed card", timed(one_changed(view, day), rounds * 5), "full repaint", whole, 0.1),
        ("day read again, one card differs", timed(reread(view, day), rounds), "full repaint", whole, None),
        ("scroll step", timed(scrolled(view), rounds), "full repaint", whole, None),
        ("zoom step", timed(zoomed(view), rounds), "full repaint", whole, None),
    ]
    print(f"floor: rectangles and prepared texts   {least:8.3f} ms")
    for name, taken, of, base, limit in figures:
        aim = "" if limit is None else f"  (aim ≤ {limit}: {'reached' if taken / base <= limit else 'MISSED'})"
        print(f"{name:38} {taken:8.3f} ms  = {taken / base:6.3f} × {of}{aim}")


if __name__ == "__main__":
    main()
