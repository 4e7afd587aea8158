"""The rows of the daily schedule: how wide each column is, and a row, a heading, the heads of columns drawn in them."""

from dataclasses import dataclass

from babel import Locale

from frontdesk import local_dates as dates
from frontdesk.documents import fonts
from frontdesk.documents.page import INK, MUTED, Mark, Rule, Style, elided, placed, width_of, wrapped
from frontdesk.documents.words import Words
from frontdesk.views.schedule_sheet import Column, Row, ScheduleSheet, Section

GAP = 9.0
"""Points between columns."""
_NARROW = {Column.CONSUMER: 76.0, Column.SERVICE: 60.0, Column.CLINICIAN: 52.0, Column.REMARKS: 45.0}
"""Points that the other columns leave to each that shares what is left."""
_MOST_LINES = 3
_CAPS = {Column.CONSUMER: 170.0, Column.SERVICE: 150.0, Column.CLINICIAN: 110.0, Column.REMARKS: 120.0}
"""Widest natural width of the columns that share what the others leave over."""
_FIXED_CAP = 105.0
_ROOM = 3.2
"""Points above and below the lines of a row."""
_HEAD = Style(8, fonts.BOLD)


@dataclass(frozen=True, slots=True)
class Place:
    """A column with its left edge and width in points, relative to the left margin."""

    column: Column
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """Marks relative to their own top left corner, and the height they take."""

    marks: tuple[Mark, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one schedule, and how its rows are worded."""

    places: tuple[Place, ...]
    width: float
    size: float
    locale: Locale
    words: Words

    def heads(self) -> Block:
        """The heads of the columns over a strong rule."""
        marks: list[Mark] = [
            placed(elided(self.words.columns[p.column], _HEAD, p.width), _HEAD, p.x, 9) for p in self.places
        ]
        return Block((*marks, Rule(0, 14, self.width, 1.0, INK)), 14)

    def heading(self, section: Section, *, continued: bool = False) -> Block:
        """The section's title with its note beside it."""
        title = self.words.continued.format(title=section.title[:200]) if continued else section.title
        style, note = Style(10.5, fonts.BOLD), Style(8.5, grey=MUTED)
        line = elided(title, style, self.width * 0.6)
        end = line.width * style.size / 1000 + GAP
        marks: list[Mark] = [placed(line, style, 0, 24)]
        if section.note.strip():
            marks.append(placed(elided(section.note, note, self.width - end), note, end, 24))
        return Block((*marks, Rule(0, 30, self.width, 0.75, INK)), 30)

    def row(self, row: Row) -> Block:
        """A row as high as its fullest cell, at most three lines; free time is lighter, over a dashed rule."""
        marks: list[Mark] = []
        height = 0.0
        for place in self.places:
            style = self._style(row, place.column)
            y = _ROOM
            for line in wrapped(_text(row, place.column, self.locale, self.words), style, place.width, _MOST_LINES):
                y += style.leading
                marks.append(placed(line, style, place.x, y - style.size * 0.3))
            height = max(height, y + _ROOM)
        marks.append(Rule(0, height, self.width, 0.5, dashed=row.free))
        return Block(tuple(marks), height)

    def nothing(self, text: str) -> Block:
        """One quiet line where there are no rows."""
        style = Style(self.size, grey=MUTED)
        return Block((placed(elided(text, style, self.width), style, 0, _ROOM + style.size),), 24)

    def _style(self, row: Row, column: Column) -> Style:
        strong = column in {Column.CONSUMER, Column.TIME} and not row.free
        return Style(self.size, fonts.BOLD if strong else fonts.REGULAR, MUTED if row.free else INK)


def table_for(sheet: ScheduleSheet, width: float, locale: Locale, words: Words) -> Table:
    """Columns across `width`: as wide as their content where that fits, the free texts sharing what is left."""
    size = 9.0 if len(sheet.columns) <= 7 else 8.0
    rows = [row for section in sheet.sections for row in section.rows]
    natural = {column: _natural(column, rows, size, locale, words) for column in sheet.columns}
    heads = {column: width_of(words.columns[column], _HEAD) + 0.5 for column in natural}
    places: list[Place] = []
    x = 0.0
    for column, taken in _shared_out(natural, heads, width - GAP * (len(natural) - 1)).items():
        places.append(Place(column, x, taken))
        x += taken + GAP
    return Table(tuple(places), width, size, locale, words)


def _shared_out(natural: dict[Column, float], heads: dict[Column, float], room: float) -> dict[Column, float]:
    """The width of each column, so that all fill `room`; a time is never squeezed, the others not below their heads."""
    if not natural:
        return {}
    shared = [column for column in natural if column in _NARROW] or list(natural)
    firm = {column: width for column, width in natural.items() if column not in shared}
    least = sum(_NARROW.get(column, 0.0) for column in shared)
    excess = sum(firm.values()) + least - room
    yielding = {column: width - heads[column] for column, width in firm.items() if column is not Column.TIME}
    if excess > 0 and sum(yielding.values()) > 0:
        part = min(1.0, excess / sum(yielding.values()))
        firm |= {column: firm[column] - part * spare for column, spare in yielding.items()}
    left = room - sum(firm.values()) - sum(heads[column] for column in shared)
    wanted = {column: natural[column] - heads[column] + 1.0 for column in shared}
    share = left / sum(wanted.values())
    return {c: firm[c] if c in firm else max(12.0, heads[c] + wanted[c] * share) for c in natural}


def _natural(column: Column, rows: list[Row], size: float, locale: Locale, words: Words) -> float:
    """The width that the column's content asks for, in points."""
    cap = _CAPS.get(column, _FIXED_CAP)
    if column is Column.REMARKS:
        return cap
    style = Style(size, fonts.BOLD if column in {Column.CONSUMER, Column.TIME} else fonts.REGULAR)
    texts = {_text(row, column, locale, words)[:60] for row in rows}
    widest = max((width_of(text, style) for text in texts), default=0.0)
    return min(cap, max(widest + 0.5, width_of(words.columns[column], _HEAD) + 0.5, 24.0))


def _text(row: Row, column: Column, locale: Locale, words: Words) -> str:
    """What the row says in the column."""
    if column is Column.TIME:
        return dates.span(row.start, row.end, locale)
    if column is Column.CONSUMER:
        return words.free if row.free else row.consumer + (" *" if row.noted else "")
    if column is Column.BIRTH_DATE:
        return dates.short_day(row.birth_date, locale) if row.birth_date else ""
    if column is Column.STATUS:
        return words.past if row.past else words.statuses[row.status] if row.status else ""
    texts = {
        Column.SERVICE: row.service,
        Column.CLINICIAN: row.clinician,
        Column.ROOM: row.room,
        Column.PHONE: row.phone,
        Column.REMARKS: "",
    }
    return texts[column]
