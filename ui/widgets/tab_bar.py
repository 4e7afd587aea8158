"""The bar of tabs: icon, word and count of each, underlined where one is chosen."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QWidget

from ui.theme import SPACE, font, icon
from ui.widgets.button import Toggle
from ui.widgets.tip import set_tip

_ICON, _BESIDE_ICON = 16, 4
"""Width of an icon, and what Qt leaves between it and the words."""


class TabBar(QFrame):
    """Choose one; Left and Right on a tab go to its neighbours, `current_changed` gives the key of the one chosen."""

    current_changed = Signal(str)

    def __init__(self, *, name: str, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_bar")
        self.setAccessibleName(what)
        self.setProperty("edge", "bottom")
        self._name = name
        self.keys: list[str] = []
        self._words: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        """What is written on each where there is room."""
        self._icons: dict[str, QIcon] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE[2], 0, SPACE[2], 0)
        self._row.setSpacing(SPACE[0])
        self._row.addStretch(1)
        self._group.idClicked.connect(lambda number: self.current_changed.emit(self.keys[number]))

    def add_tab(self, key: str, word: str, *, icon_name: str = "", count: int | None = None) -> None:
        """Add a tab called `word`; `count` stands after it when there is something to count."""
        made = Toggle()
        made.setProperty("tab", True)
        made.setObjectName(f"{self._name}_{key}")
        if icon_name:
            self._icons[key] = icon(icon_name, "muted")
            made.setIcon(self._icons[key])
            made.setIconSize(QSize(_ICON, _ICON))
        self._group.addButton(made, len(self.keys))
        self.keys.append(key)
        self._words[key] = word
        self._row.insertWidget(self._row.count() - 1, made)
        self.set_count(key, count)
        if len(self.keys) == 1:
            made.setChecked(True)

    def set_count(self, key: str, count: int | None, shown: str = "") -> None:
        """Write how many there are behind a tab, as `shown` where that is given; None or 0 writes nothing."""
        tab = self._tab(key)
        said = shown or str(count)
        text = f"{self._words[key]}  {said}" if count else self._words[key]
        if self._texts.get(key) == text:
            return  # lists count again and again
        self._texts[key] = text
        tab.setText(text)
        tab.setAccessibleName(f"{self._words[key]}, {said}" if count else self._words[key])
        self._fit()

    def set_tab_visible(self, key: str, visible: bool) -> None:
        """Show or hide a tab; a hidden one that was current gives way to the first that shows."""
        tab = self._tab(key)
        tab.setVisible(visible)
        self._fit()
        if not visible and tab.isChecked():
            shown = [each for each in self.keys if not self._tab(each).isHidden()]
            if shown:
                self.set_current(shown[0])

    def current(self) -> str:
        """The key of the tab that is chosen."""
        return self.keys[self._group.checkedId()]

    def set_current(self, key: str) -> None:
        """Choose the tab of that key."""
        self._tab(key).setChecked(True)
        self.current_changed.emit(key)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As narrow as need be: the words are shortened then."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where all have no room beside each other, icons give way, then the longest words, whole in their tips."""
        shown = [key for key in self._texts if not self._tab(key).isHidden()]
        metrics = QFontMetrics(font(strong=True))  # as wide as it will be when chosen
        wide = {key: metrics.horizontalAdvance(_plain(self._texts[key])) for key in shown}
        around = sum(self._around(key) for key in shown) + SPACE[0] * len(shown) + 2 * SPACE[2]
        icons = sum(_ICON + _BESIDE_ICON for key in shown if key in self._icons)
        has_icons = around + icons + sum(wide.values()) <= self.width()
        for key, sign in self._icons.items():
            if self._tab(key).icon().isNull() == has_icons:
                self._tab(key).setIcon(sign if has_icons else QIcon())
        most = _share(sorted(wide.values()), self.width() - around - icons * has_icons)
        for key in shown:
            cut = metrics.elidedText(_plain(self._texts[key]), Qt.TextElideMode.ElideRight, most)
            text = cut.replace("&", "&&") if wide[key] > most else self._texts[key]
            if self._tab(key).text() != text:
                self._tab(key).setText(text)
                set_tip(self._tab(key), "" if text == self._texts[key] else _plain(self._texts[key]))

    def _around(self, key: str) -> int:
        """What a tab takes beside its words and its icon."""
        tab = self._tab(key)
        beside = 0 if tab.icon().isNull() else _ICON + _BESIDE_ICON
        return tab.sizeHint().width() - tab.fontMetrics().horizontalAdvance(_plain(tab.text())) - beside

    def _tab(self, key: str) -> QAbstractButton:
        return self._group.button(self.keys.index(key))

    def step(self, key: int) -> bool:
        """Go on by an arrow key; whether there was a tab to go to."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        step = -step if self.isRightToLeft() else step
        shown = [number for number in range(len(self.keys)) if not self._group.button(number).isHidden()]
        if not step or self._group.checkedId() not in shown:
            return False
        at = shown.index(self._group.checkedId()) + step
        if 0 <= at < len(shown):
            self._group.button(shown[at]).setFocus()
            self._group.button(shown[at]).click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if not self.step(event.key()):
            super().keyPressEvent(event)


def _plain(text: str) -> str:
    return text.replace("&&", "&")


def _share(widths: list[int], room: int) -> int:
    """How wide each may be at most, from the narrowest on, so that all have room."""
    for place, width in enumerate(widths):
        share = room // (len(widths) - place)
        if width > share:
            return max(share, 24)
        room -= width
    return max(widths, default=0)
