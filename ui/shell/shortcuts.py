"""The sheet that F1 shows: every key that does something, in groups."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from frontdesk.rules.words import Action
from ui.appointments.actions import KEYS
from ui.appointments.actions import keys_text as action_keys
from ui.shell.commands import Commands, apart, keys_text
from ui.texts import _, action_word
from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.margins import set_margins
from ui.widgets.sheet import Sheet

Rows = list[tuple[str, str]]
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _anywhere(commands: Commands) -> Rows:
    rows = [(keys_text(each.action), each.name) for each in commands]
    return [*(row for row in rows if row[0]), (_("Esc"), _("Narrow, close, leave"))]


def _appointment() -> Rows:
    again = {Action.BOOK: _("Book again, book follow-up"), Action.STEP_BACK: _("Take back check-in or commence")}
    own = [(action_keys(action), again.get(action) or action_word(action)) for action in KEYS]
    return [(_("Enter"), _("View detail page")), (_("Menu key or Shift+F10"), _("All that can be done with it")), *own]


def _calendar() -> Rows:
    return [
        (_("T"), _("Today")),
        (_("G"), _("Go to date")),
        (_("D, W, M, A"), _("Day, week, month, agenda")),
        (_("Alt+← and Alt+→"), _("Back and forward by a day, a week or a month")),
        (_("← and →"), _("The same while no appointment is chosen")),
        (_("Arrow keys"), _("From one appointment to the next")),
        (_("Home and End"), _("The first and the last appointment of the column")),
        (_("Page Up and Page Down"), _("Scroll by a screen")),
        (_("N or Insert"), _("Book the next free time")),
        (_("Shift+arrow keys or F2"), _("Move the chosen appointment: arrow keys carry it, Enter puts it down")),
        (_("+ and -"), _("Lengthen and shorten it while it is moved")),
        (_("Ctrl+X and Ctrl+V"), _("Pin the chosen appointment; put the first that was pinned down")),
        (_("Ctrl++ and Ctrl+-"), _("Magnify, shrink")),
        (_("Ctrl+0"), _("As delivered")),
    ]


def _lists() -> Rows:
    return [
        (_("Arrow keys"), _("From one row to the next; from the search field too")),
        (_("Home and End"), _("The first and the last row")),
        (_("Enter"), _("Open the row")),
        (_("Shift+arrow keys or Ctrl+A"), _("Choose several appointments, or all")),
        (_("Space"), _("On Today: do what is next for the row")),
        (_("A, I, C, N, B"), _("On Today: accept, check in, commence or complete, didn't show, book")),
        (_("C, N, R, X"), _("In Past: complete, didn't show, reschedule, cancel")),
        (_("Insert"), _("New, where something can be made")),
        (_("Delete"), _("Withdraw the chosen request")),
        (_("Ctrl+Enter"), _("Accept the chosen request as proposed")),
    ]


def _forms() -> Rows:
    return [
        (_("Enter"), _("Do what the prominent button says")),
        (_("Tab and Shift+Tab"), _("The next field, the one before")),
        (_("Arrow keys"), _("Choose in a drop-down or among joined buttons")),
        (_("F4"), _("Take the consumer who may be known already")),
        (_("Alt+R"), _("Booking: repeat the chosen time")),
        (_("Alt+W"), _("Booking: put on the waiting list")),
        (_("Space and A"), _("Dates of a series: leave one out; take the free time beside it")),
        (_("Esc"), _("Leave; what was typed is asked about first")),
    ]


def shortcuts_sheet(parent: QWidget, commands: Commands) -> Sheet:
    """The sheet, ready to be opened: two columns of groups."""
    sheet = Sheet(parent, _("Keyboard shortcuts"), name="shortcuts_sheet", width=860)
    left = ((_("Anywhere"), _anywhere(commands)), (_("Lists"), _lists()), (_("Forms"), _forms()))
    right = ((_("Appointment"), _appointment()), (_("Calendar"), _calendar()))
    inside = QWidget()
    inside.setProperty("scrolled", True)
    columns = QHBoxLayout(inside)
    set_margins(columns, 0, 0, SPACE[2], 0)
    columns.setSpacing(SPACE[4])
    for groups in (left, right):
        columns.addLayout(_column(groups), 1)
    scrolled = QScrollArea()
    scrolled.setObjectName("shortcuts_list")
    scrolled.setAccessibleName(_("Keyboard shortcuts"))
    scrolled.setWidgetResizable(True)
    scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scrolled.setWidget(inside)
    scrolled.setMinimumHeight(min(520, max(260, parent.height() - 220)))
    sheet.body.addWidget(scrolled)
    sheet.panel.setFocusProxy(scrolled)  # so that Page Down shows the rest at once
    return sheet


def _column(groups: Iterable[tuple[str, Rows]]) -> QGridLayout:
    """Quiet headings, each over its keys with what they do; the words of all groups begin under each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE[2])
    grid.setVerticalSpacing(SPACE[0])
    grid.setColumnStretch(1, 1)
    for heading, rows in groups:
        if grid.rowCount() > 1:
            grid.setRowMinimumHeight(grid.rowCount(), SPACE[3])
        grid.addWidget(label(heading, style="caption"), grid.rowCount(), 0, 1, 2)
        for keys, what in rows:
            number = grid.rowCount()
            grid.addWidget(label(apart(keys), style="key"), number, 0, _LEADING)
            grid.addWidget(label(what, wrap=True), number, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
