"""Which appointments are meant: all ahead of a center on some days, of one clinician or of all; or those chosen."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.views.many import ManyScope
from ui.many.day_line import DayLine
from ui.shell.context import Context
from ui.texts import _, day_short, local, ngettext
from ui.theme import SPACE
from ui.widgets import field, label
from ui.widgets.dropdown import DropDown


class ScopePart(QWidget):
    """`changed` when something else is meant; `scope` is None while a day cannot be read, which is then said."""

    changed = Signal()

    def __init__(self, context: Context, given: ManyScope) -> None:
        super().__init__()
        self._context = context
        self._given = given
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[2])
        if given.ids:
            count = len(given.ids)
            words = ngettext("{count} chosen appointment", "{count} chosen appointments", count).format(count=count)
            row.addWidget(label(words, name="many_scope"))
            return
        self.center = DropDown(name="many_center", what=_("Center"))
        for one in context.choices.centers:
            self.center.addItem(one.name, one.id)
        self.center.setCurrentIndex(max(0, self.center.findData(given.center_id)))
        self.clinician = DropDown(name="many_clinician", what=_("Clinician"))
        self._fill_clinicians(given.clinician_id)
        first = given.first_day or self.today()
        self.first = DayLine("many_first", first)
        self.last = DayLine("many_last", given.last_day or first)
        self.first_field, self.last_field = field(_("From"), self.first), field(_("Until"), self.last)
        center, clinician = field(_("Center"), self.center), field(_("Clinician"), self.clinician)
        for part, share in ((center, 3), (self.first_field, 2), (self.last_field, 2), (clinician, 3)):
            row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        self._join()

    def _join(self) -> None:
        self.center.activated.connect(self._center_chosen)
        self.clinician.activated.connect(lambda _row: self.changed.emit())
        self.first.editingFinished.connect(self._first_typed)
        self.last.editingFinished.connect(self._typed)

    def today(self) -> date:
        """The day at the center."""
        center_id = self._given.center_id
        zone = next((one.zone for one in self._context.choices.centers if one.id == center_id), "UTC")
        return local(self._context.clinic.now(), zone).date()

    def scope(self) -> ManyScope | None:
        """What is meant."""
        if self._given.ids:
            return self._given
        first, last = self.days()
        self.first_field.set_error("" if first else _("Type a day such as {day}.").format(day=day_short(self.today())))
        if last is None:
            self.last_field.set_error(_("Type a day such as {day}.").format(day=day_short(self.today())))
        else:
            self.last_field.set_error(_("This is before the first day.") if first and last < first else "")
        if first is None or last is None or last < first:
            return None
        return ManyScope(self.center.currentData(), first, last, self.clinician.currentData())

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day as typed; None where one cannot be read."""
        today = self.today()
        return self.first.day(today), self.last.day(today)

    def _fill_clinicians(self, chosen: int | None) -> None:
        self.clinician.clear()
        self.clinician.addItem(_("All clinicians"), None)
        for one in self._context.choices.clinicians:
            if self.center.currentData() in one.center_ids:
                self.clinician.addItem(one.name, one.id)
        self.clinician.setCurrentIndex(max(0, self.clinician.findData(chosen)))

    def _center_chosen(self, _row: int) -> None:
        self._fill_clinicians(self.clinician.currentData())
        self.changed.emit()

    def _first_typed(self) -> None:
        """The last day goes along where it would come before the first."""
        first, last = self.days()
        if first is not None and (last is None or last < first):
            self.last.put(first)
        self._typed()

    def _typed(self) -> None:
        for line, day in zip((self.first, self.last), self.days(), strict=True):
            if day is not None:
                line.put(day)
        self.changed.emit()
