"""The consumer confirms at the desk that it was completed: by a signature on the screen, or by the typed name."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.services.signing import LONGEST_NAME
from frontdesk.views.appointment import AppointmentView
from ui.appointments.act_sheet import WIDTH, ActSheet
from ui.appointments.actions import action_text
from ui.appointments.signature_pad import SignaturePad
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label

_FRAME: Final = 2
"""Of the sheet, at its sides together, logical pixels."""
_WIDE: Final = 560
"""Where there is room, so that a hand has some, logical pixels."""


class CompletionSheet(ActSheet):
    """The name of who confirms is always kept, prefilled with the consumer's; a signature where one is given."""

    def __init__(self, parent: QWidget, _context: Context, view: AppointmentView, action: Action) -> None:
        width = _WIDE if parent.width() >= _WIDE + 2 * SPACE[4] else WIDTH
        super().__init__(parent, view, action_text(action, view), _("Record it"), name="completion", width=width)
        self.say(
            _("What is confirmed here is kept with the appointment, with the time and your name."), "completion_words"
        )
        self.signer = QLineEdit()
        self.signer.setObjectName("completion_signer")
        self.signer.setMaxLength(LONGEST_NAME)
        self.signer.setText(view.consumer)
        self.signer.textEdited.connect(lambda _text: self.fields["signer"].set_error(""))
        self.pad = SignaturePad(width - 2 * SPACE[4] - _FRAME, "signature_pad")
        self.again = button(_("Clear"), name="clear_signature_button", look="link")
        self.again.setAccessibleName(_("Clear the signature"))
        self.again.clicked.connect(self._clear)
        policy = self.again.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the field jumps under the pen at its first line
        self.again.setSizePolicy(policy)
        self.pad.changed.connect(self._show_clear)
        self.add("signer", _("Who confirms"), self.signer)
        self.body.addLayout(self._signature())
        self.body.addWidget(self.problem)
        self._show_clear()

    def _signature(self) -> QVBoxLayout:
        above = QHBoxLayout()
        above.addWidget(label(_("Signature, where one is given"), style="small", wrap=True, name="signature_words"), 1)
        above.addWidget(self.again)
        both = QVBoxLayout()
        both.setSpacing(SPACE[0])
        both.addLayout(above)
        both.addWidget(self.pad)
        return both

    def act(self) -> Act | None:
        signer = " ".join(self.signer.text().split())
        if not signer:
            self.fields["signer"].set_error(_("Write the name of who confirms it."))
            self.signer.setFocus()
            return None
        return Act(
            Action.CONFIRM_COMPLETION,
            self.view.id,
            self.view.version,
            notify=False,
            signer=signer,
            strokes=self.pad.strokes(),
        )

    def take_over(self, act: Act) -> None:
        self.signer.setText(act.signer)
        self.pad.set_strokes(act.strokes)

    def enable(self, *, on: bool) -> None:
        super().enable(on=on)
        self.pad.setEnabled(on)
        self.again.setEnabled(on)

    def _clear(self) -> None:
        self.pad.clear()
        self.signer.setFocus()

    def _show_clear(self) -> None:
        """Without a signature there is nothing to clear."""
        self.again.setVisible(bool(self.pad.strokes()))
