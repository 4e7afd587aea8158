"""What a channel says of one message that it was given: sent, refused, or that nothing can be sent at all now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side took it over."""


@dataclass(frozen=True, slots=True)
class Refused:
    """This message was not taken over, or nobody knows whether it was (then with `for_good` False).

    `reason` is what the other side said, or a code of `frontdesk.sentences`. `for_good`: trying again helps nothing.
    """

    reason: str
    for_good: bool


@dataclass(frozen=True, slots=True)
class Away:
    """The other side cannot be used now, whichever the message: `code` says why, `reason` is what it said.

    `broke`: it went away in the middle of this message, before it was taken over; then the message may be the cause.
    """

    code: str
    reason: str
    broke: bool = False


Outcome = Sent | Refused | Away
