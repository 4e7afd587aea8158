"""Text on paper: measured, elided, wrapped, and the marks that a page is made of. A person's text is never markup.

All lengths are points (1/72 inch); `y` grows downwards from the top edge of the page.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from frontdesk.documents import fonts
from frontdesk.documents.shaping import LONGEST, Line, clean, shape

MILLIMETRE = 72 / 25.4
ELLIPSIS = "…"
INK = 0.0
MUTED = 0.35
"""Grey of labels and notes: contrast 7:1 on white, and still there on a black and white laser printer."""
HAIRLINE = 0.72
"""Grey of rules that only guide the eye."""


class Paper(StrEnum):
    """What documents are printed on."""

    A4 = "a4"
    LETTER = "letter"
    A6 = "a6"
    RECEIPT = "receipt"
    """A roll 80 mm wide: as long as its content."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, upright; the height of a receipt is 0."""
        width, height = _SIZES[self]
        return width * MILLIMETRE, height * MILLIMETRE


_SIZES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4), Paper.A6: (105.0, 148.0), Paper.RECEIPT: (80.0, 0.0)}
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: size in points, weight, grey from 0 (black) to 1."""

    size: float
    weight: int = fonts.REGULAR
    grey: float = INK

    @property
    def leading(self) -> float:
        """From one base line to the next."""
        return self.size * 1.34


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; `x` is its left end, `y` its base line."""

    x: float
    y: float
    line: Line
    style: Style


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float
    thickness: float = 0.5
    grey: float = HAIRLINE
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """Dark squares of a QR code, drawn as one outline; `side` of the whole, without the quiet zone."""

    x: float
    y: float
    side: float
    rows: tuple[tuple[bool, ...], ...]


Mark = Text | Rule | Squares


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    marks: tuple[Mark, ...]


def moved(marks: Iterable[Mark], x: float, y: float) -> list[Mark]:
    """The marks shifted right and down."""
    return [replace(mark, x=mark.x + x, y=mark.y + y) for mark in marks]


class Flow:
    """Lines laid one under the other into a column, from `y` downwards."""

    def __init__(self, x: float, y: float, width: float, *, centred: bool = False) -> None:
        self.x = x
        self.y = y
        self.width = width
        self.centred = centred
        self.marks: list[Mark] = []

    def write(self, text: str, style: Style, most: int = 1) -> None:
        """The text on at most `most` lines; nothing when it is empty."""
        for line in wrapped(text, style, self.width, most):
            self.y += style.leading
            base = self.y - style.size * _BELOW
            if self.centred:
                self.marks.append(placed(line, style, self.x + self.width / 2, base, "centre"))
            else:
                self.marks.append(placed(line, style, self.x, base))

    def rule(self, thickness: float = 0.5, grey: float = HAIRLINE) -> None:
        """A line across the column."""
        self.marks.append(Rule(self.x, self.y, self.width, thickness, grey))


_BREAKS = re.compile(r"[^ -]*(?:-+ *| +|$)")
"""A word with the spaces or the hyphen after it."""
_BELOW = 0.34
"""Of a line's leading, what lies below its base line, as part of the size."""


def width_of(text: str, style: Style) -> float:
    """Width of the text on one line, in points."""
    return shape(text, style.weight).width * style.size / 1000


def elided(text: str, style: Style, width: float) -> Line:
    """The text on one line no wider than `width`, with … where it was cut; never inside a letter and its marks."""
    text = clean(text)
    if len(text) < LONGEST and width_of(text, style) <= width:
        return shape(text, style.weight)
    fits, too_long = 0, len(text)
    while fits + 1 < too_long:
        middle = (fits + too_long) // 2
        if width_of(_cut(text, middle), style) <= width:
            fits = middle
        else:
            too_long = middle
    return shape(_cut(text, fits), style.weight)


@lru_cache(maxsize=4096)
def wrapped(text: str, style: Style, width: float, most: int) -> tuple[Line, ...]:
    """The text on at most `most` lines no wider than `width`; breaks of its own are kept, the last line is elided."""
    lines: list[str] = []
    for paragraph in text[:LONGEST].splitlines():
        lines.extend(line for line in _broken(clean(paragraph).strip() + " ", style, width) if line.strip())
        if len(lines) > most:
            # What is left over goes to the last line, which is cut where it is full.
            lines[most - 1 :] = ["".join(lines[most - 1 :])]
            break
    return tuple(elided(line.rstrip(), style, width) for line in lines)


def placed(line: Line, style: Style, x: float, y: float, align: Literal["left", "centre", "right"] = "left") -> Text:
    """The line with its left end, middle or right end at `x` and its base line at `y`."""
    shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    return Text(x - shift * line.width * style.size / 1000, y, line, style)


def _broken(paragraph: str, style: Style, width: float) -> Iterator[str]:
    """Greedy lines, broken at spaces and after hyphens, inside a word only when it is wider than a whole line.

    Each but the last keeps the space it was broken at.
    """
    line = ""
    for word in _BREAKS.findall(paragraph):
        if width_of((line + word).rstrip(), style) <= width:
            line += word
            continue
        if line:
            yield line
        *full, line = _pieces(word, style, width)
        yield from full
    yield line


def _pieces(word: str, style: Style, width: float) -> list[str]:
    """A word in pieces that fit; scripts without spaces come here as one long word."""
    pieces = [""]
    for letter in _letters(word):
        if pieces[-1] and width_of((pieces[-1] + letter).rstrip(), style) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _letters(text: str) -> Iterator[str]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _clings(text[end]):
            yield text[start:end]
            start = end


def _cut(text: str, length: int) -> str:
    while 0 < length < len(text) and _clings(text[length]):
        length -= 1
    return text[:length].rstrip() + ELLIPSIS


def _clings(character: str) -> bool:
    """Marks and joiners belong to the letter before them."""
    return unicodedata.category(character).startswith("M") or character in "\u200c\u200d"
