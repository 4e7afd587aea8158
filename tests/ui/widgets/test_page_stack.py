"""Pages of which one shows: those that nobody sees have no part in how the window is laid out."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.page_stack import PageStack


class Asked(QWidget):
    """A page as high as it is wide; counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        self.times += 1
        return width


def test_a_page_that_nobody_sees_is_not_asked_at_each_width_how_high_it_would_be(qtbot: QtBot) -> None:
    host, stack, seen, unseen = QWidget(), PageStack(), Asked(), Asked()
    qtbot.addWidget(host)
    QVBoxLayout(host).addWidget(stack)
    stack.addWidget(seen)
    stack.addWidget(unseen)
    host.resize(300, 200)
    host.show()
    qtbot.waitUntil(lambda: seen.width() > 200)
    before = unseen.times
    host.resize(400, 250)
    qtbot.waitUntil(lambda: seen.width() > 300)
    assert seen.height() == stack.height(), "it takes the room that there is"
    assert unseen.times - before <= 1
