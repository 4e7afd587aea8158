"""Who a consumer that is being typed may already be (CON-5): found by few indexed statements, each with why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from frontdesk.database.search import normalise
from frontdesk.database.search_words import LONGEST_WORD, name_words
from frontdesk.database.tables import Consumer, ConsumerWord
from frontdesk.rules.words import Likeness
from frontdesk.services.consumer_form import checked_form
from frontdesk.services.desk import Desk
from frontdesk.services.forms import ConsumerForm
from frontdesk.views.consumers import ConsumerRow, consumer_rows

MOST: Final = 5
_READ: Final = 500
"""So many of one phone number, address, birthday or name are looked at; more is a placeholder and tells nothing."""

_LIKE: Final = 80.0
"""How alike names must be, of 100, for people who were born on the same day: a typing error, a left-out middle name."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody who is known already and may be the one who is typed."""

    row: ConsumerRow
    why: tuple[Likeness, ...]


class Duplicates:
    """What a form asks while a new consumer is typed into it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, form: ConsumerForm, but: int | None = None) -> tuple[Duplicate, ...]:
        """At most five who may be the one typed so far, the likeliest first, without the consumer `but`.

        The same phone number or e-mail address; a name that is alike and the same birth date; the same name where not
        both birth dates are known. It never refuses anything.
        """
        self._desk.signed_in()
        values, _wrong = checked_form(form, self._desk.now().date())
        found: dict[int, list[Likeness]] = {}
        with self._desk.database.read() as connection:
            for consumer_id, why in _alike(connection, values):
                if consumer_id != but:
                    found.setdefault(consumer_id, []).append(why)
            ranked = sorted(found, key=lambda one: (list(Likeness).index(found[one][0]), -len(found[one]), one))[:MOST]
            rows = consumer_rows(connection, ranked)
        return tuple(Duplicate(row, tuple(found[row.id])) for row in rows)


def _alike(connection: Connection, values: Mapping[str, Any]) -> Iterator[tuple[int, Likeness]]:
    """Each reason by itself, the strongest first."""
    if phone := values.get("phone"):
        yield from _by_word(connection, phone.removeprefix("+"), Consumer.phone == phone, Likeness.PHONE)
    if email := values.get("email"):
        address = normalise(email)
        for consumer_id, kept in _with_word(connection, address, Consumer.email):
            if normalise(kept or "") == address:
                yield consumer_id, Likeness.EMAIL
    name, born = values.get("sort_name"), values.get("birth_date")
    if not name:
        return
    if born is not None:
        yield from _by_birth_date(connection, name, born)
    same = select(Consumer.id).where(Consumer.sort_name == name, Consumer.merged_into.is_(None))
    if born is not None:
        same = same.where(Consumer.birth_date.is_(None))
    for consumer_id in connection.execute(same.order_by(Consumer.id).limit(MOST)).scalars():
        yield consumer_id, Likeness.NAME


def _by_word(connection: Connection, word: str, holds: Any, why: Likeness) -> Iterable[tuple[int, Likeness]]:
    return ((row[0], why) for row in _with_word(connection, word, Consumer.id, holds))


def _with_word(connection: Connection, word: str, column: Any, *holds: Any) -> Iterable[Any]:
    """Id and column of those who are found by this very word, the first ones; those who were merged have none."""
    query = (
        select(Consumer.id, column)
        .join(ConsumerWord, ConsumerWord.consumer_id == Consumer.id)
        .where(ConsumerWord.word == word[:LONGEST_WORD], *holds)
        .order_by(Consumer.id)
        .limit(_READ)
    )
    return connection.execute(query).all()


def _by_birth_date(connection: Connection, name: str, born: Any) -> Iterator[tuple[int, Likeness]]:
    """Those born on the same day whose names are alike, in whatever order the parts stand."""
    query = select(Consumer.id, Consumer.sort_name).where(Consumer.birth_date == born, Consumer.merged_into.is_(None))
    wanted = " ".join(name_words(name))
    alike = [
        (fuzz.token_set_ratio(wanted, " ".join(name_words(row.sort_name)), score_cutoff=_LIKE), row.id)
        for row in connection.execute(query.limit(_READ))
    ]
    for score, consumer_id in sorted(alike, key=lambda one: (-one[0], one[1])):
        if score:
            yield consumer_id, Likeness.BIRTH_DATE
