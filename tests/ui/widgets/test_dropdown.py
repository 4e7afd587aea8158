"""A drop-down whose words are longer than it is wide."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.dropdown import DropDown

_LONG = "Vaccination against everything that is known at this time and place"


def drawn(qtbot: QtBot, words: str) -> QImage:
    """The drop-down as it is painted, 260 pixels wide."""
    made = DropDown(name="choice")
    qtbot.addWidget(made)
    made.addItem(words)
    made.setFixedWidth(260)
    made.show()
    return made.grab().toImage()


@pytest.mark.feature("UX-6")
def test_words_that_are_too_long_end_in_an_ellipsis(qtbot: QtBot) -> None:
    """They look as if cut short by hand; without the ellipsis they would look otherwise."""
    whole = drawn(qtbot, _LONG)
    fits = next(_LONG[:n].rstrip() for n in range(len(_LONG)) if drawn(qtbot, f"{_LONG[:n].rstrip()}…") == whole)
    assert drawn(qtbot, fits) != whole


@pytest.mark.feature("UX-3")
def test_a_long_name_among_the_choices_holds_nothing_wide(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    made = DropDown(name="choice", parent=around)
    made.addItems(["Short", 3 * _LONG])
    QHBoxLayout(around).addWidget(made)
    around.resize(240, 60)
    around.show()
    assert around.width() == 240
    assert around.rect().contains(made.geometry())
