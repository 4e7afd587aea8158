"""What the page of one consumer says: appointments, requests, messages and changes as rows; details in words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from frontdesk.rules.words import OutboxState, QuestionKind, RequestState
from frontdesk.services.mail_settings import reason_text
from frontdesk.texts import phone_text
from frontdesk.translation import in_order
from frontdesk.views.choices import Choices
from frontdesk.views.consumer_page import AppointmentItem, ChangeItem, MessageItem, RequestItem
from frontdesk.views.consumers import ConsumerDetails
from frontdesk.views.form_layout import FieldLayout, Layout, shown_fields
from ui.consumers.lists import languages
from ui.form_words import field_name, kept_words, named_choices
from ui.texts import (
    StatusLook,
    _,
    ago,
    day_number,
    day_short,
    done_word,
    local,
    message_word,
    ngettext,
    status_look,
    time_range,
)
from ui.widgets import Row

_DOT = " \N{MIDDLE DOT} "
_ARROW = " \N{RIGHTWARDS ARROW} "


def appointment_row(item: AppointmentItem, today: date) -> Row:
    """What, when, with whom and where; how it stands at the right."""
    look = status_look(item.status, past=item.past)
    when = _("{day}, {time}").format(
        day=day_short(item.wall_start.date(), today=today), time=time_range(item.wall_start, item.wall_end)
    )
    with_whom = _joined((item.clinician, item.center))
    return Row(item.id, when, _joined((item.service, with_whom)), look.word, item.code, look.icon, look.colour)


def request_row(item: RequestItem, today: date) -> Row:
    """What was wanted, since when, and what became of it."""
    look = {
        RequestState.ACTIVE: StatusLook(_("Waiting"), "ph.hourglass-medium", "warning"),
        RequestState.COMPLETED: StatusLook(_("Booked"), "ph.check-bold", "accent"),
        RequestState.REVOKED: StatusLook(_("Withdrawn"), "ph.x-bold", "muted"),
    }[item.state]
    taken = ago(local(item.created_at, item.zone), today)
    booked = ngettext("{count} appointment", "{count} appointments", item.appointments).format(count=item.appointments)
    said = _joined((taken, item.center, item.by))
    return Row(item.id, item.wanted, said, look.word, booked if item.appointments else "", look.icon, look.colour)


def message_row(item: MessageItem, zone: str, today: date) -> Row:
    """What was written, to which address and when; whether it went out."""
    look = {
        OutboxState.WAITING: StatusLook(_("Waiting to be sent"), "ph.hourglass-medium", "warning"),
        OutboxState.SENT: StatusLook(_("Sent"), "ph.check-bold", "accent"),
        OutboxState.FAILED: StatusLook(_("Could not be sent"), "ph.warning-circle", "danger"),
        OutboxState.SUPERSEDED: StatusLook(_("Replaced by a newer one"), "ph.arrows-clockwise", "muted"),
        OutboxState.HELD: StatusLook(_("Held back"), "ph.pause", "muted"),
    }[item.state]
    what = _joined((message_word(item.kind), item.service))
    when = ago(local(item.sent_at or item.created_at, zone), today)
    why = reason_text(item.error) if item.error else ""
    return Row(item.id, what, _joined((why, in_order(item.recipient))), look.word, when, look.icon, look.colour)


def change_row(item: ChangeItem, choices: Choices, zone: str, today: date) -> Row:
    """What was done to the record, by whom, and what changed from what to what."""
    made = item.action in ("consumer-made", "merged-away")
    told = () if made else item.changes
    said = ", ".join(_change(name, old, new, choices) for name, old, new in told if name not in _SILENT)
    what = done_word(item.action)
    if item.record:
        what = _("{what} ({record})").format(what=what, record=item.record)
    who = _joined((item.actor, item.desk))
    icons = {"consumer-made": "ph.user-plus", "consumers-merged": "ph.git-merge", "merged-away": "ph.git-merge"}
    icon = icons.get(item.action, "ph.pencil-simple")
    return Row(item.id, what, said or who, ago(local(item.at, zone), today), who if said else "", icon)


_SILENT = frozenset({"sort_name", "merged_into", "version"})


def _change(name: str, old: str, new: str, choices: Choices) -> str:
    if name == "merged":
        return _("with {record}").format(record=new)
    code = f"{name}_id" if f"{name}_id" in named_choices(choices) else name
    field = next((one for one in choices.consumer_form if one.code == code), FieldLayout(code))
    word = field_name(field)
    was, now = (value_words(field, text, choices) or _("nothing") for text in (old, new))
    return _("{field}: {change}").format(field=word, change=f"{was}{_ARROW}{now}" if old else now)


def detail_rows(details: ConsumerDetails, layout: Layout, choices: Choices) -> list[tuple[str, str]]:
    """The fields that the clinic's form shows, with what is known in them; the name stands above."""
    told: Mapping[str, object] = {one.code: getattr(details, one.code, None) for one in layout} | dict(details.own)
    rows = []
    for one in shown_fields(layout):
        words = value_words(one, told.get(one.code), choices)
        if one.code not in ("first_name", "last_name") and words:
            rows.append((field_name(one), words))
    return rows


def value_words(field: FieldLayout, value: object, choices: Choices) -> str:
    """What is known in a field, as a person says it; empty for nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return day_number(value)
    text = str(value)
    if field.kind is not None:
        return kept_words(field.kind, text)
    if field.code == "birth_date":
        return kept_words(QuestionKind.DATE, text)
    if field.code == "phone":
        return phone_text(text)
    offered: Sequence[tuple[object, str]] = (named_choices(choices) | {"language": languages()}).get(field.code, ())
    return next((word for key, word in offered if str(key) == text), text)


def facts_words(details: ConsumerDetails, now: datetime) -> str:
    """Under the name: born when, how old, on which phone."""
    parts = []
    if details.birth_date is not None:
        today = now.date()
        had = (today.month, today.day) >= (details.birth_date.month, details.birth_date.day)
        years = today.year - details.birth_date.year - (not had)
        age = ngettext("{count} year", "{count} years", years).format(count=years)
        parts.append(_("{born} ({age})").format(born=day_number(details.birth_date), age=age))
    return _joined((*parts, phone_text(details.phone), details.email))


def missed_words(count: int) -> str:
    """Didn't show twice."""
    return ngettext("Didn't show {count} time", "Didn't show {count} times", count).format(count=count)


def _joined(parts: Sequence[str]) -> str:
    return _DOT.join(part for part in parts if part)
