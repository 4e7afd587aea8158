"""Reads what messages say, many at once: the appointment of each as the history entry of the message left it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.database.tables import (
    Appointment,
    Center,
    Clinic,
    ClinicianGroup,
    Confirmation,
    Consumer,
    Dose,
    History,
    Outbox,
    Program,
    Request,
    Room,
    Service,
    Staff,
    Suggestion,
)
from frontdesk.qr import make_text, show_code
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import MessageKind, Modality, RequestKind, StaffMessage, Status
from frontdesk.texts import phone_text
from frontdesk.views.message import MessageView
from frontdesk.views.requests import read_wanted_of

_INSTANTS = ("starts_at", "ends_at", "answer_by")
_WALLS = ("wall_start", "wall_end")
_State = Mapping[Any, Any]
_Row = Any
"""A row of a query; its columns are told by name."""


def read_messages(connection: Connection, ids: Sequence[int]) -> tuple[MessageView, ...]:
    """The messages of these ids, in their order; those that are not there are left out. A fixed number of statements.

    A kind that is not known is taken for a message of the desk's own words, an odd payload for none.
    """
    rows = {row.id: row for row in connection.execute(_MESSAGES.where(Outbox.id.in_(ids)))}
    if not rows:
        return ()
    reading = _Reading(connection, list(rows.values()))
    return tuple(reading.view(rows[one]) for one in ids if one in rows)


_MESSAGES = (
    select(
        *(Outbox.id, Outbox.kind, Outbox.language, Outbox.recipient, Outbox.message_id, Outbox.created_at),
        *(Outbox.payload, Outbox.appointment_id, Outbox.history_id),
        *(History.version, History.action, History.changes, History.at, History.request_id),
        *(Consumer.first_name, Consumer.last_name, Consumer.zone.label("consumer_zone")),
        func.coalesce(Staff.name, "").label("staff"),
    )
    .join(History, History.id == Outbox.history_id)
    .join(Consumer, Consumer.id == Outbox.consumer_id)
    .join(Staff, Staff.id == Outbox.staff_id, isouter=True)
)


class _Reading:
    """All that the messages of one batch refer to."""

    def __init__(self, connection: Connection, rows: Sequence[_Row]) -> None:
        self._connection = connection
        self._clinic = connection.execute(select(Clinic.name, Clinic.mark, Clinic.key, Clinic.language)).one()
        self._superseded = self._read_superseded(rows)
        self._states = _read_states(connection, rows)
        self._requests = self._of(
            Request.id,
            (
                *(Request.service_id, Request.program_id, Request.location_id, Request.clinician_id, Request.goals),
                *(Request.clinician_group_id, Request.kind, Request.created_at),
            ),
            [_request_of(row) for row in rows if row.appointment_id is None],
        )
        self._groups = self._of(
            ClinicianGroup.id, (ClinicianGroup.name,), [one.clinician_group_id for one in self._requests.values()]
        )
        states = list(self._states.values())
        asked = list(self._requests.values())
        self._services = self._of(
            Service.id, (Service.name, Service.what_to_bring), [*_all(states, "service_id"), *(r[1] for r in asked)]
        )
        self._programs = self._of(Program.id, (Program.name,), [row[2] for row in asked])
        self._centers = self._of(
            Center.id,
            (Center.name, Center.address, Center.phone, Center.zone),
            [*_all(states, "center_id"), *(row[3] for row in asked)],
        )
        earlier = (_was(row.changes, "clinician_id") for row in rows)
        self._staff = self._of(
            Staff.id, (Staff.name,), [*_all(states, "clinician_id"), *(row[4] for row in asked), *earlier]
        )
        self._rooms = self._of(Room.id, (Room.name,), _all(states, "room_id"))
        self._doses = self._of(Dose.id, (Dose.number, Dose.program_id), _all(states, "dose_id"))
        programs = {row[2] for row in self._doses.values()}
        self._doses_of = Counter(
            connection.execute(select(Dose.program_id).where(Dose.program_id.in_(programs))).scalars()
            if programs
            else ()
        )
        self._tokens = self._read_tokens({one for one in _all(states, "id") if one})
        self._suggestions = self._read_suggestions(rows)
        asking = {_request_of(row) for row in rows if row.staff and row.appointment_id is None} - {None}
        self._wishes = read_wanted_of(connection, {one for one in asking if one is not None})

    def view(self, row: _Row) -> MessageView:
        """The whole message."""
        state = self._states.get(row.id)
        entries = [*self._superseded.get(row.id, ()), row]
        told = self._told_request(row) if state is None else self._told_appointment(row, state, entries)
        return MessageView(
            id=row.id,
            kind=_kind(row.kind, to_staff=bool(row.staff)),
            language=row.language,
            recipient=row.recipient,
            message_id=row.message_id,
            created_at=row.created_at,
            texts=tuple(text for entry in entries if (text := _words(entry.payload))),
            appointment_id=row.appointment_id,
            clinic=self._clinic.name,
            mark=self._clinic.mark,
            clinic_language=self._clinic.language,
            consumer=f"{row.first_name} {row.last_name}".strip(),
            first_name=row.first_name,
            consumer_zone=row.consumer_zone,
            staff=row.staff,
            **told,
        )

    def _told_appointment(self, row: _Row, state: _State, entries: Sequence[_Row]) -> dict[str, Any]:
        service = self._services.get(state["service_id"])
        dose = self._doses.get(state["dose_id"])
        start = state["starts_at"]
        moved = [was for entry in entries if (was := _moment(_was(entry.changes, "wall_start"))) is not None]
        gave = [was for entry in entries if (was := _was(entry.changes, "clinician_id")) is not None]
        return self._place(state["center_id"]) | {
            "version": row.version or state["version"],
            "service": service.name if service else "",
            "what_to_bring": service.what_to_bring if service else "",
            "dose": dose and dose.number,
            "doses": self._doses_of[dose.program_id] if dose else 0,
            "clinician": self._name(self._staff, state["clinician_id"]),
            "room": self._name(self._rooms, state["room_id"]),
            "start": start,
            "end": state["ends_at"],
            "wall_start": state["wall_start"],
            "wall_end": state["wall_end"],
            "zone": state["zone"],
            "status": state["status"],
            "modality": state["modality"],
            "video_link": state["video_link"] or "",
            "code": show_code(state["code"]),
            "qr": self._qr(state["id"], start),
            "was_wall_start": moved[0] if moved and moved[0] != state["wall_start"] else None,
            "was_clinician": self._name(self._staff, gave[0] if gave and gave[0] != state["clinician_id"] else None),
            "suggestions": self._suggestions.get(row.id, ()),
            "answer_by": state["answer_by"],
            "answer": row.action,
            "confirmed": state["consumer_confirmed_at"] is not None,
        }

    def _told_request(self, row: _Row) -> dict[str, Any]:
        asked = self._requests.get(_request_of(row) or 0)
        place = self._place(asked.location_id if asked else None)
        names = "" if asked is None else self._name(self._services, asked.service_id)
        return (
            place
            | {
                "version": 0,
                "service": names or (self._name(self._programs, asked.program_id) if asked else ""),
                "what_to_bring": "",
                "dose": None,
                "doses": 0,
                "clinician": self._name(self._staff, asked.clinician_id) if asked else "",
                "room": "",
                **dict.fromkeys(("start", "end", "wall_start", "wall_end", "status")),
                "modality": Modality.IN_PERSON,
                "code": "",
                "qr": "",
                "request": asked and asked.id,
                "goals": asked.goals if asked else "",
            }
            | self._told_staff(row, asked, place["zone"])
        )

    def _told_staff(self, row: _Row, asked: _Row | None, zone: str) -> dict[str, Any]:
        """What those who work here are told of a request besides."""
        if asked is None or not row.staff:
            return {}
        to = self._name(self._staff, asked.clinician_id) or self._name(self._groups, asked.clinician_group_id)
        return {
            "wants_now": asked.kind is RequestKind.NOW,
            "asked_for": to,
            "wall_since": to_wall(asked.created_at, zone),
            "suggestions": tuple(one.wall_start for one in self._wishes.get(asked.id, ())),
        }

    def _place(self, center_id: int | None) -> dict[str, str]:
        center = self._centers.get(center_id or 0)
        if center is None:
            return {"center": "", "address": "", "phone": "", "zone": "UTC"}
        phone = phone_text(center.phone)
        return {"center": center.name, "address": center.address, "phone": phone, "zone": center.zone}

    def _qr(self, appointment_id: int, start: datetime | None) -> str:
        """Of the token of this time; of the newest one where rules of zones have moved the instant."""
        tokens = self._tokens.get(appointment_id, [])
        if start is None or not tokens:
            return ""
        token = next((token for at, token in tokens if at == start), tokens[0][1])
        return make_text(self._clinic.mark, token, self._clinic.key)

    def _name(self, rows: Mapping[int, _Row], one: int | None) -> str:
        found = rows.get(one or 0)
        return found.name if found else ""

    def _of(self, key: Any, columns: Sequence[Any], ids: Iterable[int | None]) -> dict[int, _Row]:
        """Rows by id; no statement when there is nothing to look for."""
        wanted = {one for one in ids if one is not None}
        if not wanted:
            return {}
        rows: Sequence[_Row] = self._connection.execute(select(key, *columns).where(key.in_(wanted))).all()
        return {row[0]: row for row in rows}

    def _read_superseded(self, messages: Sequence[_Row]) -> dict[int, list[_Row]]:
        """The messages that each supersedes, first to last; with theirs, where one superseded another.

        They are of the same appointment, by which an index finds them.
        """
        found: dict[int, list[_Row]] = {}
        query = select(Outbox.id, Outbox.superseded_by, Outbox.payload, History.changes).join(
            History, History.id == Outbox.history_id
        )
        about = {row.appointment_id for row in messages} - {None}
        query = query.where(Outbox.appointment_id.in_(about))
        leads_to = {row.id: row.id for row in messages if row.appointment_id is not None}
        while leads_to:
            rows = self._connection.execute(query.where(Outbox.superseded_by.in_(leads_to))).all()
            leads_to = {row.id: leads_to[row.superseded_by] for row in rows}
            for row in rows:
                found.setdefault(leads_to[row.id], []).append(row)
        return {one: sorted(rows, key=lambda row: int(row.id)) for one, rows in found.items()}

    def _read_tokens(self, ids: set[int]) -> dict[int, list[tuple[datetime, str]]]:
        """Tokens with their times, newest first."""
        tokens: dict[int, list[tuple[datetime, str]]] = {}
        query = select(Confirmation.appointment_id, Confirmation.starts_at, Confirmation.token)
        for one, start, token in self._connection.execute(
            query.where(Confirmation.appointment_id.in_(ids)).order_by(Confirmation.id.desc())
        ):
            tokens.setdefault(one, []).append((start, token))
        return tokens

    def _read_suggestions(self, rows: Sequence[_Row]) -> dict[int, tuple[datetime, ...]]:
        """What the consumer suggested last before each message that tells of it."""
        wanted = {row.appointment_id: row for row in rows if row.kind == MessageKind.SUGGESTION_RECEIVED}
        if not wanted:
            return {}
        query = select(Suggestion.appointment_id, Suggestion.wall_start, Suggestion.created_at)
        found: dict[int, dict[datetime, list[datetime]]] = {}
        for one, wall, at in self._connection.execute(
            query.where(Suggestion.appointment_id.in_(wanted)).order_by(Suggestion.id)
        ):
            if at <= wanted[one].at:
                found.setdefault(wanted[one].id, {}).setdefault(at, []).append(wall)
        return {message: tuple(by_time[max(by_time)]) for message, by_time in found.items()}


def _read_states(connection: Connection, rows: Sequence[_Row]) -> dict[int, _State]:
    """The appointment of each message as its entry left it; those that changed since are replayed from history."""
    wanted = {row.appointment_id for row in rows if row.appointment_id is not None}
    if not wanted:
        return {}
    query = select(Appointment.__table__).where(Appointment.id.in_(wanted))
    present = {row["id"]: row for row in connection.execute(query).mappings()}
    states: dict[int, _State] = {row.id: present[row.appointment_id] for row in rows if row.appointment_id in present}
    changed = {row.appointment_id for row in rows if row.id in states and row.version != states[row.id]["version"]}
    if changed:
        history = _read_history(connection, changed)
        for row in rows:
            if row.appointment_id in changed:
                told = (entry for entry in history[row.appointment_id] if entry.id <= row.history_id)
                states[row.id] = _replayed(states[row.id], told)
    return states


def _read_history(connection: Connection, ids: set[int]) -> dict[int, list[_Row]]:
    """The entries that changed each of these appointments, oldest first."""
    history: dict[int, list[_Row]] = {one: [] for one in ids}
    query = select(History.id, History.appointment_id, History.version, History.changes)
    for entry in connection.execute(
        query.where(History.appointment_id.in_(ids), History.version.is_not(None)).order_by(History.version)
    ):
        history[entry.appointment_id or 0].append(entry)
    return history


def _replayed(present: _State, entries: Iterable[_Row]) -> _State:
    """The appointment after these entries; what they do not say is as it is now."""
    then: dict[str, Any] = {}
    version = present["version"]
    for entry in entries:
        then |= {name: pair[1] for name, pair in entry.changes.items() if name in present and len(pair) == 2}
        version = entry.version
    if not then:
        return present
    then |= {name: _moment(then[name]) for name in (*_INSTANTS, *_WALLS) if name in then}
    if "status" in then:
        then["status"] = Status(then["status"])
    if "modality" in then:
        then["modality"] = Modality(then["modality"])
    # What is not there at an early entry was nothing then: the first entry names all that has a value.
    later = {name: None for name in ("answer_by", "clinician_id", "room_id") if name not in then}
    return {**present, **later, **then, "version": version}


def _all(states: Iterable[_State], column: str) -> list[int | None]:
    return [state[column] for state in states]


def _was(changes: Any, column: str) -> Any:
    """What the entry changed the column from; None when it did not, or from nothing."""
    pair = changes.get(column) if isinstance(changes, dict) else None
    return pair[0] if isinstance(pair, list) and len(pair) == 2 else None


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _kind(code: str, *, to_staff: bool) -> MessageKind | StaffMessage:
    try:
        return StaffMessage(code) if to_staff else MessageKind(code)
    except ValueError:
        return MessageKind.MESSAGE


def _words(payload: Any) -> str:
    text = payload.get("message") if isinstance(payload, dict) else None
    return text.strip() if isinstance(text, str) else ""


def _request_of(row: _Row) -> int | None:
    """The request that a message without an appointment is about."""
    named = row.payload.get("request") if isinstance(row.payload, dict) else None
    return row.request_id or (named if isinstance(named, int) else None)
