"""The printed confirmation: what it says, on every paper, whatever the names are, and its code read from the page."""

from collections.abc import Callable
from ctypes import c_uint

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from pypdfium2 import raw

from frontdesk import qr
from frontdesk.documents.confirmation import confirmation, translated
from frontdesk.documents.page import Paper
from frontdesk.documents.words import Words
from frontdesk.rules.words import Modality
from frontdesk.views.appointment import ConfirmationSheet

Make = Callable[..., ConfirmationSheet]
PagesOf = Callable[[bytes], list[str]]
PictureOf = Callable[[bytes], Image.Image]
Scanned = Callable[[Image.Image], list[str]]

LONG = "Wolfeschlegelsteinhausenbergerdorff-Ramanathapuram " * 200
EVERYTHING_LONG = dict.fromkeys(
    ("clinic", "consumer", "service", "clinician", "center", "address", "phone", "room", "what_to_bring"), LONG
)


@pytest.mark.feature("DOC-1")
@pytest.mark.parametrize("paper", Paper)
def test_it_says_all_that_the_consumer_needs_on_one_page(paper: Paper, sheet: Make, pages_of: PagesOf) -> None:
    [page] = pages_of(confirmation(sheet(), paper))
    for said in (
        "Riverside Clinic",
        "Appointment confirmation",
        "Tuesday 24 November 2026",
        "15:00–15:20",
        "Lisbon time (UTC+00:00)",
        "Maria Silva",
        "Influenza vaccination",
        "Dose 1 of 2",
        "Dr Mei Chen",
        "Riverside Baixa",
        "Room 2",
        "Rua Augusta 118, 2.º",
        "1100-053 Lisboa",
        "+351 21 342 0000",
        "Identity card",
        "Vaccination record",
        "K7M-4XQ",
    ):
        assert said in page


@pytest.mark.feature("DOC-1")
def test_a_video_visit_gives_no_address_and_no_dose_is_no_line(sheet: Make, pages_of: PagesOf) -> None:
    [page] = pages_of(confirmation(sheet(modality=Modality.VIDEO, dose=None, doses=0, clinician="")))
    assert "By video" in page
    assert "Rua Augusta" not in page
    assert "Dose" not in page
    assert "With" not in page


@pytest.mark.feature("DOC-1")
@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("de", "Dienstag, 24. November 2026", "15:00–15:20"),
        ("pt", "Terça-feira, 24 de novembro de 2026", "15:00–15:20"),
        ("en-US", "Tuesday, November 24, 2026", "3:00"),
        ("", "Tuesday 24 November 2026", "15:00–15:20"),
        ("tlh-nonsense", "Tuesday 24 November 2026", "15:00–15:20"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    language: str, day: str, time: str, sheet: Make, pages_of: PagesOf
) -> None:
    [page] = pages_of(confirmation(sheet(language=language)))
    assert day in page
    assert time in page


@pytest.mark.feature("DOC-1")
def test_its_fixed_words_can_be_of_another_language(sheet: Make, pages_of: PagesOf) -> None:
    words = Words(confirmation="Terminbestätigung", zone="Zeit von {place} (UTC{offset})")
    [page] = pages_of(confirmation(sheet(language="de"), Paper.A6, words))
    assert "Terminbestätigung" in page
    assert "Zeit von Lissabon (UTC+00:00)" in page


@pytest.mark.feature("DOC-1", "DOC-2")
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("handled", ["flat", "turned", "upside down", "small", "blurred", "grey"])
def test_its_code_is_read_from_the_page_at_150_dpi(
    paper: Paper, handled: str, sheet: Make, picture_of: PictureOf, scanned: Scanned
) -> None:
    printed = sheet()
    picture = picture_of(confirmation(printed, paper))
    changes: dict[str, Callable[[Image.Image], Image.Image]] = {
        "flat": lambda p: p,
        "turned": lambda p: p.rotate(7, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC),
        "upside down": lambda p: p.rotate(180),
        "small": lambda p: p.resize((p.width * 7 // 10, p.height * 7 // 10)),
        "blurred": lambda p: p.filter(ImageFilter.GaussianBlur(1.2)),
        "grey": lambda p: p.convert("L").point(lambda v: 60 + v * 140 // 255),
    }
    assert scanned(changes[handled](picture)) == [printed.qr]


@pytest.mark.feature("DOC-2")
def test_nothing_of_the_consumer_is_in_the_code_or_in_the_files_properties(
    sheet: Make, picture_of: PictureOf, scanned: Scanned
) -> None:
    pdf = confirmation(sheet(), Paper.A6)
    [text] = scanned(picture_of(pdf))
    assert qr.read_text(text, "RVRSD7", "5a" * 32).kind is qr.Kind.OURS
    document = pypdfium2.PdfDocument(pdf)
    properties = document.get_metadata_dict()
    document.close()
    assert properties["Title"] == "Appointment confirmation"
    assert not any("Silva" in value or "Chen" in value for value in properties.values())


@pytest.mark.feature("DOC-1")
@pytest.mark.parametrize("paper", Paper)
def test_the_same_sheet_gives_the_same_file(paper: Paper, sheet: Make) -> None:
    assert confirmation(sheet(), paper) == confirmation(sheet(), paper)


@pytest.mark.parametrize(
    "name",
    [
        "<b>Maria</b> & Söhne",
        "<img src='file:///etc/passwd'/>",
        "{consumer} {0} %s %(x)s",
        "a) Tj ET /F1 (b",
        "\\( \\) \\n",
        "=1+1;DROP TABLE consumer",
    ],
)
def test_text_is_printed_as_typed_and_obeyed_nowhere(name: str, sheet: Make, pages_of: PagesOf) -> None:
    [page] = pages_of(confirmation(sheet(consumer=name, what_to_bring=name, phone=name)))
    assert page.count(name) >= 3


def _outside(pdf: bytes) -> list[str]:
    """Signs of the first page that stand outside it."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    document.close()
    return [
        sign
        for sign, (left, bottom, right, top) in boxes
        if sign.strip() and (left < 0 or bottom < 0 or right > width or top > height)
    ]


@pytest.mark.parametrize("paper", Paper)
def test_names_of_ten_thousand_letters_are_cut_with_dots_and_stay_on_the_page(
    paper: Paper, sheet: Make, pages_of: PagesOf, picture_of: PictureOf, scanned: Scanned
) -> None:
    printed = sheet(**EVERYTHING_LONG)
    pdf = confirmation(printed, paper)
    [page] = pages_of(pdf)
    assert page.count("…") >= 6
    assert "To change or cancel" in page
    assert not _outside(pdf)
    assert scanned(picture_of(pdf)) == [printed.qr]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(alphabet=st.characters(), max_size=60), paper=st.sampled_from(Paper))
def test_any_text_at_all_gives_one_page_that_stays_inside_the_paper(
    name: str, paper: Paper, sheet: Make, pages_of: PagesOf
) -> None:
    pdf = confirmation(sheet(consumer=name, clinic=name, what_to_bring=name, address=name), paper)
    [page] = pages_of(pdf)
    assert "K7M-4XQ" in page
    assert not _outside(pdf)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤ", min_size=2, max_size=8), min_size=1, max_size=3
    )
)
def test_any_arabic_name_is_read_back_as_typed(words: list[str], sheet: Make, pages_of: PagesOf) -> None:
    [page] = pages_of(confirmation(sheet(consumer=" ".join(words))))
    assert " ".join(words) in page


def test_a_receipt_is_as_long_as_what_it_says(sheet: Make, picture_of: PictureOf) -> None:
    short = picture_of(confirmation(sheet(what_to_bring="", address="", dose=None), Paper.RECEIPT))
    long = picture_of(confirmation(sheet(), Paper.RECEIPT))
    assert long.width == short.width
    assert long.height > short.height


def test_a_receipt_has_no_grey_which_a_thermal_printer_would_drop(sheet: Make) -> None:
    document = pypdfium2.PdfDocument(confirmation(sheet(), Paper.RECEIPT))
    colours = set()
    for thing in document[0].get_objects():
        parts = [c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(thing.raw, *parts)
        colours.add(tuple(part.value for part in parts[:3]))
        raw.FPDFPageObj_GetStrokeColor(thing.raw, *parts)
        colours.add(tuple(part.value for part in parts[:3]))
    document.close()
    assert colours == {(0, 0, 0)}


def test_the_table_of_places_leads_to_every_object(sheet: Callable[..., ConfirmationSheet]) -> None:
    file = confirmation(sheet())
    place = int(file.rsplit(b"startxref\n", 1)[1].split()[0])
    table = file[place:].split(b"trailer")[0].splitlines()[3:]
    assert len(table) > 10
    for number, line in enumerate(table, 1):
        assert file[int(line[:10]) :].startswith(b"%d 0 obj\n" % number)


@pytest.mark.feature("MSG-2")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("de-AT", "Terminbestätigung"),
        ("pt", "Por favor traga"),
        ("es", "Dosis 1 de 2"),
        ("fr", "À montrer à l’accueil"),
        ("zh", "Show this at the front desk"),
    ],
)
def test_that_of_a_message_speaks_its_language(
    sheet: Callable[..., ConfirmationSheet], language: str, says: str
) -> None:
    text = pypdfium2.PdfDocument(translated(sheet(language=language)))[0].get_textpage().get_text_range()
    assert says in text
    assert ("Tuesday" in text) == (language == "zh")
