"""The printed QR confirmation of an appointment, on A4, Letter, A6 or an 80 mm receipt (DOC-1); always one page."""

from dataclasses import dataclass, replace

from frontdesk import local_dates as dates
from frontdesk import qr
from frontdesk.documents import fonts
from frontdesk.documents.page import (
    HAIRLINE,
    INK,
    MILLIMETRE,
    MUTED,
    Flow,
    Mark,
    Page,
    Paper,
    Squares,
    Style,
    width_of,
    wrapped,
)
from frontdesk.documents.spoken import spoken, words_of
from frontdesk.documents.words import ENGLISH, Words
from frontdesk.documents.writing import pdf
from frontdesk.views.appointment import ConfirmationSheet

_QUIET = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""
_SMALL = 500
"""Height in points below which a page has no room for names of two lines."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """Of one paper, in points; the sizes of type follow from `body`."""

    width: float
    height: float
    margin: float
    body: float
    display: float
    qr: float
    """Side of the squares, without the quiet zone."""
    grey: float
    rule: float
    """Grey of the rule above the last line."""

    @property
    def inside(self) -> float:
        return self.width - 2 * self.margin

    @property
    def small(self) -> Style:
        return Style(max(self.body * 0.78, 6.5), grey=self.grey)

    @property
    def plain(self) -> Style:
        return Style(self.body)

    @property
    def strong(self) -> Style:
        return Style(self.body, fonts.BOLD)

    @property
    def most(self) -> int:
        """Lines that a name may take."""
        return 1 if 0 < self.height < _SMALL else 2

    def big(self, text: str) -> Style:
        """The display size, or down to three quarters of it where the text would not fit on one line."""
        fitting = 0.99 * self.inside / width_of(text, Style(1, fonts.BOLD))
        return Style(max(0.75 * self.display, min(self.display, fitting)), fonts.BOLD)


def _measures(paper: Paper) -> _Measures:
    width, height = paper.size
    if paper is Paper.RECEIPT:
        # A thermal printer knows no grey, and leaves 4 mm at each side.
        return _Measures(width, height, 5 * MILLIMETRE, 10, 15, 42 * MILLIMETRE, INK, INK)
    if paper is Paper.A6:
        return _Measures(width, height, 9 * MILLIMETRE, 8.5, 15.5, 31 * MILLIMETRE, MUTED, HAIRLINE)
    return _Measures(width, height, 22 * MILLIMETRE, 12, 27, 46 * MILLIMETRE, MUTED, HAIRLINE)


def confirmation(sheet: ConfirmationSheet, paper: Paper = Paper.A4, words: Words = ENGLISH) -> bytes:
    """The confirmation as a PDF of one page; the same sheet always gives the same bytes."""
    measures = _measures(paper)
    marks, bottom = _receipt(sheet, measures, words) if paper is Paper.RECEIPT else _sheet(sheet, measures, words)
    height = measures.height or bottom + measures.margin
    return pdf([Page(measures.width, height, tuple(marks))], words.confirmation, sheet.language)


def _sheet(sheet: ConfirmationSheet, m: _Measures, words: Words) -> tuple[list[Mark], float]:
    """Head across the page, then the details at the left and the code at the right."""
    head = Flow(m.margin, m.margin, m.inside)
    _head(head, sheet, m, words)
    head.y += m.body * 1.6
    gap = m.body * 2
    details = Flow(m.margin, head.y, m.inside - m.qr - gap)
    _details(details, sheet, m, words)
    code = Flow(m.width - m.margin - m.qr, head.y + m.body * 0.5, m.qr, centred=True)
    _code(code, sheet, m, words)
    foot = Flow(m.margin, max(details.y, code.y) + m.body * 1.4, m.inside)
    _foot(foot, sheet, m, words)
    return [*head.marks, *details.marks, *code.marks, *foot.marks], foot.y


def _receipt(sheet: ConfirmationSheet, m: _Measures, words: Words) -> tuple[list[Mark], float]:
    """All in one column, the code last: that is the end that stays in the hand."""
    flow = Flow(m.margin, m.margin, m.inside)
    _head(flow, sheet, m, words)
    flow.y += m.body
    _details(flow, sheet, m, words)
    flow.y += m.body
    _foot(flow, sheet, m, words)
    flow.y += m.body * 2
    code = Flow(m.margin + (m.inside - m.qr) / 2, flow.y, m.qr, centred=True)
    _code(code, sheet, m, words)
    return [*flow.marks, *code.marks], code.y


def _head(flow: Flow, sheet: ConfirmationSheet, m: _Measures, words: Words) -> None:
    """The clinic, what this is, and when, in the largest type of the page."""
    locale = dates.locale_of(sheet.language)
    flow.write(sheet.clinic, Style(m.body * 1.1, fonts.BOLD), m.most)
    flow.y += m.body * 0.6
    flow.rule(1.2, INK)
    flow.y += m.body * 1.3
    flow.write(words.confirmation, Style(m.body * 0.95, grey=m.grey))
    flow.y += m.body * 0.2
    day = dates.day(sheet.wall_start, locale)
    flow.write(day, m.big(day), 2)
    flow.write(dates.span(sheet.wall_start, sheet.wall_end, locale), m.big(day))
    place = dates.place_of(sheet.zone, locale)
    flow.write(words.zone.format(place=place, offset=sheet.offset), Style(m.body * 0.95, grey=m.grey))


def _details(flow: Flow, sheet: ConfirmationSheet, m: _Measures, words: Words) -> None:
    """Who, what, with whom and where, each value under its label."""
    _labelled(flow, words.consumer, [(sheet.consumer, m.strong, 2)], m)
    dose = words.dose.format(number=sheet.dose, total=sheet.doses) if sheet.dose else ""
    _labelled(flow, words.service, [(sheet.service, m.plain, m.most), (dose, m.plain, 1)], m)
    _labelled(flow, words.clinician, [(sheet.clinician, m.plain, m.most)], m)
    remote = words.remote.get(sheet.modality, "")
    where = [(remote, m.plain, m.most)] if remote else [(sheet.room, m.plain, 1), (sheet.address, m.plain, m.most + 1)]
    _labelled(flow, words.place, [(sheet.center, m.strong, m.most), *where], m)
    _labelled(flow, words.phone, [(sheet.phone, m.plain, 1)], m)


def _labelled(flow: Flow, label: str, values: list[tuple[str, Style, int]], m: _Measures) -> None:
    """A small label over its values; nothing at all when there is no value."""
    if not any(text.strip() for text, _, _ in values):
        return
    flow.write(label, m.small)
    for text, style, most in values:
        flow.write(text, style, most)
    flow.y += m.body * 0.65


def _code(flow: Flow, sheet: ConfirmationSheet, m: _Measures, words: Words) -> None:
    """The QR code, and under it the code to type."""
    rows = qr.modules(sheet.qr)
    flow.marks.append(Squares(flow.x, flow.y, m.qr, rows))
    flow.y += m.qr * (1 + _QUIET / len(rows))
    flow.write(sheet.code, Style(m.body * 1.5, fonts.BOLD))
    if sheet.modality not in words.remote:
        flow.write(words.show, m.small, 2)


def _foot(flow: Flow, sheet: ConfirmationSheet, m: _Measures, words: Words) -> None:
    """What to bring, as much as fits above the margin, and how to change the appointment."""
    change = words.change if sheet.phone.strip() else words.change_without_phone
    last = change.format(phone=sheet.phone[:40], code=sheet.code)
    lines = _lines_left(flow, m, last)
    if sheet.what_to_bring.strip() and lines > 0:
        flow.write(words.bring, m.small)
        flow.write(sheet.what_to_bring, m.plain, lines)
        flow.y += m.body * 1.2
    flow.rule(grey=m.rule)
    flow.y += m.body * 0.7
    flow.write(last, m.small, 2)


def _lines_left(flow: Flow, m: _Measures, last: str) -> int:
    """Lines of plain text that fit above the last paragraph; 12 where the paper has no end."""
    if not m.height:
        return 12
    others = m.body * 1.9 + m.small.leading * (1 + len(wrapped(last, m.small, flow.width, 2)))
    return min(12, int((m.height - m.margin - others - flow.y) / m.plain.leading))


def translated(sheet: ConfirmationSheet) -> bytes:
    """The confirmation on A4, words and dates in the sheet's language; in English where there are no words of it."""
    language = spoken(sheet.language)
    return confirmation(replace(sheet, language=language), words=words_of(language))
