"""Why an action may not be taken on an appointment, as one sentence; what is allowed comes with its offers."""

from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from ui.texts import _, reason_text, status_word

MOVES = (Action.RESCHEDULE, Action.REASSIGN)
"""What moves an appointment to another time or clinician."""


def why_not_moved(view: AppointmentView, *actions: Action) -> str:
    """Why none of these actions (any that moves it, if none are named) may be taken; empty when one may."""
    offers = [offer for offer in view.offers if offer.action in (actions or MOVES)]
    if any(offer.allowed for offer in offers):
        return ""
    reason = next((reason_text(offer.why_not) for offer in offers if offer.why_not), "")
    if not reason:
        status = status_word(view.status, past=view.past)
        reason = _("Its status is {status}, which cannot be moved.").format(status=status)
    words = _("The appointment of {consumer} was not moved. {reason}")
    return words.format(consumer=view.consumer, reason=reason)
