"""`Clinic`: an opened database, a signed-in staff member, and the services; what window and command line talk to."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from frontdesk.database.changes import Stop, Watcher
from frontdesk.database.engine import Database
from frontdesk.rules.changes import Changes
from frontdesk.services.accounts import Accounts
from frontdesk.services.alerts import Alerts
from frontdesk.services.appointment_rules import RulesOfAppointments
from frontdesk.services.appointments import Appointments
from frontdesk.services.booking import BookingDesk
from frontdesk.services.by_link import ByLink
from frontdesk.services.calendar import Calendar
from frontdesk.services.clinic_settings import ClinicSettings
from frontdesk.services.consumers import Consumers
from frontdesk.services.desk import Desk
from frontdesk.services.dispatch import Dispatch
from frontdesk.services.duplicates import Duplicates
from frontdesk.services.finding import Finding
from frontdesk.services.form_layout import FormLayouts
from frontdesk.services.groups import GroupDesk
from frontdesk.services.holds import Holds
from frontdesk.services.lists import Lists
from frontdesk.services.mail_settings import Mail
from frontdesk.services.many import Many
from frontdesk.services.merging import Merging
from frontdesk.services.metadata_fields import MetadataFields
from frontdesk.services.on_demand import OnDemandDesk
from frontdesk.services.outgoing import Outgoing
from frontdesk.services.paper import Paperwork
from frontdesk.services.reasons import Reasons
from frontdesk.services.rebooking import Rebooking
from frontdesk.services.request_desk import Requests
from frontdesk.services.request_rules import RulesOfRequests
from frontdesk.services.scanning import Scanning
from frontdesk.services.schedules import Schedules
from frontdesk.services.sending import Sending
from frontdesk.services.series import SeriesDesk
from frontdesk.services.templates import Templates
from frontdesk.services.today import TodayDesk
from frontdesk.services.video import Video
from frontdesk.services.waiting_line import WaitingList
from frontdesk.services.webhook_set_up import Webhooks
from frontdesk.services.windows import Windows
from frontdesk.services.zones import Kept, keep_promises
from frontdesk.views.choices import Choices, SignedIn


def system_clock() -> datetime:
    """The computer's clock, the one place that asks it."""
    return datetime.now(UTC)  # noqa: TID251  # everybody else is handed this function


_REST = 0.02
"""Seconds between two messages of a sender beside a window, which then has the processor for two thirds of the time."""


class Clinic:
    """One desk's door to a clinic. Every call may be made from any thread; the window makes them aside."""

    def __init__(self, database: Database, *, now: Callable[[], datetime] = system_clock, desk: str = "Desk 1") -> None:
        self.desk = Desk(database, now=now, name=desk)
        self.accounts = Accounts(self.desk)
        self.calendar = Calendar(self.desk)
        self.booking = BookingDesk(self.desk)
        self.rebooking = Rebooking(self.desk)
        self.video = Video(self.desk)
        self.series = SeriesDesk(self.desk, self.booking)
        self.waiting = WaitingList(self.desk, self.booking)
        self.windows = Windows(self.desk, self.booking)
        self.holds = Holds(self.desk)
        self.requests = Requests(self.desk)
        self.request_rules = RulesOfRequests(self.desk)
        self.groups = GroupDesk(self.desk)
        self.on_demand = OnDemandDesk(self.desk)
        self.lists = Lists(self.desk)
        self.many = Many(self.desk)
        self.appointments = Appointments(self.desk)
        self.dispatch = Dispatch(self.desk)
        self.by_link = ByLink(self.desk)
        self.consumers = Consumers(self.desk)
        self.duplicates = Duplicates(self.desk)
        self.merging = Merging(self.desk)
        self.finding = Finding(self.desk)
        self.sending = Sending(self.desk)
        self.outgoing = Outgoing(self.desk, self.sending)
        self.mail = Mail(self.desk)
        self.templates = Templates(self.desk)
        self.documents = Paperwork(self.desk)
        self.scanning = Scanning(self.desk)
        self.schedules = Schedules(self.desk)
        self.settings = ClinicSettings(self.desk)
        self.rules = RulesOfAppointments(self.desk)
        self.reasons = Reasons(self.desk)
        self.webhooks = Webhooks(self.desk)
        self.metadata_fields = MetadataFields(self.desk)
        self.form_layouts = FormLayouts(self.desk)
        self.today = TodayDesk(self.desk)
        self.alerts = Alerts(self.desk)

    @classmethod
    def open(cls, url: str, *, now: Callable[[], datetime] = system_clock, desk: str = "Desk 1") -> Self:
        """Open an existing clinic; raises Unavailable with the reason, or RuleBroken `database.url`."""
        return cls(Database.open(url), now=now, desk=desk)

    @property
    def staff(self) -> SignedIn | None:
        """Who is signed in here."""
        return self.desk.staff

    def sign_in(self, name: str, password: str) -> SignedIn:
        """See `Accounts.sign_in`."""
        return self.accounts.sign_in(name, password)

    def sign_out(self) -> None:
        """Nobody works here until somebody signs in."""
        self.accounts.sign_out()

    def choices(self) -> Choices:
        """What the forms offer."""
        return self.calendar.choices()

    def now(self) -> datetime:
        """This desk's instant, aware UTC."""
        return self.desk.now()

    def keep_promises(self) -> Kept:
        """See that 09:00 is still 09:00 by the rules of today's zones: see `zones.keep_promises`; nobody signs in."""
        return keep_promises(self.desk)

    def watch(self, stop: Stop, told: Callable[[Changes], None]) -> None:
        """Tell what other desks change, until `stop` is set: see `Watcher.run`; needs a thread of its own.

        What this desk keeps in memory has followed when it is told, but for `everything`, which is to be read anew.
        """

        def hear(changes: Changes) -> None:
            if not changes.everything:
                self.desk.follow(changes)
            told(changes)

        Watcher(self.desk.database, self.desk.run, self.desk.own_holds).run(stop, hear)

    def send(self, stop: Stop, told: Callable[[Changes], None]) -> None:
        """Send messages as they get due, until `stop` is set: see `Sending.run`; for a thread beside a window."""
        self.sending.run(stop, told, rest=_REST)

    def close(self) -> None:
        """Give the database back."""
        self.desk.database.close()
