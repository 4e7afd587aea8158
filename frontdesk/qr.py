"""The text inside a QR confirmation and the short code under it: made, shown, and read back as a scanner types it.

A QR text is `FD1.<MARK>.<TOKEN>.<CHECK>`: the clinic's public mark, a random token, and the first 80 bits of
HMAC-SHA256 over `FD1.<MARK>.<TOKEN>` by the clinic's key. Capitals, digits and dots only, so that a QR code takes it
in its dense alphanumeric mode (ISO/IEC 18004) and a keyboard scanner types it on any layout that has a dot.
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

ALPHABET = "34679CDFGHJKMNPQRTVWXY"
"""Of the short code: none of 0 O 1 I L 5 S 2 Z 8 B, which look alike, and no vowel, so that no code is a word.

22 signs, 6 places: 113,379,904 codes (27 bits); with 1,000,000 in use, 1 in 113 new ones is drawn again.
"""
CODE_LENGTH = 6
_TOKEN_LENGTH = 26
_CHECK_BYTES = 10
_LONGEST = 1000
"""Characters; a QR code of ours has about 55, so nothing longer is worth looking at."""
_MARK = re.compile(r"[A-Z0-9]{1,24}")
_OURS = re.compile(r"FD1\.([A-Z0-9]{1,24})\.([A-Z2-7]{26})\.([A-Z2-7]{16})")
_SHORT = re.compile(f"([{ALPHABET}]{{3}})-?([{ALPHABET}]{{3}})")
_SCANNER_PREFIX = re.compile(r"^\]Q[0-6]")
"""Some scanners say first what kind of code they saw (AIM symbology identifier)."""


class Kind(StrEnum):
    """What a scanned or typed text turned out to be."""

    OURS = "ours"
    SHORT_CODE = "short-code"
    FOREIGN = "foreign"
    """Of our format, made by another clinic."""
    FORGED = "forged"
    """Bears our mark, but its check is not by our key."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """`token` is set when `kind` is OURS, `code` (six signs, no hyphen) when it is SHORT_CODE."""

    kind: Kind
    token: str = ""
    code: str = ""


def new_token() -> str:
    """128 random bits as 26 signs of base32; what a QR code carries instead of personal data."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=")


def new_code() -> str:
    """Six random signs of ALPHABET; the database refuses one in use."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def show_code(code: str) -> str:
    """`K7M4XQ` as people read it: `K7M-4XQ`."""
    return f"{code[:3]}-{code[3:]}"


def make_text(mark: str, token: str, key: str) -> str:
    """The text of a QR code for `token`. `mark`: letters and digits; `key`: hex. ValueError for any other."""
    mark = mark.upper()
    token = token.upper()
    if not _MARK.fullmatch(mark) or len(token) != _TOKEN_LENGTH:
        raise ValueError("a mark has 1 to 24 letters and digits, a token 26 signs")
    return f"FD1.{mark}.{token}.{_check(mark, token, key)}"


def read_text(text: str, mark: str, key: str) -> Reading:
    """What was scanned or typed: lower case, spaces, line ends and a scanner's prefix do not matter; never raises."""
    seen = _tidied(text)
    if short := _SHORT.fullmatch(seen):
        return Reading(Kind.SHORT_CODE, code=short[1] + short[2])
    parts = _OURS.fullmatch(seen)
    if parts is None:
        return Reading(Kind.UNKNOWN)
    if parts[1] != mark.upper():
        return Reading(Kind.FOREIGN)
    if not hmac.compare_digest(parts[3], _check(parts[1], parts[2], key)):
        return Reading(Kind.FORGED)
    return Reading(Kind.OURS, token=parts[2])


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light squares of the QR code of `text`, row by row, without the quiet zone; medium correction."""
    import zxingcpp  # noqa: PLC0415  loaded where a code is drawn, not with every desk

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its hints do not say
    squares: list[list[int]] = memoryview(image).tolist()  # type: ignore[assignment]  # of a picture these are rows
    return tuple(tuple(not light for light in row) for row in squares)


def _tidied(text: str) -> str:
    """Capitals without white space, control and invisible characters; empty when it cannot be one of ours."""
    if len(text) > _LONGEST:
        return ""
    kept = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"})
    return _SCANNER_PREFIX.sub("", kept.upper()) if kept.isascii() else ""


def _check(mark: str, token: str, key: str) -> str:
    digest = hmac.new(bytes.fromhex(key), f"FD1.{mark}.{token}".encode("ascii"), hashlib.sha256).digest()
    return base64.b32encode(digest[:_CHECK_BYTES]).decode("ascii")
