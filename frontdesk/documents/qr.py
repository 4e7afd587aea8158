"""The QR text of a confirmation and its code, under the name by which documents and services know them."""

from frontdesk.qr import (
    ALPHABET,
    CODE_LENGTH,
    Kind,
    Reading,
    make_text,
    modules,
    new_code,
    new_token,
    read_text,
    show_code,
)

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "Kind",
    "Reading",
    "make_text",
    "modules",
    "new_code",
    "new_token",
    "read_text",
    "show_code",
]
