"""The sections of the administration page: key, word, icon, who sees them, and how each is made."""

from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.rules.permissions import Person, may_plan, may_set_up
from ui.administration.booking import BookingSection
from ui.administration.forms import FormsSection
from ui.administration.groups import GroupsSection
from ui.administration.holidays import HolidaysSection
from ui.administration.hours import HoursSection
from ui.administration.mail import MailSection
from ui.administration.metadata import MetadataSection
from ui.administration.reasons import ReasonsSection
from ui.administration.requests import RequestRulesSection
from ui.administration.rooms import RoomsSection
from ui.administration.rules import RulesSection
from ui.administration.schedules import SchedulesSection
from ui.administration.section import Section
from ui.administration.services import ServicesSection
from ui.administration.templates import TemplatesSection
from ui.administration.time_off import TimeOffSection
from ui.administration.video import VideoSection
from ui.administration.webhooks import WebhooksSection
from ui.shell.context import Context
from ui.texts import _


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One section; `shown_to` says for whom it is."""

    key: str
    word: str
    icon: str
    make: Callable[[Context], Section]
    shown_to: Callable[[Person], bool] = may_set_up


def sections() -> tuple[SectionEntry, ...]:
    """All sections, in the order of their list."""
    return (
        SectionEntry("schedules", _("Work schedules"), "ph.clock", SchedulesSection),
        SectionEntry("time_off", _("Time off"), "ph.calendar-x", TimeOffSection, plans_somewhere),
        SectionEntry("holidays", _("Public holidays"), "ph.flag", HolidaysSection),
        SectionEntry("hours", _("Opening hours"), "ph.storefront", HoursSection),
        SectionEntry("rooms", _("Rooms"), "ph.door", RoomsSection),
        SectionEntry("services", _("Services"), "ph.first-aid-kit", ServicesSection),
        SectionEntry("forms", _("Forms"), "ph.clipboard-text", FormsSection),
        SectionEntry("metadata", _("Metadata"), "ph.tag", MetadataSection),
        SectionEntry("booking", _("Booking"), "ph.calendar-check", BookingSection),
        SectionEntry("rules", _("Appointments"), "ph.scales", RulesSection),
        SectionEntry("requests", _("Requests"), "ph.tray", RequestRulesSection),
        SectionEntry("groups", _("Groups"), "ph.users-three", GroupsSection),
        SectionEntry("reasons", _("Reasons"), "ph.chat-centered-text", ReasonsSection),
        SectionEntry("mail", _("E-mail"), "ph.envelope-simple", MailSection),
        SectionEntry("templates", _("Message templates"), "ph.chat-text", TemplatesSection),
        SectionEntry("video", _("Video"), "ph.video-camera", VideoSection),
        SectionEntry("webhooks", _("Webhooks"), "ph.share-network", WebhooksSection),
    )


def plans_somewhere(person: Person) -> bool:
    """Whether `person` may put leave or a block into anybody's calendar, were it only their own."""
    return any(may_plan(person, center_id, person.staff_id) for center_id in person.center_ids) or may_set_up(person)
