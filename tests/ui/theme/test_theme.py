"""Light and dark, one type, icons that follow."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme.icons import icon_names
from ui.widgets import button


def strongest(image: QImage) -> str:
    """The colour of the most opaque point."""
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(points, key=QColor.alpha).name().upper()


@pytest.mark.feature("UX-3")
def test_an_icon_made_in_the_light_is_painted_in_the_colours_of_the_dark(qapp: QApplication) -> None:
    made = theme.icon("ph.circle-fill", "accent")
    assert strongest(made.pixmap(QSize(16, 16)).toImage()) == theme.LIGHT.accent
    theme.apply(qapp, dark=True)
    assert strongest(made.pixmap(QSize(16, 16)).toImage()) == theme.DARK.accent


@pytest.mark.feature("UX-3")
def test_pages_are_told_when_light_turns_to_dark(qapp: QApplication) -> None:
    told: list[bool] = []
    theme.themed.changed.connect(lambda: told.append(theme.current().dark))
    theme.apply(qapp, dark=True)
    assert told == [True]
    assert qapp.palette().window().color().name().upper() == theme.DARK.window


def test_icons_are_crisp_at_twice_the_scale() -> None:
    picture = theme.icon("ph.calendar").pixmap(QSize(20, 20), 2.0)
    assert picture.size() == QSize(40, 40)
    assert picture.deviceIndependentSize().toSize() == QSize(20, 20)


@pytest.mark.feature("UX-5")
def test_back_points_to_the_right_where_people_read_from_the_right(qapp: QApplication) -> None:
    left, right = (theme.icon(f"ph.caret-{side}-bold") for side in ("left", "right"))
    back, forward = (each.pixmap(QSize(16, 16)).toImage() for each in (left, right))
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert left.pixmap(QSize(16, 16)).toImage() == forward != back
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_an_unknown_icon_is_a_mistake() -> None:
    assert "calendar" in icon_names()
    assert "no-such-icon" not in icon_names()


def test_the_window_is_set_in_inter_with_figures_of_one_width(qapp: QApplication) -> None:
    assert QFontInfo(theme.font()).family() == "Inter"
    tabular = QFontMetrics(theme.font(tabular=True))
    assert tabular.horizontalAdvance("11:11") == tabular.horizontalAdvance("00:00")
    label = QLabel()
    assert label.font().family() == "Inter"


def test_a_strong_font_is_really_bolder() -> None:
    plain, strong = QFontMetrics(theme.font("title")), QFontMetrics(theme.font("title", strong=True))
    assert strong.horizontalAdvance("Maria Fernandes") > plain.horizontalAdvance("Maria Fernandes")


@pytest.mark.feature("UX-2")
def test_a_button_that_tab_came_to_wears_one_frame_and_not_the_style_s_own_within(qtbot: QtBot) -> None:
    host = QWidget()
    row = QHBoxLayout(host)
    before, reached = button("Before", name="before"), button("More actions", name="reached", icon="ph.caret-down")
    row.addWidget(before)
    row.addWidget(reached)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    assert QTest.qWaitForWindowActive(host)
    before.setFocus()
    inside = reached.rect().adjusted(4, 4, -4, -4)
    left_alone = reached.grab(inside).toImage()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert reached.hasFocus()
    assert reached.grab(inside).toImage() == left_alone
