"""Where a video appointment takes place: a platform that makes the link, or a link that is pasted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from frontdesk.services.video import PlatformChoice
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import field
from ui.widgets.dropdown import DropDown

_LONGEST = 500


class VideoPart(QWidget):
    """`platform_id` and `link` are what is chosen; the link is empty where it is made when it is booked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rebook_video")
        self.platform = DropDown(name="rebook_platform", what=_("Platform"))
        self.line = QLineEdit()
        self.line.setObjectName("rebook_link")
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText("https://")
        self._pasted: dict[int | None, bool] = {}
        self.platform_field = field(_("Platform"), self.platform)
        self.link_field = field(_("Link"), self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[2])
        row.addWidget(self.platform_field, 2)
        row.addWidget(self.link_field, 3)
        self.show_platforms(())
        self.platform.activated.connect(lambda _row: self._chosen())
        self.line.textChanged.connect(lambda _text: self._typed())

    @property
    def platform_id(self) -> int | None:
        """The platform, None for a link of none."""
        found = self.platform.currentData()
        return found if isinstance(found, int) else None

    @property
    def is_pasted(self) -> bool:
        """Whether a person pastes the link."""
        return self._pasted.get(self.platform_id, True)

    @property
    def link(self) -> str:
        """The link that was pasted."""
        return self.line.text().strip() if self.is_pasted else ""

    def show_platforms(self, platforms: Sequence[PlatformChoice]) -> None:
        """Offer these, those that make links first; and a link of none of them."""
        before = self.platform_id
        self.platform.clear()
        self._pasted = {None: True, **{one.id: one.is_pasted for one in platforms}}
        for one in sorted(platforms, key=lambda each: each.is_pasted):
            self.platform.addItem(one.name, one.id)
        self.platform.addItem(_("Another, by its link"), None)
        self.platform.setCurrentIndex(max(0, self.platform.findData(before)) if before is not None else 0)
        self._show_line()

    def focus_missing(self) -> bool:
        """Go to the link where it is missing; False when nothing is."""
        if not self.is_pasted or self.link:
            return False
        self.refuse(_("Paste the link of this appointment, or choose a platform that makes one."))
        return True

    def refuse(self, words: str) -> None:
        """Say what is wrong with the link, or with the platform that makes it."""
        at = self.link_field if self.is_pasted else self.platform_field
        at.set_error(words)
        at.editor.setFocus()

    def _show_line(self) -> None:
        self.link_field.setVisible(self.is_pasted)
        self.platform_field.set_hint("" if self.is_pasted else _("The link is made when it is booked."))

    def _chosen(self) -> None:
        self._show_line()
        self._typed()

    def _typed(self) -> None:
        for one in (self.platform_field, self.link_field):
            one.set_error("")
        self.changed.emit()
