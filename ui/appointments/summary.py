"""The summary of an appointment: who, what, when, with whom and where; the same on the panel and the detail page."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from frontdesk.rules.words import Status, TaskState
from frontdesk.texts import phone_text
from frontdesk.views.appointment import AppointmentView, DoseLine, OtherAppointment
from ui.appointments.series_words import place_words
from ui.appointments.signature_picture import SignaturePicture
from ui.appointments.video_link import VideoLink
from ui.appointments.waiting_words import waits_words
from ui.appointments.words import (
    awaited_words,
    booked_words,
    code_text,
    completion_words,
    confirmed_words,
    is_overdue,
    length_words,
    no_shows_words,
    overbooked_words,
    service_words,
    standing_words,
    suggested_words,
    task_words,
    waiting_words,
    when_words,
)
from ui.form_words import kept_words
from ui.texts import _, local, modality_word, status_look
from ui.widgets import label
from ui.widgets.chip import StatusChip
from ui.widgets.label import LabelStyle
from ui.widgets.link import Link
from ui.widgets.summary import FactsFrame, SummaryHead, breakable, wide

_STYLES: Final[dict[str, LabelStyle]] = {"when": "strong", "overbooked": "warning"}
"""Facts that do not look like the others."""
_ASKED: Final = (Status.PROPOSED, Status.PENDING, Status.WAITLIST)
"""Somebody is to decide about it, and has to know what is wanted."""


_SIGNATURE_WIDTH: Final = 200


class Head(SummaryHead):
    """Name, status and service."""

    def __init__(self) -> None:
        super().__init__(name="summary_name", what="summary_service", chip="summary_status")

    def show_view(self, view: AppointmentView) -> None:
        """Show this appointment."""
        look = status_look(view.status, past=view.past)
        self.show_words(view.consumer, service_words(view))
        self.chip.set_status(look.word, look.icon, look.colour)


class Facts(FactsFrame):
    """The facts in two columns; other doses, and what was booked of its request before or after, are links."""

    appointment_wanted = Signal(int)
    series_wanted = Signal()

    def __init__(self, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self.values: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._length = label("", style="muted", wrap=True, name="summary_length")
        self.overdue = StatusChip(_("Overdue"), "ph.warning-circle", "danger", name="summary_overdue")
        """Nothing happens by itself when an answer is late: whoever sees this decides."""
        self.signature = SignaturePicture(_SIGNATURE_WIDTH, "summary_signature")
        self.video = VideoLink()
        for row, (key, word) in enumerate(_facts().items()):
            self._add(row, key, word)
        self.own: list[tuple[QLabel, QLabel]] = []
        """Of each of the clinic's own fields that says something its name and its words."""
        self.links: list[Link] = []
        self._link_words: list[QLabel] = []

    def _add(self, row: int, key: str, word: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._words[key] = self.add_words(row, word)
        self.values[key] = wide(label("", style=_STYLES.get(key, "normal"), wrap=True, name=f"summary_{key}"))
        beneath = {"when": self._length, "answer": self.overdue, "completion": self.signature, "how": self.video}
        below = beneath.get(key)
        if below is None:
            self.grid.addWidget(self.values[key], row, 1, top)
            return
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.values[key])
        # A chip is as wide as its word: without an alignment it would hold the whole column to that.
        wide_one = below in (self._length, self.video)
        both.addWidget(below, 0, Qt.AlignmentFlag(0) if wide_one else Qt.AlignmentFlag.AlignLeft)
        self.grid.addLayout(both, row, 1, top)

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
            "goals": view.goals if not self._narrow or view.status in _ASKED else "",
            "suggested": suggested_words(view, today),
            "answer": awaited_words(view, now),
            "waiting": waits_words(view, now),
            "confirmed": confirmed_words(view, today),
            "completion": completion_words(view, today),
            "task": task_words(view, today) if not self._narrow or _has_spoken(view) else "",
            "no_shows": no_shows_words(view),
            "booked": booked_words(view, today),
            "code": code_text(view.code) if self._narrow else "",
            "outcome": outcome,
            "overbooked": overbooked_words(view),
        }
        for key, text in texts.items():
            shown = " ".join(breakable(word) for word in text.split(" "))
            self.values[key].setText(shown)
            self.values[key].setAccessibleName(text if shown != text else "")
            self.values[key].setVisible(bool(text))
            self._words[key].setVisible(bool(text))
        self.overdue.setVisible(is_overdue(view, now))
        self.video.show_view(view)
        self._show_signature(view)
        self._show_own(view)
        self._show_links(view, today)

    def _show_signature(self, view: AppointmentView) -> None:
        """On the detail page: the panel has no room for a picture, and says who signed."""
        signed = view.signature
        if signed is not None:
            self.signature.show_strokes(signed.strokes, signed.signer)
        self.signature.setVisible(signed is not None and bool(signed.strokes) and not self._narrow)

    def _show_own(self, view: AppointmentView) -> None:
        for part in (part for both in self.own for part in both):
            self.grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.own = []
        for row, one in enumerate(view.own, len(self.values)):
            name = self.add_words(row, one.name)
            name.setWordWrap(True)  # nobody knows how long a clinic's own names are
            words = wide(
                label(kept_words(one.kind, one.value), wrap=True, name=f"summary_{one.code.replace('-', '_')}")
            )
            self.grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignTop)
            self.own.append((name, words))

    def _show_links(self, view: AppointmentView, today: date) -> None:
        for part in (*self._link_words, *self.links):
            self.grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._link_words, self.links = [], []
        following = next_dose(view)
        doses = [one for one in view.doses if one.appointment_id != view.id and (self._narrow or one is following)]
        for dose in doses:
            word = _("Next dose") if dose is following else _("Dose {number}").format(number=dose.number)
            name = "next_dose_link" if dose is following else f"dose_{dose.number}_link"
            self._link(
                word, standing_words(dose.wall_start, dose.status, today, past=dose.past), dose.appointment_id, name
            )
        for one, word, name in booked_otherwise(view):
            self._link(word, standing_words(one.wall_start, one.status, today, past=one.past), one.appointment_id, name)
        if view.series is not None:
            self._link(_("Series"), place_words(view.series), None, "series_link")

    def _link(self, word: str, text: str, appointment_id: int | None, name: str) -> None:
        """To an appointment; to all of the series where none is named."""
        row = len(self.values) + len(self.own) + len(self.links)
        beside, link = self.add_words(row, word), Link(text, name=name)
        link.setAccessibleName(f"{word}: {text}")
        if appointment_id is None:
            link.clicked.connect(self.series_wanted)
        else:
            link.clicked.connect(lambda: self.appointment_wanted.emit(appointment_id))
        self.grid.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
        self._link_words.append(beside)
        self.links.append(link)


def _facts() -> dict[str, str]:
    return {
        "when": _("When"),
        "with": _("With"),
        "where": _("Where"),
        "how": _("How"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "goals": _("Goals"),
        "suggested": _("Suggested"),
        "answer": _("Answer"),
        "waiting": _("Waiting list"),
        "confirmed": _("Confirmed"),
        "completion": _("Completion"),
        "task": _("Task"),
        "no_shows": _("Missed"),
        "booked": _("Booked"),
        "code": _("Code"),
        "outcome": _("Outcome"),
        "overbooked": _("Overbooked"),
    }


def _has_spoken(view: AppointmentView) -> bool:
    """Whether its clinician accepted or rejected it: so much stands on the panel too."""
    return view.rejected is not None or (view.task_accepted_at is not None and view.task is TaskState.ACCEPTED)


def next_dose(view: AppointmentView) -> DoseLine | None:
    """The dose after this one, if it has a time."""
    later = [one for one in view.doses if view.dose is not None and one.number > view.dose and one.wall_start]
    return min(later, key=lambda one: one.number, default=None)


def booked_otherwise(view: AppointmentView) -> Iterator[tuple[OtherAppointment, str, str]]:
    """What the same request (the same dose of it) was booked as last before this one, and at last after it."""
    same = [one for one in view.others if one.dose == view.dose]
    before, after = [one for one in same if not one.later], [one for one in same if one.later]
    if before:
        yield before[-1], _("Before"), "booked_before_link"
    if after:
        yield after[-1], _("Booked again"), "booked_again_link"
    if view.follows is not None:
        yield view.follows, _("Follow-up of"), "follows_link"
    if view.followed_by:
        yield view.followed_by[-1], _("Follow-up"), "follow_up_link"
