"""The fixed words of documents in English; the caller gives others for other languages.

No dates here: see `frontdesk.local_dates`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from frontdesk.rules.words import Modality, Status
from frontdesk.views.schedule_sheet import Column

_COLUMNS = {
    Column.TIME: "Time",
    Column.CONSUMER: "Consumer",
    Column.SERVICE: "Service",
    Column.CLINICIAN: "Clinician",
    Column.ROOM: "Room",
    Column.PHONE: "Phone",
    Column.BIRTH_DATE: "Birth date",
    Column.STATUS: "Status",
    Column.REMARKS: "Remarks",
}
_STATUSES = {
    Status.PROPOSED: "Request",
    Status.PENDING: "Request",
    Status.WAITLIST: "Waiting list",
    Status.BOOKED: "Upcoming",
    Status.ARRIVED: "Arrived",
    Status.CHECKED_IN: "In progress",
    Status.FULFILLED: "Completed",
    Status.NOSHOW: "Didn’t show",
    Status.CANCELLED: "Cancelled",
    Status.ENTERED_IN_ERROR: "By mistake",
}
_REMOTE = {Modality.PHONE: "By phone: we call you", Modality.VIDEO: "By video"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words in braces are filled in by the documents and must stay in a translation."""

    confirmation: str = "Appointment confirmation"
    consumer: str = "For"
    service: str = "Service"
    dose: str = "Dose {number} of {total}"
    clinician: str = "With"
    place: str = "Where"
    phone: str = "Phone"
    bring: str = "Please bring"
    show: str = "Show this at the front desk"
    change: str = "To change or cancel, call {phone} and give the code {code}."
    change_without_phone: str = "To change or cancel, tell the clinic the code {code}."
    zone: str = "{place} time (UTC{offset})"
    schedule: str = "Daily schedule"
    page: str = "Page {page} of {pages}"
    printed: str = "Printed {when}"
    continued: str = "{title} (continued)"
    free: str = "Free"
    past: str = "No outcome yet"
    noted: str = "* has internal notes"
    nobody: str = "No appointments on this day."
    nobody_here: str = "No appointments"
    columns: Mapping[Column, str] = field(default_factory=lambda: MappingProxyType(_COLUMNS))
    statuses: Mapping[Status, str] = field(default_factory=lambda: MappingProxyType(_STATUSES))
    remote: Mapping[Modality, str] = field(default_factory=lambda: MappingProxyType(_REMOTE))
    """Said instead of an address when the consumer need not come."""


ENGLISH = Words()
