"""The iCalendar invitation of an appointment (RFC 5545, RFC 5546): requested, moved and cancelled under one UID."""

from datetime import UTC, date, datetime
from functools import lru_cache

from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from frontdesk.messages.places import line, video_link
from frontdesk.rules.messages import CARRIES, Invitation
from frontdesk.rules.words import Modality, Status
from frontdesk.views.message import MessageView

_BEGIN = b"BEGIN:VEVENT\r\n"
_STANDING = {Status.PROPOSED, Status.PENDING}


def invitation(view: MessageView, language_place: str, organizer: str, name: str, at: datetime) -> bytes | None:
    """The calendar that goes with the message, None when its kind has none or there is no time.

    `language_place` is where it takes place in the words of the message, `organizer` and `name` are the clinic's
    address and name, `at` the instant (UTC) of writing. Notes and remarks of the desk are never in it.
    """
    method = CARRIES[view.kind].invitation
    if method is None or not view.code or (method is Invitation.REQUEST and view.start is None):
        return None
    event = _event(view, method, at)
    event.add("location", language_place)
    if method is Invitation.REQUEST:
        _video(event, video_link(view), language_place)
    _people(event, view, method, organizer, name)
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//Frontdesk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    if view.wall_start is None:
        return written
    zone: bytes = _zone(view.zone, view.wall_start.year)
    return written.replace(_BEGIN, zone + _BEGIN, 1)


def uid(view: MessageView) -> str:
    """The same for all messages of an appointment."""
    return f"{view.code.replace('-', '')}.{view.mark}@frontdesk"


def _event(view: MessageView, method: Invitation, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid(view))
    event.add("sequence", view.version)
    event.add("dtstamp", at.astimezone(UTC))
    if view.wall_start is not None and view.wall_end is not None:
        event.add("dtstart", view.wall_start, parameters={"TZID": view.zone})
        event.add("dtend", view.wall_end, parameters={"TZID": view.zone})
    event.add("summary", f"{line(view.service)}, {line(view.clinic)}")
    event.add("description", "\n".join(part for part in map(line, (view.clinician, view.phone, view.code)) if part))
    event.add("status", _status(view, method))
    event.add("transp", "TRANSPARENT" if method is Invitation.CANCEL else "OPAQUE")
    if view.modality is Modality.IN_PERSON:
        event.add("class", "PRIVATE")
    return event


def _video(event: Event, link: str, language_place: str) -> None:
    """Where a video appointment takes place, as calendars look for it (RFC 7986, 5.11) and as the older ones do."""
    if not link:
        return
    event["location"] = vText(link)
    event.add("url", link)
    conference = vUri(link)
    conference.params["VALUE"] = "URI"
    conference.params["FEATURE"] = ["AUDIO", "VIDEO"]
    conference.params["LABEL"] = _parameter(language_place)
    event["conference"] = conference


def _status(view: MessageView, method: Invitation) -> str:
    if method is Invitation.CANCEL:
        return "CANCELLED"
    return "TENTATIVE" if view.status in _STANDING else "CONFIRMED"


def _people(event: Event, view: MessageView, method: Invitation, organizer: str, name: str) -> None:
    clinic = vCalAddress(f"mailto:{organizer}")
    clinic.params["CN"] = vText(_parameter(name or view.clinic))
    event["organizer"] = clinic
    consumer = vCalAddress(f"mailto:{view.recipient}")
    consumer.params["CN"] = vText(_parameter(view.consumer))
    waits = method is Invitation.REQUEST and view.status in _STANDING
    consumer.params["PARTSTAT"] = vText("NEEDS-ACTION" if waits else "ACCEPTED")
    consumer.params["RSVP"] = vText("FALSE")
    event.add("attendee", consumer, encode=False)


def _parameter(text: str) -> str:
    """A parameter has no way to say quotation marks (RFC 5545, 3.1); they become typographic ones."""
    return line(text).replace('"', "”")


@lru_cache(maxsize=64)
def _zone(zone: str, year: int) -> bytes:
    """The rules of the zone around the year, as a VTIMEZONE."""
    rules = Timezone.from_tzid(zone, first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return bytes(rules.to_ical())
