"""The daily schedule on paper: sections of rows over as many pages as it takes (DOC-4)."""

from dataclasses import dataclass, field

from babel import Locale

from frontdesk import local_dates as dates
from frontdesk.documents import fonts
from frontdesk.documents.page import MILLIMETRE, MUTED, Mark, Page, Paper, Style, elided, moved, placed
from frontdesk.documents.rows import Block, Table, table_for
from frontdesk.documents.words import ENGLISH, Words
from frontdesk.documents.writing import pdf
from frontdesk.views.schedule_sheet import ScheduleSheet, Section

_DAY = Style(17, fonts.BOLD)
_PLACE = Style(10, fonts.BOLD)
_SMALL = Style(8, grey=MUTED)
_MARGIN = 14 * MILLIMETRE
_HEAD = 66.0
"""Points from the top margin to the first row: place, day, heads of the columns."""
_FOOT = 20.0
_SEPARATION = 8.0
"""Points of white above a section that is not the first of its page."""


@dataclass(slots=True)
class _Pages:
    """Blocks laid one under the other, and a new page whenever the next does not fit; lengths in points."""

    top: float
    bottom: float
    bodies: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    def fits(self, height: float) -> bool:
        return not self.bodies[-1] or self.top + self.y + height <= self.bottom

    def turn(self) -> None:
        self.bodies.append([])
        self.y = 0.0

    def add(self, block: Block) -> None:
        self.bodies[-1].extend(moved(block.marks, _MARGIN, self.top + self.y))
        self.y += block.height


def schedule(
    sheet: ScheduleSheet, paper: Paper = Paper.A4, *, landscape: bool = False, words: Words = ENGLISH
) -> bytes:
    """The schedule as a PDF, on A4 or Letter (else ValueError); the same sheet always gives the same bytes."""
    if paper not in {Paper.A4, Paper.LETTER}:
        raise ValueError("a schedule is printed on A4 or Letter")
    width, height = paper.size
    if landscape:
        width, height = height, width
    locale = dates.locale_of(sheet.language)
    table = table_for(sheet, width - 2 * _MARGIN, locale, words)
    pages = _Pages(_MARGIN + _HEAD, height - _MARGIN - _FOOT)
    if not any(section.rows or section.title for section in sheet.sections):
        pages.add(table.nothing(words.nobody))
    for section in sheet.sections:
        _lay(section, table, pages)
    whole = []
    for number, body in enumerate(pages.bodies, start=1):
        foot = _foot(sheet, table, words.page.format(page=number, pages=len(pages.bodies)), height)
        whole.append(Page(width, height, (*_head(sheet, table, locale), *body, *foot)))
    return pdf(whole, words.schedule, sheet.language)


def _lay(section: Section, table: Table, pages: _Pages) -> None:
    """A section; its heading stays with its first row, and stands again on every page it goes on to."""
    rows = [table.row(row) for row in section.rows] or [table.nothing(table.words.nobody_here)]
    heading = table.heading(section) if section.title.strip() else None
    if not pages.fits((heading.height if heading else 0) + _SEPARATION + rows[0].height):
        pages.turn()
    elif pages.bodies[-1]:
        pages.y += _SEPARATION
    if heading:
        pages.add(heading)
    for row in rows:
        if not pages.fits(row.height):
            pages.turn()
            if heading:
                pages.add(table.heading(section, continued=True))
        pages.add(row)


def _head(sheet: ScheduleSheet, table: Table, locale: Locale) -> list[Mark]:
    """Where, which day, and the heads of the columns; on every page."""
    kind = elided(table.words.schedule, _SMALL, table.width * 0.3)
    where = sheet.center if sheet.center.startswith(sheet.clinic) else f"{sheet.clinic}, {sheet.center}"
    marks: list[Mark] = [
        placed(elided(where, _PLACE, table.width * 0.65), _PLACE, _MARGIN, _MARGIN + 9),
        placed(kind, _SMALL, _MARGIN + table.width, _MARGIN + 9, "right"),
        placed(elided(dates.day(sheet.day, locale), _DAY, table.width), _DAY, _MARGIN, _MARGIN + 32),
    ]
    heads = table.heads()
    return marks + moved(heads.marks, _MARGIN, _MARGIN + _HEAD - heads.height)


def _foot(sheet: ScheduleSheet, table: Table, page: str, height: float) -> list[Mark]:
    """When it was printed, what the star means, and the page's number."""
    y = height - _MARGIN
    at = sheet.printed_at
    when = f"{dates.short_day(at, table.locale)} {dates.clock(at, table.locale)}"
    left = [table.words.printed.format(when=when)]
    if any(row.noted for section in sheet.sections for row in section.rows):
        left.append(table.words.noted)
    return [
        placed(elided("   ".join(left), _SMALL, table.width * 0.7), _SMALL, _MARGIN, y),
        placed(elided(page, _SMALL, table.width * 0.3), _SMALL, _MARGIN + table.width, y, "right"),
    ]
