"""The preview of a document: pages, papers, printing, saving whole or not at all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.documents.rendering import page_count, page_size
from tests.ui.desks import Desk
from ui.appointments.paper_view import PaperView
from ui.appointments.preview import PreviewPage
from ui.appointments.print_sheet import PrintSheet
from ui.appointments.printing import print_pdf


@pytest.fixture
def page(desk: Desk, appointment: int, qtbot: QtBot) -> PreviewPage:
    made = PreviewPage(desk.context)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    documents = desk.clinic.documents
    made.show_document(
        "Confirmation", lambda paper: documents.confirmation(appointment, paper), file_name="confirmation.pdf"
    )
    desk.settle()
    return made


def _pages_ready(view: PaperView) -> bool:
    return bool(view.pages) and all(one.ready for one in view.pages)


@pytest.mark.feature("DOC-1")
def test_the_confirmation_is_shown_on_the_paper_that_is_chosen(desk: Desk, page: PreviewPage) -> None:
    assert _pages_ready(page.view)
    before = page.view.pages[0].points
    page.choose_paper("receipt")
    desk.settle()
    assert _pages_ready(page.view)
    assert page.view.pages[0].points[0] < before[0] / 2


def test_zoom_goes_in_steps_and_back_to_fitting(desk: Desk, page: PreviewPage) -> None:
    fitted = page.view.pages[0].width()
    page.larger.click()
    desk.settle()
    assert page.view.pages[0].width() > fitted
    page.fit.click()
    assert page.view.zoom is None
    page.view.step(-1)
    assert page.view.zoom is not None


@pytest.mark.feature("DOC-1")
def test_it_is_saved_whole_and_for_its_owner_only(desk: Desk, page: PreviewPage, tmp_path: Path) -> None:
    target = tmp_path / "confirmation.pdf"
    page.save_to(target)
    desk.settle()
    assert target.read_bytes() == page.pdf
    assert target.stat().st_mode & 0o777 == 0o600
    assert str(target) in desk.notices.text


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_lost(
    desk: Desk, page: PreviewPage, tmp_path: Path
) -> None:
    page.save_to(tmp_path / "nowhere" / "confirmation.pdf")
    desk.settle()
    assert "nowhere" in page.message.text()
    assert not page.message.isHidden()
    assert page.pdf
    assert page.save_button.isEnabled()


def test_the_file_is_asked_for_without_stopping_the_window(
    desk: Desk, page: PreviewPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.ask_where()
    dialog = page.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "a.pdf"))
    dialog.close()
    desk.settle()
    assert (tmp_path / "a.pdf").exists()


def test_without_a_printer_the_way_out_is_said(desk: Desk, page: PreviewPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.appointments.preview.printers", tuple)
    QTest.keyClick(page, Qt.Key.Key_Return)
    desk.settle()
    assert "no printer" in page.message.text()
    assert "Save the document as PDF" in page.message.text()


def test_the_printer_is_chosen_inside_the_window(
    desk: Desk, page: PreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[bytes, str, int]] = []
    monkeypatch.setattr("ui.appointments.preview.printers", lambda: ("Front desk", "Office"))
    monkeypatch.setattr("ui.appointments.preview.print_pdf", lambda *what: printed.append(what))
    page.ask_printer()
    desk.settle()
    (sheet,) = page.findChildren(PrintSheet)
    sheet.printer.setCurrentText("Office")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()
    assert printed == [(page.pdf, "Office", 1)]
    assert desk.notices.text == "Sent to Office."


@pytest.mark.feature("DOC-1")
@pytest.mark.parametrize("paper", ["a4", "a6", "receipt"])
def test_a_printed_page_has_the_size_of_its_paper(desk: Desk, appointment: int, paper: str, tmp_path: Path) -> None:
    pdf = desk.clinic.documents.confirmation(appointment, paper)
    print_pdf(pdf, "", into=tmp_path / "printed.pdf")
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == page_count(pdf)
    assert page_size(printed, 0) == pytest.approx(page_size(pdf, 0), abs=3)


def test_a_document_that_cannot_be_made_is_said(desk: Desk, page: PreviewPage) -> None:
    documents = desk.clinic.documents
    page.show_document("Confirmation", lambda paper: documents.confirmation(4711, paper))
    desk.settle()
    assert not page.print_button.isEnabled()
    assert page._stack.currentIndex() == 2
