"""The history of an appointment in words: what was done, and each change from what to what."""

from datetime import date, datetime
from typing import Final

from frontdesk.rules.words import CancelClass, Modality, Status
from frontdesk.views.appointment import HistoryLine
from ui.appointments.words import cancel_class_word
from ui.texts import _, ago, local, modality_word, moment, status_word

_TECHNICAL: Final = frozenset(
    [
        "starts_at",
        "ends_at",
        "busy_from",
        "busy_to",
        "wall_end",
        "day",
        "zone",
        "code",
        "request",
        "consumer",
        "follows",
        "dose",
        "room_unit",
        "created_at",
        "created_by",
        "version",
    ]
)
"""Columns that repeat what another says, or that mean nothing to a person."""


_STEPS: Final = frozenset({"check-in", "commence", "complete", "no-show", "left", "cancel"})
_TOLD_BY_ACTION: Final = frozenset({"status"})
"""What the name of such a step says already."""


def is_technical(name: str) -> bool:
    """Whether a changed column is not worth telling beside the others."""
    return name.removesuffix("_id") in _TECHNICAL


def history_when(line: HistoryLine, zone: str, today: date) -> str:
    """Today 10:21, 19 Nov 09:03."""
    return ago(local(line.at, zone), today)


def history_changes(line: HistoryLine, zone: str) -> list[str]:
    """What changed from what to what, one text for each change that a person cares about."""
    if line.action == "book":
        return [_change(name, old, new, zone) for name, old, new in line.changes if name == "overbook_reason" and new]
    skipped = _TOLD_BY_ACTION if line.action in _STEPS else frozenset[str]()
    told = (
        _change(name, old, new, zone)
        for name, old, new in line.changes
        if not is_technical(name) and name not in skipped
    )
    return [words for words in told if words]


def message_words(line: HistoryLine) -> list[str]:
    """The messages that went out with it: "Confirmation by e-mail to maria@example.org: waiting"."""
    return [_message(text) for text in line.sent]


def _message(text: str) -> str:
    parts = text.split(" ")
    if len(parts) != 4:
        return text
    kind, channel, recipient, state = parts
    by = {"email": _("e-mail"), "sms": _("SMS")}.get(channel, channel)
    how = {
        "waiting": _("waiting to be sent"),
        "sent": _("sent"),
        "failed": _("could not be sent"),
        "superseded": _("replaced by a newer one"),
        "held": _("held back"),
    }.get(state, state)
    return _("{kind} by {channel} to {recipient}: {state}").format(
        kind=kind.replace("-", " ").capitalize(), channel=by, recipient=recipient, state=how
    )


def _change(name: str, old: str, new: str, zone: str) -> str:
    if name == "wall_start":
        words = _("from {old} to {new}")
        return words.format(old=_moment(old, zone) or _("no time"), new=_moment(new, zone) or _("no time"))
    if name in ("arrived_at", "commenced_at", "completed_at") and not old:
        return ""  # the line's own time says it
    if name in ("late", "overbooked") and not old and new.lower() in ("false", "0", ""):
        return ""
    kind, _space, rest = name.partition(" ")
    label = rest if kind in ("answer", "metadata") else field_word(kind)
    if kind == "note" and not old:
        return f"\N{LEFT DOUBLE QUOTATION MARK}{new}\N{RIGHT DOUBLE QUOTATION MARK}"
    if not old:
        return _("{field}: {new}").format(field=label, new=field_value(name, new, zone))
    return _("{field}: {old} → {new}").format(
        field=label, old=field_value(name, old, zone), new=field_value(name, new, zone)
    )


def field_word(name: str) -> str:
    """The name of a field of an appointment as people say it."""
    name = name.removesuffix("_id")
    return {
        "status": _("Status"),
        "clinician": _("Clinician"),
        "room": _("Room"),
        "room_unit": _("Place"),
        "center": _("Center"),
        "service": _("Service"),
        "wall_start": _("Start"),
        "wall_end": _("End"),
        "modality": _("Modality"),
        "arrived_at": _("Arrived"),
        "commenced_at": _("Commenced"),
        "completed_at": _("Completed"),
        "taken_start": _("Taken from"),
        "taken_end": _("Taken until"),
        "late": _("Late"),
        "outcome_reason": _("Reason"),
        "outcome_remark": _("Remark"),
        "cancel_class": _("Lay with"),
        "cancel_reason": _("Reason"),
        "overbooked": _("Overbooked"),
        "overbook_reason": _("Overbooked on purpose"),
        "state": _("State"),
        "note": _("Note"),
        "text": _("Text"),
        "answer": _("Answer"),
        "metadata": _("Metadata"),
    }.get(name, name.replace("_", " ").capitalize())


def field_value(name: str, value: object, zone: str) -> str:
    """A value of history or of a comparison as people read it; instants as the center's clock in `zone`."""
    text = "" if value is None else str(value)
    return (_status(text) if name == "status" else _value(name, text, zone)) or _("nothing")


def _value(name: str, value: str, zone: str) -> str:
    if name == "cancel_class" and value in set(CancelClass):
        return cancel_class_word(CancelClass(value))
    if name in ("late", "overbooked"):
        return _("yes") if value.lower() in ("true", "1") else _("no")
    if name.endswith(("_at", "_start", "_end", "_from", "_to")):
        return _moment(value, zone)
    if name == "modality" and value in set(Modality):
        return modality_word(Modality(value))
    if value in ("yes", "no"):
        return _("Yes") if value == "yes" else _("No")
    return value


def _moment(value: str, zone: str = "UTC") -> str:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment(local(found, zone) if found.tzinfo else found)


def _status(code: str) -> str:
    return status_word(Status(code)) if code in set(Status) else code
