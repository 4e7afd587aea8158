"""What the sections of systems outside share, webhooks and video platforms: a list with a form, and a part to try it.

One that is new is opened again once it is saved: its secret and the trial need its number.
"""

from collections.abc import Sequence
from typing import Any

from frontdesk.views.choices import CenterChoice
from ui.administration.boxes import text_line, tick
from ui.administration.editor import PlanEditor, still_there
from ui.administration.listing import Listing
from ui.administration.planning import Planning, Writing
from ui.administration.trial_part import TrialPart
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Row


class SystemEditor(PlanEditor):
    """One system; `start_new` or `start_edit` it. A subclass makes `trial` when it lays out its fields."""

    new_title = ""
    id_name = ""
    """The field of the form that has the id."""
    stands: Any = None
    """The system as it is saved, None while it is new."""
    trial: TrialPart

    def service(self) -> Any:
        """What reads `all` systems and can `save` one."""
        raise NotImplementedError

    def empty_form(self) -> Any:
        """The form of a new one."""
        raise NotImplementedError

    def form_of(self, view: Any) -> Any:
        """The form as a person would have typed what is saved."""
        raise NotImplementedError

    def show_saved(self) -> None:
        """Show what only a system that `stands` has, and hide it for a new one."""
        raise NotImplementedError

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.service().save)

    def add_name(self, hint: str) -> None:
        """Make the name, and `active` for a subclass to place."""
        self.title_line = text_line(f"{self.name}_name", 100)
        self.active = tick(_("In use"), f"{self.name}_active")
        self.body.addWidget(self.add("name", _("Name"), self.title_line, hint))

    def start_new(self) -> None:
        """An empty one."""
        self.stands = None
        self.begin(self.new_title, self.empty_form())
        self.show_saved()

    def start_edit(self, view: Any) -> None:
        """The system as it is saved."""
        self.stands = view
        self.begin(view.name, self.form_of(view))
        self.show_saved()

    def latest(self, form: Any) -> Any:
        return self.form_of(still_there(self.service().all(), getattr(form, self.id_name)))

    def done_words(self, form: Any) -> str:
        return _("Saved: {what}").format(what=form.name.strip())

    def compared(self) -> dict[str, str]:
        return {**super().compared(), "active": self.active.text()}


class SystemsSection(Listing):
    """Enter opens a system."""

    editor: SystemEditor

    def __init__(self, context: Context) -> None:
        self._views: dict[int, Any] = {}
        self._made: int | None = None
        super().__init__(context)
        self.editor.planning.saved.connect(self._note_made)
        self.editor.trial.kept.connect(self.reload)

    def row(self, view: Any) -> Row:
        """The row of one."""
        raise NotImplementedError

    def opens_again(self, form: Any) -> bool:
        """Whether a new one has something to try."""
        del form
        return True

    def opened_again(self) -> None:
        """It is: do what comes first."""

    def read(self, center: CenterChoice) -> Any:
        del center
        return self.editor.service().all()

    def rows(self, found: Any) -> Sequence[Row]:
        self._views = {view.id: view for view in found}
        return [self.row(view) for view in found]

    def start_new(self) -> None:
        self.editor.start_new()

    def start_edit(self, key: Any) -> bool:
        self.editor.start_edit(self._views[key])
        return True

    def _note_made(self, form: Any, saved: Any) -> None:
        if getattr(form, self.editor.id_name) is None and self.opens_again(form):
            self._made = saved.id

    def _found(self, found: object) -> None:
        super()._found(found)
        made, self._made = self._made, None
        if made in self._views and self.editor_place.isHidden():
            self.edit(made)
            self.opened_again()
        else:
            self._made = made
