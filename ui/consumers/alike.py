"""Who a consumer that is typed may already be, as rows: the name, what tells them apart, and why."""

from collections.abc import Iterable

from frontdesk.services.duplicates import Duplicate
from frontdesk.texts import phone_text
from ui.texts import day_number, likeness_words
from ui.widgets import Row


def duplicate_rows(found: Iterable[Duplicate]) -> list[Row]:
    """One row for each, the likeliest first; its key is the consumer's id."""
    return [_row(one) for one in found]


def _row(one: Duplicate) -> Row:
    row = one.row
    facts = (day_number(row.birth_date) if row.birth_date else "", phone_text(row.phone), row.email)
    return Row(
        row.id,
        row.name,
        " \N{MIDDLE DOT} ".join(part for part in facts if part),
        right=likeness_words(one.why),
        icon="ph.user",
        right_colour="warning",
    )
