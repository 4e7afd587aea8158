"""Repeats the chosen time: every so many days or weeks, with the dates it makes, each booked, left out or moved."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import SeriesUnit
from frontdesk.services.forms import Booking
from frontdesk.services.series_forms import SeriesForm, SeriesOrder
from frontdesk.views.series import SeriesDate
from ui.booking.repeats import Repeats, read_end, read_every
from ui.booking.series_rows import Choice
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, moment, ngettext
from ui.theme import SPACE
from ui.widgets import Segmented, button, field, label
from ui.widgets.tick_list import TickList

_ROW, _VISIBLE = 36, 6
_PREVIEW = "booking.series"


class SeriesPart(QWidget):
    """One link until it is opened. `changed` when other dates are chosen, `settled` once it is known which are free.

    `left` when the keys go back to the openings.
    """

    changed = Signal()
    settled = Signal()
    built = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("series_part")
        self._context = context
        self._today = date.min
        self._booking: Booking | None = None
        self._asked: SeriesForm | None = None
        self._choices: list[Choice] = []
        self.checking = False
        self.link = button(_("Repeat it"), name="repeat_link", look="link", shortcut="Alt+R")
        self.link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab passes what most bookings do not need
        self.link.clicked.connect(self.open_it)
        self.box = QFrame()
        self.box.setObjectName("series_box")
        self.box.setProperty("card", True)
        self.box.hide()
        self._is_built = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.box)

    def _build(self) -> None:
        """Most bookings are not repeated: the fields are made when they are first wanted."""
        self._is_built = True
        self.every = _line("series_every", "1")
        self.every.setText("1")
        self.unit = Segmented(
            [(SeriesUnit.DAY, _("days")), (SeriesUnit.WEEK, _("weeks"))], name="series_unit", what=_("Days or weeks")
        )
        self.unit.set_value(SeriesUnit.WEEK)
        self.end = _line("series_end", _("8, or 26 Jan"))
        self.dates = TickList(name="series_dates", what=_("Dates of the series"))
        self.state = label("", style="small", wrap=True, name="series_state")
        self.hint = label(_("Space leaves a date out, A takes the free time beside it."), style="small")
        self.close_link = button(_("Do not repeat it"), name="series_close", look="link")
        self.every_field = field(_("Every"), self.every)
        self.end_field = field(_("How many, or until"), self.end)
        self._lay_out()
        self.unit.chosen.connect(lambda _unit: self._read())
        for line in (self.every, self.end):
            line.textEdited.connect(lambda _text: self._read())
        self.dates.ticked.connect(lambda key: self._change(key, swap=False))
        self.dates.swapped.connect(lambda key: self._change(key, swap=True))
        self.close_link.clicked.connect(self.close_it)
        self.built.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.every_field, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(field("", self.unit), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.end_field, 5, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        column.setSpacing(SPACE[1])
        column.addLayout(row)
        for part in (self.state, self.dates, self.hint):
            column.addWidget(part)
            part.hide()
        column.addWidget(self.close_link, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def is_on(self) -> bool:
        """Whether it is to be repeated."""
        return not self.box.isHidden() and not self.isHidden()

    def begin(self, today: date) -> None:
        """Start anew: it is not repeated."""
        self._today = today
        self._booking = None
        self.setEnabled(True)
        self._close()
        if self._is_built:
            self.every.setText("1")
            self.unit.set_value(SeriesUnit.WEEK)
            self.end.clear()

    def offer(self, *, possible: bool) -> None:
        """Whether what is chosen can be repeated: one service, with a time that is free."""
        self.setVisible(possible)

    def open_it(self) -> None:
        """Ask how often, the focus where it is typed."""
        if not self._is_built:
            self._build()
        self.link.hide()
        self.box.show()
        self.end.setFocus()
        self.changed.emit()

    def close_it(self) -> None:
        """Book it once."""
        self._close()
        self.changed.emit()
        self.left.emit()

    def _close(self) -> None:
        self._context.tasks.drop(_PREVIEW)
        self.checking, self._asked, self._choices = False, None, []
        self.box.hide()
        self.link.show()

    def follow(self, booking: Booking | None) -> None:
        """The booking is another: its dates are looked at, unless they are those that show."""
        self._booking = booking
        if self.is_on:
            self._ask()

    def count(self) -> int:
        """How many appointments would be booked; 0 while it is not repeated."""
        return sum(one.chosen() is not None for one in self._choices) if self.is_on else 0

    def order(self, booking: Booking) -> SeriesOrder | None:
        """What is to be booked; None while it is not repeated, or nothing is chosen."""
        repeats = self._repeats() if self.is_on else None
        chosen = [one.chosen() for one in self._choices]
        dates = sorted((one for one in chosen if one is not None), key=lambda one: one.start)
        if repeats is None or not dates:
            return None
        return SeriesOrder(booking, repeats.every, repeats.unit, tuple(dates), repeats.count, repeats.until)

    def focus_missing(self) -> bool:
        """Go to what is missing, with the reason beside it; False when it is not repeated, or all is there."""
        if not self.is_on or (self._choices and self.count()):
            return False
        if self._choices:
            self._say(_("Every date is left out. Tick one at least, or do not repeat it."))
            self.dates.setFocus()
            return True
        wrong = self.every_field if self.every_field.error else self.end_field
        if not wrong.error:
            wrong.set_error(_("Type how often, such as 8, or until when, such as 26 Jan."))
        (self.every if wrong is self.every_field else self.end).setFocus()
        return True

    def refuse(self, problem: Problem) -> bool:
        """A date went meanwhile: say so and look again; False when it is about something else."""
        if not isinstance(problem, RuleBroken) or not problem.code.startswith("series.") or not self.is_on:
            return False
        self._asked = None
        self._ask()
        self._say(sentence(problem))
        self.dates.setFocus()
        return True

    def refresh(self) -> None:
        """Look again because somebody booked or cancelled; what was chosen stays chosen where it still can be."""
        if self.is_on:
            self._asked = None
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape books it once."""
        if event.key() == Qt.Key.Key_Escape and self.is_on:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        self._repeats()
        self._ask()

    def _repeats(self) -> Repeats | None:
        """What was typed; what cannot be read is said beside its field."""
        every, unit = read_every(self.every.text()), self.unit.value()
        self.every_field.set_error("" if every else _("Type a number."))
        end = self.end.text().strip()
        count, until = read_end(end, self._today)
        self.end_field.set_error("" if not end or count or until else _("Type 8, or a day such as 26 Jan."))
        if not every or (not count and until is None) or not isinstance(unit, SeriesUnit):
            return None
        return Repeats(every, unit, count, until)

    def _ask(self) -> None:
        repeats = self._repeats()
        if repeats is None or self._booking is None or self._booking.start is None:
            self._context.tasks.drop(_PREVIEW)
            self.checking = False
            if self._choices or self._asked is not None:
                self._show((), None)
            return
        booking = replace(self._booking, answers={}, note="", own={}, new_consumer=None)
        form = SeriesForm(booking, repeats.every, repeats.unit, repeats.count, repeats.until)
        if form == self._asked:
            return
        self._asked, self.checking = form, True
        series = self._context.clinic.series
        self._context.tasks.run(lambda: (form, series.preview(form)), self._found, self._not_found, key=_PREVIEW)
        if not self._choices:
            self._say(_("Looking at the dates…"))

    def _found(self, answer: tuple[SeriesForm, tuple[SeriesDate, ...]]) -> None:
        self._show(answer[1], answer[0])
        self.settled.emit()

    def _not_found(self, problem: Problem) -> None:
        self._show((), self._asked)  # the same is not asked for again
        if isinstance(problem, RuleBroken) and problem.fields and problem.fields[0] == "every":
            self.every_field.set_error(sentence(problem))
        elif isinstance(problem, RuleBroken) and problem.code.startswith("series."):
            self.end_field.set_error(sentence(problem))
        else:
            self._say(sentence(problem))

    def _show(self, found: tuple[SeriesDate, ...], asked: SeriesForm | None) -> None:
        """The dates; what was left out before stays left out."""
        kept = {one.found.wall_start: one for one in self._choices}
        fresh = []
        for one in found:
            before, made = kept.get(one.wall_start), Choice.of(one)
            if before is not None and before.found.free and one.free:
                made = replace(made, on=before.on)
            if before is not None and before.instead and one.alternative == before.found.alternative:
                made = replace(made, on=True, instead=one.alternative is not None and not one.free)
            fresh.append(made)
        self._asked, self.checking, self._choices = asked, False, fresh
        self._paint()

    def _change(self, key: object, *, swap: bool) -> None:
        self._choices = [
            (one.swapped() if swap else one.ticked()) if one.found.position == key else one for one in self._choices
        ]
        self._paint()

    def _paint(self) -> None:
        clinician_id = (self._booking.clinician_id if self._booking else None) or 0
        rows = [one.row(self._today, clinician_id) for one in self._choices]
        self.dates.set_rows(rows)
        shown = sum(50 if row.line or row.right_line else _ROW for row in rows[:_VISIBLE])
        self.dates.setFixedHeight(shown + 4)
        for part in (self.dates, self.hint):
            part.setVisible(bool(rows))
        self._say(self._summary())
        self.changed.emit()

    def _summary(self) -> str:
        if not self._choices:
            return ""
        many, last = len(self._choices), self._choices[-1].found.wall_start
        words = ngettext("{count} date, on {last}.", "{count} dates, the last on {last}.", many)
        told = [words.format(count=many, last=moment(last, today=self._today))]
        if taken := sum(not one.found.free and not one.instead for one in self._choices):
            words = ngettext("{count} is not free and left out.", "{count} are not free and left out.", taken)
            told.append(words.format(count=taken))
        return " ".join(told)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))


def _line(name: str, example: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setMaxLength(40)
    line.setPlaceholderText(example)
    return line
