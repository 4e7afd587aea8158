"""What the menu View says of the calendar, and of light and dark."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.calendar.look import Mode
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


def add_calendar_commands(shell: "Shell") -> None:
    """Its modes from anywhere; magnifying only while it shows, where the keys are its own."""
    add, journeys = partial(shell.commands.add, menu="view", words=_("Calendar")), shell.journeys

    def is_shown() -> bool:
        return journeys.is_on_page("calendar")

    def show(mode: Mode) -> None:
        journeys.show_page("calendar")
        journeys.calendar.show_mode(mode)

    def show_today() -> None:
        journeys.show_page("calendar")
        journeys.calendar.show_today()

    add("calendar_today", _("Calendar: today"), show_today, icon_name="ph.calendar-check")
    words: dict[Mode, str] = {
        "day": _("Calendar: day"),
        "week": _("Calendar: week"),
        "month": _("Calendar: month"),
        "agenda": _("Calendar: agenda"),
    }
    for mode, word in words.items():
        add(f"calendar_{mode}", word, partial(show, mode), icon_name="ph.calendar-blank")
    for name, word, key in (
        ("magnify_command", _("Magnify the calendar"), Qt.Key.Key_Plus),
        ("shrink_command", _("Shrink the calendar"), Qt.Key.Key_Minus),
        ("unmagnify_command", _("Calendar as delivered"), Qt.Key.Key_0),
    ):
        do = partial(_zoom, shell, key)
        add(name, word, do, possible=is_shown, icon_name="ph.magnifying-glass")


def _zoom(shell: "Shell", key: Qt.Key) -> None:
    shell.journeys.calendar.view.zoom_key(key)


def add_themes(shell: "Shell") -> None:
    """Light, dark, or as the system has it."""
    for name, word, dark in (
        ("theme_system", _("Light or dark as the system"), None),
        ("theme_light", _("Light"), False),
        ("theme_dark", _("Dark"), True),
    ):
        do = partial(dress, shell, dark)
        action = shell.commands.add(name, word, do, menu="theme", icon_name="ph.circle-half")
        action.setCheckable(True)
        action.setChecked(shell.memory.dark is dark)


def dress(shell: "Shell", dark: bool | None) -> None:
    """Dress the window, remember it, and tick it in the menu."""
    shell.memory.dark = dark
    name = {None: "theme_system", False: "theme_light", True: "theme_dark"}[dark]
    shell.commands.named(name).setChecked(True)
    theme.apply(cast("QApplication", QApplication.instance()), dark)
