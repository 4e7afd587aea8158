"""The section of e-mail: by which server, from whom, and what is in the way of it."""

from frontdesk.rules.problems import Unavailable
from frontdesk.services.mail_settings import MailSettings
from frontdesk.services.outgoing import MailState
from frontdesk.views.choices import CenterChoice
from ui.administration.form_section import FormSection
from ui.administration.mail_form import MailEditor
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, ngettext


class MailSection(FormSection):
    """Enter saves; in the row of the test it sends one."""

    name = "mail"
    icon = "ph.envelope-simple"
    editor: MailEditor

    def __init__(self, context: Context) -> None:
        self.title = _("E-mail")
        super().__init__(context)

    def make_editor(self) -> MailEditor:
        return MailEditor(self.context, "mail", self)

    def read(self, center: CenterChoice) -> tuple[MailSettings, MailState]:
        del center
        clinic = self.context.clinic
        return clinic.mail.settings(), clinic.outgoing.state()

    def begin(self, found: tuple[MailSettings, MailState]) -> None:
        settings, state = found
        recipient, staff = self.editor.trial.recipient, self.context.clinic.staff
        if not recipient.text():
            recipient.setText(staff.email if staff is not None else "")
        self.editor.start_edit(settings, state_words(settings, state))


def state_words(settings: MailSettings, state: MailState) -> str:
    """What stands in the way of sending; empty when nothing does."""
    if state.configured:
        away = Unavailable(state.away, host=settings.host, port=settings.port, shown="")
        return sentence(away) if state.away else ""
    if not state.waiting:
        return _("Messages wait until this is set up. Everything else works.")
    words = ngettext(
        "{count} message waits until this is set up. Everything else works.",
        "{count} messages wait until this is set up. Everything else works.",
        state.waiting,
    )
    return words.format(count=state.waiting)
