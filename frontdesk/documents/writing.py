"""Pages to a PDF file by reportlab: the same pages give the same bytes, and its properties tell nothing personal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from frontdesk.documents.embedding import EmbeddedFont
from frontdesk.documents.fonts import Face
from frontdesk.documents.page import Page, Rule, Squares, Style, Text
from frontdesk.documents.shaping import Glyph, Piece

_DARK = re.compile("1+")
rl_config.useA85 = 0
"""Streams are bytes: written as letters they would be a quarter longer, and take a millisecond each."""
_Placed = tuple[Glyph, float]
"""A glyph, and where it stands from the start of its piece, in thousandths of the size."""


class _Canvas(Canvas):
    """Without the fonts of the reader's own, which are on no page of ours."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The pages as a PDF. `title` stands in its properties: what kind of document it is, never whose."""
    file = BytesIO()
    canvas = _Canvas(file, pageCompression=1, invariant=1, lang=language or None, pdfVersion=(1, 5))
    canvas.setTitle(title)
    canvas.setAuthor("Frontdesk")
    canvas.setCreator("Frontdesk")
    canvas.setProducer("Frontdesk")
    canvas.setSubject("")
    book: dict[Face, EmbeddedFont] = {}
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for mark in page.marks:
            if isinstance(mark, Text):
                _write(canvas, page, mark, book)
            elif isinstance(mark, Rule):
                _rule(canvas, page, mark)
            else:
                _squares(canvas, page, mark)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _rule(canvas: Canvas, page: Page, rule: Rule) -> None:
    canvas.setStrokeGray(rule.grey)
    canvas.setLineWidth(rule.thickness)
    canvas.setDash([1, 2] if rule.dashed else [])
    canvas.line(rule.x, page.height - rule.y, rule.x + rule.width, page.height - rule.y)


def _squares(canvas: Any, page: Page, squares: Squares) -> None:
    """One path of one rectangle for each run of dark squares, so that no seam shows between them.

    In units of a square, whole numbers all of them: what differs from code to code is long, and is written quickest so.
    """
    count = len(squares.rows)
    unit = squares.side / count
    path: list[str] = []
    for number, row in enumerate(squares.rows):
        line = "".join("1" if dark else "0" for dark in row)
        path += (f"{run.start()} {count - number - 1} {len(run[0])} 1 re" for run in _DARK.finditer(line))
    at = f"{unit:.5f} 0 0 {unit:.5f} {squares.x:.3f} {page.height - squares.y - squares.side:.3f} cm"
    canvas._code.append(f"q {at} 0 g {' '.join(path)} f Q")  # noqa: SLF001  # as in _write


def _write(canvas: Any, page: Page, text: Text, book: dict[Face, EmbeddedFont]) -> None:
    x = text.x
    canvas.setFillGray(text.style.grey)
    for piece in text.line.pieces:
        if piece.face not in book:
            book[piece.face] = EmbeddedFont(f"D{len(book) + 1}", piece.face)
            canvas._doc.delayedFonts.append(book[piece.face])  # noqa: SLF001  # how reportlab takes a font of one's own
        operators = _operators(piece, book[piece.face], (x, page.height - text.y), text.style)
        canvas._code.append(operators)  # noqa: SLF001  # it has no public door for text already shaped
        x += sum(glyph.advance for glyph in piece.glyphs) * text.style.size / 1000


def _operators(piece: Piece, font: EmbeddedFont, at: tuple[float, float], style: Style) -> str:
    """The piece as a text object (ISO 32000-1, 9.4)."""
    shown = " ".join(_shown(piece, font, style.size))
    return f"BT /{font.name} {style.size:g} Tf 1 0 0 1 {at[0]:.3f} {at[1]:.3f} Tm {shown} ET"


def _shown(piece: Piece, font: EmbeddedFont, size: float) -> Iterator[str]:
    """The operators that show the piece's glyphs, and say what they read where their codes cannot.

    Where a letter is made of several glyphs, no code of theirs alone stands for it, and where a mark is moved onto its
    letter, readers see a gap: ActualText (14.9.4) then says what the stretch reads. PDFium and Poppler turn that
    around in right-to-left text, as they do with glyphs, so there it is given as it is drawn, word by word.
    """
    pen = start = 0.0
    for stretch in _words(piece.glyphs) if piece.right_to_left else [piece.glyphs]:
        placed = list(_placed(stretch, start))
        start += sum(glyph.advance for glyph in stretch)
        if all(_plain(glyph) for glyph in stretch):
            shown, pen = _array(placed, font, pen)
            yield shown
            continue
        actual = "".join(glyph.text[::-1] for glyph in stretch) if piece.right_to_left else piece.text
        yield f"/Span <</ActualText <feff{actual.encode('utf-16-be').hex()}>>> BDC"
        for together in _from_left(placed, piece):
            shown, pen = _array(together, font, pen)
            rise = together[-1][0].y * size / 1000
            yield f"{rise:.3f} Ts {shown} 0 Ts" if rise else shown
        yield "EMC"


def _plain(glyph: Glyph) -> bool:
    """Whether the glyph is a whole letter in its own place (or a joiner, which is neither seen nor printable)."""
    return bool(glyph.text and (glyph.advance or not glyph.text.isprintable()) and not glyph.x and not glyph.y)


def _array(placed: Sequence[_Placed], font: EmbeddedFont, pen: float) -> tuple[str, float]:
    """Codes, and between them how far the pen must move to where shaping wants the next; and where it then is."""
    parts: list[str] = ["<"]
    for glyph, place in placed:
        code, width = font.code(glyph)
        shift = round(pen - place, 2)
        parts.append(f">{shift:g}<{code:04X}" if shift else f"{code:04X}")
        pen += width - shift
    return f"[{''.join(parts).removeprefix('<>')}>]TJ", pen


def _placed(glyphs: Sequence[Glyph], start: float) -> Iterator[_Placed]:
    for glyph in glyphs:
        yield glyph, start + glyph.x
        start += glyph.advance


def _from_left(placed: Sequence[_Placed], piece: Piece) -> Iterator[list[_Placed]]:
    """The glyphs of a stretch as PDFium must meet them to read it as one: each letter's own sign before its marks.

    It takes line and direction of a stretch of ActualText from the object furthest to the left, which therefore must
    stand on the base line and have a text: where a mark reaches as far, a blank before the letter reaches further.
    """
    for number, letter in enumerate(_letters(placed)):
        text = letter[0][0].text
        letter.sort(key=lambda one: -one[0].advance)
        own = replace(letter[0][0], text=text), letter[0][1]
        left = min(place for _, place in letter)
        blank = _blank(piece, left - 1)
        yield [blank, own] if number == 0 and len(letter) > 1 and left <= own[1] else [own]
        yield from ([(replace(glyph, text=""), place)] for glyph, place in letter[1:])


def _blank(piece: Piece, place: float) -> _Placed:
    """A space of the piece's font that reads as nothing but a direction."""
    sign = "\u200f" if piece.right_to_left else "\u200e"
    return Glyph(piece.face.font.get_nominal_glyph(0x20) or 0, sign, 0.0, 0.0, 0.0), place


def _letters(placed: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """The glyphs by what they stand for together."""
    letter: list[_Placed] = []
    for one in placed:
        if letter and one[0].text:
            yield letter
            letter = []
        letter.append(one)
    yield letter


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    for _, word in groupby(glyphs, key=lambda glyph: glyph.text == " "):
        yield list(word)
