"""The ellipsis of a text that was cut stands at the text's end, whichever way that is written."""

from unicodedata import bidirectional

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MARKS = {"L": "\N{LEFT-TO-RIGHT MARK}", "R": "\N{RIGHT-TO-LEFT MARK}", "AL": "\N{RIGHT-TO-LEFT MARK}"}
"""The mark of each way in which letters are written, as `unicodedata` names them."""


def ended(cut: str, *, mirrored: bool) -> str:
    """`cut`, with a mark behind its ellipsis where its last letters are written against the window's direction."""
    if not cut.endswith(ELLIPSIS):
        return cut
    own = _MARKS["R" if mirrored else "L"]
    mark = next((_MARKS[way] for way in map(bidirectional, reversed(cut)) if way in _MARKS), own)
    return cut if mark == own else cut + mark
