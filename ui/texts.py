"""The window's words: translation, words and looks of statuses and actions, dates and times as people say them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frontdesk.texts
from frontdesk.rules.words import Action, CalendarType, Modality, Role, Status
from ui.translation import _ as _  # noqa: PLC0414  pages take it from here, beside the other words
from ui.translation import ngettext as ngettext  # noqa: PLC0414  as above


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status is told: word, icon name and colour token, always the three together."""

    word: str
    icon: str
    colour: str


def status_look(status: Status, *, past: bool = False) -> StatusLook:
    """Word, icon and colour of a status; `past` is a booked appointment whose end went by without an outcome."""
    if past and status == Status.BOOKED:
        return StatusLook(_("Past"), "ph.warning-circle", "danger")
    return {
        Status.PROPOSED: StatusLook(_("Request"), "ph.question", "warning"),
        Status.PENDING: StatusLook(_("Request"), "ph.question", "warning"),
        Status.WAITLIST: StatusLook(_("Waiting list"), "ph.hourglass-medium", "warning"),
        Status.BOOKED: StatusLook(_("Upcoming"), "ph.circle", "info"),
        Status.ARRIVED: StatusLook(_("Arrived"), "ph.circle-half-fill", "waiting"),
        Status.CHECKED_IN: StatusLook(_("In progress"), "ph.play-fill", "accent"),
        Status.FULFILLED: StatusLook(_("Completed"), "ph.check-bold", "muted"),
        Status.NOSHOW: StatusLook(_("Completed (Didn't show)"), "ph.user-minus", "muted"),
        Status.CANCELLED: StatusLook(_("Cancelled"), "ph.x-bold", "muted"),
        Status.ENTERED_IN_ERROR: StatusLook(_("Entered by mistake"), "ph.prohibit", "muted"),
    }[status]


def status_word(status: Status, *, past: bool = False) -> str:
    """The status as a person says it: "Upcoming", "Past", "In progress"."""
    return status_look(status, past=past).word


def action_word(action: Action) -> str:
    """What the button of an action says."""
    return {
        Action.TAKE_REQUEST: _("Take request"),
        Action.BOOK: _("Book"),
        Action.ACCEPT: _("Accept"),
        Action.DECLINE: _("Decline"),
        Action.ASK_TO_RESCHEDULE: _("Ask to reschedule"),
        Action.CONSUMER_ACCEPTS: _("Consumer accepts"),
        Action.CONSUMER_SUGGESTS: _("Consumer suggests times"),
        Action.RESCHEDULE: _("Reschedule"),
        Action.REASSIGN: _("Reassign"),
        Action.TO_WAITING_LIST: _("Put on waiting list"),
        Action.OFFER_SLOT: _("Offer a time"),
        Action.CHECK_IN: _("Check in"),
        Action.COMMENCE: _("Commence"),
        Action.COMPLETE: _("Complete appointment"),
        Action.NO_SHOW: _("Consumer didn't show"),
        Action.LEFT: _("Left without being seen"),
        Action.STEP_BACK: _("Step back"),
        Action.REOPEN: _("Reopen appointment"),
        Action.CANCEL: _("Cancel appointment"),
        Action.RESTORE: _("Restore"),
        Action.MISTAKE: _("Entered by mistake"),
        Action.CONFIRM_COMPLETION: _("Confirm completion"),
    }[action]


def action_icon(action: Action) -> str:
    """The icon beside an action's word, empty where none helps."""
    return {
        Action.CHECK_IN: "ph.sign-in",
        Action.COMMENCE: "ph.play",
        Action.COMPLETE: "ph.check",
        Action.NO_SHOW: "ph.user-minus",
        Action.LEFT: "ph.sign-out",
        Action.STEP_BACK: "ph.arrow-u-up-left",
        Action.REOPEN: "ph.arrow-counter-clockwise",
        Action.CANCEL: "ph.x",
        Action.RESCHEDULE: "ph.calendar-blank",
        Action.REASSIGN: "ph.users",
    }.get(action, "")


def done_word(action: str) -> str:
    """What was done, as a history tells it."""
    return {
        "take-request": _("Request taken"),
        "book": _("Booked"),
        "accept": _("Accepted"),
        "decline": _("Declined"),
        "ask-to-reschedule": _("Asked to reschedule"),
        "consumer-accepts": _("Accepted by the consumer"),
        "consumer-suggests": _("Other times suggested"),
        "reschedule": _("Rescheduled"),
        "reassign": _("Reassigned"),
        "to-waiting-list": _("Put on the waiting list"),
        "offer-slot": _("Time offered"),
        "check-in": _("Checked in"),
        "commence": _("Commenced"),
        "complete": _("Completed"),
        "no-show": _("Consumer didn't show"),
        "left": _("Left without being seen"),
        "step-back": _("Taken back"),
        "reopen": _("Reopened"),
        "cancel": _("Cancelled"),
        "restore": _("Restored"),
        "entered-by-mistake": _("Entered by mistake"),
        "confirm-completion": _("Completion confirmed"),
        "note-added": _("Note added"),
        "note-edited": _("Note edited"),
        "answer-corrected": _("Answer corrected"),
        "metadata-changed": _("Metadata changed"),
        "clock-rules": _("Time zone rules changed"),
        "withdraw": _("Request withdrawn"),
        "room-changed": _("Room changed"),
        "set-up-changed": _("Set-up changed"),
    }.get(action, action.replace("-", " ").capitalize())


def reason_text(code: str) -> str:
    """Why an action is not allowed: the sentence of its code, empty for an empty code."""
    return frontdesk.texts.by_code(code) if code else ""


def modality_word(modality: Modality) -> str:
    """In person, Phone, Video."""
    return {
        Modality.IN_PERSON: _("In person"),
        Modality.PHONE: _("Phone"),
        Modality.VIDEO: _("Video"),
    }[modality]


def calendar_word(calendar: CalendarType) -> str:
    """Ad hoc, Rapid response."""
    return {CalendarType.AD_HOC: _("Ad hoc"), CalendarType.RAPID_RESPONSE: _("Rapid response")}[calendar]


def role_word(role: Role) -> str:
    """The role as it stands after a name: "Ana Souza, agent"."""
    return {
        Role.AGENT: _("agent"),
        Role.CLINICIAN: _("clinician"),
        Role.MANAGER: _("manager"),
        Role.ADMINISTRATOR: _("administrator"),
        Role.CONSUMER: _("consumer"),
    }[role]


def _weekdays() -> tuple[str, ...]:
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def _short_weekdays() -> tuple[str, ...]:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def weekday_short(number: int) -> str:
    """Mon, of 0, to Sun, of 6."""
    return _short_weekdays()[number]


def _months() -> tuple[str, ...]:
    return (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )


def _short_months() -> tuple[str, ...]:
    return (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May (short)").removesuffix(" (short)"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )


def day_long(day: date) -> str:
    """Tuesday 24 November 2026."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=_weekdays()[day.weekday()], day=day.day, month=_months()[day.month - 1], year=day.year
    )


def day_short(day: date, *, today: date | None = None) -> str:
    """Tue 24 Nov; the year is added when `today` is given and lies in another year."""
    text = _("{weekday} {day} {month}").format(
        weekday=_short_weekdays()[day.weekday()], day=day.day, month=_short_months()[day.month - 1]
    )
    return text if today is None or today.year == day.year else f"{text} {day.year}"


def day_number(day: date) -> str:
    """14 Mar 1987, as a date of birth is written."""
    return _("{day} {month} {year}").format(day=day.day, month=_short_months()[day.month - 1], year=day.year)


def time_of(wall: datetime) -> str:
    """15:00, of a wall-clock time."""
    return f"{wall:%H:%M}"


def moment(wall: datetime, *, today: date | None = None) -> str:
    """Tue 24 Nov, 15:00, of a wall-clock time."""
    return _("{day}, {time}").format(day=day_short(wall.date(), today=today), time=time_of(wall))


def time_range(start: datetime, end: datetime) -> str:
    """From and to, of two wall-clock times, joined by an en dash: 15:00 to 15:20."""
    return f"{time_of(start)}\N{EN DASH}{time_of(end)}"


def moment_range(start: datetime, end: datetime) -> str:
    """Tue 24 Nov, 15:00 to 15:20 (an en dash between), of two wall-clock times of one day."""
    return _("{day}, {time}").format(day=day_short(start.date()), time=time_range(start, end))


def ago(wall: datetime, today: date) -> str:
    """A moment as seen from `today`: "Today 10:21", "Yesterday 09:00", "19 Nov 09:03", "19 Nov 2025 09:03"."""
    if wall.date() == today:
        return _("Today {time}").format(time=time_of(wall))
    if wall.date() == today - timedelta(days=1):
        return _("Yesterday {time}").format(time=time_of(wall))
    day = _("{day} {month}").format(day=wall.day, month=_short_months()[wall.month - 1])
    if wall.year != today.year:
        day = f"{day} {wall.year}"
    return f"{day} {time_of(wall)}"


def relative_day(day: date, today: date) -> str:
    """Today, Tomorrow, or Wed 25 Nov."""
    if day == today:
        return _("Today")
    if day == today + timedelta(days=1):
        return _("Tomorrow")
    return day_short(day, today=today)


def minutes(count: int) -> str:
    """20 min."""
    return ngettext("{count} min", "{count} min", count).format(count=count)


def local(instant: datetime, zone: str) -> datetime:
    """The wall-clock time (naive) in `zone` of an aware instant."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  the sign-in page shows no time, and is painted sooner without it

    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def city(zone: str) -> str:
    """The place that names an IANA zone: "Lisbon" of "Europe/Lisbon"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
