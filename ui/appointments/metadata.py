"""The Metadata tab: name and value of what is shared with the clinic's other systems."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from frontdesk.views.appointment import AppointmentView
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.scrolled import Scrolled


class Metadata(Scrolled):
    """Fields are set up by an administrator; here they are read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("metadata", _("Metadata"), parent)

    def show_view(self, view: AppointmentView) -> None:
        """Show the fields of this appointment."""
        self.clear()
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE[3])
        form.setVerticalSpacing(SPACE[1])
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for line in view.metadata:
            value = label(line.value or _("Not set"), style="normal" if line.value else "muted", wrap=True)
            value.setObjectName(f"metadata_{line.field_id}")
            value.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Preferred)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label(line.name, style="muted"), value)
        self.column.addLayout(form)
        self.column.addStretch(1)
