"""What was recorded and is not so: reopened, restored, entered by mistake."""

from typing import Any

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from frontdesk.services.moving import keep_dose_days, still_free, time_kept
from frontdesk.services.requests import booked_again
from frontdesk.services.under_way import Acting


def reopen(acting: Acting) -> dict[str, Any]:
    """Take back an outcome (row 18); history keeps it. Raises what `still_free` and the days between doses do."""
    before = dict(acting.before)
    still_free(acting.work, before)
    keep_dose_days(acting.work, before)
    return {
        "status": Status.BOOKED,
        "completed_at": None,
        "taken_start": None,
        "taken_end": None,
        "outcome_reason_id": None,
        "outcome_remark": "",
    }


def restore(acting: Acting) -> dict[str, Any]:
    """Take back that it was cancelled (row 20): booked at its time, if that is free still.

    Raises RuleBroken `restore.booked-again`, those of the days between doses, and whatever stands in the way.
    """
    before = dict(acting.before)
    if booked_again(acting.work, before):
        raise RuleBroken("restore.booked-again")
    values = time_kept(acting)
    keep_dose_days(acting.work, before)
    return {
        "status": Status.BOOKED,
        **values,
        "cancel_class": None,
        "cancel_reason_id": None,
        "late": False,
        "arrived_at": None,
        "outcome_remark": "",
    }


def mistake(acting: Acting) -> dict[str, Any]:
    """It should never have been there (row 21): hidden, and its slot is free."""
    act, before = acting.act, acting.before
    return {
        "status": Status.ENTERED_IN_ERROR,
        "cancel_reason_id": act.reason_id or before["cancel_reason_id"],
        "outcome_remark": act.remark or before["outcome_remark"],
    }
