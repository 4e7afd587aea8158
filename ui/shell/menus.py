"""The commands of the shell with their words and keys, and the menu bar that shows them."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from frontdesk import __version__
from ui import theme
from ui.shell.pages import pages
from ui.shell.shortcuts import about_sheet, shortcuts_sheet
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


def add_commands(shell: "Shell") -> None:
    """Give the shell everything that a person can do from anywhere in it."""
    _add_file(shell)
    _add_view(shell)
    add, journeys = shell.commands.add, shell.journeys
    add(
        "detail_command",
        _("View detail page"),
        journeys.show_detail_of_chosen,
        menu="appointment",
        icon_name="ph.article",
    )
    add("shortcuts_command", _("Keyboard shortcuts"), lambda: _show_shortcuts(shell), menu="help", keys="F1")
    add("about_command", _("About Frontdesk"), lambda: _show_about(shell), menu="help")


def _add_file(shell: "Shell") -> None:
    add, journeys = shell.commands.add, shell.journeys
    add("book_command", _("Book"), journeys.bookings.book, menu="file", keys="Ctrl+N", icon_name="ph.calendar-plus")
    add(
        "openings_command",
        _("First openings"),
        shell.openings_desk.open,
        menu="file",
        keys="Ctrl+O",
        icon_name="ph.calendar-check",
    )
    add("print_command", _("Print"), journeys.printing.shown, menu="file", keys="Ctrl+P", icon_name="ph.printer")
    add(
        "schedule_command",
        _("Print the day's schedule"),
        journeys.printing.day,
        menu="file",
        icon_name="ph.list-numbers",
    )
    add(
        "scan_file_command", _("Scan a picture file…"), shell.scan_desk.choose_file, menu="file", icon_name="ph.qr-code"
    )
    add("lock_command", _("Lock"), shell.lock_wanted.emit, menu="file", keys="Ctrl+L", icon_name="ph.lock")
    add("quit_command", _("Quit"), shell.quit_wanted.emit, menu="file", keys="Ctrl+Q", icon_name="ph.sign-out")


def _add_view(shell: "Shell") -> None:
    add, journeys = shell.commands.add, shell.journeys
    add("palette_command", _("Find anyone or do anything"), shell.palette_box.open, menu="edit", keys="Ctrl+K")
    for number, page in enumerate(pages(), 1):
        keys = f"Ctrl+{number}"
        shell.rail.add_page(page.key, page.word, page.icon, keys)
        add(
            f"page_{page.key}_command",
            page.word,
            partial(journeys.show_page, page.key),
            menu="view",
            keys=keys,
            icon_name=page.icon,
        )
    add("refresh_command", _("Refresh"), journeys.refresh, menu="view", keys="F5", icon_name="ph.arrow-clockwise")
    for name, word, dark in (
        ("theme_system", _("Light or dark as the system"), None),
        ("theme_light", _("Light"), False),
        ("theme_dark", _("Dark"), True),
    ):
        action = add(name, word, partial(_dress, shell, dark), menu="theme", icon_name="ph.circle-half")
        action.setCheckable(True)
        action.setChecked(shell.memory.dark is dark)


def fill_menu_bar(shell: "Shell", bar: QMenuBar) -> None:
    """The menus, from the same commands as the palette."""
    bar.setAccessibleName(_("Menu"))
    menus = {
        "file": bar.addMenu(_("&File")),
        "edit": bar.addMenu(_("&Edit")),
        "view": bar.addMenu(_("&View")),
        "appointment": bar.addMenu(_("&Appointment")),
        "help": bar.addMenu(_("&Help")),
    }
    for name, menu in menus.items():
        menu.setObjectName(f"{name}_menu")
        menu.setToolTipsVisible(True)
    themes = QActionGroup(shell)
    menus["theme"] = QMenu(_("Theme"), bar)
    for command in shell.commands:
        if command.action.objectName() in ("lock_command", "quit_command", "refresh_command"):
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(command.action)
        if command.menu == "theme":
            themes.addAction(command.action)
    menus["view"].addMenu(menus["theme"])
    fixed = menus["appointment"].actions()
    menus["appointment"].aboutToShow.connect(lambda: _fill_appointment(shell, menus["appointment"], fixed))


def _fill_appointment(shell: "Shell", menu: QMenu, fixed: list[QAction]) -> None:
    """The actions of the chosen appointment are known only when it is chosen."""
    for action in menu.actions():
        if action not in fixed:
            menu.removeAction(action)
            action.deleteLater()
    chosen = shell.journeys.chosen is not None
    for action in fixed:
        action.setEnabled(chosen)
    if chosen:
        menu.addSeparator()
        shell.journeys.on_chosen.fill_menu(menu)


def _dress(shell: "Shell", dark: bool | None) -> None:
    shell.memory.dark = dark
    theme.apply(cast("QApplication", QApplication.instance()), dark)


def _show_shortcuts(shell: "Shell") -> None:
    shortcuts_sheet(shell, shell.commands).open()


def _show_about(shell: "Shell") -> None:
    about_sheet(shell, __version__, shell.context.choices.clinic).open()
