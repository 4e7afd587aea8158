"""The sheet that F1 shows: every key that does something."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.shell.commands import Commands, keys_text
from ui.texts import _
from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.sheet import Sheet


def _in_pages() -> tuple[tuple[str, str], ...]:
    """Keys that belong to a page and are no commands of the window."""
    return (
        (_("T"), _("Calendar: today")),
        (_("G"), _("Calendar: go to date")),
        (_("Alt+← and Alt+→"), _("Calendar: a day back, a day forward")),
        (_("← and →"), _("Calendar: the same while no appointment is chosen")),
        (_("Arrow keys"), _("Calendar: from one appointment to the next")),
        (_("Home and End"), _("Calendar: the first and the last appointment of the column")),
        (_("Page Up and Page Down"), _("Calendar: scroll by a screen")),
        (_("N or Insert"), _("Calendar: book the next free time")),
        (_("Ctrl++ and Ctrl+-"), _("Calendar: magnify, shrink")),
        (_("Ctrl+0"), _("Calendar: as delivered")),
        (_("Enter"), _("Open what is chosen; in a form, do what its prominent button says")),
        (_("Esc"), _("Narrow, close, leave")),
    )


def shortcuts_sheet(parent: QWidget, commands: Commands) -> Sheet:
    """The sheet, ready to be opened."""
    sheet = Sheet(parent, _("Keyboard shortcuts"), name="shortcuts_sheet", width=520)
    table = QWidget()
    table.setProperty("scrolled", True)
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, SPACE[2], 0)
    grid.setHorizontalSpacing(SPACE[4])
    grid.setVerticalSpacing(SPACE[1])
    grid.setColumnStretch(1, 1)
    rows = [(keys_text(each.action), each.action.text().replace("&", "")) for each in commands]
    for number, (keys, what) in enumerate([row for row in rows if row[0]] + list(_in_pages())):
        grid.addWidget(label(keys, style="key"), number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(what, wrap=True), number, 1)
    scrolled = QScrollArea()
    scrolled.setObjectName("shortcuts_list")
    scrolled.setAccessibleName(_("Keyboard shortcuts"))
    scrolled.setWidgetResizable(True)
    scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scrolled.setWidget(table)
    scrolled.setMinimumHeight(380)
    sheet.body.addWidget(scrolled)
    return sheet


def about_sheet(parent: QWidget, version: str, clinic: str) -> Sheet:
    """What this is, and which version."""
    sheet = Sheet(parent, _("About Frontdesk"), name="about_sheet", width=400)
    sheet.body.addWidget(label(_("Frontdesk {version}").format(version=version), style="strong"))
    sheet.body.addWidget(label(_("Appointments for clinic front desks."), style="muted", wrap=True))
    sheet.body.addWidget(label(_("Opened for {clinic}.").format(clinic=clinic), style="muted", wrap=True))
    return sheet
