"""The errors a person can meet; lower layers raise codes, sentences are made in `frontdesk.texts`."""

from collections.abc import Mapping
from datetime import datetime


class Problem(Exception):  # noqa: N818  # the word of the product: a problem may be nobody's error
    """Something that kept an action from happening, as a code with parameters, never as a sentence."""


class RuleBroken(Problem):
    """A rule said no; the person can mend it.

    `code` names the rule (`slot.taken`), `params` fills its sentence, `fields` are the form fields it is about.
    """

    def __init__(self, code: str, /, *, fields: tuple[str, ...] = (), **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params
        self.fields = fields

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}" if self.params else self.code


class ChangedElsewhere(Problem):
    """The thing was changed by somebody else since the caller saw it.

    `changes` maps each field to what it was and what it is now; `by` is the person's name, `at` the UTC instant.
    """

    def __init__(
        self, *, seen: int, now: int, by: str, at: datetime, changes: Mapping[str, tuple[object, object]]
    ) -> None:
        super().__init__("changed.elsewhere")
        self.code = "changed.elsewhere"
        self.seen = seen
        self.now = now
        self.by = by
        self.at = at
        self.changes = changes


class Unavailable(Problem):
    """Something outside does not answer (database, disk, printer): wait or try again; nothing was saved by half."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}" if self.params else self.code
