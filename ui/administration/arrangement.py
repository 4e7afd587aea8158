"""The fields of a form while somebody arranges them: those that show in their order, then those that do not."""

from dataclasses import replace
from typing import Final

from frontdesk.rules.words import QuestionKind
from frontdesk.views.form_layout import FIXED, FieldLayout, Layout

_NEW: Final = "new-"
"""Begins the code of a field until it is saved, by which it gets its own."""


class Arrangement:
    """Begins with a layout as it was `seen`; nothing is saved here."""

    def __init__(self, layout: Layout = ()) -> None:
        self.seen = layout
        self.fields: list[FieldLayout] = [*layout]
        self._count = 0
        self._order()
        self._before = self.wanted()

    def shown(self) -> list[FieldLayout]:
        """The fields that the form shows, in order."""
        return [one for one in self.fields if one.shown]

    def hidden(self) -> list[FieldLayout]:
        """The others."""
        return [one for one in self.fields if not one.shown]

    def field(self, code: object) -> FieldLayout | None:
        """The field of that code."""
        return next((one for one in self.fields if one.code == code), None)

    def changed(self) -> bool:
        """Whether anything is other than it was."""
        return self.wanted() != self._before

    def wanted(self) -> Layout:
        """The layout as it is to be saved; a new field has no code."""
        return tuple(replace(one, code="" if one.code.startswith(_NEW) else one.code) for one in self.fields)

    def add(self, kind: QuestionKind) -> str:
        """Put a new field of the clinic's own last in the form; returns its code."""
        self._count += 1
        made = FieldLayout(f"{_NEW}{self._count}", kind=kind)
        self.fields.append(made)
        self._order()
        return made.code

    def move(self, code: str, step: int) -> bool:
        """Move a field by so many places among those that show; False where there is no such place."""
        shown = self.shown()
        one = self.field(code)
        if one is None or not one.shown or not 0 <= (place := shown.index(one) + step) < len(shown):
            return False
        shown.remove(one)
        shown.insert(place, one)
        self.fields = shown + self.hidden()
        return True

    def toggle(self, code: str) -> bool:
        """Show a field that did not, last in the form, or the other way round; False where it always shows."""
        one = self.field(code)
        if one is None or one.code in FIXED:
            return False
        self.fields.remove(one)
        self.fields.append(replace(one, shown=not one.shown, required=False))
        self._order()
        return True

    def put(self, changed: FieldLayout) -> None:
        """Let a field be so."""
        self.fields = [changed if one.code == changed.code else one for one in self.fields]

    def take_newer(self, layout: Layout) -> None:
        """What was put together stays; what others saved meanwhile is what was seen, and their new fields come in."""
        mine, ids = {one.code for one in self.fields}, {one.code: one.id for one in layout}
        self.fields = [replace(one, id=ids.get(one.code, one.id)) for one in self.fields]
        self.fields += [one for one in layout if one.code not in mine]
        self._order()
        self.seen, self._before = layout, Arrangement(layout).wanted() if layout != self.seen else self._before

    def _order(self) -> None:
        self.fields.sort(key=lambda one: not one.shown)
