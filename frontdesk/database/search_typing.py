"""Consumers whose names are like what was typed: candidates by trigrams, ordered by how few typing errors it takes.

One typing error spoils a run of at most four trigrams of a word (when two letters changed places), so what is left
of the word before and behind the run finds the right one among the candidates, as long as the word is long enough.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Connection, Integer, String, and_, column, literal_column, or_, select, text

from frontdesk.database.search_words import name_words
from frontdesk.database.tables import Consumer

_SPOILED = 4
_MOST_CANDIDATES = 6000
_MOST_OF_ONE = 1500
_UNFINISHED = 0.5
"""What it costs that a word is typed only as far as its beginning: less than any error."""

_WRONG_START = 0.25
"""What it costs more when the first letter is wrong: people seldom get that wrong."""

_FIRST_OF_A_NAME = 3

_Fragments = tuple[str, ...]
"""Pieces of three letters and more, a space before the first letter of a word: all of them are to be in the name."""

_Way = list[list[_Fragments]]
"""For each word of a query the sets of pieces of which one is to be in the name."""

NAME_TEXT = "(' ' || replace(replace(sort_name, '''', ''), '-', ' ') || ' ')"
"""What trigrams are made of: the sort name with every word between spaces."""


def similar(connection: Connection, words: Sequence[str], limit: int, but: Collection[int]) -> list[int]:
    """Ids of consumers named like the words, the fewest typing errors first, without those in `but`.

    First those with an error in one word; only when there are none, those with errors in several.
    """
    if len(words) == 1 and len(words[0]) < 4:
        return []  # anything is one error away from so little
    places = range(len(words))
    ways = [[_damaged(word) if n == wrong else [_right(word)] for n, word in enumerate(words)] for wrong in places]
    found = _ranked(words, _candidates(connection, ways), but)
    if not found and len(words) > 1:
        found = _ranked(words, _candidates(connection, [[_damaged(word) for word in words]]), but)
    return found[:limit]


def _right(word: str) -> _Fragments:
    """What a name has that the word begins a word of; nothing to go by for a single letter."""
    return (f" {word}",) if len(word) > 1 else ()


def _damaged(word: str) -> list[_Fragments]:
    """What is left of the word with one error in it, one set of pieces for each place of the error."""
    if len(word) < 4:
        return [()]
    begun = f" {word}"
    if len(word) < 6:
        swapped = (word[:n] + b + a + word[n + 2 :] for n, (a, b) in enumerate(pairwise(word)))
        whole = f"{begun} "
        return [(whole[n : n + 3],) for n in range(len(word))] + [_right(one) for one in swapped]
    left = ((begun[: n + 2], begun[n + _SPOILED :]) for n in range(len(word) - _SPOILED))
    return [tuple(piece for piece in pair if len(piece) > 2) for pair in left]


def _candidates(connection: Connection, ways: list[_Way]) -> Collection[tuple[int, str]]:
    """Ids and sort names for which any of the ways holds."""
    most = _MOST_CANDIDATES
    if len(ways) == 1 and len(ways[0]) == 1:
        # A word by itself: some for each place of the error, so that no common piece crowds out the others.
        ways, most = [[[one]] for one in ways[0][0]], _MOST_OF_ONE
    found: dict[int, str] = {}
    for way in ways:
        useful = [word for word in way if all(word)]
        if useful:
            standing = Consumer.merged_into.is_(None)
            name = select(Consumer.id, Consumer.sort_name).where(_matches(connection, useful), standing).limit(most)
            found.update(connection.execute(name).all())
    return found.items()


def _matches(connection: Connection, way: _Way) -> ColumnElement[bool]:
    """The way as a condition on the trigram index."""
    if connection.dialect.name == "sqlite":
        hits = text("SELECT rowid FROM consumer_fts WHERE consumer_fts MATCH :wanted").columns(column("rowid", Integer))
        wanted = " AND ".join(f"({' OR '.join(map(_trigrams, word))})" for word in way)
        return Consumer.id.in_(hits.bindparams(wanted=wanted))
    name: ColumnElement[str] = literal_column(NAME_TEXT, String())
    return and_(*(or_(*(and_(*(name.like(f"%{piece}%") for piece in one)) for one in word)) for word in way))


def _trigrams(pieces: _Fragments) -> str:
    """The pieces, which are letters and digits only, as an expression of FTS5: all of their trigrams."""
    return " AND ".join(f'"{piece[n : n + 3]}"' for piece in pieces for n in range(len(piece) - 2)).join("()")


def _ranked(words: Sequence[str], candidates: Collection[tuple[int, str]], but: Collection[int]) -> list[int]:
    """Those candidates in whose names every word is found, the fewest errors first.

    Of many who bear the same name only a few come before the other names.
    """
    names: dict[str, list[int]] = {}
    for number, name in candidates:
        if number not in but:
            names.setdefault(name, []).append(number)
    parts = {name: name_words(name) for name in names}
    known = sorted({word for found in parts.values() for word in found})
    costs = [_costs(word, known) for word in words]
    hits = []
    for name, numbers in names.items():
        errors = [min((cost[part] for part in parts[name] if part in cost), default=None) for cost in costs]
        told = [one for one in errors if one is not None]
        if len(told) == len(words):
            rank = (sum(told), abs(len("".join(parts[name])) - len("".join(words))), name)
            hits += [(n >= _FIRST_OF_A_NAME, rank, number) for n, number in enumerate(sorted(numbers))]
    return [number for *_, number in sorted(hits)]


def _costs(typed: str, known: Sequence[str]) -> dict[str, float]:
    """What it costs to read each of the known words in what was typed; those too far off are left out."""
    allowed = 1 if len(typed) < 6 else 2
    best: dict[str, float] = {}
    for length, price in ((None, 0.0), (len(typed), _UNFINISHED), (len(typed) + 1, _UNFINISHED)):
        seen = known if length is None else [word[:length] for word in known]
        for _, distance, place in process.extract(
            typed, seen, scorer=OSA.distance, processor=None, score_cutoff=allowed, limit=None
        ):
            word = known[place]
            start = 0.0 if word[0] == typed[0] else _WRONG_START
            best[word] = min(best.get(word, 9.0), distance + price + start)
    return best
