"""The list of work schedules: who, which schedule, its week in words and as a small picture, from when to when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.rules.words import CalendarType
from frontdesk.views.choices import ClinicianChoice, ServiceChoice
from frontdesk.views.schedules import ScheduleView
from ui.administration.week import bars, limit_words, week_words
from ui.texts import _, calendar_word, day_number, weekday_short
from ui.theme import SPACE, current, font
from ui.widgets import Row
from ui.widgets.painting import mirrored, paint_ground, paint_text

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_HEIGHT = 58
_FIRST, _LAST = 6 * 60, 22 * 60
"""Minutes of the day that the small picture shows at least."""
_WHO, _PICTURE = 168, 148
_ROOMY = 620
"""Pixels from which the picture and the clinicians' column are shown."""


@dataclass(frozen=True, slots=True)
class ScheduleRow(Row):
    """`title` is the schedule, `line` its week, `right` its validity; `who` is empty below the clinician's first."""

    who: str = ""
    kind: str = ""
    week: tuple[tuple[int, int, int], ...] = ()
    pale: bool = False


def schedule_rows(
    views: Sequence[ScheduleView], clinicians: Sequence[ClinicianChoice], services: Sequence[ServiceChoice], today: date
) -> list[Row]:
    """Every clinician with their schedules, those that hold or are to come first; key is ("schedule", id).

    Who has none has a row that says so, with the key ("nobody", clinician id).
    """
    names = {one.id: one.name for one in services}
    of_clinician: dict[int, list[ScheduleView]] = {one.id: [] for one in clinicians}
    for view in views:
        of_clinician.setdefault(view.clinician_id, []).append(view)
    spoken = {one.id: one.name for one in clinicians} | {view.clinician_id: view.clinician for view in views}
    rows: list[Row] = []
    for clinician_id, own in of_clinician.items():
        rows += _of_one(clinician_id, spoken[clinician_id], own, names, today)
    return rows


def _of_one(
    clinician_id: int, who: str, own: list[ScheduleView], services: dict[int, str], today: date
) -> Iterator[Row]:
    if not own:
        said = _("No work schedule: no times are offered.")
        yield ScheduleRow(("nobody", clinician_id), _("None yet"), said, who=who, pale=True, spoken=f"{who}, {said}")
    for number, view in enumerate(sorted(own, key=lambda one: (_is_over(one, today), one.valid_from, one.id))):
        line = week_words((one.weekday, one.starts, one.ends) for one in view.lines)
        limits = _limits(view, services)
        kind = calendar_word(view.calendar_type) if view.calendar_type is CalendarType.RAPID_RESPONSE else ""
        said = " · ".join(part for part in (line, limits) if part)
        right = validity(view, today)
        yield ScheduleRow(
            ("schedule", view.id),
            view.name,
            said,
            right,
            who="" if number else who,
            kind=kind,
            week=bars(view.lines),
            pale=_is_over(view, today),
            spoken=", ".join(part for part in (who, view.name, kind, said, right) if part),
        )


def validity(view: ScheduleView, today: date) -> str:
    """From when to when, as far as it is not a matter of course."""
    first = day_number(view.valid_from) if view.valid_from > today else ""
    last = day_number(view.valid_to) if view.valid_to else ""
    if view.valid_to is not None and view.valid_to < today:
        return _("ended {day}").format(day=last)
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if first:
        return _("from {day}").format(day=first)
    return _("until {day}").format(day=last) if last else ""


def _is_over(view: ScheduleView, today: date) -> bool:
    return view.valid_to is not None and view.valid_to < today


def _limits(view: ScheduleView, services: dict[int, str]) -> str:
    """What the lines are for, where it is not everything."""
    said = {
        limit_words(sorted(services.get(one, "?") for one in line.service_ids), line.modalities) for line in view.lines
    }
    what = ", ".join(sorted(said - {""}))
    if not what:
        return ""
    return (_("some only {what}") if "" in said else _("only {what}")).format(what=what)


class ScheduleDelegate(QStyledItemDelegate):
    """Paints such a row; with little room the picture goes and the name stands before the schedule."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(120, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: ScheduleRow = index.data(_ROW)
        rect: QRect = option.rect
        tokens = current()
        painter.save()
        paint_ground(painter, option, line=False)
        if row.who and index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(tokens.line))
        inner = rect.adjusted(SPACE[3], 9, -SPACE[3], -9)
        roomy = rect.width() >= _ROOMY
        if roomy:
            whole = QRect(inner)
            who = QRect(inner.left(), inner.top(), _WHO - SPACE[2], 20)
            paint_text(painter, mirrored(option.direction, whole, who), row.who, tokens.text, strong=True)
            inner.setLeft(inner.left() + _WHO)
            if row.week:
                picture = QRect(inner.right() - _PICTURE + 1, rect.top() + 6, _PICTURE, rect.height() - 12)
                _paint_week(painter, mirrored(option.direction, whole, picture), row)
            inner.setRight(inner.right() - _PICTURE - SPACE[3])
            inner = mirrored(option.direction, whole, inner)
        self._paint_words(painter, inner, row, title=row.title if roomy or not row.who else f"{row.who} · {row.title}")
        painter.restore()

    def _paint_words(self, painter: QPainter, inner: QRect, row: ScheduleRow, title: str) -> None:
        top = QRect(inner.left(), inner.top(), inner.width(), 20)
        below = QRect(inner.left(), inner.top() + 21, inner.width(), 18)
        right = " · ".join(part for part in (row.kind, row.right) if part)
        tokens = current()
        kind = tokens.warning if row.kind and not row.pale else tokens.muted
        used = paint_text(painter, top, right, kind, size="small", align=Qt.AlignmentFlag.AlignRight) + SPACE[2]
        colour = tokens.muted if row.pale else tokens.text
        room = mirrored(painter.layoutDirection(), top, top.adjusted(0, 0, -used if right else 0, 0))
        paint_text(painter, room, title, colour, strong=True)
        paint_text(painter, below, row.line, tokens.muted, size="small")


def _paint_week(painter: QPainter, rect: QRect, row: ScheduleRow) -> None:
    """Seven days as columns, the hours of work as bars in them, the first letter of each day below."""
    tokens = current()
    first = min([_FIRST, *(start for _day, start, _end in row.week)])
    last = max([_LAST, *(end for _day, _start, end in row.week)])
    wide, high = rect.width() / 7, rect.height() - 14
    left = _lefts(rect, wide, painter.layoutDirection())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.closed if not row.pale else tokens.window))
    for day in range(7):
        painter.drawRoundedRect(QRectF(left[day] + 1, rect.top(), wide - 2, high), 2, 2)
    painter.setBrush(QColor(tokens.outline if row.pale else tokens.accent))
    for day, start, end in row.week:
        top = rect.top() + (start - first) / (last - first) * high
        tall = max(2.0, (end - start) / (last - first) * high)
        painter.drawRoundedRect(QRectF(left[day] + 1, top, wide - 2, tall), 1.5, 1.5)
    painter.setFont(font("small"))
    painter.setPen(QColor(tokens.muted))
    for day, letter in enumerate(_letters()):
        cell = QRectF(left[day], rect.bottom() - 13, wide, 14)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter)


def _lefts(rect: QRect, wide: float, direction: Qt.LayoutDirection) -> list[float]:
    """Where each day begins; the week runs as people read."""
    lefts = [rect.left() + day * wide for day in range(7)]
    return lefts if direction == Qt.LayoutDirection.LeftToRight else lefts[::-1]


def _letters() -> list[str]:
    """A letter for each day: the first in which they differ, as all begin alike in some languages."""
    words = [weekday_short(day) for day in range(7)]
    place = next((at for at, some in enumerate(zip(*words, strict=False)) if len(set(some)) > 1), 0)
    return [word[place] for word in words]
