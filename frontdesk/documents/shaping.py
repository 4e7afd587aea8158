"""Text to glyphs: cleaned, put in reading direction (UAX #9), cut by font and script, and shaped by HarfBuzz."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import uharfbuzz as hb

from frontdesk.documents import direction, fonts
from frontdesk.documents.fonts import Face

LONGEST = 1000
"""Characters of one text; more does not fit on any paper and is elided (`page.elided`) or dropped."""
_MARKS = 8
"""Combining marks on one letter; no language needs more, and a tower of hundreds would blacken the page."""
_SPACES = {"\t", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"}
_JOINERS = {"\u200c", "\u200d"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph, in thousandths of the text's size. `text` is what it stands for; empty after a cluster's first."""

    id: int
    text: str
    advance: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one font in the order they are drawn; `text` in the order it is read."""

    face: Face
    text: str
    glyphs: tuple[Glyph, ...]
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped text on one line; `width` in thousandths of its size."""

    text: str
    pieces: tuple[Piece, ...]
    width: float


def clean(text: str) -> str:
    """The text as it is printed: composed (NFC), breaks and tabs as spaces, nothing that draws or orders unseen.

    Control characters, direction overrides and stray surrogates would let a name rearrange or hide what stands
    beside it; joiners stay, because Persian and the scripts of India are misspelt without them.
    """
    if text.isascii() and text.isprintable():
        return text[:LONGEST]
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[:LONGEST]):
        shown = _shown(character)
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MARKS:
            kept.append(shown)
    return "".join(kept)


@lru_cache(maxsize=4096)
def shape(text: str, weight: int = fonts.REGULAR) -> Line:
    """The text on one line, at most LONGEST characters of it."""
    text = clean(text)
    pieces = tuple(_shaped(segment) for segment in _in_drawing_order(list(_segments(text, weight))))
    return Line(text, pieces, sum(glyph.advance for piece in pieces for glyph in piece.glyphs))


def _shown(character: str) -> str:
    if character in _SPACES:
        return " "
    category = unicodedata.category(character)
    if category == "Cc" or (category == "Cf" and character not in _JOINERS):
        return ""
    return "\ufffd" if category == "Cs" else character


@dataclass(frozen=True, slots=True)
class _Segment:
    face: Face
    script: str | None
    level: int
    text: str


def _segments(text: str, weight: int) -> Iterator[_Segment]:
    """Stretches of one font, one script and one direction, in reading order."""
    levels = direction.levels(text)
    position = 0
    for face, run in fonts.runs(text, weight):
        current: str | None = None
        keys = []
        for offset, character in enumerate(run):
            current = fonts.script(character) or current
            keys.append((current, levels[position + offset], character))
        position += len(run)
        for (script, level), group in groupby(keys, key=lambda key: (key[0], key[1])):
            yield _Segment(face, script, level, "".join(character for _, _, character in group))


def _in_drawing_order(segments: list[_Segment]) -> list[_Segment]:
    """Rule L2 of UAX #9: from the highest level down to 1, what is at that level or above is turned around."""
    for level in range(max((s.level for s in segments), default=0), 0, -1):
        turned: list[_Segment] = []
        start = 0
        for end in range(1, len(segments) + 1):
            high = segments[start].level >= level
            if end == len(segments) or (segments[end].level >= level) != high:
                stretch = segments[start:end]
                turned.extend(reversed(stretch) if high else stretch)
                start = end
        segments = turned
    return segments


def _shaped(segment: _Segment) -> Piece:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_codepoints([ord(character) for character in segment.text])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if segment.level % 2 else "ltr"
    if segment.script is not None:
        buffer.script = segment.script
    hb.shape(segment.face.font, buffer)
    scale = 1000 / segment.face.file.upem
    ends = dict(pairwise([*sorted({info.cluster for info in buffer.glyph_infos}), len(segment.text)]))
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        end = ends.pop(info.cluster, info.cluster)
        glyphs.append(
            Glyph(
                info.codepoint,
                segment.text[info.cluster : end],
                position.x_advance * scale,
                position.x_offset * scale,
                position.y_offset * scale,
            )
        )
    return Piece(segment.face, segment.text, tuple(glyphs), bool(segment.level % 2))
