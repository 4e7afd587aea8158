"""The QR code of a mail as a PNG: white and black only, sharp at any size a mail program shows it in."""

import struct
import zlib
from functools import lru_cache

from frontdesk.qr import modules

_SCALE = 6
"""Pixels of a module."""
_QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def qr_png(text: str) -> bytes:
    """The picture of the QR code of `text`: PNG (ISO/IEC 15948), one bit for each pixel, 1 is white."""
    rows = modules(text)
    side = (len(rows) + 2 * _QUIET) * _SCALE
    margin = "1" * (_QUIET * _SCALE)
    blank = b"\0" + _packed("1" * side)
    lines = [blank * (_QUIET * _SCALE)]
    lines += [(b"\0" + _packed(margin + _line(row) + margin)) * _SCALE for row in rows]
    lines.append(lines[0])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = zlib.compress(b"".join(lines), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _line(row: tuple[bool, ...]) -> str:
    return "".join(("0" if dark else "1") * _SCALE for dark in row)


def _packed(bits: str) -> bytes:
    """Bits as bytes, the last filled up."""
    whole = bits.ljust(-(-len(bits) // 8) * 8, "1")
    return int(whole, 2).to_bytes(len(whole) // 8, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
