"""Which actions a person may take, as they travel with a read model."""

from dataclasses import dataclass

from frontdesk.rules.words import Action


@dataclass(frozen=True, slots=True)
class Offer:
    """One action that the appointment's status knows: allowed, or not with the code of the reason.

    Actions that the status does not know at all are not offered.
    """

    action: Action
    allowed: bool = True
    why_not: str | None = None
    """Code of the reason, such as `not.yours` or `dose.later`, when it is not allowed."""
