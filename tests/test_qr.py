"""What is in a QR confirmation, and what a scanner's text is taken for."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk import qr
from frontdesk.qr import Kind

KEY = "5a" * 32
MARK = "RVRSD7"
tokens = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=26, max_size=26)
codes = st.text(alphabet=qr.ALPHABET, min_size=6, max_size=6)
noise = st.text(alphabet=" \t\r\n\x00\ufeff\u200b", max_size=5)


@pytest.mark.feature("DOC-2")
@given(tokens, noise, noise, st.sampled_from(["", "]Q0", "]Q1"]), st.booleans())
def test_our_own_code_is_known_whatever_the_scanner_adds(
    token: str, before: str, after: str, prefix: str, lower: bool
) -> None:
    text = qr.make_text(MARK, token, KEY)
    typed = before + prefix + (text.lower() if lower else text) + after
    assert qr.read_text(typed, MARK, KEY) == qr.Reading(Kind.OURS, token=token)


@pytest.mark.feature("DOC-2")
@given(tokens, st.data())
def test_one_sign_changed_is_forged_or_foreign_and_gives_no_token(token: str, data: st.DataObject) -> None:
    text = qr.make_text(MARK, token, KEY)
    place = data.draw(st.integers(min_value=4, max_value=len(text) - 1))
    if text[place] == ".":
        place += 1
    sign = data.draw(st.sampled_from([s for s in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" if s != text[place]]))
    reading = qr.read_text(text[:place] + sign + text[place + 1 :], MARK, KEY)
    assert reading.kind is (Kind.FOREIGN if place < 4 + len(MARK) else Kind.FORGED)
    assert not reading.token


@pytest.mark.feature("DOC-2")
def test_another_clinics_code_is_foreign_and_a_made_up_one_is_forged() -> None:
    token = qr.new_token()
    assert qr.read_text(qr.make_text("HILLTOP", token, "00" * 32), MARK, KEY).kind is Kind.FOREIGN
    assert qr.read_text(qr.make_text(MARK, token, "00" * 32), MARK, KEY).kind is Kind.FORGED


@given(codes, st.sampled_from(["", "-", " ", " - "]), noise)
def test_a_typed_short_code_is_known_with_and_without_its_hyphen(code: str, between: str, around: str) -> None:
    typed = around + (code[:3] + between + code[3:]).lower() + around
    assert qr.read_text(typed, MARK, KEY) == qr.Reading(Kind.SHORT_CODE, code=code)


@given(st.text())
def test_any_other_text_is_unknown_and_never_an_error(text: str) -> None:
    reading = qr.read_text(text, MARK, KEY)
    assert not reading.token
    assert reading.kind is Kind.UNKNOWN or set(reading.code) <= set(qr.ALPHABET)


@pytest.mark.parametrize(
    "text",
    ["", "FD1", "FD1...", "FD1.RVRSD7.ABC.DEF", "https://example.org/", "K7M4X", "K7M4XQ9", "K0M4XQ", "ＫＭ４", "ıſK"],
)
def test_what_only_looks_like_a_code_is_unknown(text: str) -> None:
    assert qr.read_text(text, MARK, KEY).kind is Kind.UNKNOWN


def test_a_text_of_ten_megabytes_is_unknown() -> None:
    assert qr.read_text("K" * 10_000_000, MARK, KEY).kind is Kind.UNKNOWN


@pytest.mark.feature("DOC-2")
def test_tokens_are_128_random_bits_and_never_alike() -> None:
    made = {qr.new_token() for _ in range(2000)}
    assert len(made) == 2000
    assert all(len(token) == 26 and set(token) <= set(string.ascii_uppercase + "234567") for token in made)


def test_short_codes_have_no_look_alikes_and_read_back_as_shown() -> None:
    for _ in range(500):
        code = qr.new_code()
        assert not set(code) & set("0O1IL5S2Z8B")
        assert qr.read_text(qr.show_code(code), MARK, KEY).code == code
    assert qr.show_code("K7M4XQ") == "K7M-4XQ"
    assert len(set(qr.ALPHABET)) ** 6 == 113_379_904


@pytest.mark.feature("DOC-2")
def test_the_text_suits_the_dense_mode_and_stays_a_small_code() -> None:
    text = qr.make_text(MARK, qr.new_token(), KEY)
    assert set(text) <= set(string.digits + string.ascii_uppercase + " $%*+-./:")
    assert len(qr.modules(text)) <= 29, "version 3: large squares even on a receipt"


@pytest.mark.parametrize(("mark", "token"), [("", "A" * 26), ("RIVER.SIDE", "A" * 26), ("RVRSD7", "A" * 25)])
def test_a_mark_or_token_that_could_not_be_read_back_is_not_printed(mark: str, token: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        qr.make_text(mark, token, KEY)
