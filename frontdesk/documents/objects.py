"""The objects of a PDF file, written out (ISO 32000-1, 7): dictionaries as text, streams compressed, a table."""

import hashlib
import zlib

_HEAD = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
"""Four bytes beyond ASCII say that it is no text file (7.5.2)."""


class Objects:
    """Numbered objects in the order they were added; the same objects give the same file."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def add(self, content: str) -> int:
        """Add an object that is written already, in ASCII; its number."""
        self._parts.append(content.encode("ascii"))
        return len(self._parts)

    def stream(self, content: bytes, more: str = "") -> int:
        """Add a compressed stream; `more` stands in its dictionary."""
        packed = zlib.compress(content)
        head = f"<< /Filter /FlateDecode /Length {len(packed)}{more} >>\nstream\n"
        self._parts.append(head.encode("ascii") + packed + b"\nendstream")
        return len(self._parts)

    @property
    def next(self) -> int:
        """The number that the next object gets."""
        return len(self._parts) + 1

    def file(self, root: int, info: int) -> bytes:
        """All of it with its table of places (7.5.4) and its trailer (7.5.5); `root` is the catalogue."""
        written = [_HEAD]
        place = len(_HEAD)
        places = []
        for number, part in enumerate(self._parts, 1):
            one = b"%d 0 obj\n%b\nendobj\n" % (number, part)
            places.append(b"%010d 00000 n \n" % place)
            written.append(one)
            place += len(one)
        count = len(places) + 1
        mark = hashlib.sha256(b"".join(written)).hexdigest()[:32]
        trailer = f"<< /Size {count} /Root {root} 0 R /Info {info} 0 R /ID [<{mark}> <{mark}>] >>"
        table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, b"".join(places))
        written.append(table + f"trailer\n{trailer}\nstartxref\n{place}\n%%EOF\n".encode("ascii"))
        return b"".join(written)


def text(words: str) -> str:
    """A text string (7.9.2): UTF-16, so that it may say anything and needs nothing escaped."""
    return f"<feff{words.encode('utf-16-be', 'replace').hex()}>"
