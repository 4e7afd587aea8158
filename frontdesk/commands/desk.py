"""`desk`: a desk without a window; one JSON command a line in, one JSON answer a line out, in order.

The answer never says the wrong thing: `saved` is in the database once, `refused` and `invalid` are not there, and
`unknown` is said only while the database cannot tell; the same line with the same command id may then be sent again.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from frontdesk.clinic import Clinic
from frontdesk.commands.appointments import act_once, book_once
from frontdesk.commands.requests import accept_once, decline_once, take_once
from frontdesk.commands.session import by_code, local_start, opened
from frontdesk.qr import show_code
from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken, Unavailable
from frontdesk.services.forms import HeldSlot, Requested, new_command_id
from frontdesk.views.openings import Opening

LONGEST_LINE = 1_000_000
TRIES = 4
PAUSE_SECONDS = 0.25

Answer = dict[str, Any]

_BOOK: Mapping[str, Any] = {
    "consumer": None,
    "service": None,
    "program": None,
    "request": None,
    "follows": None,
    "center": None,
    "clinician": None,
    "start": None,
    "from": None,
    "answer": None,
    "field": None,
    "overbook": "",
    "hold": "",
    "no_notify": False,
}
_HOLD: Mapping[str, Any] = {"hold": None, "service": None, "center": None, "clinician": None, "start": None}
_RELEASE: Mapping[str, Any] = {"hold": None}
_ACT: Mapping[str, Any] = {
    "action": None,
    "appointment": None,
    "version": None,
    "reason": None,
    "class": None,
    "message": "",
    "remark": "",
    "no_notify": False,
    "confirmed": False,
    "start": None,
    "to": None,
    "length": None,
    "room": None,
    "agreed": False,
    "suggest": None,
    "taken_start": None,
    "taken_end": None,
    "signer": "",
}
_TAKE: Mapping[str, Any] = {
    "consumer": None,
    "service": None,
    "program": None,
    "center": None,
    "clinician": None,
    "group": None,
    "consumer_group": None,
    "now": False,
    "wanted": None,
    "phone": False,
    "answer": None,
    "field": None,
    "note": "",
    "no_notify": False,
}
_DECLINE: Mapping[str, Any] = {"request": None, "version": None, "response": "", "no_notify": False}
_ACCEPT: Mapping[str, Any] = {**_DECLINE, "start": None, "clinician": None}
_KNOWN = {
    "book": _BOOK,
    "act": _ACT,
    "hold": _HOLD,
    "release": _RELEASE,
    "take-request": _TAKE,
    "accept-request": _ACCEPT,
    "decline-request": _DECLINE,
}
_NEEDED = {
    "book": (),
    "act": ("action", "appointment"),
    "hold": ("hold", "service", "center", "clinician", "start"),
    "release": ("hold",),
    "take-request": ("consumer", "center"),
    "accept-request": ("request",),
    "decline-request": ("request",),
}


def add_desk(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=desk)


def desk(args: argparse.Namespace) -> None:
    """Answer each line of standard input until it ends."""
    with opened(args) as clinic:
        clinic.keep_promises()
        for line in iter(lambda: sys.stdin.readline(LONGEST_LINE + 1), ""):
            if line.strip():
                print(json.dumps(answer(clinic, line)), flush=True)  # noqa: T201  # the answer of the desk


def answer(clinic: Clinic, line: str) -> Answer:
    """What one line asks and what became of it."""
    try:
        asked = _read(line)
    except ValueError as error:
        return {"command_id": None, "outcome": "invalid", "code": "line.form", "detail": str(error)[:200]}
    command_id = asked.pop("command_id", None) or new_command_id()
    try:
        return {"command_id": command_id, **_kept_asking(clinic, asked, command_id)}
    except ChangedElsewhere as problem:
        return {"command_id": command_id, "outcome": "refused", "code": problem.code, "version": problem.now}
    except RuleBroken as problem:
        outcome = "invalid" if problem.code in _INVALID else "refused"
        return {"command_id": command_id, "outcome": outcome, "code": problem.code, **_to_choose(problem)}
    except Unavailable as problem:
        return {"command_id": command_id, "outcome": "unknown", "code": problem.code}


def _to_choose(problem: RuleBroken) -> Answer:
    """The local times of which one is to be chosen: those suggested, or those free around one that is not."""
    times, nearest = problem.params.get("suggestions"), problem.params.get("nearest")
    answer: Answer = {}
    if isinstance(times, tuple):
        answer["suggestions"] = [f"{one:%Y-%m-%dT%H:%M}" for one in times if isinstance(one, datetime)]
    if isinstance(nearest, tuple):
        openings = (problem.params.get("before"), *nearest)
        answer["free"] = [f"{one.wall_start:%Y-%m-%dT%H:%M}" for one in openings if isinstance(one, Opening)]
    return answer


_INVALID = frozenset({"command.id", "hold.form", "time.form", "date.form", "action.unknown"})


def _kept_asking(clinic: Clinic, asked: Mapping[str, Any], command_id: str) -> Answer:
    """Run the command; when the connection was lost, ask for its own id again a few times before giving up."""
    for attempt in range(TRIES):
        try:
            return _VERBS[asked["do"]](clinic, asked, command_id)
        except Unavailable:
            if attempt == TRIES - 1:
                raise
            time.sleep(PAUSE_SECONDS * 2**attempt)
    raise Problem


def _read(line: str) -> dict[str, Any]:
    """The command of a line, with every option there is; ValueError says what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError("the line is too long")
    asked = json.loads(line)
    if not isinstance(asked, dict) or asked.get("do") not in _VERBS:
        raise ValueError(f"do is one of {', '.join(_VERBS)}")
    known = _KNOWN[asked["do"]]
    strange = asked.keys() - known.keys() - {"do", "command_id"}
    if strange:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}")
    for name, value in asked.items():
        if value is not None and not _fits(name, value):
            raise ValueError(f"{name} has a wrong type")
    needed = _NEEDED[asked["do"]]
    if asked["do"] == "book" and asked.get("request") is None and not asked.get("follows"):
        needed = ("consumer", "program" if asked.get("program") else "service", "center")
    missing = [name for name in needed if not asked.get(name)]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    return {**known, **asked}


_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("version", "request", "length"), int),
    **dict.fromkeys(("no_notify", "confirmed", "agreed", "now", "phone"), bool),
    **dict.fromkeys(("answer", "field", "suggest", "wanted"), list),
}
"""The options that are no texts."""


def _fits(name: str, value: object) -> bool:
    if isinstance(value, list):
        return _KINDS.get(name) is list and all(isinstance(one, str) for one in value)
    return isinstance(value, _KINDS.get(name, str))


def _book(clinic: Clinic, asked: Mapping[str, Any], command_id: str) -> Answer:
    options = argparse.Namespace(**asked, from_=asked["from"])
    booked = book_once(clinic, options, command_id)
    return {
        "outcome": "saved",
        "code": "",
        "appointment": show_code(booked.code),
        "version": booked.version,
        "request": booked.request_id,
    }


def _act(clinic: Clinic, asked: Mapping[str, Any], command_id: str) -> Answer:
    options = argparse.Namespace(**asked, cancel_class=asked["class"])
    acted = act_once(clinic, options, command_id)
    return {"outcome": "saved", "code": "", "appointment": asked["appointment"], "version": acted.version}


def _take_request(clinic: Clinic, asked: Mapping[str, Any], command_id: str) -> Answer:
    return _answered(take_once(clinic, argparse.Namespace(**asked), command_id))


def _accept_request(clinic: Clinic, asked: Mapping[str, Any], command_id: str) -> Answer:
    booked = accept_once(clinic, argparse.Namespace(**asked), command_id)
    return {
        "outcome": "saved",
        "code": "",
        "appointment": show_code(booked.code),
        "version": booked.version,
        "request": booked.request_id,
    }


def _decline_request(clinic: Clinic, asked: Mapping[str, Any], command_id: str) -> Answer:
    return _answered(decline_once(clinic, argparse.Namespace(**asked), command_id))


def _answered(saved: Requested) -> Answer:
    return {"outcome": "saved", "code": "", "request": saved.request_id, "version": saved.version}


def _hold(clinic: Clinic, asked: Mapping[str, Any], _command_id: str) -> Answer:
    choices = clinic.choices()
    center = by_code(choices.centers, asked["center"], "center")
    slot = HeldSlot(
        service_id=by_code(choices.services, asked["service"], "service").id,
        clinician_id=by_code(choices.clinicians, asked["clinician"], "clinician").id,
        start=local_start(asked["start"], center.zone),
    )
    held = clinic.holds.place(center.id, (slot,), asked["hold"])
    return {"outcome": "saved", "code": "", "hold": held.token, "until": held.until.isoformat()}


def _release(clinic: Clinic, asked: Mapping[str, Any], _command_id: str) -> Answer:
    clinic.holds.release(asked["hold"])
    return {"outcome": "saved", "code": "", "hold": asked["hold"]}


_VERBS: Mapping[str, Callable[[Clinic, Mapping[str, Any], str], Answer]] = {
    "book": _book,
    "act": _act,
    "hold": _hold,
    "release": _release,
    "take-request": _take_request,
    "accept-request": _accept_request,
    "decline-request": _decline_request,
}
