"""How an appointment that a change breaks is told: who, what, when, with whom, by what; and what became of it."""

from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import Problem
from frontdesk.services.schedule_forms import Settled, Settling
from frontdesk.texts import phone_text
from frontdesk.views.schedules import Broken
from ui.problems import sentence
from ui.texts import _, day_short, moment, moment_range, ngettext, time_range
from ui.widgets import Row


def kind_word(kind: ConflictKind) -> str:
    """What breaks it, in a word or two."""
    return {
        ConflictKind.OUTSIDE_HOURS: _("Outside working hours"),
        ConflictKind.LEAVE: _("Leave"),
        ConflictKind.BLOCK: _("Blocked time"),
        ConflictKind.CLOSURE: _("Center closed"),
        ConflictKind.ROOM_FULL: _("No room"),
        ConflictKind.NOT_ABLE: _("Not given by this clinician"),
        ConflictKind.CLINICIAN_BUSY: _("Overlaps another appointment"),
        ConflictKind.CONSUMER_BUSY: _("Consumer has another appointment"),
        ConflictKind.HELD: _("Being booked at another desk"),
        ConflictKind.PAST: _("In the past"),
        ConflictKind.NOTICE: _("Too soon for the service"),
        ConflictKind.TOO_FAR: _("Too far ahead for the service"),
    }[kind]


def broken_row(broken: Broken) -> Row:
    """One line of the list before anything was done."""
    about = (broken.service, broken.clinician, phone_text(broken.phone))
    by = " · ".join(kind_word(kind) for kind in broken.kinds)
    when = moment_range(broken.wall_start, broken.wall_end)
    line = " · ".join(part for part in about if part)
    return Row(broken.appointment_id, broken.consumer, line, when, by, "ph.warning", "warning", right_colour="text")


def settled_row(broken: Broken, settled: Settled, how: Settling) -> Row:
    """One line after it was settled: what became of it."""
    return Row(
        broken.appointment_id,
        broken.consumer,
        settled_words(settled, how),
        moment(broken.wall_start),
        broken.service,
        "ph.check-circle",
        "good",
        right_colour="text",
    )


def settled_words(settled: Settled, how: Settling) -> str:
    """What became of an appointment."""
    if how is Settling.CANCEL:
        return _("Cancelled")
    if how is Settling.REASSIGN:
        return _("Given to {clinician}").format(clinician=settled.clinician)
    return _("Moved to {when}, {clinician}").format(when=moment(settled.wall_start), clinician=settled.clinician)


def failed_row(broken: Broken, problem: Problem) -> Row:
    """One line after it could not be settled, and why."""
    return Row(
        broken.appointment_id,
        broken.consumer,
        sentence(problem),
        moment(broken.wall_start),
        broken.service,
        "ph.x-circle",
        "danger",
        right_colour="text",
    )


def title_words(total: int, removed: str) -> str:
    """How many appointments a change breaks; `removed` is what is said of what goes, empty where nothing does."""
    if not total:
        return _("Remove it?") if removed else _("No appointment is touched")
    return ngettext(
        "{count} booked appointment no longer fits", "{count} booked appointments no longer fit", total
    ).format(count=total)


def accept_words(how: Settling | None, count: int, verb: str) -> str:
    """What the button says: "Save", "Save and move 3", "Move 3"; `verb` is empty where nothing is to be saved."""
    if how is None:
        return verb or _("Leave them")
    words = {
        Settling.MOVE: _("Move {count}"),
        Settling.REASSIGN: _("Give away {count}"),
        Settling.CANCEL: _("Cancel {count}"),
    }[how].format(count=count)
    return _("{verb} and {does}").format(verb=verb, does=words[:1].lower() + words[1:]) if verb else words


def span_words(broken: tuple[Broken, ...]) -> str:
    """From when to when the appointments are: one day with its times, or the first and the last day."""
    if not broken:
        return ""
    first, last = min(one.wall_start for one in broken), max(one.wall_end for one in broken)
    if first.date() == last.date():
        return f"{day_short(first.date())}, {time_range(first, last)}"
    return _("{first} to {last}").format(first=day_short(first.date()), last=day_short(last.date()))
