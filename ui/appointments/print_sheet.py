"""Which printer, how many copies: the small choice before printing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.texts import _
from ui.widgets import Sheet, field
from ui.widgets.dropdown import DropDown


class PrintSheet(Sheet):
    """`meant` with the printer's name and the number of copies."""

    meant = Signal(str, int)

    def __init__(self, parent: QWidget, printers: tuple[str, ...]) -> None:
        super().__init__(parent, _("Print"), _("Print"), name="print", width=360)
        self.printer = DropDown(name="printer_box", what=_("Printer"))
        self.printer.addItems(list(printers))
        self.copies = DropDown(name="copies_box", what=_("Copies"))
        for count in (1, 2, 3, 4, 5, 10):
            self.copies.addItem(str(count), count)
        self.body.addWidget(field(_("Printer"), self.printer))
        self.body.addWidget(field(_("Copies"), self.copies))
        self.accepted.connect(lambda: self.meant.emit(self.printer.currentText(), self.copies.currentData()))
