"""A row of words goes on in the next line rather than cut them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import Flow


def row(
    qtbot: QtBot, *widths: int, room: int, before: int | None = None, mirrored: bool = False
) -> tuple[QWidget, list[QWidget]]:
    """Parts of these widths in a row of so much room, laid out; with what they stand in."""
    parts = [QWidget() for _width in widths]
    for part, width in zip(parts, widths, strict=True):
        part.setFixedSize(width, 20)
    host = Flow(parts, spacing=10, before=before)
    qtbot.addWidget(host)
    if mirrored:
        host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    host.resize(room, host.heightForWidth(room))
    host.show()
    return host, parts


def test_all_in_one_line_while_there_is_room(qtbot: QtBot) -> None:
    _host, parts = row(qtbot, 50, 60, room=200)
    assert [part.geometry().topLeft().toTuple() for part in parts] == [(0, 0), (60, 0)]


def test_what_has_no_room_begins_the_next_line(qtbot: QtBot) -> None:
    _host, parts = row(qtbot, 120, 60, 90, room=200)
    assert [part.geometry().topLeft().toTuple() for part in parts] == [(0, 0), (130, 0), (0, 30)]


def test_the_later_ones_stand_at_the_end_of_a_single_line(qtbot: QtBot) -> None:
    _host, parts = row(qtbot, 50, 40, 30, room=200, before=1)
    assert [part.x() for part in parts] == [0, 120, 170]


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    host, (_first, second, third) = row(qtbot, 120, 70, 60, room=200)
    second.hide()
    qtbot.waitUntil(lambda: third.pos().toTuple() == (130, 0))
    assert host.heightForWidth(200) == 20


@pytest.mark.feature("UX-5")
def test_from_right_to_left_the_first_stands_at_the_right(qtbot: QtBot) -> None:
    _host, parts = row(qtbot, 50, 60, room=200, mirrored=True)
    assert [part.x() for part in parts] == [150, 80]
