"""The fields that appointments share with other systems: added, renamed, put in order, taken out of use."""

from collections.abc import Sequence
from typing import Final

from frontdesk.database.tables import MetadataField
from frontdesk.services.desk import Desk, Work
from frontdesk.services.named_lists import Lines, NamedLine, NamedList, checked_lines, read_lines, told, write_lines
from frontdesk.services.saved_settings import changed_set_up, hold_set_up, note_set_up
from frontdesk.services.schedule_forms import Saved

MOST_FIELDS: Final = 40
_KEPT: Final = NamedList(MetadataField, MOST_FIELDS, taken="form.name-taken")
_KEY: Final = "metadata fields"


class MetadataFields:
    """What an administrator does with the fields. One that is not active keeps its values and shows nowhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> Lines:
        """All fields in their order, those that are not in use too."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_lines(connection, _KEPT)

    def save(self, fields: Sequence[NamedLine], seen: Sequence[NamedLine], command_id: str) -> Saved:
        """Save the fields in this order; `seen` is what the screen showed before.

        Raises RuleBroken at `fields.<place>.name`: `text.*`, `form.name-taken`; `form.too-many`, `form.fields` when one
        was left out, `not.your-role`; ChangedElsewhere when somebody changed them meanwhile.
        """
        wanted, before = tuple(fields), tuple(seen)
        return self._desk.command(command_id, Saved, lambda work: _save(work, wanted, before))


def _save(work: Work, fields: Lines, seen: Lines) -> Saved:
    hold_set_up(work)
    before = read_lines(work.connection, _KEPT)
    if before != seen:
        raise changed_set_up(work, [_KEY], {_KEY: (told(seen), told(before))})
    wanted = checked_lines(_KEPT, fields, before)
    if wanted == before:
        return note_set_up(work, {})
    write_lines(work, _KEPT, wanted)
    return note_set_up(work, {_KEY: [told(before), told(wanted)]})
