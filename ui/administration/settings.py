"""A section of settings of the whole clinic: one form, saved against what was seen when it was opened."""

from typing import Any

from frontdesk.views.choices import CenterChoice
from ui.administration.editor import PlanEditor
from ui.administration.form_section import FormSection


class SettingsEditor(PlanEditor):
    """A subclass writes `read`, `form_of` and the words, and lays out its fields."""

    title = ""
    done = ""
    """What the notice says once it is saved."""

    def read(self) -> Any:
        """The settings as they are saved now; runs aside."""
        raise NotImplementedError

    def form_of(self, settings: Any) -> Any:
        """The form as a person would have typed what is saved; `seen` in it are the settings."""
        raise NotImplementedError

    def start_edit(self, settings: Any) -> None:
        """What is saved."""
        self.begin(self.title, self.form_of(settings))

    def latest(self, form: Any) -> Any:
        del form
        return self.form_of(self.read())

    def done_words(self, form: Any) -> str:
        del form
        return self.done


class SettingsSection(FormSection):
    """Enter saves."""

    editor: SettingsEditor

    def read(self, center: CenterChoice) -> Any:
        del center
        return self.editor.read()

    def begin(self, found: Any) -> None:
        self.editor.start_edit(found)
