"""When and with whom: the first openings, found aside once the service is known, or another time that is typed."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.services.forms import OpeningQuery
from frontdesk.views.openings import Opening
from ui.booking.opening_list import OpeningList
from ui.booking.wanted import Wanted, lines_of
from ui.booking.words import taken_words
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, moment, relative_day, time_of
from ui.theme import SPACE
from ui.when import read_when
from ui.widgets import button, field, label

_DAYS = 10


class TimePart(QWidget):
    """`changed` when another time is wanted. Ask with `look`; read `wanted`."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._zone = "UTC"
        self._query: OpeningQuery | None = None
        self._clinician = ""
        self._minutes = 0
        self._wanted: Wanted | None = None
        self.loading = False
        self.openings = OpeningList()
        self.other = QLineEdit()
        self._lay_out()
        self.openings.picked.connect(self._pick)
        self.other.textChanged.connect(self._typed)
        self.other_link.clicked.connect(lambda: self.type_other(""))
        self.again.clicked.connect(self._ask)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE[0])
        self.caption = label(_("First openings"), style="caption")
        self.caption.setBuddy(self.openings)
        head.addWidget(self.caption)
        head.addStretch(1)
        self.hint = label(_("↑ ↓ to choose"), style="small")
        self.other_link = button(_("other time: type it"), name="other_time_link", look="link")
        self.other_link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head.addWidget(self.hint)
        head.addWidget(self.other_link)
        self.taken = label("", style="warning", wrap=True, name="slot_taken")
        self.state = label("", style="small", wrap=True, name="openings_state")
        self.again = button(_("Look again"), name="look_again", look="link")
        self.other.setObjectName("other_time")
        self.other.setMaxLength(60)
        self.other.setPlaceholderText(_("15:00, tomorrow 9:30, 24 Nov 15:00"))
        self.other_field = field(_("Other time"), self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addLayout(head)
        for part in (self.taken, self.openings, self.state, self.again, self.other_field):
            column.addWidget(part)

    def begin(self, zone: str) -> None:
        """Start anew at a center's clock."""
        self._zone, self._query, self._wanted, self.loading = zone, None, None, False
        self.openings.show_openings((), self.today())
        for part in (self.taken, self.again, self.other_field):
            part.hide()
        self.other.clear()
        self._say(_("Choose a service to see its first openings."))

    def now(self) -> datetime:
        """The center's clock, naive."""
        return local(self._context.clinic.now(), self._zone)

    def today(self) -> date:
        """The center's date."""
        return self.now().date()

    @property
    def wanted(self) -> Wanted | None:
        """The time to book, None while there is none."""
        return self._wanted

    def look(self, query: OpeningQuery | None, clinician: str, minutes: int = 0) -> None:
        """Look for openings of `minutes`; `clinician` is the name of the one asked for, empty for anyone."""
        other = query != self._query
        self._query, self._clinician, self._minutes = query, clinician, minutes
        if other:
            self._want(None)  # a time found for another service or clinician is never booked for this one
        self.taken.hide()
        if query is None:
            self._context.tasks.drop("booking.openings")
            self.loading = False
            self.openings.show_openings((), self.today())
            self._say(_("Choose a service to see its first openings."))
            self._want(None)
        else:
            self._ask()

    def want_time(self, wall_start: datetime) -> None:
        """Want a time that was pointed at in the calendar."""
        self.type_other(f"{wall_start.day} {wall_start:%b %Y} {time_of(wall_start)}")

    def type_other(self, typed: str) -> None:
        """Open the field for another time, with these letters in it."""
        self.other_field.show()
        self.other.setText(typed)
        self.other.setFocus()
        self.other.deselect()

    def typed(self) -> bool:
        """Whether another time was typed."""
        return not self.other_field.isHidden() and bool(self.other.text().strip())

    def step(self, by: int) -> None:
        """Choose the next opening (1) or the one before (-1)."""
        self.openings.step(by)

    def focus_missing(self) -> bool:
        """Go to what is missing here, with the reason beside it; False when there is a time to book."""
        if self.typed() and self._wanted is None:
            if not self.other_field.error:
                self.other_field.set_error(_("Type a time such as 15:00, tomorrow 9:30 or 24 Nov 15:00."))
            self.other.setFocus()
            return True
        if self._wanted is None:
            (self.openings if self.openings.isVisible() else self).setFocus()
            return True
        return False

    def refuse(self, problem: RuleBroken) -> None:
        """The time cannot be had: say so where it was chosen, with the nearest free ones; nothing typed is lost."""
        nearest = problem.params.get("nearest")
        free = tuple(one for one in nearest if isinstance(one, Opening)) if isinstance(nearest, tuple) else ()
        if self.typed() and not free:
            self.other_field.set_error(sentence(problem))
            self.other.setFocus()
            return
        was = time_of(self._wanted.wall_start) if self._wanted else ""
        self.taken.setText(taken_words(was, problem.params.get("conflicts")) if free else sentence(problem))
        self.taken.show()
        self.other.clear()
        self.other_field.hide()
        self._wanted = None
        if free:
            self._show(free)
        else:
            self._ask()
        self.openings.setFocus()

    def refresh(self) -> None:
        """Look again because somebody booked or cancelled; what is chosen stays chosen if it is still free."""
        if self._query is not None and self.taken.isHidden():
            self._ask()

    def _ask(self) -> None:
        query = self._query
        if query is None:
            return
        self.loading = True
        self.again.hide()
        if not self.openings.lines.openings:
            self._say(_("Looking for free times…"))
        booking = self._context.clinic.booking
        self._context.tasks.run(
            lambda: booking.first_openings(query, _DAYS), self._found, self._not_found, key="booking.openings"
        )

    def _found(self, days: tuple[tuple[date, tuple[Opening, ...]], ...]) -> None:
        self._show(lines_of(days, self._minutes))
        if self.typed():
            self._typed(self.other.text())

    def _show(self, lines: tuple[Opening, ...]) -> None:
        self.loading = False
        before = self._wanted
        self.openings.show_openings(lines, self.today())
        who = self._clinician or _("anyone")
        nothing = _("No free time with {who} in the next {days} working days. Choose somebody else, or type a time.")
        self._say("" if lines else nothing.format(who=who, days=_DAYS))
        if self.typed():
            return
        same = next((one for one in lines if before and Wanted.of(one) == before), None)
        chosen = same or (lines[0] if lines else None)
        self.openings.choose(chosen)
        self._want(Wanted.of(chosen) if chosen else None)

    def _not_found(self, problem: Problem) -> None:
        self.loading = False
        self.openings.show_openings((), self.today())
        self._say(sentence(problem))
        self.again.show()
        self._want(None)

    def _pick(self, opening: Opening) -> None:
        self.other.clear()
        self.other_field.hide()
        self.taken.hide()
        self._want(Wanted.of(opening))

    def _typed(self, text: str) -> None:
        if not text.strip():
            self.other_field.set_hint("")
            self.other_field.set_error("")
            if not self.other_field.isHidden():
                self._want(None)
            return
        self.openings.choose(None)
        self._want(None)
        self.other_field.set_error("")
        wall = read_when(text, self.now())
        self.other_field.set_hint(moment(wall, today=self.today()) if wall else "")
        if wall is not None and self._query is not None:
            self._check(wall, self._query)

    def _check(self, wall: datetime, query: OpeningQuery) -> None:
        try:
            start = to_utc(wall, self._zone)
        except RuleBroken as problem:
            self.other_field.set_error(sentence(problem))
            return
        if start < self._context.clinic.now():
            words = _("{moment} is over. Type a later time, or a day with it.")
            self.other_field.set_error(words.format(moment=moment(wall)))
            return
        at = OpeningQuery(query.service_id, query.center_id, query.clinician_id, start, query.modality, limit=1)
        booking = self._context.clinic.booking
        self._context.tasks.run(
            lambda: (start, wall, booking.openings(at)), self._checked, self._check_failed, key="booking.other"
        )

    def _checked(self, answer: tuple[datetime, datetime, tuple[Opening, ...]]) -> None:
        start, wall, free = answer
        if read_when(self.other.text(), self.now()) != wall or self._query is None:
            return
        if free and free[0].start == start:
            self._want(Wanted.of(free[0]))
            return
        if self._query.clinician_id is not None:
            self._want(Wanted(start, wall, self._query.clinician_id, self._clinician))
        self.other_field.set_error(self._not_free(wall, free))

    def _not_free(self, wall: datetime, free: tuple[Opening, ...]) -> str:
        who = self._clinician or _("Nobody")
        words = _("{who} is not free at {time}.") if self._clinician else _("Nobody is free at {time}.")
        said = words.format(who=who, time=time_of(wall))
        if not free:
            return said
        after = _("Next free: {day} {time} with {clinician}.").format(
            day=relative_day(free[0].wall_start.date(), self.today()),
            time=time_of(free[0].wall_start),
            clinician=free[0].clinician,
        )
        return f"{said} {after}"

    def _check_failed(self, problem: Problem) -> None:
        self.other_field.set_error(sentence(problem))

    def _want(self, wanted: Wanted | None) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
