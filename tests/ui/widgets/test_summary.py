"""The head of a panel: whoever it is about is named whole."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.summary import SummaryHead

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
