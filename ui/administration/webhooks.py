"""The section of webhooks: the clinic's other systems that are told of every change of an appointment."""

from collections.abc import Sequence
from typing import Any

from frontdesk.rules.problems import RuleBroken
from frontdesk.services.webhook_set_up import WebhookForm, WebhookLine
from frontdesk.views.choices import CenterChoice
from ui.administration.boxes import text_line, tick
from ui.administration.editor import PlanEditor
from ui.administration.listing import Listing
from ui.administration.planning import Planning, Writing
from ui.administration.webhook_secret import SecretPart
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Row, label

_EXAMPLE = "https://records.example/events"


class WebhookEditor(PlanEditor):
    """One system; `start_new` or `start_edit` it."""

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.context.clinic.webhooks.save)

    def lay_out_fields(self) -> None:
        self._id: int | None = None
        self.title_line, self.url = text_line("webhook_name", 100), text_line("webhook_url", 500)
        self.url.setPlaceholderText(_EXAMPLE)
        self.active = tick(_("In use"), "webhook_active")
        self.secret = SecretPart(self.context)
        self._first = label(
            _("Saving makes a secret, which you then give to the other system."), style="small", wrap=True
        )
        hint = _("What people here call it, such as Health records.")
        self.body.addWidget(self.add("name", _("Name"), self.title_line, hint))
        hint = _("Each event is sent there: codes, times and metadata of the appointment, never the consumer’s name.")
        self.body.addWidget(self.add("url", _("Address"), self.url, hint))
        self.body.addWidget(self.active)
        self.body.addWidget(self._first)
        self.body.addWidget(self.secret)

    def start_new(self) -> None:
        """An empty one."""
        self._show(None, has_secret=False)
        self.begin(_("New system"), WebhookForm("", ""))

    def start_edit(self, view: WebhookLine) -> None:
        """The system as it is saved."""
        self._show(view.id, has_secret=view.has_secret)
        self.begin(view.name, webhook_form(view))

    @property
    def is_new(self) -> bool:
        """Whether what is in it was never saved."""
        return self._id is None

    def form(self) -> WebhookForm:
        return WebhookForm(
            name=self.title_line.text(),
            url=self.url.text(),
            active=self.active.isChecked(),
            webhook_id=self._id,
            version=self.version,
        )

    def fill(self, form: WebhookForm) -> None:
        self.version = form.version
        self.title_line.setText(form.name)
        self.url.setText(form.url)
        self.url.setCursorPosition(0)
        self.active.setChecked(form.active)

    def latest(self, form: WebhookForm) -> WebhookForm:
        found = next((one for one in self.context.clinic.webhooks.all() if one.id == form.webhook_id), None)
        if found is None:
            raise RuleBroken("plan.gone")
        return webhook_form(found)

    def done_words(self, form: WebhookForm) -> str:
        return _("Saved: {what}").format(what=form.name.strip())

    def compared(self) -> dict[str, str]:
        return {**super().compared(), "active": self.active.text()}

    def _show(self, webhook_id: int | None, *, has_secret: bool) -> None:
        self._id = webhook_id
        self._first.setVisible(webhook_id is None)
        self.secret.setVisible(webhook_id is not None)
        self.secret.show_system(webhook_id or 0, has_secret=has_secret)


class WebhooksSection(Listing):
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
        self._views: dict[int, WebhookLine] = {}
        self._made: int | None = None
        super().__init__(context)
        self.editor.planning.saved.connect(self._note_made)
        self.editor.secret.made.connect(self.reload)

    def make_editor(self) -> WebhookEditor:
        return WebhookEditor(self.context, "webhook", self)

    def read(self, center: CenterChoice) -> tuple[WebhookLine, ...]:
        del center
        return self.context.clinic.webhooks.all()

    def rows(self, found: tuple[WebhookLine, ...]) -> Sequence[Row]:
        self._views = {view.id: view for view in found}
        return [_row(view) for view in found]

    def start_new(self) -> None:
        self.editor.start_new()

    def start_edit(self, key: Any) -> bool:
        self.editor.start_edit(self._views[key])
        return True

    def _note_made(self, form: WebhookForm, saved: Any) -> None:
        if form.webhook_id is None:
            self._made = saved.id

    def _found(self, found: object) -> None:
        super()._found(found)
        made, self._made = self._made, None
        if made in self._views and self.editor_place.isHidden():
            self.edit(made)
            self.editor.secret.make()
        else:
            self._made = made


def _row(view: WebhookLine) -> Row:
    lacks = "" if view.has_secret else _("No secret here")
    return Row(view.id, view.name, view.url, right_line=lacks if view.active else _("Not in use"))


def webhook_form(view: WebhookLine) -> WebhookForm:
    """The form as a person would have typed what is saved."""
    return WebhookForm(view.name, view.url, view.active, view.id, view.version)
