"""PDF pages as pictures, by PDFium, which is not safe to use from two threads: everything here holds one lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, NamedTuple

import pypdfium2

from frontdesk.rules.problems import RuleBroken

MOST_PIXELS = 50_000_000
_LOCK = Lock()


class Picture(NamedTuple):
    """Rows of `stride` bytes, top first; four bytes a pixel: blue, green, red, and one that means nothing."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Number of pages. RuleBroken("picture.unreadable") when it is no PDF."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page (from 0) in points. RuleBroken("picture.unreadable") when there is none."""
    with _opened(pdf) as document:
        return _size(document, page)


def render(pdf: bytes, page: int, scale: float) -> Picture:
    """A page (from 0) on white; scale 1 is 72 dpi. RuleBroken: picture.unreadable, picture.too-large."""
    with _opened(pdf) as document:
        width, height = _size(document, page)
        if width * scale * height * scale > MOST_PIXELS:
            raise RuleBroken("picture.too-large", most=MOST_PIXELS)
        bitmap = document[page].render(scale=scale, prefer_bgrx=True)
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


def _size(document: Any, page: int) -> tuple[float, float]:
    if not 0 <= page < len(document):
        raise RuleBroken("picture.unreadable")
    width, height = document.get_page_size(page)
    return width, height


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, for this thread alone; what PDFium cannot read becomes picture.unreadable."""
    with _LOCK:
        document = None
        try:
            document = pypdfium2.PdfDocument(pdf)
            yield document
        except pypdfium2.PdfiumError as error:
            raise RuleBroken("picture.unreadable") from error
        finally:
            if document is not None:
                document.close()
