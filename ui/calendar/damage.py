"""What is wrong with an appointment whose record cannot be read as it should, in words."""

from frontdesk.views.day import Damaged
from ui.texts import _


def damage_words(problem: str) -> str:
    """`its end is not after its start`, by the code of a damaged row."""
    return {
        "status.unknown": _("its status is unknown"),
        "modality.unknown": _("how it takes place is unknown"),
        "time.missing": _("its start or end is missing"),
        "time.reversed": _("its end is not after its start"),
        "time.unreadable": _("its times cannot be read"),
        "day.other": _("its time is on another day"),
        "wall.missing": _("its clock time is missing"),
        "wall.other": _("its clock time is another than its time"),
        "zone.unknown": _("its time zone is unknown"),
        "consumer.missing": _("the consumer is missing"),
        "service.missing": _("the service is missing"),
        "clinician.missing": _("the clinician is missing"),
        "room.missing": _("the room is missing"),
        "dose.missing": _("the dose of its program is missing"),
        "busy.wrong": _("the time it keeps busy is wrong"),
    }.get(problem, _("its record cannot be read"))


def damaged_line(damaged: Damaged) -> str:
    """`Damaged: Maria Silva, its start or end is missing`, of what no column can show."""
    who = damaged.consumer or damaged.service or damaged.code
    return _("Damaged: {who}, {what}").format(who=who, what=damage_words(damaged.problem))
