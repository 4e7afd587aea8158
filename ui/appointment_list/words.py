"""What the lists of appointments say: their tabs, their columns, their states."""

from datetime import datetime
from functools import lru_cache

from frontdesk.rules.words import Status
from frontdesk.texts import phone_text
from frontdesk.views.lists import SORTABLE, ListRow, Narrow, Sort, Tab
from ui.texts import StatusLook, _, modality_word, ngettext, number_words, status_look


def tab_word(tab: Tab) -> str:
    """What the tab says."""
    return {
        Tab.REQUESTS: _("Requests"),
        Tab.UPCOMING: _("Upcoming"),
        Tab.PAST: _("Past"),
        Tab.COMPLETED: _("Completed"),
        Tab.CANCELLED: _("Cancelled"),
    }[tab]


def sort_word(sort: Sort) -> str:
    """The heading of a column, and what the list is sorted by."""
    return {
        Sort.WHEN: _("When"),
        Sort.CONSUMER: _("Consumer"),
        Sort.SERVICE: _("Service"),
        Sort.CLINICIAN: _("Clinician"),
        Sort.CENTER: _("Center"),
        Sort.STATUS: _("Status"),
        Sort.BOOKED: _("Booked"),
    }[sort]


def too_long_words() -> str:
    """Why a long list has not every order."""
    return _("Narrow the list to {count} rows to sort by this.").format(count=number_words(SORTABLE))


def who_words(row: ListRow) -> str:
    """The phone number, or the short code of somebody without one."""
    code = f"{row.code[:3]}-{row.code[3:]}" if len(row.code) == 6 else row.code
    return _phone(row.phone) if row.phone else code


@lru_cache(maxsize=2000)
def _phone(number: str) -> str:
    """Remembered, since to part a number takes longer than to paint it."""
    return phone_text(number)


def what_words(row: ListRow) -> str:
    """Which dose, and how they meet where that is not in person."""
    parts = [_("Dose {number}").format(number=row.dose)] if row.dose else []
    if row.modality.value != "in-person":
        parts.append(modality_word(row.modality))
    return " · ".join(parts)


def beside_words(row: ListRow, now: datetime) -> str:
    """What else is to be known beside the status at an instant (aware): that the consumer is asked, and is too late."""
    is_asked = row.status is Status.PENDING
    is_overdue = is_asked and row.answer_by is not None and row.answer_by <= now
    said = (
        (_("Overdue answer"), is_overdue),
        (_("Awaits answer"), is_asked and not is_overdue),
        (_("Late"), row.late),
        (_("Overbooked"), row.overbooked),
    )
    return " · ".join(word for word, holds in said if holds)


def look(row: ListRow, *, past: bool) -> StatusLook:
    """Word, icon and colour of the row's status; who did not show has the short word, since the tab says the rest."""
    found = status_look(row.status, past=past)
    if row.status.value == "noshow":
        return StatusLook(_("Didn't show"), found.icon, found.colour)
    return found


def narrowed_by(narrow: Narrow) -> int:
    """How many filters are set, but for the center and the clinician, which are the scope's."""
    given = (narrow.service_id, narrow.modality, narrow.first_day, narrow.last_day)
    return sum(value is not None for value in given) + narrow.late + narrow.overbooked


def empty_words(tab: Tab, *, typed: str, narrowed: bool) -> tuple[str, str]:
    """Title and sentence where a tab has no rows."""
    if typed:
        title = _("Nothing found for “{typed}” in {tab}").format(typed=typed, tab=tab_word(tab))
        return title, _("Parts of the name in any order, a phone number, a user ID or the short code are looked for.")
    if narrowed:
        return _("Nothing fits the filter"), _("Take the filter away to see the others.")
    return {
        Tab.REQUESTS: (_("No requests"), _("Appointments that wait for an answer stand here.")),
        Tab.UPCOMING: (_("Nothing ahead"), _("Appointments stand here as soon as they are booked.")),
        Tab.PAST: (
            _("All is settled"),
            _("What ended without an outcome stands here until it has one."),
        ),
        Tab.COMPLETED: (_("Nothing completed yet"), _("Completed appointments, and who didn't show, stand here.")),
        Tab.CANCELLED: (_("Nothing cancelled"), _("Cancelled appointments stand here.")),
    }[tab]


def total_words(tab: Tab, total: int) -> str:
    """12 unresolved, or 12 appointments."""
    shown = number_words(total)
    if tab is Tab.PAST:
        return ngettext("{count} to settle", "{count} to settle", total).format(count=shown)
    return ngettext("{count} appointment", "{count} appointments", total).format(count=shown)
