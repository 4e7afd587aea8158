"""Who on the waiting list could have a time that became free: first come first served, with the telephone."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from frontdesk.rules.words import Status
from frontdesk.texts import phone_text
from frontdesk.views.waiting import WaitingLine
from ui.texts import _, moment, time_of
from ui.theme import SPACE
from ui.widgets import Sheet, button, label
from ui.wish_words import priority_word, wish_words


class CandidatesSheet(Sheet):
    """`offered` with the line of who is to have it; the desk calls them, so the number stands large."""

    offered = Signal(object)

    def __init__(self, parent: QWidget, what: str, lines: Sequence[WaitingLine], today: date) -> None:
        """`what` is what became free, in words; `today` that of the center."""
        super().__init__(parent, _("Who on the waiting list would fit"), name="candidates", width=520)
        self.rows = [_Candidate(line, today) for line in lines]
        self.body.addWidget(label(what, style="muted", wrap=True, name="candidates_what"))
        for row in self.rows:
            self.body.addWidget(row)
            row.offer.clicked.connect(lambda _checked=False, line=row.line: self.offered.emit(line))

    def open(self) -> None:
        """The first who waits has the focus."""
        super().open()
        if self.rows:
            self.rows[0].offer.setFocus()


class _Candidate(QFrame):
    """One of them: who and for what at the left, number and button at the right."""

    def __init__(self, line: WaitingLine, today: date) -> None:
        super().__init__()
        self.line = line
        self.setProperty("card", True)
        self.setObjectName(f"candidate_{line.appointment_id}")
        told = words_of(line, today)
        self.setAccessibleName(", ".join((line.consumer, phone_text(line.phone), *told)))
        booked = line.status is Status.BOOKED
        when = time_of(line.fits_wall) if line.fits_wall is not None else ""
        words = _("Move to {time}…") if booked else _("Offer {time}…")
        self.offer = button(words.format(time=when), name=f"candidate_offer_{line.appointment_id}")
        self.offer.setAccessibleName(f"{words.format(time=when)} {line.consumer}")
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[0])
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(line.consumer, style="strong", wrap=True), 0, 0)
        phone = label(phone_text(line.phone) or _("No phone number"), style="heading" if line.phone else "small")
        phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(phone, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label("\n".join(told), style="small", wrap=True), 1, 0)
        grid.addWidget(self.offer, 1, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)


def words_of(line: WaitingLine, today: date) -> tuple[str, ...]:
    """What is to be known of who is called: how soon and what for, what suits, what they have, what was remarked."""
    first = _("{priority} · {service}").format(priority=priority_word(line.wish.priority), service=line.service)
    has = ""
    if line.wall_start is not None:
        has = _("Has {when}").format(when=moment(line.wall_start, today=today))
    said = (first, wish_words(line.wish, line.wished_clinician, today), has, line.wish.remark)
    return tuple(part for part in said if part)
