"""The second step: with the same clinician's ad hoc schedule, or in another way."""

from enum import StrEnum

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout

from frontdesk.views.appointment import AppointmentView
from ui.rebooking.step import Step
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import label


class Approach(StrEnum):
    """Whose schedules are offered."""

    SAME = "same"
    OTHER = "other"


class ApproachStep(Step):
    """`value` is the approach that is chosen; the same clinician at first, where there is one."""

    def __init__(self, view: AppointmentView) -> None:
        super().__init__("approach", _("Approach"))
        self._group = QButtonGroup(self)
        self._radios: dict[Approach, QRadioButton] = {}
        same = _("The ad hoc schedule of {clinician}").format(clinician=view.clinician)
        self._add(Approach.SAME, same, _("Lines of the clinician who gave the session."))
        self._add(Approach.OTHER, _("Another clinician or calendar type"), _("All lines that give the service."))
        if view.clinician_id is None:
            self._radios[Approach.SAME].setText(_("The ad hoc schedule of the same clinician"))
            self._radios[Approach.SAME].setEnabled(False)
        self.choose(Approach.OTHER if view.clinician_id is None else Approach.SAME)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    def _add(self, approach: Approach, words: str, more: str) -> None:
        made = QRadioButton(words.replace("&", "&&"))
        made.setObjectName(f"rebook_approach_{approach}")
        made.setAccessibleName(words)
        made.setAccessibleDescription(more)
        self._group.addButton(made)
        self._radios[approach] = made
        below = label(more, style="small", wrap=True)
        below.setContentsMargins(SPACE[4], 0, 0, 0)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(made)
        both.addWidget(below)
        self.column.addLayout(both)

    def value(self) -> Approach:
        """What is chosen."""
        return next(one for one, radio in self._radios.items() if radio.isChecked())

    def choose(self, approach: Approach) -> None:
        """Choose that one."""
        self._radios[approach].setChecked(True)

    def take_focus(self) -> None:
        self._radios[self.value()].setFocus()
