"""Says that somebody else changed the appointment meanwhile, and lets the person decide what becomes of theirs."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import action_text, not_now_words, offered, why_not_text
from ui.appointments.history_words import field_value, field_word, is_technical
from ui.appointments.words import act_words
from ui.texts import _, day_short, local, time_of
from ui.theme import SPACE
from ui.widgets import Sheet, button, label
from ui.widgets.comparison import Comparison
from ui.widgets.summary import breakable, wide

WIDTH = 312


class ChangedSheet(Sheet):
    """What changed, by whom and when, and what was about to be done: nothing of that was saved, nothing is lost.

    `accepted` and `left` look again, which is the safer; `insisted` does it all the same, while that is possible.
    `now` is aware; `fresh` is the appointment as it is now, None while that cannot be read.
    """

    insisted = Signal()

    def __init__(
        self,
        parent: QWidget,
        problem: ChangedElsewhere,
        before: AppointmentView,
        now: datetime,
        act: Act | None = None,
        fresh: AppointmentView | None = None,
    ) -> None:
        super().__init__(parent, _("Changed meanwhile"), _("Look again"), name="changed", width=WIDTH)
        self._say_what_changed(problem, before, now)
        leave = self.panel.findChild(QWidget, "changed_leave")
        if leave is not None:
            leave.hide()  # there is nothing to leave: what is shown has happened, and Escape looks again
        if act is not None:
            self._say_what_was_meant(act, before, fresh)

    def _say_what_changed(self, problem: ChangedElsewhere, before: AppointmentView, now: datetime) -> None:
        zone = before.zone
        changed = _who_and_when(problem.by or _("Somebody else"), local(problem.at, zone), local(now, zone))
        kept = _("Nothing of yours was saved, and nothing you typed is lost.")
        self.body.addWidget(label(f"{changed} {kept}", wrap=True, name="changed_words"))
        rows = [
            (field_word(name), field_value(name, was, zone), field_value(name, now, zone))
            for name, (was, now) in problem.changes.items()
            if not is_technical(name) and (name != "wall_end" or "wall_start" not in problem.changes)
        ]
        if telling := [row for row in rows if row[1] != row[2]]:
            self.body.addWidget(Comparison(telling))

    def _say_what_was_meant(self, act: Act, before: AppointmentView, fresh: AppointmentView | None) -> None:
        self.body.addSpacing(SPACE[0])
        self.body.addWidget(label(_("You were about to"), style="caption"))
        self.body.addWidget(self._meant(act_words(act, before)))
        if fresh is None:
            return
        why = why_not_now(act, fresh)
        if why:
            self.body.addWidget(label(why, style="warning", wrap=True, name="changed_why_not"))
            return
        self.insist = button(_("Do it all the same"), name="changed_insist")  # what, stands above: it may be long
        words = _("{action} all the same").format(action=action_text(act.action, fresh))
        self.insist.setAccessibleName(words)
        self.insist.clicked.connect(self._insist)
        self.body.addWidget(self.insist)

    @staticmethod
    def _meant(words: str) -> QLabel:
        """What was typed, to be copied too, whatever becomes of it."""
        lines = (
            "" if not line else " ".join(breakable(word) for word in line.split(" ")) for line in words.split("\n")
        )
        said = wide(label("\n".join(lines), wrap=True, name="changed_meant"))
        said.setAccessibleName(words)
        if said.text() != words:  # what may break holds signs that nobody typed
            said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return said

    def _insist(self) -> None:
        self.close_sheet()
        self.insisted.emit()


def why_not_now(act: Act, fresh: AppointmentView) -> str:
    """Why the action cannot be taken on the appointment as it is now; empty when it can."""
    offer = next((one for one in offered(fresh) if one.action is act.action), None)
    if offer is None:
        return not_now_words(act.action, fresh)
    return why_not_text(offer)


def _who_and_when(who: str, at: datetime, now: datetime) -> str:
    """Rui Dias changed it today at 10:22: both by the center's clock."""
    words = {
        0: _("{who} changed it today at {time}."),
        1: _("{who} changed it yesterday at {time}."),
    }.get((now.date() - at.date()).days, _("{who} changed it on {day} at {time}."))
    return words.format(who=who, time=time_of(at), day=day_short(at.date(), today=now.date()))
