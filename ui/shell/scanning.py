"""A confirmation is held out to the desk: look its code up aside, say who it is, check in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Scan
from ui.shell.scan_sheet import scan_sheet
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell
    from ui.widgets.sheet import Sheet

_LARGEST = 20_000_000
"""Bytes; a photograph of a confirmation has a tenth of it."""


class ScanDesk(QObject):
    """Scans by text and by picture file for one shell."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._sheet: Sheet | None = None

    def scan(self, text: str) -> None:
        """Look up what a scanner typed, or a code that a person typed."""
        scanning, center_id = self._shell.context.clinic.scanning, self._shell.center.id
        self._shell.context.tasks.run(lambda: scanning.scan(text, center_id), self._show)

    def choose_file(self) -> None:
        """Let the person choose a picture or PDF of a confirmation."""
        dialog = QFileDialog(self._shell, _("Scan a picture file"))
        dialog.setObjectName("scan_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures and PDF (*.png *.jpg *.jpeg *.webp *.bmp *.pdf)"))
        dialog.fileSelected.connect(lambda name: self.scan_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def scan_file(self, file: Path) -> None:
        """Look up the code in a picture or PDF."""
        scanning, center_id = self._shell.context.clinic.scanning, self._shell.center.id

        def work() -> Scan:
            try:
                if file.stat().st_size > _LARGEST:
                    raise RuleBroken("picture.too-large")
                data = file.read_bytes()
            except OSError as error:
                raise RuleBroken("picture.unreadable") from error
            return scanning.scan_picture(data, center_id)

        self._shell.context.tasks.run(work, self._show, lane="documents")

    def _show(self, scan: Scan) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        sheet = scan_sheet(self._shell, scan)
        sheet.accepted.connect(lambda: self._accept(sheet, scan))
        sheet.left.connect(self._left)
        self._sheet = sheet
        sheet.open()

    def _left(self) -> None:
        self._sheet = None

    def _accept(self, sheet: "Sheet", scan: Scan) -> None:
        self._sheet = None
        sheet.close_sheet()
        if scan.appointment_id is None:
            return
        journeys = self._shell.journeys
        if scan.can_check_in:
            journeys.read(scan.appointment_id, lambda view: journeys.acting.begin(Action.CHECK_IN, view))
        journeys.go_to(scan.appointment_id)
