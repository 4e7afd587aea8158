"""What the sheet of a moved card is made of: what will be another, and what stands in the way with what is free."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

import frontdesk.texts
from frontdesk.views.openings import Opening, WhyNot
from ui.texts import _, moment
from ui.theme import SPACE, icon
from ui.widgets import label
from ui.widgets.link import Link


class Changing(QWidget):
    """What it was and what it would be, a line each; what differs stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("move_change")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE[1])
        self._grid.setVerticalSpacing(SPACE[0])
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)

    def show_rows(self, rows: list[tuple[str, str, str]]) -> None:
        """Show each as what it is, what it was, what it would be."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        said = []
        for number, (what, was, new) in enumerate(rows):
            self._grid.addWidget(label(what, style="small"), number, 0)
            if was == new:
                self._grid.addWidget(label(new, style="muted"), number, 1, 1, 3)
                continue
            self._grid.addWidget(label(was, style="muted", wrap=True), number, 1)
            arrow = label("")
            name = "ph.arrow-left" if self.isRightToLeft() else "ph.arrow-right"
            arrow.setPixmap(icon(name, "accent").pixmap(QSize(14, 14)))
            self._grid.addWidget(arrow, number, 2)
            self._grid.addWidget(label(new, style="strong", wrap=True), number, 3)
            said.append(_("{field}: was {was}, will be {now}").format(field=what, was=was, now=new))
        self.setAccessibleName("; ".join(said))


class InTheWay(QWidget):
    """What stands in the way, by name, and the free times around it to choose instead; hidden while nothing does."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("move_why")
        self.words = label("", style="error", wrap=True, name="move_why_words")
        self.warning = label("", style="warning", wrap=True, name="move_why_warning")
        self._free = QVBoxLayout()
        self._free.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self.words)
        column.addWidget(self.warning)
        column.addLayout(self._free)
        self.say("")

    def say(self, words: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self._show(words, "")
        self._fill([])

    def warn(self, words: str) -> None:
        """Say what is not known yet."""
        self._show("", words)
        self._fill([])

    def show_found(self, found: WhyNot) -> None:
        """Show what was seen: all that blocks it with what is free instead, or what the consumer has then."""
        blocking = [frontdesk.texts.obstacle(one) for one in found.obstacles if one.blocks]
        warning = [frontdesk.texts.obstacle(one) for one in found.obstacles if not one.blocks]
        when = moment(found.wall_start)
        words = _("{when} is not free: {obstacles}.").format(when=when, obstacles="; ".join(blocking))
        also = _("{when} is free, but the consumer has {obstacles}.").format(when=when, obstacles="; ".join(warning))
        self._show(words if blocking else "", also if warning and not blocking else "")
        self._fill([one for one in (found.before, found.after) if one is not None] if blocking else [])

    def _show(self, words: str, also: str) -> None:
        for line, text in ((self.words, words), (self.warning, also)):
            line.setText(text)
            line.setVisible(bool(text))
        self.setVisible(bool(words or also))
        self.setAccessibleName(words or also)

    def _fill(self, openings: list[Opening]) -> None:
        while (item := self._free.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, one in enumerate(openings):
            words = _("Take {when}, {clinician}").format(when=moment(one.wall_start), clinician=one.clinician)
            choice = Link(words, name=f"move_free_{number}")
            choice.clicked.connect(lambda _checked=False, opening=one: self.wanted.emit(opening))
            self._free.addWidget(choice)
