"""Whoever has no mouse reaches everything on every page, and always sees where they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.stories.conftest import Window
from ui.shell.pages import pages

WORKED_WITH = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
AROUND = 4
"""Pixels around a control in which its focus may show."""
MOST = 200


def name_of(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__


def ring(window: Window) -> Iterator[QWidget]:
    """Where Tab leads, once around."""
    seen: list[QWidget] = []
    while len(seen) < MOST:
        here = window.focused()
        if here in seen:
            return
        seen.append(here)
        yield here
        window.press(Qt.Key.Key_Tab)


def picture(window: Window, widget: QWidget) -> QImage:
    """The window around a control."""
    corner = widget.mapTo(window.frame, QPoint(0, 0))
    area = QRect(corner, widget.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    return window.frame.grab(area.intersected(window.frame.rect())).toImage()


def reached_by_other_keys(widget: QWidget, reached: set[QWidget]) -> bool:
    """Part of something that has the focus as a whole, or one of several between which the arrow keys choose."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and reached & set(group.buttons()):
        return True
    above = widget.parentWidget()
    while above is not None:
        if above in reached:
            return True
        above = above.parentWidget()
    return widget.focusProxy() in reached


def open_page(window: Window, key: str) -> None:
    window.shell.journeys.show_page(key)
    window.until(lambda: not window.shell.context.tasks.busy)


@pytest.mark.feature("UX-2")
@pytest.mark.parametrize("key", [entry.key for entry in pages()])
def test_tab_reaches_all_that_can_be_worked_with(window: Window, key: str) -> None:
    window.sign_in("manager")
    open_page(window, key)
    reached = set(ring(window))
    left = [
        name_of(widget)
        for widget in window.frame.findChildren(QWidget)
        if isinstance(widget, WORKED_WITH)
        and widget.isVisible()
        and widget.isEnabled()
        and widget not in reached
        and not reached_by_other_keys(widget, reached)
    ]
    assert left == []


@pytest.mark.feature("UX-2")
@pytest.mark.parametrize("key", [entry.key for entry in pages()])
def test_the_focus_is_always_seen(window: Window, key: str) -> None:
    window.sign_in("manager")
    open_page(window, key)
    unseen = []
    for widget in list(ring(window)):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QCoreApplication.processEvents()
        if window.focused() is not widget:
            continue
        with_focus = picture(window, widget)
        widget.clearFocus()
        QCoreApplication.processEvents()
        if picture(window, widget) == with_focus:
            unseen.append(name_of(widget))
    assert unseen == []
