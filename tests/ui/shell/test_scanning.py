"""A confirmation is scanned from any page: the name, what it means, and the one thing to do (DOC-3, ACT-10)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from frontdesk.documents.rendering import render
from frontdesk.rules.words import Status
from frontdesk.services.forms import Scan
from tests.ui.shell.conftest import Desk, aside
from ui.shell.scan_sheet import outcome_sentence


def qr_of(desk: Desk, appointment_id: int) -> str:
    """What a scanner reads off the printed confirmation."""
    from frontdesk.documents.reading import codes_in_picture  # noqa: PLC0415  only this test reads pictures

    clinic = desk.session.clinic
    assert clinic is not None
    pdf = aside(desk.session.tasks, lambda: clinic.documents.confirmation(appointment_id))
    assert render(pdf, 0, 1.0)
    return codes_in_picture(pdf)[0]


def said(desk: Desk, name: str) -> str:
    found = desk.find(name)
    assert isinstance(found, QLabel)
    return found.text()


@pytest.mark.feature("DOC-3", "ACT-10")
def test_a_scanner_finds_the_appointment_from_the_calendar_and_enter_checks_in(desk: Desk) -> None:
    booked = desk.book(10, 40)
    text = qr_of(desk, booked.appointment_id)
    desk.type(text)
    desk.press(Qt.Key.Key_Return)
    assert said(desk, "scan_name") == "Maria Silva"
    assert said(desk, "scan_outcome") == "Expected today. Check in now."
    desk.press(Qt.Key.Key_Return)
    clinic = desk.session.clinic
    assert clinic is not None
    view = aside(desk.session.tasks, lambda: clinic.appointments.view(booked.appointment_id))
    assert view.status is Status.ARRIVED
    desk.type(text)
    desk.press(Qt.Key.Key_Return)
    assert said(desk, "scan_outcome") == "Already checked in. Nothing to do."
    desk.press(Qt.Key.Key_Escape)


@pytest.mark.feature("DOC-3")
def test_a_picture_file_is_scanned_too(desk: Desk, tmp_path: Path) -> None:
    booked = desk.book(10, 40)
    clinic = desk.session.clinic
    assert clinic is not None
    pdf = aside(desk.session.tasks, lambda: clinic.documents.confirmation(booked.appointment_id))
    file = tmp_path / "photo.pdf"
    file.write_bytes(pdf)
    desk.shell.scan_desk.scan_file(file)
    desk.settle()
    assert said(desk, "scan_name") == "Maria Silva"
    desk.press(Qt.Key.Key_Escape)


@pytest.mark.feature("DOC-3")
def test_a_file_that_cannot_be_read_is_told_in_words(desk: Desk, tmp_path: Path) -> None:
    desk.shell.scan_desk.scan_file(tmp_path / "gone.png")
    desk.settle()
    assert said(desk, "notice_text")
    assert not desk.shell.has_sheet()


@pytest.mark.feature("DOC-3", "UX-2")
def test_the_short_code_is_typed_into_the_palette(desk: Desk) -> None:
    booked = desk.book(10, 40)
    desk.ctrl(Qt.Key.Key_K)
    desk.type(booked.code.replace("-", ""))
    desk.press(Qt.Key.Key_Return)
    assert said(desk, "scan_name") == "Maria Silva"
    desk.press(Qt.Key.Key_Escape)


@pytest.mark.feature("DOC-3")
def test_a_code_that_nobody_made_is_told_apart(desk: Desk) -> None:
    desk.shell.scan_desk.scan("FD1.RVRSD.AAAAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBB")
    desk.settle()
    assert said(desk, "scan_name") == "Unknown code"
    assert "not made by this clinic" in said(desk, "scan_outcome")
    desk.press(Qt.Key.Key_Escape)


def test_typing_into_a_field_is_no_scan(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_N)
    desk.type("fd1.x")
    focused = desk.session.frame.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "fd1.x"
    assert not desk.shell.has_sheet()


def test_letters_that_only_begin_like_a_scan_reach_the_page(desk: Desk) -> None:
    desk.type("fdx")
    desk.settle()
    assert not desk.shell.has_sheet()


@pytest.mark.parametrize(
    "outcome",
    [
        *("valid", "already-in", "early", "late", "other-day", "other-center", "moved", "cancelled", "finished"),
        *("not-confirmed", "forged", "foreign", "unknown"),
    ],
)
def test_every_outcome_has_its_own_sentence(outcome: str) -> None:
    sentence = outcome_sentence(Scan(outcome))
    assert sentence
    assert "{" not in sentence
    assert (sentence == outcome_sentence(Scan("unknown"))) == (outcome == "unknown")
