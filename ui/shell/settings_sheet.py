"""The settings of this desk and of the person at it; each takes effect as it is chosen."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from ui.shell.memory import SCALES
from ui.shell.pages import pages
from ui.shell.preferences import LOCK_MINUTES, Preferences, keep_preferences, preferences_of
from ui.shell.view_menu import dress
from ui.texts import _, ngettext
from ui.theme import SPACE
from ui.widgets.dropdown import DropDown
from ui.widgets.field import field
from ui.widgets.label import label
from ui.widgets.segmented import Segmented
from ui.widgets.sheet import Sheet
from ui.widgets.tick import Tick

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


class SettingsSheet(Sheet):
    """Nothing to save: what is chosen holds, and is remembered."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell, _("Settings"), name="settings_sheet", width=460)
        self._shell = shell
        self.theme = Segmented(
            ((None, _("As the system")), (False, _("Light")), (True, _("Dark"))), name="theme", what=_("Light or dark")
        )
        self.theme.set_value(shell.memory.dark)
        self.theme.chosen.connect(self._dress)
        self.body.addWidget(label(_("For you"), style="strong"))
        if shell.staff is not None:
            self._add_own(preferences_of(shell.memory, shell.staff.staff_id))
        self.body.addWidget(_line())
        self.body.addWidget(label(_("For this desk"), style="strong"))
        self.body.addWidget(field(_("Light or dark"), self.theme))
        percents = [(scale, _("{percent} %").format(percent=scale)) for scale in SCALES]
        self.scale = _drop_down("scale", percents, shell.memory.scale, self._magnify)
        hint = _("When the window is opened the next time.")
        self.body.addWidget(field(_("Size of everything"), self.scale, hint=hint))

    @classmethod
    def opener(cls, shell: "Shell") -> Callable[[], None]:
        """What opens the sheet over that shell."""
        return lambda: cls(shell).open()

    def _add_own(self, own: Preferences) -> None:
        words = [(page.key, page.word) for page in pages()]
        self.start_page = _drop_down("start_page", words, own.start_page, self._begin_on)
        self.body.addWidget(field(_("Begin on the page"), self.start_page))
        minutes = [
            (count, ngettext("{count} minute", "{count} minutes", count).format(count=count)) for count in LOCK_MINUTES
        ]
        self.lock_minutes = _drop_down("lock_minutes", minutes, own.lock_minutes, self._lock_after)
        self.body.addWidget(field(_("Lock an untouched desk after"), self.lock_minutes))
        self.notify = Tick(_("Tell me on the desktop of new requests and rejected tasks"), name="notify")
        self.notify.setChecked(own.notify)
        self.notify.toggled.connect(lambda on: self._keep(replace(self._own(), notify=on)))
        self.body.addWidget(self.notify)

    def _dress(self, dark: object) -> None:
        dress(self._shell, dark if isinstance(dark, bool) else None)

    def _magnify(self, percent: object) -> None:
        self._shell.memory.scale = int(str(percent))

    def _begin_on(self, page: object) -> None:
        self._keep(replace(self._own(), start_page=str(page)))

    def _lock_after(self, minutes: object) -> None:
        self._keep(replace(self._own(), lock_minutes=int(str(minutes))))
        self._shell.idle.set_minutes(float(str(minutes)))

    def _own(self) -> Preferences:
        staff = self._shell.staff
        return Preferences() if staff is None else preferences_of(self._shell.memory, staff.staff_id)

    def _keep(self, chosen: Preferences) -> None:
        if self._shell.staff is not None:
            keep_preferences(self._shell.memory, self._shell.staff.staff_id, chosen)


def _line() -> QFrame:
    """What is for the person ends, what is for the desk begins."""
    made = QFrame()
    made.setProperty("edge", "bottom")
    made.setFixedHeight(SPACE[2])
    return made


def _drop_down(
    name: str, choices: Iterable[tuple[object, str]], chosen: object, then: Callable[[object], None]
) -> DropDown:
    made = DropDown(name=name)
    for value, word in choices:
        made.addItem(word, value)
    made.setCurrentIndex(made.findData(chosen))
    made.activated.connect(lambda row: then(made.itemData(row)))
    return made
