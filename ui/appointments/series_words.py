"""What is said of a series: its place and rhythm, what an action does with each of it, and what was done."""

from datetime import date

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, SeriesScope, SeriesUnit
from frontdesk.services.series_forms import SeriesAct
from frontdesk.texts import obstacle
from frontdesk.views.appointment import AppointmentView, SeriesPlace
from frontdesk.views.series import SeriesLine
from ui.problems import sentence
from ui.texts import _, moment, ngettext, status_look


def rhythm(every: int, unit: SeriesUnit) -> str:
    """Every week, every 3 days."""
    if unit is SeriesUnit.WEEK:
        return ngettext("every week", "every {count} weeks", every).format(count=every)
    return ngettext("every day", "every {count} days", every).format(count=every)


def place_words(place: SeriesPlace) -> str:
    """3 of 8, every week."""
    words = _("{position} of {count}, {rhythm}")
    return words.format(position=place.position, count=place.count, rhythm=rhythm(place.every, place.unit))


def scope_word(scope: SeriesScope) -> str:
    """Which of a series is meant, on a button."""
    words = {
        SeriesScope.ONE: _("This one"),
        SeriesScope.FOLLOWING: _("This and later"),
        SeriesScope.ALL: _("All"),
    }
    return words[scope]


def when_line(line: SeriesLine, today: date) -> str:
    """When it is: Tue 1 Dec, 11:00."""
    return moment(line.wall_start, today=today) if line.wall_start else _("no time yet")


def stays_words(line: SeriesLine) -> str:
    """How one stands that the action is not for."""
    if line.stays == "move.same-clinician":
        return _("has it already")
    return status_look(line.status, past=line.past).word


def refused_words(line: SeriesLine, action: Action) -> str:
    """Why the action cannot be taken on one: the first thing in its way by name, and how many more there are."""
    blocking = [one for one in line.obstacles if one.blocks]
    if not blocking:
        return sentence(RuleBroken(line.why, wall=line.new_wall or line.wall_start, status=line.status, action=action))
    words = obstacle(blocking[0])
    if more := len(blocking) - 1:
        words += ngettext(", and {count} more thing", ", and {count} more things", more).format(count=more)
    return words[:1].upper() + words[1:]


def series_notice(acted: SeriesAct, view: AppointmentView, count: int) -> str:
    """What the notice says after an act on several of a series."""
    words = {
        Action.CANCEL: ngettext("{count} appointment of {consumer} is cancelled.",
                                "{count} appointments of {consumer} are cancelled.", count),
        Action.RESCHEDULE: ngettext("{count} appointment of {consumer} is moved.",
                                    "{count} appointments of {consumer} are moved.", count),
        Action.REASSIGN: ngettext("{count} appointment of {consumer} has another clinician.",
                                  "{count} appointments of {consumer} have another clinician.", count),
    }  # fmt: skip
    return words[acted.act.action].format(count=count, consumer=view.consumer)
