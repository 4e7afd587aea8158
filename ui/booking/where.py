"""Where it takes place: one calm line, which opens to the preferred center and the location."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.choices import CenterChoice
from ui.problems import by_field, sentence
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import ElidedLabel, button, field
from ui.widgets.dropdown import DropDown
from ui.widgets.flow import Flow

_FIELDS = frozenset({"location", "center", "preferred_center"})


class Where(QWidget):
    """`moved` when another location is chosen. The two must be the same; until they are, that is said at once."""

    moved = Signal()
    built = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("where")
        self._centers: tuple[CenterChoice, ...] = ()
        self._preferred = self._location = 0
        self._boxes: QWidget | None = None
        self._at = ElidedLabel(style="small")
        self._at.setObjectName("where_line")
        self.open_link = button(_("other center"), name="other_center_link", look="link")
        self.open_link.clicked.connect(self._open)
        self._line = Flow((self._at, self.open_link), spacing=SPACE[0])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._line)

    def _build(self) -> None:
        """Hardly anybody is booked elsewhere, so that the boxes are made when they are first wanted."""
        self.preferred = DropDown(name="preferred_center_box", what=_("Preferred center"))
        self.location = DropDown(name="location_box", what=_("Location"))
        self.location_field = field(_("Location"), self.location)
        self.both_link = button(_("Use the preferred center"), name="same_center_link", look="link")
        self._boxes = QWidget(self)
        boxes = QHBoxLayout(self._boxes)
        boxes.setContentsMargins(0, SPACE[1], 0, 0)
        boxes.setSpacing(SPACE[2])
        for part, share in ((field(_("Preferred center"), self.preferred), 7), (self.location_field, 5)):
            boxes.addWidget(part, share, Qt.AlignmentFlag.AlignTop)  # as what stands above them
        self._column.addWidget(self._boxes)
        self._column.addWidget(self.both_link, 0, Qt.AlignmentFlag.AlignRight)
        self.preferred.activated.connect(self._prefer)
        self.location.activated.connect(self._move)
        self.both_link.clicked.connect(self._use_preferred)
        self._fill()
        self.built.emit()

    def begin(self, centers: tuple[CenterChoice, ...], center: CenterChoice) -> None:
        """Both at that center; a clinic of one center is not asked."""
        others, self._centers = centers != self._centers, centers
        self._preferred = self._location = centers.index(center)
        if others:
            self._fill()
        self._show_open(is_open=False)
        self._compare()
        self.setVisible(len(centers) > 1)

    def _fill(self) -> None:
        for box in (self.preferred, self.location) if self._boxes else ():
            box.clear()
            for one in self._centers:
                box.addItem(one.name, one.id)

    def fix(self, *, fixed: bool) -> None:
        """Let it be changed no more, or again."""
        self.open_link.setVisible(not fixed)

    def preferred_center(self) -> CenterChoice:
        """What the consumer prefers."""
        return self._centers[self._preferred]

    def center(self) -> CenterChoice:
        """The location: where free times are looked for."""
        return self._centers[self._location]

    def focus_missing(self) -> bool:
        """Go to the location if it is not the preferred center; False when it is."""
        if self._preferred == self._location:
            return False
        self._show_open(is_open=True)
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
        if is_open and self._boxes is None:
            self._build()
        self._line.setVisible(not is_open)
        if self._boxes is not None:
            self._boxes.setVisible(is_open)
        self._compare()

    def _open(self) -> None:
        self._show_open(is_open=True)
        self.preferred.setFocus()

    def _prefer(self, row: int) -> None:
        self._preferred = row
        self._compare()

    def _move(self, row: int) -> None:
        self._location = row
        self._compare()
        self.moved.emit()

    def _use_preferred(self) -> None:
        self.location.setFocus()
        self._move(self._preferred)

    def _compare(self) -> None:
        """Say at the location that it is another one than preferred, and how to mend it."""
        self._at.set_text(_("At {center}").format(center=self.center().name))
        if self._boxes is None:
            return
        self.preferred.setCurrentIndex(self._preferred)
        self.location.setCurrentIndex(self._location)
        differ, preferred = self._preferred != self._location, self.preferred_center().name
        words = _("This must be the preferred center, {preferred}.").format(preferred=preferred)
        self.location_field.set_error(words if differ else "")
        self.both_link.setVisible(differ)
