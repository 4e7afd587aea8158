"""The section of booking: whether a time is chosen, how long one is held, and who may overbook."""

from collections.abc import Mapping

from frontdesk.services.schedule_forms import SettingsForm
from frontdesk.views.choices import BookingSettings
from ui.administration.boxes import number_line, tick
from ui.administration.settings import SettingsEditor, SettingsSection
from ui.shell.context import Context
from ui.texts import _


class BookingEditor(SettingsEditor):
    """How the whole clinic books."""

    def lay_out_fields(self) -> None:
        self.title, self.done = _("How the clinic books"), _("Saved: how the clinic books")
        self._seen = BookingSettings()
        self.slot_choice = tick(_("The desk chooses the time"), "booking_slot_choice")
        self.hold_minutes = number_line("booking_hold_minutes")
        self.overbook = tick(_("Agents may overbook"), "booking_overbook_by_agents")
        hint = _("Off: saving books the earliest time. On: saving takes the request; the time is chosen after.")
        self.body.addWidget(self.add("slot_choice", _("A new request"), self.slot_choice, hint))
        hint = _("How long other desks see a time as held while it is being booked: 1 to 60 minutes.")
        self.body.addWidget(self.add("hold_minutes", _("Minutes that a time is held"), self.hold_minutes, hint))
        hint = _("With a reason each time. Managers may anywhere, clinicians in their own calendar.")
        self.body.addWidget(self.add("overbook_by_agents", _("Overbooking"), self.overbook, hint))

    def read(self) -> BookingSettings:
        return self.context.clinic.settings.booking()

    def form_of(self, settings: BookingSettings) -> SettingsForm:
        return SettingsForm(settings.slot_choice, str(settings.hold_minutes), settings.overbook_by_agents, settings)

    def form(self) -> SettingsForm:
        return SettingsForm(
            self.slot_choice.isChecked(), self.hold_minutes.text(), self.overbook.isChecked(), self._seen
        )

    def fill(self, form: SettingsForm) -> None:
        self._seen = form.seen
        self.slot_choice.setChecked(form.slot_choice)
        self.hold_minutes.setText(form.hold_minutes)
        self.overbook.setChecked(form.overbook_by_agents)

    def compared(self) -> Mapping[str, str]:
        return {
            "slot_choice": self.slot_choice.text(),
            "hold_minutes": _("Minutes that a time is held"),
            "overbook_by_agents": self.overbook.text(),
        }


class BookingSection(SettingsSection):
    """Enter saves."""

    name = "booking"
    icon = "ph.calendar-check"
    editor: BookingEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Booking")
        super().__init__(context)

    def make_editor(self) -> BookingEditor:
        return BookingEditor(self.context, "booking", self)
