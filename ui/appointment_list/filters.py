"""The filter of the lists: a card under its button with what narrows the list, at once as it is chosen."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.words import Modality
from frontdesk.views.choices import Choices
from frontdesk.views.lists import Narrow
from ui.texts import _, day_number, modality_word
from ui.theme import SPACE
from ui.when import read_date, read_day
from ui.widgets import Choice, Field, button, field, label
from ui.widgets.tick import Tick

_WIDTH = 300


class FilterCard(QFrame):
    """`changed` when a person narrowed the list otherwise; Escape or a click elsewhere closes it."""

    changed = Signal()

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("list_filter_card")
        self.setAccessibleName(_("Filter"))
        self.setProperty("card", True)
        self.setAutoFillBackground(True)
        self.setFixedWidth(_WIDTH)
        self._back: QWidget | None = None
        self.today = date(2000, 1, 1)
        self.service = Choice(name="filter_service", what=_("Service"))
        self.clinician = Choice(name="filter_clinician", what=_("Clinician"))
        self.modality = Choice(name="filter_modality", what=_("How"))
        self.first_day, self.last_day = _day_box("filter_from", _("From")), _day_box("filter_to", _("To"))
        self.late = Tick(_("Only who came late, or cancelled late"), name="filter_late")
        self.overbooked = Tick(_("Only overbooked"), name="filter_overbooked")
        self.clear = button(_("Clear filter"), name="filter_clear")
        self._dates: list[tuple[QLineEdit, Field]] = []
        self.offer(choices)
        self._lay_out()
        self._join()

    def offer(self, choices: Choices) -> None:
        """Offer these services and clinicians; what is chosen stays."""
        anything: list[tuple[object, str]] = [(None, _("Any"))]
        self.service.set_choices(anything + [(one.id, one.name) for one in choices.services])
        self.clinician.set_choices(anything + [(one.id, one.name) for one in choices.clinicians])
        self.modality.set_choices(anything + [(one, modality_word(one)) for one in Modality])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        head = QHBoxLayout()
        head.addWidget(label(_("Filter"), style="heading"), 1)
        head.addWidget(self.clear)
        column.addLayout(head)
        for word, box in ((_("Service"), self.service), (_("Clinician"), self.clinician), (_("How"), self.modality)):
            column.addWidget(field(word, box))
        days = QHBoxLayout()
        days.setSpacing(SPACE[1])
        for word, line in ((_("From"), self.first_day), (_("To"), self.last_day)):
            made = field(word, line)
            self._dates.append((line, made))
            days.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(days)
        column.addSpacing(SPACE[0])
        column.addWidget(self.late)
        column.addWidget(self.overbooked)

    def _join(self) -> None:
        for box in (self.service, self.clinician, self.modality):
            box.chosen.connect(lambda _value: self.changed.emit())
        for line, _made in self._dates:
            line.editingFinished.connect(self._day_typed)
        for tick in (self.late, self.overbooked):
            tick.toggled.connect(lambda _on: self.changed.emit())
        self.clear.clicked.connect(self._clear)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def narrow(self, scope: Narrow) -> Narrow:
        """The scope, narrowed further by what is chosen here."""
        service, clinician, modality = self.service.value(), self.clinician.value(), self.modality.value()
        first, last = self._day(self.first_day), self._day(self.last_day)
        return replace(
            scope,
            service_id=service if isinstance(service, int) else None,
            clinician_id=clinician if isinstance(clinician, int) else scope.clinician_id,
            modality=modality if isinstance(modality, Modality) else None,
            first_day=first,
            last_day=last,
            late=self.late.isChecked(),
            overbooked=self.overbooked.isChecked(),
        )

    def count(self) -> int:
        """How many filters are set."""
        boxes = (self.service, self.clinician, self.modality)
        chosen = sum(box.value() is not None for box in boxes)
        days = sum(self._day(line) is not None for line, _made in self._dates)
        return chosen + days + self.late.isChecked() + self.overbooked.isChecked()

    def state(self) -> list[str]:
        """What is chosen, to be kept; days are not, since they mean this week's work."""
        boxes = (self.service, self.clinician, self.modality)
        ticks = (self.late, self.overbooked)
        return [str(box.value() or "") for box in boxes] + [str(int(tick.isChecked())) for tick in ticks]

    def restore(self, kept: list[str]) -> None:
        """Choose again what was kept; `changed` is not said."""
        if len(kept) != 5:
            return
        self.blockSignals(True)
        for box, value in zip((self.service, self.clinician), kept[:2], strict=True):
            box.set_value(int(value) if value.isdecimal() else None)
        self.modality.set_value(next((one for one in Modality if one.value == kept[2]), None))
        self.late.setChecked(kept[3] == "1")
        self.overbooked.setChecked(kept[4] == "1")
        self.blockSignals(False)

    def reset(self) -> None:
        """Nothing is narrowed any more; `changed` is not said."""
        self.blockSignals(True)
        for box in (self.service, self.clinician, self.modality):
            box.set_value(None)
        for line, made in self._dates:
            line.clear()
            made.set_error("")
        for tick in (self.late, self.overbooked):
            tick.setChecked(False)
        self.blockSignals(False)

    def open_under(self, anchor: QWidget) -> None:
        """Open under a widget; the focus comes back to where it is now."""
        self._back = QApplication.focusWidget()
        window = anchor.window()
        self.setParent(window)
        self._fit()
        corner = anchor.mapTo(window, QPoint(anchor.width() - self.width(), anchor.height() + SPACE[0]))
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = anchor.mapTo(window, QPoint(0, 0)).x() if right_to_left else corner.x()
        self.move(max(SPACE[1], min(left, window.width() - self.width() - SPACE[1])), corner.y())
        self.show()
        self.raise_()
        self.service.setFocus()

    def _fit(self) -> None:
        """As high as its words need, of which some go on in a second line in other languages."""
        self.ensurePolished()
        self.resize(_WIDTH, self.heightForWidth(_WIDTH))

    def leave(self) -> None:
        """Close it."""
        self.hide()
        if self._back is not None:
            self._back.setFocus()
            self._back = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape closes, and so does Enter, since all is done already."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        self.reset()
        self.changed.emit()

    def _day(self, line: QLineEdit) -> date | None:
        return read_day(line.text()) or read_date(line.text(), self.today)

    def _day_typed(self) -> None:
        """What was typed is written out, so that nobody wonders which day is meant; what is no date is said."""
        for line, made in self._dates:
            day = self._day(line)
            wrong = bool(line.text().strip()) and day is None
            made.set_error(_("This is no date. Try 24.11.2026.") if wrong else "")
            if day is not None:
                line.setText(day_number(day))
        self._fit()
        self.changed.emit()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Who goes on working elsewhere is done with the filter."""
        if new is not None and self.isVisible() and not self.isAncestorOf(new) and new is not self:
            self.hide()


def _day_box(name: str, what: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(what)
    line.setPlaceholderText(_("Any day"))
    line.setMaxLength(40)
    return line
