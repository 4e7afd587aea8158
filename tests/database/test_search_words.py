"""The words consumers are found by: accents, case, scripts, telephone numbers, dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.database.search_words import (
    LONGEST_WORD,
    dates_of,
    name_words,
    normalise,
    read_query,
    sort_name_of,
    words_of,
)


@pytest.mark.feature("CON-2")
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łukasz ŻÓŁĆ", "lukasz zolc"),
        ("Nguyễn Thị Hồng", "nguyen thi hong"),
        ("Groß", "gross"),
        ("GROSS", "gross"),
        ("Ødegård", "odegard"),
        ("Đặng", "dang"),
        ("Þóra Guðmundsdóttir", "thora gudmundsdottir"),
        ("İbrahim Işık", "ibrahim isik"),
        ("Ольга Йорданова", "ольга иорданова"),
        ("李伟", "李伟"),
        ("مُحَمَّد", "محمد"),
        ("O’Brien", "o'brien"),
        ("  Ana \t Maria\u00a0", "ana maria"),
        ("ＡＮＡ", "ana"),
        ("a\0b\u202ec", "a b c"),
        ("", ""),
    ],
)
def test_accents_and_case_do_not_matter(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text(max_size=80))
def test_normalised_text_stays_as_it_is_and_has_no_control_characters(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == " ".join(once.split())
    assert "\0" not in once
    once.encode()  # no lone surrogate either: databases refuse them


@given(st.text(max_size=100), st.text(max_size=100), st.text(max_size=64), st.none() | st.text(max_size=100))
def test_every_word_fits_its_column(first_name: str, last_name: str, user_id: str, phone: str | None) -> None:
    words = words_of(first_name, last_name, user_id, first_name, phone)
    assert all(0 < len(word) <= LONGEST_WORD for word in words)
    assert not any(" " in word for word in words_of(first_name, last_name, "", None, None))


@pytest.mark.feature("CON-2")
def test_a_consumer_is_found_by_each_part_of_the_name_user_id_mail_and_phone() -> None:
    words = words_of("Jean-Paul", "O’Brien de la Cruz", "jp.obrien", "JP@Example.org", "+351912345678")
    assert words >= {"jean", "paul", "jeanpaul", "o", "brien", "obrien", "de", "la", "cruz", "obriendelacruz"}
    assert words >= {"jp.obrien", "jp@example.org", "jp", "351912345678", "912345678"}


def test_a_name_written_in_one_is_found_as_it_is_written() -> None:
    assert words_of("伟", "李", "li.wei", None, None) >= {"李", "伟", "李伟"}


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("Silva, Maria", [("silva",), ("maria",)]),
        ("912 345 678", [("912345678",)]),
        ("+351 912-345", [("351912345",)]),
        ("0912 345", [("0912345", "912345")]),
        ("2024-117", [("2024-117", "2024117")]),  # may be a user ID
        ("silva.m", [("silva.m", "silvam")]),
        ("Jean-P", [("jean-p", "jeanp")]),
        ("silva 912 345 maria", [("silva",), ("912345",), ("maria",)]),
        ("maria@", [("maria", "maria@")]),
        ("-- .,", []),
        ("   ", []),
    ],
)
def test_what_is_typed_is_read_part_by_part(typed: str, forms: list[tuple[str, ...]]) -> None:
    assert [word.forms for word in read_query(typed).words] == forms


@pytest.mark.feature("CON-2")
@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("14.03.1987", {date(1987, 3, 14)}),
        ("1987-03-14", {date(1987, 3, 14)}),
        ("14/3/1987", {date(1987, 3, 14)}),
        ("3/14/1987", {date(1987, 3, 14)}),
        ("3/4/1987", {date(1987, 4, 3), date(1987, 3, 4)}),  # with slashes either may be meant
        ("3.4.1987", {date(1987, 4, 3)}),
        ("14.3.87", {date(1987, 3, 14), date(2087, 3, 14)}),
        ("31.02.1987", set()),
        ("14.3", set()),
        ("0000-01-01", set()),
        ("14.03-1987", set()),
    ],
)
def test_a_date_of_birth_is_read_in_its_usual_forms(typed: str, days: set[date]) -> None:
    assert dates_of(typed) == days


def test_a_query_has_an_end_and_a_date_in_it_is_no_word() -> None:
    assert len(read_query("a " * 100_000).words) == 8
    query = read_query("maria 14.03.1987")
    assert ([word.plain for word in query.words], query.births) == (["maria"], (date(1987, 3, 14),))


def test_mail_addresses_and_numbers_are_not_looked_for_among_misspelt_names() -> None:
    assert [word.plain for word in read_query("silva maria@example.org 912345678 silva2").words] == [
        "silva",
        "",
        "",
        "",
    ]


def test_the_list_is_ordered_by_last_name_and_typing_errors_are_looked_for_word_by_word() -> None:
    assert sort_name_of("Seán", "Ó Súilleabháin") == "o suilleabhain sean"
    assert len(sort_name_of("x" * 300, "y" * 300)) == 220
    assert name_words("taylor-jones o'brien ann") == ["taylor", "jones", "obrien", "ann"]
