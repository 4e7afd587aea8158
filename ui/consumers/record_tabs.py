"""The tabs of a consumer's page: key, words, icon, and what it means that nothing is there."""

from dataclasses import dataclass

from ui.texts import _


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `what` names its list for screen readers."""

    key: str
    word: str
    what: str
    icon: str
    empty: tuple[str, str]


def tabs() -> tuple[Tab, ...]:
    """All of them, in their order."""
    return (
        Tab(
            "upcoming",
            _("Upcoming"),
            _("Upcoming appointments"),
            "ph.calendar-blank",
            (_("Nothing is booked"), _("Book one with the button above.")),
        ),
        Tab(
            "past",
            _("Past"),
            _("Past appointments"),
            "ph.clock-counter-clockwise",
            (_("No past appointments"), _("What is over stands here, with what became of it.")),
        ),
        Tab(
            "requests",
            _("Requests"),
            _("Requests"),
            "ph.chat-teardrop-text",
            (_("No requests"), _("What was asked for, with or without a time, stands here.")),
        ),
        Tab(
            "messages",
            _("Messages"),
            _("Messages"),
            "ph.envelope-simple",
            (_("No messages"), _("What is written to the consumer stands here, with whether it went out.")),
        ),
        Tab(
            "history",
            _("History"),
            _("History"),
            "ph.list",
            (_("No history"), _("What is changed in the record stands here.")),
        ),
    )
