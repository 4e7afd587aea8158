"""Signing on the screen: with a mouse, a pen or a finger, and without any of them by the typed name."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, new_command_id
from tests.little import at
from tests.ui.desks import Desk
from ui.appointments.completion_sheet import CompletionSheet
from ui.appointments.panel import AppointmentPanel
from ui.appointments.signature_pad import MOST_POINTS, SignaturePad


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    """500 by 200 pixels: a pixel is two parts of the field."""
    made = SignaturePad(500, "signature_pad")
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    return made


def drag(pad: SignaturePad, *points: tuple[int, int]) -> None:
    """A line with the mouse, pressed all along it."""
    first, *others = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for each in others:
        QTest.mouseMove(pad, each)
        QApplication.processEvents()
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def test_what_is_drawn_with_the_mouse_is_kept_in_parts_of_the_field_and_can_be_cleared(pad: SignaturePad) -> None:
    drag(pad, (10, 20), (100, 50), (600, 90))
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 150))
    assert pad.strokes() == (((20, 40), (200, 100), (1000, 180)), ((100, 300),))
    pad.clear()
    assert pad.strokes() == ()


def test_a_pen_and_a_finger_sign_too_and_a_palm_beside_it_draws_nothing(pad: SignaturePad) -> None:
    pen = QPointingDevice.primaryPointingDevice()
    for kind, x, pressed in (
        (QEvent.Type.TabletPress, 10, Qt.MouseButton.LeftButton),
        (QEvent.Type.TabletMove, 60, Qt.MouseButton.NoButton),
        (QEvent.Type.TabletRelease, 60, Qt.MouseButton.LeftButton),
        (QEvent.Type.TabletMove, 90, Qt.MouseButton.NoButton),
    ):
        at_point = QPointF(x, 20)
        held = Qt.MouseButton.LeftButton if kind != QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
        event = QTabletEvent(
            kind, pen, at_point, at_point, 0.5, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, pressed, held
        )
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()  # or a mouse would draw it once more
    assert pad.strokes() == (((20, 40), (120, 40)),)
    pad.clear()
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, QPoint(10, 20), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(60, 20), pad).press(1, QPoint(300, 150), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(60, 70), pad).move(1, QPoint(310, 160), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(60, 70), pad).release(1, QPoint(310, 160), pad).commit()
    assert pad.strokes() == (((20, 40), (120, 40), (120, 140)),)


def test_what_is_drawn_is_painted_where_it_was_drawn(pad: SignaturePad) -> None:
    def dark(x: int, y: int) -> int:
        picture = QPixmap(pad.size())
        painter = QPainter(picture)
        pad.render(painter, QPoint())
        painter.end()
        return picture.toImage().pixelColor(x, y).lightness()

    before = dark(100, 40)
    drag(pad, (20, 40), (200, 40))
    assert abs(dark(100, 40) - before) > 100
    assert dark(300, 40) == before


def test_scribbling_on_and_on_is_not_kept_without_end(pad: SignaturePad) -> None:
    pad.set_strokes((tuple((number % 1000, 10) for number in range(MOST_POINTS)),))
    drag(pad, (10, 20), (100, 50))
    assert sum(map(len, pad.strokes())) == MOST_POINTS


@pytest.fixture
def sheet(desk: Desk, panel: AppointmentPanel, appointment: int) -> CompletionSheet:
    """Maria Silva's appointment is completed, and she is to confirm it."""
    desk.clock.to(11, 10)
    view = desk.clinic.appointments.view(appointment)
    act = Act(Action.COMPLETE, view.id, view.version, taken_start=at(10, 40), taken_end=at(11))
    desk.context.changes.changed.emit(desk.clinic.appointments.act(act, new_command_id()).changes)
    desk.settle()
    panel.act(Action.CONFIRM_COMPLETION)
    (made,) = panel.findChildren(CompletionSheet)
    return made


@pytest.mark.feature("TSK-6")
def test_a_completion_is_confirmed_by_one_enter_under_the_name_of_the_consumer(
    desk: Desk, panel: AppointmentPanel, sheet: CompletionSheet
) -> None:
    assert sheet.signer.text() == "Maria Silva"
    assert sheet.signer.hasFocus()
    QTest.keyClick(sheet.signer, Qt.Key.Key_Return)
    desk.settle()
    view = panel.view
    assert view is not None
    assert view.status is Status.FULFILLED
    assert view.completion_confirmed_at == at(11, 10)


def test_somebody_has_to_be_named_who_confirms(desk: Desk, sheet: CompletionSheet) -> None:
    sheet.signer.setText("  ")
    sheet.accepted.emit()
    desk.settle()
    assert sheet.fields["signer"].error == "Write the name of who confirms it."


def test_a_signature_can_be_cleared_and_comes_back_with_what_was_typed(sheet: CompletionSheet) -> None:
    clear = sheet.findChild(QPushButton, "clear_signature_button")
    assert clear is not None
    assert clear.isHidden()
    drag(sheet.pad, (10, 20), (100, 50))
    assert clear.isVisible()
    act = sheet.act()
    assert act is not None
    clear.click()
    assert sheet.pad.strokes() == ()
    sheet.take_over(act)
    assert sheet.pad.strokes() == act.strokes
    assert len(act.strokes[0]) == 2
    assert isinstance(sheet.findChild(QLabel, "signature_words"), QLabel)
