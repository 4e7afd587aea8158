"""Why a clinician cannot take a time, in a few words, by the kind of what stands in the way."""

from ui.texts import _


def why_words(code: str) -> str:
    """Of somebody else: "Does not work then"; empty for a kind that has no words here."""
    return {
        "past": _("The time is over"),
        "notice": _("Too soon"),
        "too-far": _("Too far ahead"),
        "not-able": _("Does not give this service"),
        "outside-hours": _("Does not work then"),
        "leave": _("On leave"),
        "block": _("Blocked"),
        "closure": _("The center is closed"),
        "room-full": _("No room is free"),
        "held": _("Held at another desk"),
        "consumer-busy": _("The consumer has something else then"),
        "clinician-busy": _("Has something else then"),
    }.get(code, "")


def own_why_words(code: str) -> str:
    """The same said to the clinician: "You do not work then"."""
    return {
        "not-able": _("You do not give this service"),
        "outside-hours": _("You do not work then"),
        "leave": _("You are on leave"),
        "clinician-busy": _("You have something else then"),
    }.get(code, "") or why_words(code)
