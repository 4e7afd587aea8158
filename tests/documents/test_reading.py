"""Codes out of picture files and PDFs, and what is said of files that hold none."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from frontdesk.documents import rendering
from frontdesk.documents.confirmation import confirmation
from frontdesk.documents.page import Paper
from frontdesk.documents.reading import MOST_BYTES, codes_in_picture
from frontdesk.rules.problems import RuleBroken
from frontdesk.views.appointment import ConfirmationSheet

Make = Callable[..., ConfirmationSheet]
PictureOf = Callable[[bytes], Image.Image]


def saved(picture: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


@pytest.mark.feature("DOC-3")
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_of_a_confirmation_gives_its_text(kind: str, mode: str, sheet: Make, picture_of: PictureOf) -> None:
    picture = picture_of(confirmation(sheet(), Paper.A6)).convert(mode)
    assert codes_in_picture(saved(picture, kind)) == [sheet().qr]


@pytest.mark.feature("DOC-3")
def test_a_code_cut_out_without_its_paper_is_read(sheet: Make, picture_of: PictureOf) -> None:
    picture = picture_of(confirmation(sheet(), Paper.A6)).convert("RGBA")
    picture.putalpha(picture.convert("L").point(lambda value: 255 - value))
    assert codes_in_picture(saved(picture, "PNG")) == [sheet().qr]


@pytest.mark.feature("DOC-3")
@pytest.mark.parametrize("paper", Paper)
def test_the_pdf_itself_gives_its_text(paper: Paper, sheet: Make) -> None:
    assert codes_in_picture(confirmation(sheet(), paper)) == [sheet().qr]


def refused(data: bytes) -> str:
    with pytest.raises(RuleBroken) as caught:
        codes_in_picture(data)
    return caught.value.code


@pytest.mark.feature("DOC-3")
def test_a_picture_without_a_code_says_so() -> None:
    assert refused(saved(Image.new("RGB", (300, 300), "white"), "PNG")) == "picture.no-code"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"GIF89a" + b"\x00" * 50,
        b"%PDF-1.7\nnothing else",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 not a jpeg",
        saved(Image.new("RGB", (200, 200)), "PNG")[:-40],
        "not a picture".encode("utf-16"),
    ],
)
def test_what_is_no_picture_or_a_damaged_one_is_unreadable(data: bytes) -> None:
    assert refused(data) == "picture.unreadable"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_file_or_a_picture_too_large_is_refused_before_it_is_unpacked() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n" + b"\x00" * MOST_BYTES) == "picture.too-large"
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    assert refused(bomb + _chunk(b"IEND", b"")) == "picture.too-large"


def test_a_page_as_large_as_a_house_is_looked_at_less_closely() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(14_000, 14_000))
    canvas.showPage()
    canvas.save()
    assert refused(file.getvalue()) == "picture.no-code"
    with pytest.raises(RuleBroken, match="too-large"):
        rendering.render(file.getvalue(), 0, 1.0)


@pytest.mark.feature("DOC-1")
def test_pages_are_drawn_to_be_shown(sheet: Make) -> None:
    pdf = confirmation(sheet(), Paper.A4)
    assert rendering.page_count(pdf) == 1
    drawn = rendering.render(pdf, 0, 1.0)
    assert (drawn.width, drawn.height) == (596, 842)
    assert len(drawn.pixels) == drawn.stride * drawn.height
    assert drawn.pixels[:3] == b"\xff\xff\xff"
    with pytest.raises(RuleBroken, match="unreadable"):
        rendering.render(pdf, 1, 1.0)


def test_two_threads_draw_at_once_without_harm(sheet: Make) -> None:
    pdf = confirmation(sheet(), Paper.A6)
    wanted = rendering.render(pdf, 0, 2.0)
    drawn: list[rendering.Picture] = []
    threads = [Thread(target=lambda: drawn.extend(rendering.render(pdf, 0, 2.0) for _ in range(5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [wanted] * 20
