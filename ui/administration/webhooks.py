"""The section of webhooks: the clinic's other systems that are told of every change of an appointment."""

from frontdesk.services.webhook_set_up import WebhookForm, WebhookLine, Webhooks
from ui.administration.boxes import text_line
from ui.administration.systems import SystemEditor, SystemsSection
from ui.administration.webhook_secret import SecretPart
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Row, label

_EXAMPLE = "https://records.example/events"


class WebhookEditor(SystemEditor):
    """One of the clinic's other systems."""

    id_name = "webhook_id"

    def service(self) -> Webhooks:
        return self.context.clinic.webhooks

    def lay_out_fields(self) -> None:
        self.new_title = _("New system")
        self.url = text_line("webhook_url", 500)
        self.url.setPlaceholderText(_EXAMPLE)
        self.secret = self.trial = SecretPart(self.context)
        self._first = label(
            _("Saving makes a secret, which you then give to the other system."), style="small", wrap=True
        )
        self.add_name(_("What people here call it, such as Health records."))
        hint = _("Each event is sent there: codes, times and metadata of the appointment, never the consumer’s name.")
        for part in (self.add("url", _("Address"), self.url, hint), self.active, self._first, self.secret):
            self.body.addWidget(part)

    def empty_form(self) -> WebhookForm:
        return WebhookForm("", "")

    def form(self) -> WebhookForm:
        return WebhookForm(
            name=self.title_line.text(),
            url=self.url.text(),
            active=self.active.isChecked(),
            webhook_id=self.stands.id if self.stands else None,
            version=self.version,
        )

    def fill(self, form: WebhookForm) -> None:
        self.version = form.version
        self.title_line.setText(form.name)
        self.url.setText(form.url)
        self.url.setCursorPosition(0)
        self.active.setChecked(form.active)

    def form_of(self, view: WebhookLine) -> WebhookForm:
        return WebhookForm(view.name, view.url, view.active, view.id, view.version)

    def show_saved(self) -> None:
        saved: WebhookLine | None = self.stands
        self._first.setVisible(saved is None)
        self.secret.setVisible(saved is not None)
        self.secret.show_system(saved.id if saved else 0, has_secret=saved is not None and saved.has_secret)


class WebhooksSection(SystemsSection):
    """Enter opens a system. One that is new is opened again once it is saved, with its secret."""

    name = "webhook"
    icon = "ph.share-network"
    editor: WebhookEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Webhooks")
        self.new_word = _("New system")
        self.empty = (
            _("No other system is told"),
            _("A system of the clinic can be told of every change of an appointment, with its metadata, signed."),
        )
        super().__init__(context)

    def make_editor(self) -> WebhookEditor:
        return WebhookEditor(self.context, "webhook", self)

    def row(self, view: WebhookLine) -> Row:
        lacks = "" if view.has_secret else _("No secret here")
        return Row(view.id, view.name, view.url, right_line=lacks if view.active else _("Not in use"))

    def opened_again(self) -> None:
        self.editor.secret.make()
