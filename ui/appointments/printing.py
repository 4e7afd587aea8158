"""Sends a PDF to a printer, page by page as pictures at 300 dpi; runs aside from the window's thread."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from frontdesk.documents.rendering import render
from frontdesk.rules.problems import Unavailable
from ui.appointments.paper_view import image_of, sizes_of

_DPI = 300


def printers() -> tuple[str, ...]:
    """The names of the printers set up on this computer, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name.casefold())))


def print_pdf(pdf: bytes, printer_name: str, copies: int = 1, *, into: Path | None = None) -> None:
    """Print every page in its own size. `into` prints to a file instead, for computers without a printer.

    Raises Unavailable `printer.refused` (param `printer`) when the printer takes nothing.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if into is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(into))
    else:
        printer.setPrinterName(printer_name)
    printer.setCopyCount(copies)
    printer.setFullPage(True)
    sizes = sizes_of(pdf)
    painter = QPainter()
    for number, size in enumerate(sizes):
        _set_page(printer, size)
        began = painter.begin(printer) if number == 0 else printer.newPage()
        if not began:
            painter.end()
            raise Unavailable("printer.refused", printer=printer_name)
        area = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        painter.drawImage(QRectF(0, 0, area.width(), area.height()), image_of(render(pdf, number, _DPI / 72)))
    painter.end()


def _set_page(printer: QPrinter, size: tuple[float, float]) -> None:
    width, height = size
    upright = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(upright, turned, QMarginsF(0, 0, 0, 0)))
