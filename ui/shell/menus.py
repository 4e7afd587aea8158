"""The commands of the shell with their words and keys, and the menu bar that shows them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.shell.about import show_about
from ui.shell.edit_menu import EditMenu
from ui.shell.pages import pages
from ui.shell.settings_sheet import SettingsSheet
from ui.shell.shortcuts import shortcuts_sheet
from ui.shell.view_menu import add_calendar_commands, add_themes
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell

_PARTED = ("settings_command", "lock_command", "palette_command", "refresh_command", "calendar_today", "about_command")
"""Commands with a line above them in their menu."""


def add_commands(shell: "Shell") -> None:
    """Give the shell everything that a person can do from anywhere in it, in the order of the menus."""
    _add_file(shell)
    _add_edit(shell)
    _add_pages(shell)
    add_calendar_commands(shell)
    add_themes(shell)
    _add_appointment(shell)
    _add_tools(shell)
    _add_help(shell)


def _add_file(shell: "Shell") -> None:
    add, journeys = partial(shell.commands.add, menu="file"), shell.journeys
    add("book_command", _("Book"), journeys.bookings.book, keys="Ctrl+N", icon_name="ph.calendar-plus")
    add("print_command", _("Print"), journeys.printing.shown, keys="Ctrl+P", icon_name="ph.printer")
    add("schedule_command", _("Print the day's schedule"), journeys.printing.day, icon_name="ph.list-numbers")
    add("settings_command", _("Settings…"), SettingsSheet.opener(shell), keys="Ctrl+,", icon_name="ph.sliders")
    add("lock_command", _("Lock"), shell.lock_wanted.emit, keys="Ctrl+L", icon_name="ph.lock")
    add("quit_command", _("Quit"), shell.quit_wanted.emit, keys="Ctrl+Q", icon_name="ph.sign-out")


def _add_edit(shell: "Shell") -> None:
    add = partial(shell.commands.add, menu="edit")
    undo = shell.journeys.acting.undo_last
    add("undo_command", _("Undo"), undo, keys="Ctrl+Z", icon_name="ph.arrow-counter-clockwise")
    find = _("Find anyone or do anything")
    add("palette_command", find, shell.palette_box.open, keys="Ctrl+K", icon_name="ph.magnifying-glass")


def _add_pages(shell: "Shell") -> None:
    add, journeys = partial(shell.commands.add, menu="view"), shell.journeys
    for number, page in enumerate(pages(), 1):
        keys, show = f"Ctrl+{number}", partial(journeys.show_page, page.key)
        shell.rail.add_page(page.key, page.word, page.icon, keys)
        add(f"page_{page.key}_command", page.word, show, keys=keys, icon_name=page.icon)
    add("refresh_command", _("Refresh"), journeys.refresh, keys="F5", icon_name="ph.arrow-clockwise")


def _add_appointment(shell: "Shell") -> None:
    """What is the same for every appointment; its own actions are added when the menu is opened."""
    journeys = shell.journeys

    def is_chosen() -> bool:
        return journeys.chosen is not None

    add = partial(shell.commands.add, menu="appointment", possible=is_chosen)
    add("detail_command", _("View detail page"), journeys.show_detail_of_chosen, icon_name="ph.article")
    add("in_calendar_command", _("Show in the calendar"), journeys.go_to_chosen, icon_name="ph.calendar-blank")
    confirmation = journeys.printing.confirmation_of_chosen
    add("confirmation_command", _("Print the confirmation"), confirmation, icon_name="ph.printer")


def _add_tools(shell: "Shell") -> None:
    add = partial(shell.commands.add, menu="tools")
    add("openings_command", _("First openings"), shell.openings_desk.open, keys="Ctrl+O", icon_name="ph.calendar-check")
    many = shell.many_desk.open
    add("many_command", _("Many at once…"), many, keys="Ctrl+M", icon_name="ph.checks", words=_("all of a day"))
    add("messages_command", _("Messages…"), shell.message_queue.open, icon_name="ph.envelope-simple")
    add("scan_file_command", _("Scan a picture file…"), shell.scan_desk.choose_file, icon_name="ph.qr-code")


def _add_help(shell: "Shell") -> None:
    add = partial(shell.commands.add, menu="help")

    def show_shortcuts() -> None:
        shortcuts_sheet(shell, shell.commands).open()

    add("shortcuts_command", _("Keyboard shortcuts"), show_shortcuts, keys="F1", icon_name="ph.keyboard")
    add("about_command", _("About Frontdesk"), partial(show_about, shell), icon_name="ph.info")


def fill_menu_bar(shell: "Shell", bar: QMenuBar) -> None:
    """The menus, from the same commands as the palette."""
    bar.setAccessibleName(_("Menu"))
    edit = EditMenu(shell, bar)
    menus = {
        "file": bar.addMenu(_("&File")),
        "edit": edit,
        "view": bar.addMenu(_("&View")),
        "appointment": bar.addMenu(_("&Appointment")),
        "tools": bar.addMenu(_("&Tools")),
        "help": bar.addMenu(_("&Help")),
    }
    bar.insertMenu(menus["view"].menuAction(), edit)
    menus["theme"] = QMenu(_("Light or dark"), bar)
    for name, menu in menus.items():
        menu.setObjectName(f"{name}_menu")
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(shell.commands.look_again)
    _put_commands(shell, menus)
    menus["view"].addSeparator()
    menus["view"].addMenu(menus["theme"])
    menus["tools"].addAction(shell.commands.named("page_administration_command"))
    edit.add_text_entries(shell.commands.named("palette_command"))
    menus["edit"].aboutToShow.connect(lambda: _name_what_is_undone(shell))
    fixed = menus["appointment"].actions()
    menus["appointment"].aboutToShow.connect(lambda: _fill_appointment(shell, menus["appointment"], fixed))


def _put_commands(shell: "Shell", menus: dict[str, QMenu]) -> None:
    themes = QActionGroup(shell)
    for command in shell.commands:
        if not command.menu:
            continue
        if command.action.objectName() in _PARTED:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(command.action)
        if command.menu == "theme":
            themes.addAction(command.action)


def _name_what_is_undone(shell: "Shell") -> None:
    done = shell.undoable()
    shell.commands.named("undo_command").setText(_("Undo: {what}").format(what=done) if done else _("Undo"))


def _fill_appointment(shell: "Shell", menu: QMenu, fixed: list[QAction]) -> None:
    """The actions of the chosen appointment are known only when it is chosen."""
    for action in menu.actions():
        if action not in fixed:
            menu.removeAction(action)
            action.deleteLater()
    if shell.journeys.chosen is not None:
        menu.addSeparator()
        shell.journeys.on_chosen.fill_menu(menu)
        menu.addSeparator()
    shell.journeys.pins.add_to(menu, shell.journeys.on_chosen.view())
