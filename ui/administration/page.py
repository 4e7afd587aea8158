"""The administration page: its sections at the left, the one chosen at the right, and what is left to settle."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.permissions import Person
from frontdesk.rules.words import ExceptionKind
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import Impact
from ui.administration.impact_sheet import ImpactSheet
from ui.administration.section import Section
from ui.administration.sections import SectionEntry, sections
from ui.administration.time_off import TimeOffSection
from ui.administration.unsettled import UnsettledLine
from ui.shell.context import Context
from ui.texts import _, local
from ui.theme import SPACE, font
from ui.widgets import ElidedLabel, EmptyState, Row, RowList
from ui.widgets.margins import set_margins
from ui.widgets.page_stack import PageStack

_WIDTH, _WIDEST = 184, 288
"""Of the list of sections: as wide as its words need, within these; logical pixels."""
_BESIDE = 72
"""What a section's icon and the space around its word take of that."""


class AdministrationPage(QFrame):
    """`show_center` it; each section is made when it is first chosen.

    `planned` when a form that another page asked for is done with, saved or not.
    """

    planned = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("administration_page")
        self.setAccessibleName(_("Administration"))
        self._context = context
        self._center: CenterChoice | None = None
        self._staff: object = None
        self._entries: tuple[SectionEntry, ...] = ()
        self._made: dict[str, Section] = {}
        self._asked_for = False
        """Whether the form that is open was asked for by another page."""
        self.menu = RowList(name="sections_list", what=_("Sections of administration"))
        self.unsettled = UnsettledLine(context)
        self._none = EmptyState(
            "ph.lock-simple", _("Nothing to set up for you"), _("Managers and administrators plan working time here.")
        )
        self.stack = PageStack()
        self.stack.addWidget(self._none)
        self._lay_out()
        self.menu.chosen.connect(self._chosen)
        self.menu.opened.connect(lambda _key: self._enter())
        self.unsettled.wanted.connect(self._settle)
        self.setFocusProxy(self.menu)

    def _lay_out(self) -> None:
        self._side = side = QFrame()
        side.setProperty("edge", "right")
        side.setProperty("surface", True)
        side.setFixedWidth(_WIDTH)
        column = QVBoxLayout(side)
        set_margins(column, 0, 0, 1, 0)
        column.setSpacing(0)
        heading = ElidedLabel(_("Administration"), style="heading")
        head = QHBoxLayout()
        set_margins(head, SPACE[3], 0, SPACE[1], 0)
        head.addWidget(heading, 1)
        heading.setFixedHeight(52)
        column.addLayout(head)
        column.addWidget(self.menu, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.unsettled)
        right.addWidget(self.stack, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(side)
        outer.addLayout(right, 1)

    def show_center(self, center_id: int) -> None:
        """Show what is set up at this center."""
        self._offer()
        center = next((one for one in self._context.choices.centers if one.id == center_id), None)
        if center is None:
            return
        self._center = center
        shown = self.section()
        if shown is not None:
            shown.show_center(center)
        if self.isVisible():
            self.unsettled.show_center(center)

    def section(self) -> Section | None:
        """The section that shows."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Section) else None

    def show_section(self, key: str) -> Section | None:
        """Show that section, unless the one that shows has something typed in it; the section if it shows."""
        entry = next((one for one in self._entries if one.key == key), None)
        if entry is None:
            return None
        before = self.section()
        if key not in self._made:
            self._made[key] = entry.make(self._context)
            if isinstance(section := self._made[key], TimeOffSection):
                section.left.connect(self._form_left)
            self.stack.addWidget(self._made[key])
        wanted = self._made[key]
        if wanted is not before and before is not None and not before.may_leave():
            self._mark(before)
            return None
        if self._center is not None and wanted is not before:
            wanted.show_center(self._center)
        self.stack.setCurrentWidget(wanted)
        self._mark(wanted)
        return wanted

    def plan_time_off(
        self, kind: ExceptionKind, clinician_id: int, start: datetime | date, end: datetime | None = None
    ) -> None:
        """Open the form of leave, a block or extra hours, from an aware instant to another, or for a whole day."""
        section = self.show_section("time_off")
        if isinstance(section, TimeOffSection) and section.may_leave() and self._center is not None:
            zone = self._center.zone
            first = local(start, zone) if isinstance(start, datetime) else start
            section.new_for(kind, clinician_id, first, local(end, zone) if end is not None else None)
            self._asked_for = True

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost by going to another center."""
        shown = self.section()
        return shown is None or shown.may_leave()

    # Inside

    def _offer(self) -> None:
        """Offer the sections that are for whoever is signed in."""
        staff = self._context.clinic.staff
        if staff is None or staff == self._staff:
            return
        self._staff = staff
        person = Person(staff.staff_id, staff.roles, frozenset(staff.center_ids))
        self._entries = tuple(entry for entry in sections() if entry.shown_to(person))
        self.menu.set_rows([Row(entry.key, entry.word, icon=entry.icon) for entry in self._entries])
        metrics = QFontMetrics(font(strong=True))
        words = max((metrics.horizontalAdvance(entry.word) for entry in self._entries), default=0)
        bar = self.menu.verticalScrollBar().sizeHint().width()  # in a low window it stands beside the words
        self._side.setFixedWidth(min(max(_WIDTH, words + _BESIDE + bar), _WIDEST))

    def _chosen(self, key: object) -> None:
        self.show_section(str(key))

    def _mark(self, section: Section) -> None:
        """Choose the section's row without hearing of it."""
        key = next(key for key, one in self._made.items() if one is section)
        self.menu.blockSignals(True)
        self.menu.select(key)
        self.menu.blockSignals(False)

    def _form_left(self) -> None:
        asked, self._asked_for = self._asked_for, False
        if asked:
            self.planned.emit()

    def _enter(self) -> None:
        """From the list of sections into the section."""
        shown = self.section()
        if shown is not None:
            shown.setFocus()

    def _settle(self, impact: Impact) -> None:
        if self.may_leave():
            sheet = ImpactSheet(self, self._context, impact, verb="")
            sheet.closed.connect(self.unsettled.look)
            sheet.open()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """The first section is made, and what is left to settle counted, when the page is looked at."""
        super().showEvent(event)
        if self.section() is None and self._entries:
            self.show_section(self._entries[0].key)
        if self._center is not None:
            self.unsettled.show_center(self._center)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the focus; Right goes from the sections into the one that shows."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() == Qt.Key.Key_Right and self.menu.hasFocus():
            self._enter()
        else:
            super().keyPressEvent(event)
