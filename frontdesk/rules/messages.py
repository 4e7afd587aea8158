"""What each kind of message carries: which links, which invitation, whether the confirmation is attached."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from frontdesk.rules.words import Action, MessageKind, StaffMessage

_K, _A = MessageKind, Action


class Invitation(StrEnum):
    """What an attached iCalendar invitation says (METHOD of RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Carries:
    """`links` are the actions that its link allows; `tells_state`: a later such message tells all that it would."""

    links: frozenset[Action] = frozenset()
    invitation: Invitation | None = None
    confirmation: bool = False
    """The printed confirmation is attached, its QR code stands in the mail."""
    tells_state: bool = True


_CHANGE: Final = frozenset({_A.CANCEL, _A.CONSUMER_SUGGESTS})
_ANSWER: Final = _CHANGE | {_A.CONSUMER_ACCEPTS}
_CONFIRM: Final = _CHANGE | {_A.CONSUMER_CONFIRMS}
_STANDS: Final = Carries(_CONFIRM, Invitation.REQUEST, confirmation=True)
_ASKS: Final = Carries(_ANSWER, Invitation.REQUEST)

CARRIES: Final[dict[MessageKind | StaffMessage, Carries]] = {
    _K.CONFIRMATION: _STANDS,
    _K.RESCHEDULED: Carries(_CHANGE, Invitation.REQUEST, confirmation=True),
    _K.REASSIGNED: _STANDS,
    _K.REQUEST_RECEIVED: Carries(frozenset({_A.CANCEL})),
    _K.NEW_TIME_PROPOSED: _ASKS,
    _K.SLOT_OFFERED: Carries(_ANSWER | {_A.CONSUMER_DECLINES}, Invitation.REQUEST),
    _K.ASKED_TO_RESCHEDULE: Carries(_CHANGE),
    _K.SUGGESTION_RECEIVED: Carries(frozenset({_A.CANCEL})),
    _K.WAITING_LIST: Carries(frozenset({_A.CANCEL}), Invitation.CANCEL),
    _K.CANCELLED: Carries(invitation=Invitation.CANCEL),
    _K.DECLINED: Carries(invitation=Invitation.CANCEL),
    _K.REMINDER: Carries(_CONFIRM, confirmation=True, tells_state=False),
    _K.FOLLOW_UP: Carries(frozenset({_A.CONFIRM_COMPLETION}), tells_state=False),
    _K.MESSAGE: Carries(tells_state=False),
    **dict.fromkeys(StaffMessage, Carries(tells_state=False)),
}
"""By kind."""
