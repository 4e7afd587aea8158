"""Sheets to print, and the ways a test reads a printed page back: its text, its QR code, its picture."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from frontdesk import qr
from frontdesk.documents import rendering
from frontdesk.rules.words import Modality, Status
from frontdesk.views.appointment import ConfirmationSheet
from frontdesk.views.schedule_sheet import Column, Grouping, Row, ScheduleSheet, Section

KEY = "5a" * 32
MARK = "RVRSD7"
TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWX23"


@pytest.fixture
def sheet() -> Callable[..., ConfirmationSheet]:
    """Makes a confirmation; what the test names is as it says."""

    def make(**differently: Any) -> ConfirmationSheet:
        usual: dict[str, Any] = {
            "clinic": "Riverside Clinic",
            "consumer": "Maria Silva",
            "service": "Influenza vaccination",
            "dose": 1,
            "doses": 2,
            "clinician": "Dr Mei Chen",
            "center": "Riverside Baixa",
            "address": "Rua Augusta 118, 2.º\n1100-053 Lisboa",
            "phone": "+351 21 342 0000",
            "room": "Room 2",
            "wall_start": datetime.fromisoformat("2026-11-24T15:00"),
            "wall_end": datetime.fromisoformat("2026-11-24T15:20"),
            "zone": "Europe/Lisbon",
            "offset": "+00:00",
            "modality": Modality.IN_PERSON,
            "what_to_bring": "Identity card\nVaccination record",
            "code": "K7M-4XQ",
            "qr": qr.make_text(MARK, TOKEN, KEY),
            "language": "en",
        }
        return ConfirmationSheet(**(usual | differently))

    return make


@pytest.fixture
def day_sheet() -> Callable[..., ScheduleSheet]:
    """Makes a schedule of sections, one for each number: so many rows of 20 minutes from 08:00."""

    def make(*counts: int, columns: tuple[Column, ...] | None = None, **differently: Any) -> ScheduleSheet:
        usual: dict[str, Any] = {
            "clinic": "Riverside Clinic",
            "center": "Baixa",
            "day": date(2026, 11, 24),
            "zone": "Europe/Lisbon",
            "printed_at": datetime.fromisoformat("2026-11-24T07:30"),
            "language": "en",
            "grouped": Grouping.CLINICIAN,
            "columns": columns or (Column.TIME, Column.CONSUMER, Column.SERVICE, Column.ROOM, Column.STATUS),
            "sections": tuple(_section(number, count) for number, count in enumerate(counts)),
        }
        return ScheduleSheet(**(usual | differently))

    return make


def _section(number: int, count: int) -> Section:
    start = datetime.fromisoformat("2026-11-24T08:00")
    rows = tuple(
        Row(
            start + timedelta(minutes=20 * i),
            start + timedelta(minutes=20 * i + 20),
            consumer=f"Person {number:02}-{i:03}",
            phone="+351 912 345 678",
            birth_date=date(1951, 3, 4),
            service="Influenza vaccination",
            clinician=f"Dr Number {number:02}",
            room="Room 2",
            status=Status.BOOKED,
        )
        for i in range(count)
    )
    return Section(f"Dr Number {number:02}", rows, note="08:00–16:00")


@pytest.fixture
def pages_of() -> Callable[[bytes], list[str]]:
    """The text of each page as PDFium reads it: composed, without joiners, which it leaves out."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return [unicodedata.normalize("NFC", text).replace("\r\n", "\n") for text in pages]

    return read


@pytest.fixture
def picture_of() -> Callable[[bytes], Image.Image]:
    """The first page at 150 dpi."""

    def draw(pdf: bytes) -> Image.Image:
        drawn = rendering.render(pdf, 0, 150 / 72)
        size = (drawn.width, drawn.height)
        return Image.frombytes("RGB", size, drawn.pixels, "raw", "BGRX", drawn.stride)

    return draw


@pytest.fixture
def scanned() -> Callable[[Image.Image], list[str]]:
    """The texts of the QR codes in a picture, by a reader that knows nothing of how they were made."""

    def scan(picture: Image.Image) -> list[str]:
        return [code.text for code in zxingcpp.read_barcodes(picture)]

    return scan
