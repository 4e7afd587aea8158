"""QR texts out of picture files and PDFs: what a desk without a scanner is sent by e-mail or photographs."""

import struct
from collections.abc import Iterator
from io import BytesIO

import zxingcpp
from PIL import Image, JpegImagePlugin, PngImagePlugin

from frontdesk.documents import rendering
from frontdesk.rules.problems import RuleBroken

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = rendering.MOST_PIXELS
_MOST_PAGES = 5
_DPI = 150
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_PDF_STARTS_WITHIN = 1024
"""A PDF's first line may stand a little later (ISO 32000-1, implementation notes)."""


def codes_in_picture(data: bytes) -> list[str]:
    """The texts of the QR codes in a PNG, a JPEG or the first pages of a PDF, each once, in the order found.

    RuleBroken: picture.too-large (`most` bytes or pixels; known before anything is unpacked), picture.unreadable
    (none of the three, or damaged), picture.no-code.
    """
    if len(data) > MOST_BYTES:
        raise RuleBroken("picture.too-large", most=MOST_BYTES)
    found: list[str] = []
    for picture in _pages(data) if b"%PDF-" in data[:_PDF_STARTS_WITHIN] else [_photograph(data)]:
        read = zxingcpp.read_barcodes(picture, formats=_QR)
        found.extend(code.text for code in read)
    if not found:
        raise RuleBroken("picture.no-code")
    return list(dict.fromkeys(found))


def _pages(pdf: bytes) -> Iterator[Image.Image]:
    for page in range(min(rendering.page_count(pdf), _MOST_PAGES)):
        width, height = rendering.page_size(pdf, page)
        # A poster is looked at less closely rather than refused.
        scale = min(_DPI / 72, (0.9 * MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        drawn = rendering.render(pdf, page, scale)
        size = (drawn.width, drawn.height)
        yield Image.frombytes("RGB", size, drawn.pixels, "raw", "BGRX", drawn.stride).convert("L")


def _photograph(data: bytes) -> Image.Image:
    """The picture in greys. Its size is read from its head, before its pixels are unpacked."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            picture: Image.Image = PngImagePlugin.PngImageFile(BytesIO(data))
        elif data.startswith(b"\xff\xd8\xff"):
            picture = JpegImagePlugin.JpegImageFile(BytesIO(data))
        else:
            raise RuleBroken("picture.unreadable")
        if picture.width * picture.height > MOST_PIXELS:
            raise RuleBroken("picture.too-large", most=MOST_PIXELS)
        picture.draft("L", picture.size)
        return _on_white(picture)
    except (OSError, SyntaxError, ValueError, IndexError, TypeError, EOFError, struct.error) as error:
        raise RuleBroken("picture.unreadable") from error


def _on_white(picture: Image.Image) -> Image.Image:
    """In greys, with what is transparent as white, as on the paper it was cut from."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("L", layer.size, 255)
        paper.paste(layer.convert("L"), mask=layer.getchannel("A"))
        return paper
    return picture.convert("L")
