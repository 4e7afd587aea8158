"""The consumer that was chosen, shown where the search field was; typing over it searches again."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from frontdesk.views.consumers import ConsumerDetails, ConsumerRow
from ui.booking.hits import paint_consumer
from ui.booking.words import consumer_facts, full_name
from ui.texts import _


class ChosenConsumer(QPushButton):
    """Pressed or typed over, it asks for another search: `search_wanted` carries the letters typed."""

    search_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consumer_chosen")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = self._facts = ""
        self.clicked.connect(lambda: self.search_wanted.emit(""))

    def show_consumer(self, consumer: ConsumerRow | ConsumerDetails) -> None:
        """Show this one."""
        self._name = consumer.name if isinstance(consumer, ConsumerRow) else full_name(consumer)
        self._facts = consumer_facts(consumer)
        self.setAccessibleName(_("Consumer: {name}, {facts}").format(name=self._name, facts=self._facts))
        self.setAccessibleDescription(_("Press, or type, to choose another."))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(200, 34)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.text().isprintable() and event.text().strip():
            self.search_wanted.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        paint_consumer(painter, self.rect().adjusted(12, 0, -12, 0), self._name, self._facts)
