"""The daily schedule: whole, in order, with its heads on every page, readable without colour."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pypdfium2
import pytest

from frontdesk.documents import page as paper_page
from frontdesk.documents.page import Paper
from frontdesk.documents.schedule import schedule
from frontdesk.documents.words import ENGLISH
from frontdesk.rules.words import Status
from frontdesk.views.schedule_sheet import Column, Row, ScheduleSheet, Section

Make = Callable[..., ScheduleSheet]
PagesOf = Callable[[bytes], list[str]]
NOON = datetime.fromisoformat("2026-11-24T12:00")
TIME = re.compile(r"\d\d:\d\d–\d\d:\d\d Person")


@pytest.mark.feature("DOC-4")
def test_five_hundred_appointments_are_all_there_once_in_order_on_numbered_pages(
    day_sheet: Make, pages_of: PagesOf
) -> None:
    pages = pages_of(schedule(day_sheet(*[25] * 20)))
    printed = re.findall(r"Person \d\d-\d\d\d", "\n".join(pages))
    assert printed == [f"Person {section:02}-{row:03}" for section in range(20) for row in range(25)]
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Tuesday 24 November 2026" in page
        assert "Riverside Clinic, Baixa" in page
        assert re.search(r"Time\s+Consumer\s+Service\s+Room\s+Status", page)
    assert 10 <= len(pages) <= 20


@pytest.mark.feature("DOC-4")
@pytest.mark.parametrize("first", range(24, 40))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(first: int, day_sheet: Make, pages_of: PagesOf) -> None:
    for page in pages_of(schedule(day_sheet(first, 3, 4))):
        lines = [line.strip() for line in page.splitlines()]
        for place, line in enumerate(lines):
            if line.startswith("Dr Number"):
                assert TIME.match(lines[place + 1]), lines[place : place + 2]


@pytest.mark.feature("DOC-4")
def test_a_section_that_goes_on_says_so_on_the_next_page(day_sheet: Make, pages_of: PagesOf) -> None:
    first, second = pages_of(schedule(day_sheet(50)))
    assert "(continued)" not in first
    assert "Dr Number 00 (continued)" in second


@pytest.mark.feature("DOC-4")
def test_the_columns_are_those_chosen_in_the_order_chosen(day_sheet: Make, pages_of: PagesOf) -> None:
    columns = (Column.ROOM, Column.TIME, Column.CONSUMER, Column.PHONE, Column.BIRTH_DATE)
    [page] = pages_of(schedule(day_sheet(1, columns=columns)))
    assert re.search(r"Room\s+Time\s+Consumer\s+Phone\s+Birth date", page)
    assert re.search(r"Room 2\s+08:00–08:20\s+Person 00-000\s+\+351 912 345 678\s+4 Mar 1951", page)
    assert "Influenza" not in page


@pytest.mark.feature("DOC-4")
@pytest.mark.parametrize("column", Column)
def test_any_column_can_stand_alone(column: Column, day_sheet: Make, pages_of: PagesOf) -> None:
    [page] = pages_of(schedule(day_sheet(2, columns=(column,))))
    assert ENGLISH.columns[column] in page


def test_a_schedule_is_not_printed_on_a_slip(day_sheet: Make) -> None:
    with pytest.raises(ValueError, match="A4"):
        schedule(day_sheet(1), Paper.RECEIPT)


@pytest.mark.feature("DOC-4")
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
def test_all_columns_fit_either_way_round_without_cutting_a_time_or_a_name(
    landscape: bool, paper: Paper, day_sheet: Make, pages_of: PagesOf
) -> None:
    pdf = schedule(day_sheet(8, columns=tuple(Column)), paper, landscape=landscape)
    [page] = pages_of(pdf)
    for row in range(8):
        assert f"Person 00-{row:03}" in page.replace("-\n", "-")
    assert page.count("–08:20") == 1
    assert "…" not in page
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    document.close()
    assert (width > height) is landscape


@pytest.mark.feature("DOC-4")
def test_free_slots_and_statuses_and_the_sign_for_notes(day_sheet: Make, pages_of: PagesOf) -> None:
    rows = (
        Row(NOON, NOON + timedelta(minutes=20), consumer="Maria Silva", status=Status.ARRIVED, noted=True),
        Row(NOON, NOON + timedelta(minutes=20), consumer="Ana Souza", status=Status.BOOKED, past=True),
        Row(NOON, NOON + timedelta(hours=1), free=True),
    )
    [page] = pages_of(schedule(day_sheet(sections=(Section("Dr Chen", rows, "Room 4"),))))
    assert re.search(r"Maria Silva \*\s+Arrived", page)
    assert re.search(r"Ana Souza\s+No outcome yet", page)
    assert "12:00–13:00 Free" in page
    assert "* has internal notes" in page
    assert "Room 4" in page


@pytest.mark.feature("DOC-4")
def test_an_empty_day_and_an_empty_section_say_so(day_sheet: Make, pages_of: PagesOf) -> None:
    [empty] = pages_of(schedule(day_sheet()))
    assert "No appointments on this day." in empty
    [one] = pages_of(schedule(day_sheet(0)))
    assert "No appointments" in one
    assert "Dr Number 00" in one


@pytest.mark.feature("DOC-4")
def test_sections_without_a_title_have_no_heading(day_sheet: Make, pages_of: PagesOf) -> None:
    [section] = day_sheet(60).sections
    pages = pages_of(schedule(day_sheet(sections=(replace(section, title="", note=""),))))
    assert len(pages) == 2
    assert all("Dr Number" not in page for page in pages)


@pytest.mark.feature("DOC-4")
def test_dates_and_times_follow_the_language(day_sheet: Make, pages_of: PagesOf) -> None:
    [page] = pages_of(schedule(day_sheet(1, language="de")))
    assert "Dienstag, 24. November 2026" in page
    assert "24.11.2026 07:30" in page


@pytest.mark.feature("DOC-4")
def test_hostile_and_endless_texts_are_cut_and_never_obeyed(day_sheet: Make, pages_of: PagesOf) -> None:
    long = "<b>&{0}</b>" + "x" * 10_000
    row = Row(NOON, NOON, consumer=long, phone=long, service=long, clinician=long, room=long, status=Status.BOOKED)
    sheet = day_sheet(sections=(Section(long, (row,) * 3, long),), columns=tuple(Column), center=long, clinic=long)
    [page] = pages_of(schedule(sheet, landscape=True))
    assert "<b>&{0}</b>" in page
    assert "…" in page


def test_the_same_sheet_gives_the_same_file(day_sheet: Make) -> None:
    assert schedule(day_sheet(30)) == schedule(day_sheet(30))


@pytest.mark.feature("DOC-4")
def test_every_grey_of_text_keeps_its_contrast_in_black_and_white() -> None:
    linear = ((paper_page.MUTED + 0.055) / 1.055) ** 2.4
    assert 1.05 / (linear + 0.05) >= 4.5, "WCAG 2: contrast with white paper"
    assert paper_page.HAIRLINE < 0.8, "a rule that a laser printer still draws"
