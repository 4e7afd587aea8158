"""A reason of the clinic's lists, and whether one has to be given."""

from frontdesk.rules.words import ReasonKind
from ui.shell.context import Context
from ui.texts import _
from ui.widgets.dropdown import DropDown


class ReasonBox(DropDown):
    """The clinic's reasons of a kind, none chosen at first; `words` names the field, with whether one is needed.

    `asked` is False where none has to be given whatever the clinic wants of that kind.
    """

    def __init__(self, context: Context, kind: ReasonKind, *, asked: bool = True) -> None:
        self.is_needed = asked and kind in context.choices.actions.reason_required
        self.words = _("Reason (needed)") if self.is_needed else _("Reason")
        super().__init__(name="reason_box", what=self.words)
        self.addItem(_("Choose a reason") if self.is_needed else _("No reason given"), None)
        for reason in context.choices.reasons:
            if reason.kind is kind:
                self.addItem(reason.name, reason.id)

    @property
    def has_choices(self) -> bool:
        """Whether there is anything to choose, or one is needed."""
        return self.is_needed or self.count() > 1

    def reason_id(self) -> int | None:
        """The reason chosen."""
        chosen = self.currentData()
        return int(chosen) if chosen is not None else None

    def missing(self) -> str:
        """What is to be said where one is needed and none is chosen, else empty."""
        return _("Choose a reason. The clinic wants one.") if self.is_needed and self.reason_id() is None else ""

    def choose(self, reason_id: int | None) -> None:
        """Choose that reason, or none where it is not among them."""
        self.setCurrentIndex(max(0, self.findData(reason_id)))
