"""Names of every script print: the right glyphs in the right order, and the same name when the page is read back."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable

import pytest

from frontdesk.documents import fonts
from frontdesk.documents.confirmation import confirmation
from frontdesk.documents.page import Paper
from frontdesk.documents.shaping import clean, shape
from frontdesk.views.appointment import ConfirmationSheet

NAMES = [
    "Łukasz Zieliński",
    "Nguyễn Thị Hoa",
    "Ольга Иванова",
    "李伟",
    "田中さくら",
    "محمد الأحمد",
    "علاء الدين",
    "נועה כהן",
    "लक्ष्मी श्रीकृष्ण",
    "خالد البغدادي",
    "عبد الملك مبارك",
    "زینب شفیعی",
    "สมชาย น้ำใจ",
    "Γιώργος Παπαδόπουλος",
    "Zoë O’Brien-Ñandú",
    "Jürgen Groß",
]


@pytest.mark.feature("DOC-1")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_read_back_from_the_page(
    name: str, form: str, sheet: Callable[..., ConfirmationSheet], pages_of: Callable[[bytes], list[str]]
) -> None:
    typed = unicodedata.normalize(form, name)  # type: ignore[arg-type]  # one of the two parameters
    [page] = pages_of(confirmation(sheet(consumer=typed, clinician=typed, what_to_bring=typed), Paper.A4))
    assert page.count(unicodedata.normalize("NFC", name)) >= 3


@pytest.mark.feature("DOC-1")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.BOLD])
def test_every_letter_has_a_glyph(name: str, weight: int) -> None:
    assert all(glyph.id for piece in shape(name, weight).pieces for glyph in piece.glyphs)


def test_a_letter_that_no_font_has_is_a_visible_box_and_still_read_back(
    sheet: Callable[..., ConfirmationSheet], pages_of: Callable[[bytes], list[str]]
) -> None:
    name = "Ada \U00010380\U00010381 Lovelace"
    assert [glyph.id for piece in shape(name).pieces for glyph in piece.glyphs].count(0) == 2
    assert shape("\U00010380").width > 100
    [page] = pages_of(confirmation(sheet(consumer=name)))
    assert name in page


def test_arabic_letters_are_joined_and_stand_from_right_to_left() -> None:
    [piece] = shape("محمد").pieces
    alone = {shape(letter).pieces[0].glyphs[0].id for letter in "محمد"}
    assert piece.right_to_left
    assert "".join(glyph.text for glyph in piece.glyphs) == "دمحم", "drawn left to right, the last letter first"
    assert not alone & {piece.glyphs[-1].id}, "the first letter has its initial form"


def test_a_latin_word_in_brackets_keeps_its_brackets_in_an_arabic_name() -> None:
    drawn = [piece.text for piece in shape("محمد (Ali) 123").pieces]
    assert drawn.index("123") < drawn.index("Ali")
    assert any("(" in text for text in drawn[drawn.index("Ali") + 1 :]), "what opens stands at the right of Ali"


def test_a_number_after_arabic_stays_left_to_right() -> None:
    assert "123" in [piece.text for piece in shape("خالد 123").pieces]


def test_devanagari_vowels_stand_before_the_consonant_they_follow() -> None:
    [piece] = shape("कि").pieces
    [ka] = shape("क").pieces
    assert piece.glyphs[0].id != ka.glyphs[0].id
    assert ka.glyphs[0].id in {glyph.id for glyph in piece.glyphs[1:]}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ann\x00a", "Anna"),
        ("Ann\u202ea\u2066", "Anna"),
        ("two\r\nlines\ttab", "two  lines tab"),
        ("broken \ud800", "broken \ufffd"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a" + "\u0316" * 50, "a" + "\u0316" * 8),
    ],
)
def test_what_draws_nothing_or_reorders_others_is_not_printed(typed: str, printed: str) -> None:
    assert clean(typed) == printed


def test_runs_put_each_letter_into_a_font_that_has_it() -> None:
    found = fonts.runs("Dr 李 محمد")
    assert [text for _, text in found] == ["Dr ", "李 ", "محمد"]
    assert all(face.has(character) for face, text in found for character in text)


def test_importing_the_documents_loads_no_font() -> None:
    loaded = "import sys, frontdesk.documents; print(any(m in sys.modules for m in ('reportlab', 'uharfbuzz')))"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
