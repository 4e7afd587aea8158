"""The summary of an appointment: who, what, when, with whom and where; the same on the panel and the detail page."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.texts import phone_text
from frontdesk.views.appointment import AppointmentView, DoseLine
from ui.appointments.link import Link
from ui.appointments.words import booked_words, length_words, service_words, waiting_words, when_words
from ui.texts import _, local, modality_word, moment, status_look
from ui.theme import SPACE
from ui.widgets import StatusChip, label

_WORDS_WIDTH = 82
"""Width of the column that names the facts, logical pixels."""


class Head(QFrame):
    """Name, status and service."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self.name = label("", style="title", wrap=True, name="summary_name")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.service = label("", style="muted", wrap=True, name="summary_service")
        self.chip = StatusChip(name="summary_status")
        row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.name, 1)
        row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[0])
        column.addLayout(row)
        column.addWidget(self.service)

    def show_view(self, view: AppointmentView) -> None:
        """Show this appointment."""
        look = status_look(view.status, past=view.past)
        self.name.setText(view.consumer)
        self.chip.set_status(look.word, look.icon, look.colour)
        self.service.setText(service_words(view))


class Facts(QFrame):
    """The facts in two columns; the next dose is a link."""

    appointment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[1])
        self._grid.setColumnMinimumWidth(0, _WORDS_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._next_id = 0
        self.values: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        for row, (key, word) in enumerate(_facts().items()):
            self._add(row, key, word)
        self.next_dose = self._link(len(self.values))

    def _add(self, row: int, key: str, word: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._words[key] = label(word, style="muted")
        self.values[key] = label("", style="strong" if key == "when" else "normal", wrap=True, name=f"summary_{key}")
        self.values[key].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.values[key].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(self._words[key], row, 0, top)
        if key != "when":
            self._grid.addWidget(self.values[key], row, 1, top)
            return
        self._length = label("", style="muted", wrap=True, name="summary_length")
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.values[key])
        both.addWidget(self._length)
        self._grid.addLayout(both, row, 1, top)

    def _link(self, row: int) -> QPushButton:
        self._next_word = label(_("Next dose"), style="muted")
        link = Link("", name="next_dose_link")
        link.clicked.connect(lambda: self.appointment_wanted.emit(self._next_id))
        self._grid.addWidget(self._next_word, row, 0)
        self._grid.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
        return link

    def show_view(self, view: AppointmentView, now: datetime) -> None:
        """Show this appointment; `now` is aware UTC."""
        today = local(now, view.zone).date()
        length = [length_words(view), waiting_words(view, now)]
        self._length.setText(" · ".join(part for part in length if part))
        self._length.setVisible(bool(self._length.text()))
        outcome = " · ".join(text for text in (view.outcome_reason or view.cancel_reason, view.outcome_remark) if text)
        modality = modality_word(view.modality)
        texts = {
            "when": when_words(view),
            "with": view.clinician or _("Nobody yet"),
            "where": ", ".join(part for part in (view.center, view.room) if part),
            "how": modality if view.modality.value != "in-person" else "",
            "phone": phone_text(view.consumer_phone),
            "email": view.consumer_email if not view.consumer_phone else "",
            "booked": booked_words(view, today),
            "outcome": outcome,
        }
        for key, text in texts.items():
            self.values[key].setText(text)
            self.values[key].setVisible(bool(text))
            self._words[key].setVisible(bool(text))
        self._show_next(view)

    def _show_next(self, view: AppointmentView) -> None:
        following = next_dose(view)
        wall = following.wall_start if following else None
        for part in (self._next_word, self.next_dose):
            part.setVisible(wall is not None)
        if following is not None and wall is not None:
            self._next_id = following.appointment_id
            self.next_dose.setText(moment(wall))
            self.next_dose.setAccessibleName(_("Next dose: {moment}").format(moment=moment(wall)))


def _facts() -> dict[str, str]:
    return {
        "when": _("When"),
        "with": _("With"),
        "where": _("Where"),
        "how": _("How"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "booked": _("Booked"),
        "outcome": _("Outcome"),
    }


def next_dose(view: AppointmentView) -> DoseLine | None:
    """The dose after this one, if it has a time."""
    later = [one for one in view.doses if view.dose is not None and one.number > view.dose and one.wall_start]
    return min(later, key=lambda one: one.number, default=None)
