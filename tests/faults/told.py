"""Which messages each change owes its consumer, from history alone; what the outbox has of them is compared with it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from frontdesk.database.engine import Database
from frontdesk.database.tables import History, Outbox

_ALWAYS = {
    "consumer-accepts": "confirmation",
    "ask-to-reschedule": "asked-to-reschedule",
    "consumer-suggests": "suggestion-received",
    "to-waiting-list": "waiting-list",
    "offer-slot": "slot-offered",
    "reassign": "reassigned",
}
_STOOD = ("proposed", "pending", "booked", "waitlist")
_LATER = ("reminder", "follow-up")
"""Planned from the appointments themselves, not from a change."""


def mistold(database: Database) -> list[str]:
    """Each change whose messages are not exactly those it owes, in a clinic where every consumer is told of all."""
    owed, undone = _owed(database)
    sent = defaultdict(list)
    with database.read() as connection:
        rows = connection.execute(
            select(Outbox.history_id, Outbox.kind, Outbox.state)
            .where(
                Outbox.channel == "email",
                Outbox.appointment_id.is_not(None),
                Outbox.staff_id.is_(None),
                Outbox.kind.not_in(_LATER),
            )
            .order_by(Outbox.id)
        ).all()
    for row in rows:
        sent[row.history_id].append(str(row.kind))
        if row.history_id in undone and row.state != "superseded":
            sent[row.history_id].append(f"{row.state} though undone")
    wrong = sorted({*owed, *sent})
    return [f"entry {one}: {sent[one]}, not {owed.get(one, [])}" for one in wrong if sent[one] != owed.get(one, [])]


def _owed(database: Database) -> tuple[dict[int, list[str]], set[int]]:
    """The kinds that each entry owes, and the entries that were taken back."""
    owed: dict[int, list[str]] = {}
    undone: set[int] = set()
    last: dict[int, int] = {}
    states: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for entry in _entries(database):
        state = states[entry.appointment_id]
        before = dict(state)
        state |= {name: new for name, (_, new) in entry.changes.items()}
        if "starts_at" in entry.changes:
            state.pop("was", None)
        if entry.action == "reject-task" and before["status"] == "booked":
            state["was"] = before["status"]
        kind = _kind(entry, before, state)
        owed[entry.id] = [kind] if kind else ["message"] if entry.message else []
        if entry.action == "undone":
            undone.add(last[entry.appointment_id])
        last[entry.appointment_id] = entry.id
    return owed, undone


def _entries(database: Database) -> Iterator[Any]:
    with database.read() as connection:
        yield from connection.execute(
            select(History.id, History.appointment_id, History.action, History.at, History.changes, History.message)
            .where(History.appointment_id.is_not(None), History.version.is_not(None))
            .order_by(History.id)
        ).all()


def _is_dispatched(entry: Any, before: Mapping[str, Any]) -> bool:
    """Whether it was booked at that time, until its clinician rejected it."""
    return before.get("clinician_id") is None and before.get("was") == "booked" and "starts_at" not in entry.changes


def _kind(entry: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    action, status = entry.action, after["status"]
    ahead = not before.get("starts_at") or datetime.fromisoformat(before["starts_at"]) > entry.at
    moved = any(entry.changes.get(name) for name in ("starts_at", "ends_at", "clinician_id"))
    declined = status == "cancelled" and after["cancel_class"] == "declined"
    cases = {
        "book": "confirmation" if status == "booked" else "request-received",
        "reschedule": (("new-time-proposed", "rescheduled")[status == "booked"]) if moved else None,
        "accept": "reassigned" if _is_dispatched(entry, before) else "confirmation",
        "decline": "declined" if declined else "waiting-list",
        "consumer-declines": "cancelled" if status == "cancelled" else "waiting-list",
        "cancel": "declined" if declined else "cancelled",
        "restore": "confirmation" if ahead else None,
        "entered-by-mistake": "cancelled" if ahead and before.get("status") in _STOOD else None,
    }
    return cases.get(action) if action in cases else _ALWAYS.get(action)
