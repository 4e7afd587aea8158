"""Settles an appointment that a change of plans breaks: cancelled, moved to the next free time, or given away."""

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.desk import Desk
from frontdesk.services.many import LONGEST_MESSAGE, Many
from frontdesk.services.many_forms import Item, ManyForm, Piece
from frontdesk.services.schedule_forms import Settle, Settled, Settling
from frontdesk.services.typed import typed_text

_ACTIONS = {Settling.CANCEL: Action.CANCEL, Settling.MOVE: Action.RESCHEDULE, Settling.REASSIGN: Action.REASSIGN}


def settle(desk: Desk, wanted: Settle, command_id: str) -> Settled:
    """See `Schedules.settle`: one of many, by itself."""
    form = ManyForm(
        _ACTIONS[wanted.how],
        (Item(wanted.appointment_id, wanted.version),),
        message=typed_text(wanted.message, "message", LONGEST_MESSAGE),
        notify=wanted.notify,
        reason_id=wanted.reason_id,
    )
    done = Many(desk).do(Piece(form, command_id))
    (result,) = done.results
    if result.problem is not None:
        raise result.problem
    if result.wall_start is None:
        raise RuleBroken("appointment.unknown", appointment=str(wanted.appointment_id))
    return Settled(result.id, result.version, result.wall_start, result.clinician, done.changes)
