"""What is asked for with a request that has no time yet: now or later, at which times, and on whose behalf."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import RequestKind
from frontdesk.services.forms import Booking
from frontdesk.views.choices import GroupChoice
from frontdesk.views.openings import WhyNot
from ui.booking.looking import DAYS, Asked
from ui.booking.wanted import in_order
from ui.booking.wished_times import WishedTimes
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.theme import SPACE
from ui.widgets import Segmented, field
from ui.widgets.dropdown import DropDown

_OFFERED = 12
"""Free times to pick from."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """A wished start, and what stands in its way."""

    start: datetime
    why: WhyNot


class RequestWish(QWidget):
    """`asked` says for what free time is meant; `changed` when something else is wished."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("request_wish")
        self._context = context
        self.asked: Asked | None = None
        kinds = ((RequestKind.SCHEDULED, _("Scheduled")), (RequestKind.NOW, _("Now")))
        self.kind = Segmented(kinds, name="request_kind", what=_("Wanted"))
        self.group = DropDown(name="consumer_group_box", what=_("On behalf of"))
        self.times = WishedTimes(context.clinic.now)
        self._group_field = field(_("On behalf of"), self.group)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(field(_("Wanted"), self.kind), 5, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._group_field, 7, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addLayout(row)
        column.addWidget(self.times)
        self.kind.chosen.connect(lambda _kind: self._show_kind())
        self.times.changed.connect(self.changed)
        self.times.added.connect(self._look)
        self.times.pick_wanted.connect(self._find)
        self.hide()

    def begin(self, zone: str, groups: tuple[GroupChoice, ...]) -> None:
        """Ask anew: scheduled, at any time, on behalf of the consumer's own group."""
        self.kind.set_value(RequestKind.SCHEDULED)
        self.times.begin(zone)
        self.group.clear()
        self.group.addItem(_("The consumer's own group"), None)
        for one in groups:
            self.group.addItem(one.name, one.id)
        self._group_field.setVisible(bool(groups))
        self._show_kind()

    def show_asked(self, asked: Asked | None) -> None:
        """Another service, center or clinician is asked for: what is wished is looked at again."""
        other, self.asked = asked != self.asked, asked
        self.times.pick_button.setVisible(asked is not None)
        if other:
            for start in self.times.starts:
                self._look(start)

    @property
    def is_now(self) -> bool:
        """Whether it is wanted now."""
        return self.kind.value() is RequestKind.NOW

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.is_now or self.times.typed()

    def words(self) -> str:
        """What will be saved, in short."""
        if self.is_now:
            return _("Wanted now")
        count = len(self.times.starts)
        if not count:
            return _("The time is chosen later")
        return ngettext("{count} wished time", "{count} wished times", count).format(count=count)

    def given(self, made: Booking) -> Booking:
        """The same booking with what is wished here."""
        group = self.group.currentData()
        kind = RequestKind.NOW if self.is_now else RequestKind.SCHEDULED
        wanted = () if self.is_now else self.times.starts
        return replace(made, kind=kind, wanted=wanted, consumer_group_id=group if isinstance(group, int) else None)

    def focus_missing(self) -> bool:
        """Go to a time that cannot be read; False when all is there."""
        return not self.is_now and self.times.focus_missing()

    def refuse(self, problem: Problem) -> bool:
        """Show a refusal at the field that it is about; whether it was about one of these."""
        if not isinstance(problem, RuleBroken) or self.isHidden():
            return False
        if "wanted" in problem.fields:
            self.times.refuse(sentence(problem))
        elif "consumer_group" in problem.fields:
            self._group_field.set_error(sentence(problem))
        else:
            return False
        return True

    def _show_kind(self) -> None:
        self.times.setVisible(not self.is_now)
        self.changed.emit()

    def _look(self, start: datetime) -> None:
        """Whether it can be had as it is; that it cannot is said and no more."""
        asked, booking = self.asked, self._context.clinic.booking
        if asked is not None:
            query = asked.anytime(start).query
            self._context.tasks.run(lambda: _Looked(start, booking.why_not(query, start)), self._looked, _say_nothing)

    def _looked(self, looked: _Looked) -> None:
        self.times.show_why(looked.start, looked.why)

    def _find(self) -> None:
        """Find free times to pick from."""
        asked, booking = self.asked, self._context.clinic.booking
        if asked is not None:
            self._context.tasks.run(
                lambda: in_order(one for _day, day in booking.first_openings(asked.query, DAYS) for one in day[:2]),
                lambda found: self.times.offer(found[:_OFFERED]),
                key="booking.wished",
            )


def _say_nothing(_problem: Problem) -> None:
    """It is a hint: what cannot be looked at now is said when it is answered."""
