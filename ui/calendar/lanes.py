"""Puts cards that would cover each other side by side."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

Upright = tuple[int, int]
"""Top and height in pixels."""

GAP = 2
"""Pixels between neighbours."""


def side_by_side(cards: Sequence[Upright], left: int, width: int) -> list[tuple[int, int, int, int]]:
    """x, y, width and height for each card, none over another; `cards` must come by top.

    Cards that touch one another directly or through others share the width in equal lanes; a card takes the lanes to
    its right too as far as nothing stands in them beside it.
    """
    placed: list[tuple[int, int, int, int]] = []
    for group in _groups(cards):
        if len(group) == 1:
            top, height = group[0]
            placed.append((left, top, width, height))
            continue
        lanes = _lanes(group)
        count = max(lanes) + 1
        lowest = list(accumulate((top + height for top, height in group), max))
        for index, (top, height) in enumerate(group):
            start = width * lanes[index] // count
            beside = (lanes[other] for other in _beside(group, lowest, index))
            reach = min((lane for lane in beside if lane > lanes[index]), default=count)
            end = width if reach == count else max(start + 1, width * reach // count - GAP)
            placed.append((left + start, top, end - start, height))
    return placed


def _groups(cards: Sequence[Upright]) -> Iterator[list[Upright]]:
    """Runs of cards that touch, one after another."""
    group: list[Upright] = []
    bottom = 0
    for card in cards:
        if group and card[0] >= bottom:
            yield group
            group = []
        group.append(card)
        bottom = max(bottom, card[0] + card[1]) if len(group) > 1 else card[0] + card[1]
    if group:
        yield group


def _lanes(group: Sequence[Upright]) -> list[int]:
    """The first lane free for each card."""
    bottoms: list[int] = []
    lanes: list[int] = []
    for top, height in group:
        lane = next((index for index, bottom in enumerate(bottoms) if bottom <= top), len(bottoms))
        if lane == len(bottoms):
            bottoms.append(0)
        bottoms[lane] = top + height
        lanes.append(lane)
    return lanes


def _beside(group: Sequence[Upright], lowest: Sequence[int], index: int) -> Iterator[int]:
    """Those of a group, which comes by top, that share a height with one; `lowest` is how low all up to each reach."""
    top, height = group[index]
    for after in range(index + 1, len(group)):
        if group[after][0] >= top + height:
            break
        yield after
    for before in range(index - 1, -1, -1):
        if lowest[before] <= top:
            break
        if group[before][0] + group[before][1] > top:
            yield before
