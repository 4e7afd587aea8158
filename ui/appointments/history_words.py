"""The history of an appointment in words: what was done, and each change from what to what."""

from datetime import date, datetime
from typing import Final

from frontdesk.rules.words import CancelClass, Modality, Status
from frontdesk.views.appointment import HistoryLine
from ui.appointments.words import cancel_class_word
from ui.texts import _, ago, day_number, done_word, local, message_word, modality_word, moment, status_word, time_range
from ui.when import read_day
from ui.wish_words import days_words, priority_word

_TECHNICAL: Final = frozenset(
    {
        *("starts_at", "ends_at", "busy_from", "busy_to", "day", "zone", "code", "request", "consumer"),
        *("dose", "room_unit", "created_at", "created_by", "version", "undone"),
    }
)
"""Columns that repeat what another says, or that mean nothing to a person."""
_STEPS: Final = frozenset(
    {
        *("check-in", "commence", "complete", "no-show", "left", "cancel", "book"),
        *("accept", "consumer-accepts", "to-waiting-list", "entered-by-mistake", "reject-task", "consumer-declines"),
    }
)
"""What the name of such a step says already is its status."""
_AT_ITS_TIME: Final = (
    *("arrived_at", "commenced_at", "completed_at", "waiting_since", "completion_confirmed_at"),
    *("task_accepted_at", "consumer_confirmed_at"),
)
_AWAITED: Final = ("answer_by", "waiting_since")
_AS_MOST_WISH: Final = {"wish_priority": "2", "wish_weekdays": "127", "wish_remark": ""}
_INSTANTS: Final = ("_at", "_start", "_end", "_from", "_to")
_WRITTEN: Final = ("answer", "metadata", "note")
KINDS: Final = ("all", "steps", "notes", "answers", "metadata", "messages")
"""What the history can be narrowed to."""


def is_technical(name: str) -> bool:
    """Whether a changed column is not worth telling beside the others."""
    return name.removesuffix("_id") in _TECHNICAL


def kind_word(kind: str) -> str:
    """What the history is narrowed to, as the drop-down says it."""
    return {
        "all": _("All changes"),
        "steps": _("Status and times"),
        "notes": _("Notes"),
        "answers": _("Answers"),
        "metadata": _("Metadata"),
        "messages": _("Messages"),
    }[kind]


def is_of(line: HistoryLine, kind: str) -> bool:
    """Whether an entry is of that kind."""
    if kind == "messages":
        return bool(line.sent)
    own = {"note-added": "notes", "note-edited": "notes", "answer-corrected": "answers", "metadata-changed": "metadata"}
    action = next((was for name, was, _new in line.changes if name == "undone"), line.action)
    return kind in ("all", own.get(action, "steps"))


def history_when(line: HistoryLine, zone: str, today: date) -> str:
    """Today 10:21, 19 Nov 09:03."""
    return ago(local(line.at, zone), today)


def who_words(line: HistoryLine) -> str:
    """Ana Souza, Desk 2; what nobody did is automatic."""
    return ", ".join(part for part in (line.actor or _("automatic"), line.desk) if part)


def line_text(line: HistoryLine, zone: str, today: date) -> str:
    """A whole entry as text: to be searched in, copied and spoken."""
    first = f"{history_when(line, zone, today)}  {done_word(line.action)}  {who_words(line)}"
    return "\n    ".join([first, *history_lines(line, zone)])


def history_lines(line: HistoryLine, zone: str) -> list[str]:
    """What stands below an entry: what changed from what to what, what was written with it, the messages."""
    said = [*history_changes(line, zone)]
    if line.message:
        said.append(f"\N{LEFT DOUBLE QUOTATION MARK}{line.message}\N{RIGHT DOUBLE QUOTATION MARK}")
    return [words for words in (" · ".join(said), *message_words(line)) if words]


def history_changes(line: HistoryLine, zone: str) -> list[str]:
    """What changed from what to what, one text for each change that a person cares about."""
    changes = {name: (old, new) for name, old, new in line.changes}
    told = [_undone(changes), _booked(changes) if line.action == "book" else "", _times(line, changes, zone)]
    skipped = _told_already(line.action, changes) | _wish_told_already(changes)
    told += [
        _change(name, old, new, zone)
        for name, (old, new) in changes.items()
        if not is_technical(name) and name not in skipped
    ]
    return [words for words in told if words]


def _told_already(action: str, changes: dict[str, tuple[str, str]]) -> set[str]:
    """What the name of the step, or another text about it, says."""
    skipped = {"wall_start", "wall_end"}
    if action in _STEPS:
        skipped.add("status")
    if action == "book":
        skipped |= changes.keys() - {"overbook_reason", "follows"}
    if action == "complete":
        skipped |= {"taken_start", "taken_end"}
    if "overbook_reason" in changes:
        skipped.add("overbooked")
    return skipped


def _wish_told_already(changes: dict[str, tuple[str, str]]) -> set[str]:
    """Of a wish that began what is as most wish, of one that ended all: the step says it."""
    wished = {name for name in changes if name.startswith("wish_")}
    if "wish_since" not in changes:
        return set()
    if changes["wish_since"][1]:
        return {
            "wish_since",
            *(name for name, usual in _AS_MOST_WISH.items() if changes.get(name, ("", ""))[1] == usual),
        }
    return wished


def _undone(changes: dict[str, tuple[str, str]]) -> str:
    if "undone" not in changes:
        return ""
    return _("Taken back: {what}").format(what=done_word(changes["undone"][0]))


def _booked(changes: dict[str, tuple[str, str]]) -> str:
    """Influenza, Tue 24 Nov, 10:20 with Dr Mei Chen, Room 2."""
    new = {name: pair[1] for name, pair in changes.items()}
    when, parts = _moment(new.get("wall_start", "")), [new.get("service", "")]
    if when and new.get("clinician"):
        parts.append(_("{when} with {clinician}").format(when=when, clinician=new["clinician"]))
    else:
        parts += [when, new.get("clinician", "")]
    return ", ".join(part for part in (*parts, new.get("room", "")) if part)


def _times(line: HistoryLine, changes: dict[str, tuple[str, str]], zone: str) -> str:
    """From when to when it went, or how long it took."""
    start, end = (_instant(changes.get(name, ("", ""))[1]) for name in ("taken_start", "taken_end"))
    if line.action == "complete" and start is not None and end is not None:
        return _("Taken {range}").format(range=time_range(local(start, zone), local(end, zone)))
    if line.action == "book":
        return ""
    for name, words in (("wall_start", _("From {old} to {new}")), ("wall_end", _("End from {old} to {new}"))):
        if name in changes:
            old, new = (_moment(one) or _("no time") for one in changes[name])
            return words.format(old=old, new=new)
    return ""


def message_words(line: HistoryLine) -> list[str]:
    """The messages that went out with it: "Confirmation, e-mail to maria@example.org: waiting"."""
    return [_message(text) for text in line.sent]


def _message(text: str) -> str:
    parts = text.split(" ", 4)
    if len(parts) < 4:
        return text
    kind, channel, recipient, state = parts[:4]
    reason = parts[4] if len(parts) > 4 else ""
    by = {"email": _("e-mail"), "sms": _("SMS"), "webhook": _("webhook")}.get(channel, channel)
    how = {
        "waiting": _("not sent yet") if reason else _("waiting to be sent"),
        "sent": _("sent"),
        "failed": _("could not be sent"),
        "superseded": _("not sent, a later message says more"),
        "held": _("held back"),
    }.get(state, state)
    said = _("{kind}, {channel} to {recipient}: {state}").format(
        kind=message_word(kind), channel=by, recipient=recipient, state=how
    )
    return _("{said} ({reason})").format(said=said, reason=reason) if reason and state != "sent" else said


def _change(name: str, old: str, new: str, zone: str) -> str:
    if (alone := _by_itself(name, old, new)) is not None:
        return alone
    kind, _space, rest = name.partition(" ")
    words = rest if kind in ("answer", "metadata") else field_word(kind)
    asks = words.endswith("?")
    was, now = (field_value(name, one, zone) for one in (old, new))
    if name == "status" and was == now:
        return ""  # two kinds of request, which the name of the step tells apart
    if not old:
        words_of = _("{question} {new}") if asks else _("{field}: {new}")
        return words_of.format(field=words, question=words, new=now)
    words_of = _("{question} {old} → {new}") if asks else _("{field}: {old} → {new}")
    return words_of.format(field=words, question=words, old=was, new=now)


def _by_itself(name: str, old: str, new: str) -> str | None:
    """What is told without the name of its field, or not at all; None for everything else."""
    if name in _AT_ITS_TIME and not old:
        return ""  # the line's own time says it
    if name in _AWAITED and not new:
        return ""  # what was waited for is there
    if name == "late":
        return _("Late") if new.lower() in ("true", "1") else ""
    if name == "overbooked" and not old and new.lower() in ("false", "0", ""):
        return ""
    if name.startswith("note "):
        return _("{old} → {new}").format(old=_quoted(old), new=_quoted(new)) if old else _quoted(new)
    return new if name.startswith("outcome_") and not old else None


def _quoted(text: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"


def field_word(name: str) -> str:
    """The name of a field of an appointment as people say it."""
    name = name.removesuffix("_id")
    return {
        "status": _("Status"),
        "clinician": _("Clinician"),
        "room": _("Room"),
        "follows": _("Follow-up of"),
        "follow_up": _("Follow-up"),
        "room_unit": _("Place"),
        "center": _("Center"),
        "service": _("Service"),
        "wall_start": _("Start"),
        "wall_end": _("End"),
        "modality": _("Modality"),
        "video_platform": _("Video"),
        "video_link": _("Video link"),
        "arrived_at": _("Arrived"),
        "commenced_at": _("Commenced"),
        "completed_at": _("Completed"),
        "answer_by": _("Answer awaited until"),
        "waiting_since": _("On the waiting list since"),
        "completion_confirmed_at": _("Completion confirmed"),
        "task_accepted_at": _("Task accepted"),
        "consumer_confirmed_at": _("Confirmed by the consumer"),
        "suggestions": _("Suggested"),
        "wish_priority": _("Priority"),
        "wish_first_day": _("From the day"),
        "wish_last_day": _("Until the day"),
        "wish_weekdays": _("Weekdays"),
        "wish_from_time": _("Not before"),
        "wish_to_time": _("Until"),
        "wish_clinician": _("With"),
        "wish_remark": _("Remark"),
        "taken_start": _("Taken from"),
        "taken_end": _("Taken until"),
        "late": _("Late"),
        "outcome_reason": _("Reason"),
        "outcome_remark": _("Remark"),
        "remark": _("Remark"),
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
    if name == "suggestions":
        return _(" or ").join(_moment(one) for one in value.split(", "))
    kind = name.partition(" ")[0]
    if kind in _WRITTEN:
        return _answer(value) if kind == "answer" else value
    if name in _AWAITED or name.endswith(_INSTANTS):
        return _moment(value, zone)
    return _coded(name, value)


def _coded(name: str, value: str) -> str:
    if name in ("wish_priority", "wish_weekdays") and value.isdecimal():
        return priority_word(int(value)) if name == "wish_priority" else days_words(int(value))
    if name in ("wish_from_time", "wish_to_time"):
        return value[:5]
    if name == "cancel_class" and value in set(CancelClass):
        return cancel_class_word(CancelClass(value))
    if name in ("late", "overbooked"):
        return _("yes") if value.lower() in ("true", "1") else _("no")
    if name == "modality" and value in set(Modality):
        return modality_word(Modality(value))
    return value


def _answer(value: str) -> str:
    """As it was given: the history does not say of which kind the question is."""
    if value in ("yes", "no"):
        return _("Yes") if value == "yes" else _("No")
    if len(value) == 10 and value[4:5] == "-" and (day := read_day(value)):
        return day_number(day)
    return value


def _instant(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _moment(value: str, zone: str = "UTC") -> str:
    found = _instant(value)
    if found is None:
        return value
    return moment(local(found, zone) if found.tzinfo else found)


def _status(code: str) -> str:
    return status_word(Status(code)) if code in set(Status) else code
