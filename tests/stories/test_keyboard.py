"""Whoever has no mouse reaches everything on every page, and always sees where they are."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tests.stories.conftest import Window
from ui.administration.named_list import NamedListSection
from ui.administration.page import AdministrationPage
from ui.administration.section import Section
from ui.administration.sections import sections
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
    assert [name_of(widget) for widget in not_reached(window, set(ring(window)))] == []


@pytest.mark.feature("UX-2")
def test_tab_reaches_all_of_every_section_of_administration_in_the_order_that_is_seen(window: Window) -> None:
    window.sign_in("manager")
    open_page(window, "administration")
    (page,) = window.frame.findChildren(AdministrationPage)
    for entry in sections():
        section = page.show_section(entry.key)
        assert section is not None
        window.until(lambda: not window.shell.context.tasks.busy)
        if isinstance(section, NamedListSection):
            add_two(section)
        page.menu.setFocus()
        around = list(ring(window))
        left = [name_of(widget) for widget in not_reached(window, set(around)) if stops_tab(widget)]
        assert (entry.key, left) == (entry.key, [])
        assert (entry.key, out_of_order(section, around)) == (entry.key, [])
        if isinstance(section, NamedListSection):
            section.drop()
            window.until(lambda: not window.shell.context.tasks.busy)


def add_two(section: NamedListSection) -> None:
    """Two more in the list, the later one before the other: not in the order in which they were made."""
    for name in ("Later", "Sooner"):
        section.add_line()
        section.rows[-1].name.setText(name)
    section.put_row(section.rows[-1], -1)


def out_of_order(section: Section, around: list[QWidget]) -> list[str]:
    """The controls to which Tab goes back up, though they stand in the same column as those before."""
    tops = [(widget, widget.mapTo(section, QPoint(0, 0))) for widget in around if section.isAncestorOf(widget)]
    return [
        name_of(widget)
        for (before, above), (widget, corner) in pairwise(tops)
        if corner.y() + widget.height() <= above.y() and corner.x() < above.x() + before.width()
    ]


def stops_tab(widget: QWidget) -> bool:
    """Whether it is to: of several buttons side by side one does, and the arrow keys lead to the others."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def not_reached(window: Window, reached: set[QWidget]) -> list[QWidget]:
    """The controls that can be worked with and to which no key leads."""
    return [
        widget
        for widget in window.frame.findChildren(QWidget)
        if isinstance(widget, WORKED_WITH)
        and widget.isVisible()
        and widget.isEnabled()
        and widget not in reached
        and not reached_by_other_keys(widget, reached)
    ]


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
