"""The head of a panel: whoever it is about is named whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.summary import SummaryHead, panel_column

LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


def head_of(qtbot: QtBot, name: str) -> SummaryHead:
    head = SummaryHead(name="name", what="what", chip="chip")
    qtbot.addWidget(head)
    head.setFixedWidth(344)
    head.chip.set_status("Upcoming", "ph.circle", "muted")
    head.show_words(name, "Influenza vaccination")
    head.show()
    return head


def test_a_name_longer_than_a_line_takes_several_and_loses_no_letter(qtbot: QtBot) -> None:
    head = head_of(qtbot, LONG)
    name = head.name
    metrics = name.fontMetrics()
    fits = metrics.boundingRect(name.rect().adjusted(0, 0, 0, 10_000), Qt.TextFlag.TextWordWrap, name.text())
    assert fits.width() <= name.width()
    assert name.text().replace("\N{ZERO WIDTH SPACE}", "") == LONG
    assert name.accessibleName() == LONG


@pytest.mark.parametrize("name", ["Maria Silva", "Siobhán O'Brien", "محمد-عبدالرحمن الأحمدالأحمدالأحمدالأحمد"])
def test_other_names_stand_as_they_are_and_can_be_copied(qtbot: QtBot, name: str) -> None:
    head = head_of(qtbot, name)
    shown = head.name
    assert shown.text() == name
    assert shown.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


@pytest.mark.parametrize("height", [400, 900])
def test_a_panel_without_room_scrolls_as_a_whole_and_keeps_its_foot_in_sight(qtbot: QtBot, height: int) -> None:
    parts, tabs, leads = [head_of(qtbot, LONG) for _each in range(3)], QWidget(), QPushButton("View detail page")
    content = panel_column(parts, tabs, leads, "Enter")
    qtbot.addWidget(content)
    content.resize(344, height)
    content.show()
    qtbot.waitUntil(lambda: [part.height() >= part.heightForWidth(part.width()) for part in parts] == [True] * 3)
    assert tabs.height() >= 100
    assert leads.mapTo(content, leads.rect().bottomLeft()).y() < height
    area = content.findChild(QScrollArea)
    assert area is not None
    assert (area.verticalScrollBar().maximum() > 0) == (height == 400)
