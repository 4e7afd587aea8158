"""Everything that the window can do, once: menus, command palette and the sheet of shortcuts all show the same list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.theme import icon


def always() -> bool:
    """What can be done at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do, under the menu `menu` (empty: in none); `words` find it too, `possible` is asked each time."""

    action: QAction
    menu: str
    icon: str
    words: str
    possible: Callable[[], bool]

    @property
    def name(self) -> str:
        """What it is called, without the mark of its key in menus."""
        return self.action.text().replace("&", "")


class Commands:
    """The commands of one shell; they belong to `owner`, and their keys work while it shows."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._all: list[Command] = []
        self._are_on = True
        self.is_blocked: Callable[[], bool] = lambda: False
        """Whether something lies over the window that has to be answered first."""

    def add(
        self,
        name: str,
        word: str,
        do: Callable[[], object],
        *,
        menu: str = "",
        keys: str = "",
        icon_name: str = "",
        words: str = "",
        possible: Callable[[], bool] = always,
    ) -> QAction:
        """A command called `name`; `keys` as Qt writes them portably ("Ctrl+N"), several joined by "; "."""
        action = QAction(word, self._owner)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(part) for part in keys.split("; ") if part])
        if icon_name:
            action.setIcon(icon(icon_name, "muted"))
            action.setIconVisibleInMenu(False)
        action.triggered.connect(lambda _checked=False: None if self.is_blocked() else do())
        self._owner.addAction(action)
        self._all.append(Command(action, menu, icon_name, words, possible))
        return action

    def __iter__(self) -> Iterator[Command]:
        return iter(self._all)

    def named(self, name: str) -> QAction:
        """The action of the command called that."""
        return next(command.action for command in self._all if command.action.objectName() == name)

    def set_enabled(self, enabled: bool) -> None:
        """All of them on, or (while the desk is locked) off."""
        self._are_on = enabled
        self.look_again()

    def look_again(self) -> None:
        """Turn on what can be done now, and off what cannot: before a menu or the palette shows them.

        A command with keys stays on: pressed where it can do nothing, it says so.
        """
        for command in self._all:
            possible = bool(command.action.shortcuts()) or command.possible()
            command.action.setEnabled(self._are_on and possible)


def keys_text(action: QAction) -> str:
    """The action's key as people know it on this system: "Ctrl+N", or on a Mac "⌘N"."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def apart(keys: str) -> str:
    """Keys in their own order, whatever the words around them are written in: "Ctrl+," ends with its comma."""
    shown = keys and QGuiApplication.isRightToLeft()
    return f"\N{FIRST STRONG ISOLATE}{keys}\N{POP DIRECTIONAL ISOLATE}" if shown else keys
