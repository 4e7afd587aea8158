"""Asks for what the list shows, aside: its beginning, its outline, the pages looked at, and how many there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.lists import PAGE, ListRow, Narrow, Outline, Tab, Wish
from ui.shell.context import Context

_LANE = "lists"
_COUNTS = "counts"
"""To count a million rows takes a moment; what a person looks at is read beside it."""
_KNOWN = 24
Pages = Mapping[int, Sequence[ListRow]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to show: of a list just begun only its first rows, and no outline."""

    wish: Wish
    total: int
    pages: Pages
    outline: Outline | None


class ListReader(QObject):
    """`begun` with another list, `renewed` with the same one as it is now, `came` with pages, `counted` by tab."""

    begun = Signal(object)
    renewed = Signal(object)
    outlined = Signal(object)
    came = Signal(object)
    counted = Signal(object)
    failed = Signal(object)
    unresolved = Signal(int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._lists = context.clinic.lists
        self._known: dict[Wish, Outline] = {}
        self._totals: dict[Tab, int] = {}
        self._narrow: tuple[Narrow, str] | None = None
        self.wish = Wish(Tab.UPCOMING)
        self.outline: Outline | None = None
        self._is_beginning = False
        """Another list was asked for and is not there yet."""

    def show(self, wish: Wish) -> None:
        """Another list: what is known of it at once, else its beginning first."""
        other = (wish.narrow, wish.typed) != self._narrow
        if other:
            self._narrow = (wish.narrow, wish.typed)
            self._totals = {}
            self._known = {}
        self.wish, self.outline, self._is_beginning = wish, None, True
        expected, known = self._totals.get(wish.tab), self._known.get(wish)
        lists = self._lists
        self._context.tasks.drop("lists.outline")
        if wish.typed:
            self._run(lambda: _searched(lists.search(wish), wish, lists.page), self._searched, "lists.show")
        elif known is not None:
            self._run(lambda: _paged(known, (0,), lists.page), self._begun, "lists.show")
        else:
            self._run(lambda: _started(wish, lists.begin(wish, expected), expected), self._begun, "lists.show")

    def renew(self, changes: Changes, pages: Iterable[int]) -> None:
        """The list as it is after these changes, with the pages that show; the counts follow.

        One that is not there yet is begun again: what was known of it, and of the others, is old.
        """
        if self._is_beginning:
            self._narrow = None
            self.show(self.wish)
            return
        wish, one, wanted, lists = self.wish, self.outline, tuple(pages), self._lists

        def work() -> Answer:
            if wish.typed:
                again = lists.search(wish)[wish.tab]
            else:
                again = lists.outline(wish) if one is None else lists.renewed(one, changes)
            return _paged(again, wanted, lists.page)

        self._run(work, self._renewed, "lists.show")
        others = {key: known for key, known in self._known.items() if key != wish}
        self._known = {}
        if not wish.typed:
            self._renew_others(others, changes)
            self._count_others()

    def want(self, pages: Iterable[int]) -> None:
        """Read these pages; of pages asked for while others are under way only the last are read."""
        one, wanted = self.outline, tuple(pages)
        if one is not None:
            page = self._lists.page
            self._run(lambda: (one, {number: page(one, number) for number in wanted}), self._came, "lists.page")

    def count_unresolved(self, center_id: int) -> None:
        """How many of a center's appointments have ended without an outcome."""
        lists, wish = self._lists, Wish(Tab.PAST, Narrow(center_id=center_id))
        tell, keep = self._tell_unresolved, lambda _problem: None
        self._context.tasks.run(lambda: lists.outline(wish).total, tell, keep, key="lists.unresolved")

    def total(self, tab: Tab) -> int | None:
        """How many rows a tab has, as far as that is known."""
        return self._totals.get(tab)

    def _run(self, work: Callable[[], object], done: Callable[..., None], key: str) -> None:
        self._context.tasks.run(work, done, self._failed, lane=_LANE, key=key)

    def _tell_unresolved(self, count: int) -> None:
        self.unresolved.emit(count)

    def _failed(self, problem: Problem) -> None:
        self._is_beginning = False
        self.failed.emit(problem)

    def _searched(self, found: tuple[Answer, dict[Tab, int]]) -> None:
        answer, self._totals = found
        self.counted.emit(dict(self._totals))
        self._begun(answer)

    def _begun(self, answer: Answer) -> None:
        self.wish, self._is_beginning = answer.wish, False
        if answer.outline is not None:
            self._take(answer.outline)
        self.begun.emit(answer)
        if answer.outline is None:
            lists, wish = self._lists, answer.wish
            self._context.tasks.run(
                lambda: lists.outline(wish), self._outlined, self._failed, lane=_COUNTS, key="lists.outline"
            )
        if not self.wish.typed:
            self._count_others()

    def _outlined(self, one: Outline) -> None:
        self._take(one)
        self.outlined.emit(one)

    def _renewed(self, answer: Answer) -> None:
        if answer.outline is not None:
            self._take(answer.outline)
        self.renewed.emit(answer)

    def _take(self, one: Outline) -> None:
        self.outline = one
        if not one.wish.typed:
            self._remember(one)
        self._say_total(one)

    def _remember(self, one: Outline) -> None:
        self._known[one.wish] = one
        while len(self._known) > _KNOWN:
            del self._known[next(iter(self._known))]

    def _say_total(self, one: Outline) -> None:
        self._totals[one.wish.tab] = one.total
        self.counted.emit(dict(self._totals))

    def _came(self, found: tuple[Outline, Pages]) -> None:
        if found[0] is self.outline:
            self.came.emit(found[1])

    def _count_others(self) -> None:
        """How many there are in the tabs that do not show, one after the other."""
        lists, narrow = self._lists, self.wish.narrow
        for tab in Tab:
            wish = Wish(tab, narrow)
            if tab is not self.wish.tab and tab not in self._totals:
                self._context.tasks.run(
                    partial(lists.outline, wish),
                    self._counted,
                    self._failed,
                    lane=_COUNTS,
                    key=f"lists.count.{tab.value}",
                )

    def _counted(self, one: Outline) -> None:
        if (one.wish.narrow, "") == self._narrow:
            self._remember(one)
            self._say_total(one)

    def _renew_others(self, others: Mapping[Wish, Outline], changes: Changes) -> None:
        """The other lists that are known, of each tab one: what is not renewed is forgotten."""
        lists = self._lists
        for tab, one in {known.wish.tab: known for known in others.values()}.items():
            self._context.tasks.run(
                partial(lists.renewed, one, changes),
                self._counted,
                self._failed,
                lane=_COUNTS,
                key=f"lists.count.{tab.value}",
            )


def _started(wish: Wish, begun: tuple[tuple[ListRow, ...], Outline | None], expected: int | None) -> Answer:
    rows, one = begun
    if one is not None:
        return Answer(one.wish, one.total, {0: rows}, one)
    return Answer(wish, max(expected or 0, len(rows)), {0: rows}, None)


def _searched(
    found: Mapping[Tab, Outline], wish: Wish, page: Callable[[Outline, int], Sequence[ListRow]]
) -> tuple[Answer, dict[Tab, int]]:
    return _paged(found[wish.tab], (0,), page), {tab: one.total for tab, one in found.items()}


def _paged(one: Outline, wanted: Iterable[int], page: Callable[[Outline, int], Sequence[ListRow]]) -> Answer:
    last = (one.total - 1) // PAGE
    numbers = [number for number in wanted if number <= last]
    return Answer(one.wish, one.total, {number: page(one, number) for number in numbers}, one)
