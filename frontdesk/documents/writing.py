"""Pages to a PDF file: the same pages give the same bytes, and its properties tell nothing personal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from frontdesk.documents.embedding import EmbeddedFont
from frontdesk.documents.fonts import Face
from frontdesk.documents.objects import Objects, text
from frontdesk.documents.page import Page, Rule, Squares, Style, Text
from frontdesk.documents.shaping import Glyph, Piece

_DARK = re.compile("1+")
_DATE = "/CreationDate (D:20000101000000+00'00') /ModDate (D:20000101000000+00'00')"
"""Not when it was printed: the same pages are the same file."""
_Placed = tuple[Glyph, float]
"""A glyph, and where it stands from the start of its piece, in thousandths of the size."""


def pdf(pages: Sequence[Page], title: str, language: str) -> bytes:
    """The pages as a PDF. `title` stands in its properties: what kind of document it is, never whose."""
    objects = Objects()
    book: dict[Face, EmbeddedFont] = {}
    drawn = [objects.stream("\n".join(_drawn(page, book)).encode("ascii")) for page in pages]
    fonts = " ".join(f"/{font.name} {font.put(objects)} 0 R" for font in book.values())
    resources = objects.add(f"<< /ProcSet [/PDF /Text] /Font << {fonts} >> >>")
    parent = objects.next + len(pages)
    leaves = [
        objects.add(
            f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {page.width:.3f} {page.height:.3f}] "
            f"/Resources {resources} 0 R /Contents {content} 0 R >>"
        )
        for page, content in zip(pages, drawn, strict=True)
    ]
    objects.add(f"<< /Type /Pages /Count {len(leaves)} /Kids [{' '.join(f'{one} 0 R' for one in leaves)}] >>")
    root = objects.add(f"<< /Type /Catalog /Pages {parent} 0 R /PageMode /UseNone /Lang {text(language)} >>")
    names = " ".join(f"/{name} (Frontdesk)" for name in ("Author", "Creator", "Producer"))
    return objects.file(root, objects.add(f"<< /Title {text(title)} {names} {_DATE} /Trapped /False >>"))


def _drawn(page: Page, book: dict[Face, EmbeddedFont]) -> Iterator[str]:
    """The operators of all marks (8.4, 8.5, 9.4), in their order."""
    for mark in page.marks:
        if isinstance(mark, Text):
            yield from _written(page, mark, book)
        elif isinstance(mark, Rule):
            yield _rule(page, mark)
        else:
            yield _squares(page, mark)


def _rule(page: Page, rule: Rule) -> str:
    dash = "[1 2] 0 d" if rule.dashed else "[] 0 d"
    y = page.height - rule.y
    line = f"{rule.x:.3f} {y:.3f} m {rule.x + rule.width:.3f} {y:.3f} l S"
    return f"{rule.grey:g} G {rule.thickness:g} w {dash} {line}"


def _squares(page: Page, squares: Squares) -> str:
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
    return f"q {at} 0 g {' '.join(path)} f Q"


def _written(page: Page, mark: Text, book: dict[Face, EmbeddedFont]) -> Iterator[str]:
    x = mark.x
    yield f"{mark.style.grey:g} g"
    for piece in mark.line.pieces:
        if piece.face not in book:
            book[piece.face] = EmbeddedFont(f"D{len(book) + 1}", piece.face)
        yield _operators(piece, book[piece.face], (x, page.height - mark.y), mark.style)
        x += sum(glyph.advance for glyph in piece.glyphs) * mark.style.size / 1000


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
