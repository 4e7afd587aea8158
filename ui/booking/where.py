"""Where it takes place: one calm line, which opens to the preferred center and the location."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.choices import CenterChoice
from ui.problems import by_field, sentence
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, field, label
from ui.widgets.dropdown import DropDown

_FIELDS = frozenset({"location", "center", "preferred_center"})


class Where(QWidget):
    """`moved` when another location is chosen. The two must be the same; until they are, that is said at once."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("where")
        self._centers: tuple[CenterChoice, ...] = ()
        self._at = label("", style="small", name="where_line")
        self.open_link = button(_("other center"), name="other_center_link", look="link")
        self.preferred = DropDown(name="preferred_center_box", what=_("Preferred center"))
        self.location = DropDown(name="location_box", what=_("Location"))
        self.location_field = field(_("Location"), self.location)
        self.both_link = button("", name="same_center_link", look="link")
        self._lay_out()
        self.open_link.clicked.connect(self._open)
        self.preferred.activated.connect(lambda _row: self._compare())
        self.location.activated.connect(lambda _row: self._moved())
        self.both_link.clicked.connect(self._use_preferred)

    def _lay_out(self) -> None:
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE[0])
        line.addWidget(self._at)
        line.addWidget(self.open_link)
        line.addStretch(1)
        self._boxes = QWidget()
        boxes = QHBoxLayout(self._boxes)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(SPACE[2])
        for part in (field(_("Preferred center"), self.preferred), self.location_field):
            boxes.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self._boxes)
        column.addWidget(self.both_link, 0, Qt.AlignmentFlag.AlignRight)

    def begin(self, centers: tuple[CenterChoice, ...], center: CenterChoice) -> None:
        """Both at that center; a clinic of one center is not asked."""
        if centers != self._centers:
            self._centers = centers
            for box in (self.preferred, self.location):
                box.clear()
                for one in centers:
                    box.addItem(one.name, one.id)
        for box in (self.preferred, self.location):
            box.setCurrentIndex(centers.index(center))
        self._show_open(is_open=False)
        self._compare()
        self.setVisible(len(centers) > 1)

    def fix(self, *, fixed: bool) -> None:
        """Let it be changed no more, or again."""
        self.open_link.setVisible(not fixed)

    def preferred_center(self) -> CenterChoice:
        """What the consumer prefers."""
        return self._centers[self.preferred.currentIndex()]

    def center(self) -> CenterChoice:
        """The location: where free times are looked for."""
        return self._centers[self.location.currentIndex()]

    def focus_missing(self) -> bool:
        """Go to the location if it is not the preferred center; False when it is."""
        if self.preferred_center() == self.center():
            return False
        self.location.setFocus()
        return True

    def refuse(self, problem: Problem) -> bool:
        """Show a refusal that is about the center; whether it was."""
        found = by_field(problem, _FIELDS)
        if found:
            self._show_open(is_open=True)
            self.location_field.set_error(sentence(problem))
            self.location.setFocus()
        return bool(found)

    def _show_open(self, *, is_open: bool) -> None:
        self._line.setVisible(not is_open)
        self._boxes.setVisible(is_open)

    def _open(self) -> None:
        self._show_open(is_open=True)
        self.preferred.setFocus()

    def _moved(self) -> None:
        self._compare()
        self.moved.emit()

    def _use_preferred(self) -> None:
        self.location.setCurrentIndex(self.preferred.currentIndex())
        self.location.setFocus()
        self._moved()

    def _compare(self) -> None:
        """Say at the location that it is another one than preferred, and how to mend it."""
        preferred, location = self.preferred_center().name, self.center().name
        differ = self.preferred.currentIndex() != self.location.currentIndex()
        words = _("This must be the preferred center, {preferred}.")
        self.location_field.set_error(words.format(preferred=preferred) if differ else "")
        self.both_link.setText(_("Use {center} for both").format(center=preferred))
        self.both_link.setAccessibleName(self.both_link.text())
        self.both_link.setVisible(differ)
        self._at.setText(_("At {center}").format(center=location))
