"""The section of reasons: why appointments are cancelled, completed or not attended; required or not."""

from PySide6.QtWidgets import QCheckBox, QWidget

from frontdesk.rules.words import ReasonKind
from frontdesk.services.named_lists import Lines
from frontdesk.services.reasons import ReasonList
from frontdesk.services.schedule_forms import Saved
from ui.administration.named_list import ListWords, NamedListSection
from ui.administration.named_row import RowWords
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import label
from ui.widgets.segmented import Segmented


class ReasonsSection(NamedListSection):
    """One list for each kind of reason, one of which shows."""

    name = "reasons"
    icon = "ph.chat-centered-text"

    def __init__(self, context: Context) -> None:
        self.kind = ReasonKind.CANCEL
        self._next: ReasonKind | None = None
        """Chosen while something was changed in the list of another."""
        kinds = [(kind, kind_words(kind)) for kind in ReasonKind]
        self.kinds = Segmented(kinds, name="reasons_kind", what=_("Reasons for"))
        self.kinds.set_value(self.kind)
        self.required = QCheckBox(_("A reason must be given"))
        self.required.setObjectName("reasons_required")
        self.required.setAccessibleName(self.required.text())
        super().__init__(context)
        self.kinds.chosen.connect(self._choose)
        self.required.toggled.connect(lambda _on: self.offer())
        self.setFocusProxy(self.kinds)

    def list_words(self) -> ListWords:
        return ListWords(
            title=_("Reasons"),
            hint=_("The desk chooses from this list. Those not in use stay where they were given."),
            add=_("Add reason"),
            none=_("No reasons yet: the desk cannot give one."),
            changed=_(
                "{who} changed the reasons meanwhile, from “{was}” to “{now}”. Nothing was saved. Cancel shows theirs."
            ),
            row=RowWords(
                self.name,
                _("Name of the reason"),
                _("Name, such as Ill or No transport"),
                _("Take away this new reason"),
            ),
        )

    def parts_above(self) -> tuple[QWidget, ...]:
        return (self.kinds, label(self.words.hint, style="small", wrap=True), self.required)

    def read(self) -> ReasonList:
        kind = self.kind
        return next(one for one in self.context.clinic.reasons.all() if one.kind is kind)

    def write(self, wanted: ReasonList, seen: ReasonList, command_id: str) -> Saved:
        return self.context.clinic.reasons.save(wanted, seen, command_id)

    def lines_of(self, found: ReasonList) -> Lines:
        return found.lines

    def wanted(self) -> ReasonList:
        return ReasonList(self.kind, self.required.isChecked(), self.lines())

    def show_found(self, found: ReasonList) -> None:
        self.required.setChecked(found.required)

    def saved_words(self) -> str:
        return _("Saved: the reasons for “{kind}”").format(kind=kind_words(self.kind))

    def drop(self) -> None:
        """Show what is saved, of the kind that was chosen meanwhile if one was."""
        self.kind, self._next = self._next or self.kind, None
        self.kinds.set_value(self.kind)
        self.reload()

    def _choose(self, kind: object) -> None:
        """Show the list of that kind, once nothing changed would be lost by it."""
        self._next = ReasonKind(str(kind))
        if self.may_leave():
            self.drop()
        else:
            self.kinds.set_value(self.kind)


def kind_words(kind: ReasonKind) -> str:
    """What a reason of that kind is given for."""
    return {
        ReasonKind.CANCEL: _("Cancelling"),
        ReasonKind.COMPLETE: _("Completing"),
        ReasonKind.NO_SHOW: _("Didn't show"),
    }[kind]
