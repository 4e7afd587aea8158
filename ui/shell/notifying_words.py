"""What a call to the person at the desk says: one thing by name, several counted."""

from collections.abc import Sequence

from frontdesk.rules.words import StaffMessage
from frontdesk.views.alerts import Alert
from ui.texts import _, moment, ngettext

_DOT = " \N{MIDDLE DOT} "


def alert_words(alerts: Sequence[Alert]) -> tuple[str, str]:
    """Title and text; several kinds at once are each counted."""
    kinds = list(dict.fromkeys(one.kind for one in alerts))
    if len(alerts) == 1:
        return _title(alerts[0]), _one(alerts[0])
    if len(kinds) > 1:
        return _("Something waits for you"), _DOT.join(_counted(kind, alerts) for kind in kinds)
    names = _DOT.join(dict.fromkeys(one.consumer for one in alerts[:3]))
    more = len(alerts) - 3
    return _counted(kinds[0], alerts), f"{names} …" if more > 0 else names


def _title(one: Alert) -> str:
    if one.kind is StaffMessage.REQUEST_ESCALATED:
        return _("Nobody has taken this request")
    if one.kind is StaffMessage.TASK_REJECTED:
        return _("Rejected, to dispatch again")
    return _("New request to you") if one.to_me else _("New request")


def _one(one: Alert) -> str:
    when = "" if one.wall_start is None else moment(one.wall_start)
    return _DOT.join(part for part in (one.consumer, one.wanted, when) if part)


def _counted(kind: StaffMessage, alerts: Sequence[Alert]) -> str:
    count = sum(one.kind is kind for one in alerts)
    if kind is StaffMessage.REQUEST_ESCALATED:
        words = ngettext("{count} request that nobody took", "{count} requests that nobody took", count)
    elif kind is StaffMessage.TASK_REJECTED:
        words = ngettext("{count} task rejected", "{count} tasks rejected", count)
    else:
        words = ngettext("{count} new request", "{count} new requests", count)
    return words.format(count=count)
