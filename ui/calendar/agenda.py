"""The agenda as a list that goes on at both ends: keys, choice, menu, and which day is at its top."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from frontdesk.views.agenda import AgendaRow
from ui.calendar.agenda_lines import LINE, AgendaLines, Heading, Index, full_line
from ui.calendar.agenda_paint import HEIGHT, AgendaDelegate
from ui.calendar.overlay import paint_veil
from ui.texts import _

SETTLE = 120
"""Milliseconds that a held arrow key must rest before the appointment it came to is said to be chosen."""
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class AgendaList(QListView):
    """`end_near` asks for more, before the first line (True) or after the last; `top_moved` with the day at the top."""

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    end_near = Signal(bool)
    top_moved = Signal(date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_agenda")
        self.setAccessibleName(_("Agenda"))
        self._veiled = self._quiet = False
        self._top: date | None = None
        self.lines = AgendaLines()
        self.lines.setParent(self)
        self.setModel(self.lines)
        self.delegate = AgendaDelegate(self.lines, self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._say_chosen)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.verticalScrollBar().setSingleStep(HEIGHT // 2)
        self.doubleClicked.connect(self._open)

    # What is shown

    @property
    def current(self) -> AgendaRow | None:
        """The appointment that is chosen here."""
        line = self.currentIndex().data(LINE)
        return line if isinstance(line, AgendaRow) else None

    @property
    def top_day(self) -> date | None:
        """The day at the top of what is seen."""
        line = self.indexAt(QPoint(self.viewport().width() // 2, 1)).data(LINE)
        return line.day if isinstance(line, Heading | AgendaRow) else None

    def select(self, appointment_id: int | None) -> bool:
        """Mark that appointment, or none; says nothing to anybody. Whether it is there."""
        row = self.lines.row_of(appointment_id)
        self._quiet = True
        self.setAutoScroll(False)  # what is marked from elsewhere moves nothing; `reveal` does
        if row is None:
            self.selectionModel().clear()
        else:
            self.selectionModel().setCurrentIndex(self.lines.index(row), _CHOOSE)
        self.setAutoScroll(True)
        self._quiet = False
        return row is not None

    def reveal(self) -> None:
        """Scroll as little as needed to show what is chosen."""
        if self.current is not None:
            self.scrollTo(self.currentIndex())

    def show_from(self, day: date) -> None:
        """Put the heading of that day, or of the next one there is, at the top."""
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self.lines.first_of(day) * HEIGHT)

    def place(self) -> tuple[int, int]:
        """The first line in view, and how much of it is not."""
        value = self.verticalScrollBar().value()
        return value // HEIGHT, value % HEIGHT

    def go_back_to(self, line: int, hidden: int) -> None:
        """Have that line where it was before others came or went."""
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(line * HEIGHT + hidden)

    def set_now(self, now: datetime, today: date) -> None:
        """The time goes on."""
        self.lines.set_now(now, today)
        self.viewport().update()

    def veil(self, veiled: bool) -> None:
        """Step back while others are on their way."""
        if veiled != self._veiled:
            self._veiled = veiled
            self.viewport().update()

    def wants(self, *, back: bool) -> bool:
        """Whether that end is less than a page away."""
        bar, page = self.verticalScrollBar(), max(self.viewport().height(), HEIGHT)
        return bar.value() < page if back else bar.value() > bar.maximum() - page

    # What is done with it

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Coming here chooses nothing; Qt would go to the first line, which is of another day."""
        chose = self.currentIndex().isValid()
        self._quiet = True
        super().focusInEvent(event)
        if not chose:
            self.selectionModel().clear()
        self._quiet = False

    def moveCursor(  # noqa: N802  Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The first key goes to the first appointment in view."""
        if self.currentIndex().isValid():
            return super().moveCursor(action, modifiers)
        first = self.lines.next_row(-(-self.verticalScrollBar().value() // HEIGHT))
        return QModelIndex() if first is None else self.lines.index(first)

    def currentChanged(self, new: Index, old: Index) -> None:  # noqa: N802  Qt's name
        """Going to an appointment chooses it."""
        super().currentChanged(new, old)
        if not self._quiet and new.isValid():
            self._settled.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter opens; a key that is held says nothing before it rests; left and right are the page's."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) or (event.text().isalnum() and not event.modifiers()):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if not event.isAutoRepeat() and self._settled.isActive():
                self._say_chosen()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """The menu key is for what is chosen, the right button for what is under the pointer."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = index.data(LINE)
        if isinstance(line, AgendaRow):
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(line.card.id, below if by_key else event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click says at once what it chose, also what was chosen before."""
        super().mousePressEvent(event)
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self._say_chosen()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """A tool tip tells what a line had no room for."""
        if isinstance(event, QHelpEvent):
            line = self.indexAt(event.pos()).data(LINE)
            said = full_line(line, self.lines.now) if isinstance(line, AgendaRow) else ""
            QToolTip.showText(event.globalPos(), GuiQt.convertFromPlainText(said) if said else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        if self._veiled:
            painter = QPainter(self.viewport())
            paint_veil(painter, event.rect())
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._on_scroll()

    def _say_chosen(self) -> None:
        self._settled.stop()
        if self.current is not None:
            self.appointment_chosen.emit(self.current.card.id)

    def _open(self) -> None:
        if self.current is not None:
            self._say_chosen()
            self.appointment_opened.emit(self.current.card.id)

    def _on_scroll(self) -> None:
        for back in (True, False):
            if self.wants(back=back):
                self.end_near.emit(back)
        top = self.top_day
        if top is not None and top != self._top:
            self._top = top
            self.top_moved.emit(top)
