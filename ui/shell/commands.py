"""Everything that the window can do, once: menus, command palette and the sheet of shortcuts all show the same list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.theme import icon


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do, under the menu `menu` (empty: in none); `group` is its place on the sheet of shortcuts."""

    action: QAction
    menu: str
    icon: str
    group: str
    words: str
    """Other words by which it is found, in the person's language."""


class Commands:
    """The commands of one shell; they belong to `owner`, and their keys work while it shows."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._all: list[Command] = []
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
        group: str = "anywhere",
        words: str = "",
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
        self._all.append(Command(action, menu, icon_name, group, words))
        return action

    def __iter__(self) -> Iterator[Command]:
        return iter(self._all)

    def set_enabled(self, enabled: bool) -> None:
        """All of them on, or (while the desk is locked) off."""
        for command in self._all:
            command.action.setEnabled(enabled)


def keys_text(action: QAction) -> str:
    """The action's key as people know it on this system: "Ctrl+N", or on a Mac "⌘N"."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
