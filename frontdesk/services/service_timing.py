"""Saves how a service is booked: length, buffers, step, notice, horizon, kind of room, modalities."""

from typing import Any

from sqlalchemy import delete, select, update

from frontdesk.database.adding import add_all
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Center, Room, Service, ServiceModality, StaffService
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.desk import Work, plain
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import Document, may_only_set_up, note_change, standing_row
from frontdesk.services.schedule_forms import Saved, ServiceForm
from frontdesk.services.typed import typed_text
from frontdesk.views.schedules import ServiceView
from frontdesk.views.schedules_read import read_services

DAY_MINUTES = 24 * 60
MOST_BUFFER = 240
MOST_NOTICE = 366 * DAY_MINUTES
MOST_DAYS = 5 * 366


def save_service(work: Work, form: ServiceForm) -> Saved:
    """Save how a service is booked; appointments that stand keep their length. See `Schedules.save`."""
    may_only_set_up(work)
    row = standing_row(work, Service, form.service_id, form.version, lambda row: _lock(work, row["id"]))
    values = _values(work, form, row["room_kind"])
    (before,) = read_services(work.connection, Service.id == form.service_id)
    version = form.version + 1
    changed = update(Service).where(Service.id == form.service_id).values(**values, version=version)
    work.connection.execute(changed)
    work.connection.execute(delete(ServiceModality).where(ServiceModality.service_id == form.service_id))
    offered = [{"service_id": form.service_id, "modality": one} for one in sorted(form.modalities)]
    add_all(work.connection, ServiceModality, offered)
    (after,) = read_services(work.connection, Service.id == form.service_id)
    note_change(work, Service, form.service_id, version, _document(before), _document(after))
    centers = frozenset(work.connection.execute(select(Center.id)).scalars())
    # Every form knows the name, length and modalities of the services it offers.
    return Saved(form.service_id, version, Changes(plans=centers, everything=True))


def _values(work: Work, form: ServiceForm, kind_before: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": typed_text(form.name, "name", 100, required=True, lines=False),
        "minutes": typed_number(form.minutes, "minutes", 1, DAY_MINUTES),
        "buffer_before_minutes": typed_number(form.buffer_before, "buffer_before", 0, MOST_BUFFER),
        "buffer_after_minutes": typed_number(form.buffer_after, "buffer_after", 0, MOST_BUFFER),
        "step_minutes": typed_number(form.step, "step", 1, DAY_MINUTES),
        "least_notice_minutes": typed_number(form.least_notice, "least_notice", 0, MOST_NOTICE),
        "furthest_days": typed_number(form.furthest_days, "furthest_days", 0, MOST_DAYS),
        "room_kind": typed_text(form.room_kind, "room_kind", 64, lines=False) or None,
        "confirmation_mode": form.confirmation_mode,
    }
    if values["minutes"] + values["buffer_before_minutes"] + values["buffer_after_minutes"] > DAY_MINUTES:
        raise RuleBroken("service.too-long", fields=("minutes",))
    if not form.modalities:
        raise RuleBroken("modality.missing", fields=("modalities",))
    if values["room_kind"] not in (None, kind_before) and not _is_there(work, values["room_kind"]):
        raise RuleBroken("room-kind.unknown", fields=("room_kind",), kind=values["room_kind"])
    return values


def _is_there(work: Work, kind: str) -> bool:
    """Whether any center has a room of the kind."""
    return work.connection.execute(select(Room.id).where(Room.kind == kind, Room.active).limit(1)).first() is not None


def _lock(work: Work, service_id: int) -> None:
    """Whoever books it meanwhile waits, and goes by what was saved."""
    able = work.connection.execute(select(StaffService.staff_id).where(StaffService.service_id == service_id)).scalars()
    rooms = work.connection.execute(select(Room.id).where(Room.active)).scalars()
    lock_calendars(work.connection, list(able), list(rooms))


def _document(view: ServiceView) -> Document:
    names = ("name", "minutes", "buffer_before", "buffer_after", "step", "least_notice", "furthest_days", "room_kind")
    document = {name: plain(getattr(view, name)) for name in (*names, "confirmation_mode")}
    return document | {"modalities": sorted(view.modalities)}
