"""What the sheet of many at once says: its rows before and after, its buttons, how far it is."""

from collections.abc import Iterable

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, Status
from frontdesk.services.many_forms import Outcome, Result
from frontdesk.views.many import Candidate
from ui.problems import sentence
from ui.texts import _, moment, moment_range, ngettext, number_words, status_word
from ui.widgets import Row

FAILED = (Outcome.REFUSED, Outcome.UNKNOWN)


def action_choices() -> tuple[tuple[Action, str], ...]:
    """What can be done with many, as it is chosen."""
    return (Action.CANCEL, _("Cancel")), (Action.RESCHEDULE, _("Move")), (Action.REASSIGN, _("Reassign"))


def class_choices() -> tuple[tuple[CancelClass, str], ...]:
    """Whom it lies with that many are cancelled; the clinic first."""
    return (CancelClass.CLINIC, _("Clinic")), (CancelClass.CONSUMER, _("Consumer")), (CancelClass.OTHER, _("Other"))


def accept_words(action: Action, count: int) -> str:
    """The one prominent button: it names what is done and with how many."""
    if not count:
        return {
            Action.CANCEL: _("Cancel appointments"),
            Action.RESCHEDULE: _("Move appointments"),
            Action.REASSIGN: _("Reassign appointments"),
        }[action]
    words = {
        Action.CANCEL: ngettext("Cancel {count} appointment", "Cancel {count} appointments", count),
        Action.RESCHEDULE: ngettext("Move {count} appointment", "Move {count} appointments", count),
        Action.REASSIGN: ngettext("Reassign {count} appointment", "Reassign {count} appointments", count),
    }
    return words[action].format(count=number_words(count))


def again_words(left: Iterable[Result]) -> str:
    """The same once it was tried: those that failed are tried again, those that were not begun are gone on with."""
    outcomes = [one.outcome for one in left]
    failed = sum(one in FAILED for one in outcomes)
    if failed < len(outcomes):
        words = ngettext("Go on with the {count} left", "Go on with the {count} left", len(outcomes))
        return words.format(count=len(outcomes))
    words = ngettext("Try again with the {count} that failed", "Try again with the {count} that failed", failed)
    return words.format(count=failed)


def chosen_words(ticked: int, able: int, unable: int) -> str:
    """How many of those are meant, and how many cannot be."""
    words = [_("{count} of {all} chosen").format(count=ticked, all=able)]
    if unable:
        words.append(ngettext("{count} cannot be chosen", "{count} cannot be chosen", unable).format(count=unable))
    return " · ".join(words)


def progress_words(done: int, whole: int) -> str:
    """How far it is."""
    return _("{done} of {all}…").format(done=done, all=whole)


def outcome_words(results: Iterable[Result]) -> str:
    """31 done, 3 refused, 2 not begun."""
    outcomes = [one.outcome for one in results]
    done = sum(one in (Outcome.DONE, Outcome.ALREADY) for one in outcomes)
    words = [ngettext("{count} done", "{count} done", done).format(count=done)]
    for outcome, said in (
        (Outcome.REFUSED, _("{count} refused")),
        (Outcome.UNKNOWN, _("{count} not known")),
        (Outcome.LEFT, _("{count} not begun")),
    ):
        if count := outcomes.count(outcome):
            words.append(said.format(count=count))
    return ", ".join(words)


def candidate_row(one: Candidate, action: Action, *, ticked: bool) -> Row:
    """Who, what, with whom and when, ticked or not; or why it cannot be."""
    when = _when(one)
    about = _about(one)
    if one.why_not is not None:
        why = why_not_words(one, action)
        return Row(one.id, one.consumer, why, when, one.service, "ph.prohibit", "muted", right_whole=True)
    mark, spoken = ("ph.check-square", _("chosen")) if ticked else ("ph.square", _("not chosen"))
    beside = _beside(one)
    told = ", ".join(part for part in (spoken, one.consumer, about, when, beside) if part)
    colour = "accent" if ticked else "muted"
    return Row(
        one.id, one.consumer, about, when, beside, mark, colour, spoken=told, right_colour="text", right_whole=True
    )


def result_row(one: Candidate, action: Action, result: Result) -> Row:
    """What became of it."""
    looks = {
        Outcome.DONE: ("ph.check-circle", "good", _done(action, result)),
        Outcome.ALREADY: ("ph.check-circle", "good", _("Cancelled with its first dose")),
        Outcome.LEFT: ("ph.minus-circle", "muted", _("Not begun; nothing was changed")),
    }
    mark, colour, words = looks.get(result.outcome, ("ph.x-circle", "danger", problem_words(result)))
    when = _when(one)
    return Row(one.id, one.consumer, words, when, one.service, mark, colour, right_colour="text", right_whole=True)


def why_not_words(one: Candidate, action: Action) -> str:
    """Why it cannot be: Arrived: cannot be moved."""
    if one.why_not != "not.from-here":
        return sentence(RuleBroken(one.why_not or "", status=one.status, action=action))
    words = {
        Action.CANCEL: _("{status}: cannot be cancelled"),
        Action.RESCHEDULE: _("{status}: cannot be moved"),
        Action.REASSIGN: _("{status}: cannot be reassigned"),
    }
    return words[action].format(status=status_word(one.status, past=one.past))


def problem_words(result: Result) -> str:
    """Why it was refused, or that nobody knows."""
    if result.outcome is Outcome.UNKNOWN:
        return _("Not known whether it was done: the database does not answer")
    return "" if result.problem is None else sentence(result.problem)


def _done(action: Action, result: Result) -> str:
    if action is Action.CANCEL:
        return _("Cancelled")
    if action is Action.REASSIGN:
        return _("Given to {clinician}").format(clinician=result.clinician)
    if result.wall_start is None:
        return _("Moved")
    return _("Moved to {when}, {clinician}").format(when=moment(result.wall_start), clinician=result.clinician)


def _about(one: Candidate) -> str:
    dose = _("Dose {number}").format(number=one.dose) if one.dose else ""
    return " · ".join(part for part in (one.service, dose, one.clinician) if part)


def _when(one: Candidate) -> str:
    if one.wall_start is None or one.wall_end is None:
        return _("No time yet")
    return moment_range(one.wall_start, one.wall_end)


def _beside(one: Candidate) -> str:
    parts = [] if one.status is Status.BOOKED and not one.past else [status_word(one.status, past=one.past)]
    return " · ".join([*parts, *([] if one.has_email else [_("No e-mail address")])])
