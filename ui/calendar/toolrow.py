"""The row over the calendar: back, today, forward, the date, filter, view, print, and the modes."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from frontdesk.views.choices import Choices
from frontdesk.views.month import MonthDay
from ui.calendar.filter_box import FilterBox
from ui.calendar.look import Look, words_of
from ui.calendar.pickers import GoToDate
from ui.calendar.view_menu import ViewMenu
from ui.texts import _, ngettext
from ui.theme import SPACE, font, icon
from ui.widgets import Segmented, button, set_tip

CARET = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"
_STAGES = 8
"""From all in words to the least that can be worked with."""
_NARROWEST = 440
"""Width that it never goes below, logical pixels."""


class ToolRow(QWidget):
    """`moved` gives steps to go (-1, 1), `date_chosen` a date; the others give what was chosen, or say themselves."""

    moved = Signal(int)
    today_wanted = Signal()
    date_chosen = Signal(date)
    month_shown = Signal(date)
    print_wanted = Signal()
    mode_chosen = Signal(object)
    by_chosen = Signal(object)
    colouring_chosen = Signal(object)
    filters_wanted = Signal()
    filters_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("calendar_tools")
        self._look = Look(None, date(2000, 1, 1))
        self._today_day = self._look.day
        self._back = _arrow("ph.caret-left-bold", words_of(self._look, -1), "previous_day")
        self._today = button(_("Today"), name="today_button")
        set_tip(self._today, _("Today (T)"))
        self._forward = _arrow("ph.caret-right-bold", words_of(self._look, 1), "next_day")
        self._title = button("", name="date_button", look="quiet")
        self._title.setFont(font("title", strong=True))
        self._title.setStyleSheet("text-align: left; padding: 0 4px;")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_tip(self._title, _("Go to date (G)"))
        self._filter = button("", name="filter_button", icon="ph.funnel")
        self._words = {"day": _("Day"), "week": _("Week"), "month": _("Month"), "agenda": _("Agenda")}
        self._view = button("", name="view_button", icon="ph.sliders-horizontal")
        self._menu = ViewMenu(self._view, self._words.items())
        self._view.setMenu(self._menu)
        self._print = _arrow("ph.printer", _("Print the day's schedule"), "print_day")
        self.modes = Segmented(self._words.items(), name="calendar_mode", what=_("Show"))
        self._fixed: tuple[QWidget, ...] = (
            self._back,
            self._today,
            self._forward,
            self._filter,
            self._view,
            self._print,
            self.modes,
        )
        self._dates = GoToDate(self)
        self._filters = FilterBox(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        row.setSpacing(SPACE[1])
        for each in self._fixed[:3]:
            row.addWidget(each)
        row.addWidget(self._title, 1)
        for each in self._fixed[3:]:
            row.addWidget(each)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.moved.emit(-1))
        self._today.clicked.connect(self.today_wanted)
        self._forward.clicked.connect(lambda: self.moved.emit(1))
        self._title.clicked.connect(self.open_dates)
        self._filter.clicked.connect(self.filters_wanted)
        self._print.clicked.connect(self.print_wanted)
        self._menu.print_wanted.connect(self.print_wanted)
        self._menu.mode_chosen.connect(self.mode_chosen)
        self._menu.by_chosen.connect(self.by_chosen)
        self._menu.colouring_chosen.connect(self.colouring_chosen)
        self.modes.chosen.connect(self.mode_chosen)
        self._dates.chosen.connect(self.date_chosen)
        self._dates.month_shown.connect(self.month_shown)
        self._filters.changed.connect(self.filters_chosen)

    # What is shown

    def show_look(self, look: Look, today: date) -> None:
        """Say which range is shown, and how."""
        self._look, self._today_day = look, today
        self._title.setAccessibleName(_("Go to date, now {day}").format(day=look.title()))
        for arrow, steps in ((self._back, -1), (self._forward, 1)):
            arrow.setAccessibleName(words_of(look, steps))
            set_tip(arrow, words_of(look, steps))
        self.modes.set_value(look.mode)
        self._menu.show_look(look)
        self._fit()

    def mark(self, days: Mapping[date, MonthDay]) -> None:
        """Mark the days of the small month that have work or appointments."""
        self._dates.mark(days)

    def open_dates(self) -> None:
        """Open the small month that goes to a date."""
        self._dates.open_under(self._title, self._look.day, self._today_day)

    def open_filters(self, choices: Choices) -> None:
        """Open the filters, of what there is at the center."""
        if self._look.center_id is not None:
            self._filters.open_under(self._filter, choices, self._look.center_id, self._look.filters)

    # Room

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As narrow as with the least: in words it must not hold the window wide."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Words are given up as there is less room; nothing is cut but a date that is too long even so."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for stage in range(_STAGES):
            self._dress(stage)
            if self._needed() <= self.width():
                return
        metrics, said = self._title.fontMetrics(), self._title.text()
        room = metrics.horizontalAdvance(said) - self._needed() + self.width()
        self._title.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, room))

    def _dress(self, stage: int) -> None:
        """First filter and view lose their words; printing goes (the menu has it too); the date gets shorter.

        Then the modes go into the menu of the view, which says the one that shows; Today loses its word, and at last
        the date its weekday.
        """
        in_menu = stage >= 5
        self._dress_filter(with_word=stage < 1)
        self._dress_view(with_word=stage < 1, in_menu=in_menu)
        self.modes.setVisible(not in_menu)
        self._print.setVisible(stage < 2)
        self._title.setFont(font("title" if stage < 3 else "large", strong=True))
        short = self._look.short_title(self._today_day, shortest=stage >= 7)
        self._title.setText(short if stage >= 4 else self._look.title())
        self._today.setText(_("Today") if stage < 6 else "")
        self._today.setIcon(QIcon() if stage < 6 else icon("ph.calendar-check"))

    def _dress_filter(self, *, with_word: bool) -> None:
        count = len(self._look.filters)
        parts = [_("Filter")] * with_word + [str(count)] * bool(count)
        self._filter.setText(" ".join([" · ".join(parts), *[CARET] * with_word]).strip())
        said = ngettext("Filter, {count} active", "Filter, {count} active", count).format(count=count)
        self._filter.setAccessibleName(said if count else _("Filter"))
        self._filter.setIcon(icon("ph.funnel", "accent" if count else "text"))

    def _dress_view(self, *, with_word: bool, in_menu: bool) -> None:
        """In the menu are columns and colours, and the modes where they have no room of their own."""
        mode = self._words[self._look.mode]
        word = mode if in_menu else _("View") if with_word else ""
        said = _("View: {mode}; modes, columns and colours").format(mode=mode)
        self._view.setText(f"{word} {CARET}" if word else "")
        self._view.setAccessibleName(said if in_menu else _("View: columns and colours"))
        self._menu.offer_modes(in_menu)

    def _needed(self) -> int:
        """The width at which nothing is cut, logical pixels."""
        shown = [each for each in self._fixed if not each.isHidden()]
        words = QFontMetrics(self._title.font()).horizontalAdvance(self._title.text()) + 2 * SPACE[1]
        fixed = sum(max(each.sizeHint().width(), each.minimumWidth()) for each in shown)
        return fixed + len(shown) * SPACE[1] + words + 2 * SPACE[3]


def _arrow(icon_name: str, what: str, name: str) -> QPushButton:
    made = button("", name=name, icon=icon_name)
    made.setAccessibleName(what)
    made.setFixedSize(32, 32)
    made.setStyleSheet("padding: 0; min-height: 0;")
    set_tip(made, what)
    return made
