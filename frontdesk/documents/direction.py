"""The reading direction of mixed text by the Unicode bidirectional algorithm (UAX #9), for text on one line.

python-bidi resolves the levels; the pairing of brackets (rule N0), which it lacks, is done here. Direction overrides do
not come this far: `shaping.clean` takes them out.
"""

import unicodedata
from typing import Any

from bidi import algorithm  # type: ignore[import-untyped]  # has neither hints nor stubs

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def levels(text: str) -> list[int]:
    """The embedding level of each character: even is left to right, odd right to left."""
    if text.isascii():
        return [0] * len(text)
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if _RIGHT_TO_LEFT.isdisjoint(kinds):
        return [0] * len(text)
    storage = algorithm.get_empty_storage()
    base = storage["base_level"] = algorithm.get_base_level(text)
    # Joiners count as marks, so that they stay inside their word instead of being dropped.
    for character, kind in zip(text, ("NSM" if kind == "BN" else kind for kind in kinds), strict=True):
        storage["chars"].append({"ch": character, "level": base, "type": kind, "orig": kind})
    algorithm.calc_level_runs(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "R" if base % 2 else "L")
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return [character["level"] for character in storage["chars"]]


def _resolve_brackets(characters: list[dict[str, Any]], base: str) -> None:
    """Rule N0: a pair of brackets goes one way, the line's own if anything strong inside it does."""
    strong = [{"EN": "R", "AN": "R"}.get(c["type"], c["type"]) for c in characters]
    for start, end in _pairs(characters):
        inside = {kind for kind in strong[start + 1 : end] if kind in {"L", "R"}}
        if not inside:
            continue
        before = next((kind for kind in reversed(strong[:start]) if kind in {"L", "R"}), base)
        way = base if base in inside else before
        for place in (start, end):
            characters[place]["type"] = strong[place] = way


def _pairs(characters: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Matching brackets, by where they open."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        sign = character["ch"]
        if sign in _BRACKETS:
            opened.append((_BRACKETS[sign], place))
        elif any(closing == sign for closing, _ in opened):
            while opened[-1][0] != sign:
                opened.pop()
            found.append((opened.pop()[1], place))
    return sorted(found)
