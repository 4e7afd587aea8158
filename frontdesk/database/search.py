"""Consumers found as a person types: words right so far by an index of prefixes, then names with typing errors.

`index_consumer` keeps `consumer_word` and, on SQLite, the trigrams of names; PostgreSQL keeps these itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    SQLColumnExpression,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.orm import aliased

from frontdesk.database.search_typing import NAME_TEXT, similar
from frontdesk.database.search_words import (
    Query,
    Word,
    name_words,
    normalise,
    read_query,
    sort_name_of,
    words_of,
)
from frontdesk.database.tables import Consumer, ConsumerWord

__all__ = [
    "index_consumer",
    "index_many",
    "normalise",
    "search",
    "search_ddl",
    "sort_name_of",
    "unindex_consumer",
    "words_of",
]

_FEW = 2000
"""So many hits of a word can be sorted by name while a person types; more are read in the order of the index."""

_COUNTED = 20_000
"""So far entries are counted to find the rarest of the words typed, from which the hits are read."""

_BEYOND = "\U0010ffff"
"""Sorts behind everything that begins with the same letters."""

IndexRow = tuple[int, str, str, str, str | None, str | None]
"""Consumer id, first name, last name, user ID, e-mail, phone."""


def search(connection: Connection, typed: str, limit: int) -> list[int]:
    """Ids of the consumers that what was typed may mean, at most `limit`, the likeliest first.

    Every part typed is the beginning of a name part, user ID, e-mail or phone number, in any order, or a date of
    birth. When there are fewer right hits, names with typing errors follow.
    """
    found = search_right(connection, typed, limit)
    query = read_query(typed)
    plain = [word.plain for word in query.words]
    if len(found) < limit and plain and all(plain) and not query.births:
        found += similar(connection, plain, limit - len(found), found)
    return found


def search_right(connection: Connection, typed: str, limit: int) -> list[int]:
    """The same without typing errors: for who does not show the likeliest first."""
    query = read_query(typed)
    return [] if query == ((), ()) or limit < 1 else _right(connection, query, limit)


def index_consumer(
    connection: Connection,
    consumer_id: int,
    first_name: str,
    last_name: str,
    user_id: str,
    email: str | None,
    phone: str | None,
) -> None:
    """Write anew what a consumer is found by, after the consumer was made or changed, in the same transaction."""
    wanted = words_of(first_name, last_name, user_id, email, phone)
    of_consumer = ConsumerWord.consumer_id == consumer_id
    known = set(connection.execute(select(ConsumerWord.word).where(of_consumer)).scalars())
    if gone := known - wanted:
        connection.execute(delete(ConsumerWord).where(of_consumer, ConsumerWord.word.in_(gone)))
    if new := wanted - known:
        connection.execute(insert(ConsumerWord), [{"word": word, "consumer_id": consumer_id} for word in sorted(new)])
    _write_trigrams(connection, [(consumer_id, sort_name_of(first_name, last_name))])


def unindex_consumer(connection: Connection, consumer_id: int) -> None:
    """Nobody finds this consumer any more, in the transaction under way."""
    connection.execute(delete(ConsumerWord).where(ConsumerWord.consumer_id == consumer_id))
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM consumer_fts WHERE rowid = :id"), {"id": consumer_id})


def index_many(connection: Connection, rows: Iterable[IndexRow]) -> None:
    """Write what many consumers are found by who have no words yet; some thousands at a time are fastest."""
    people = list(rows)
    words = sorted((word, row[0]) for row in people for word in words_of(*row[1:]))
    if not words:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO consumer_word(word, consumer_id) VALUES (?, ?)", words)
    else:
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy("COPY consumer_word(word, consumer_id) FROM STDIN") as copy:
            for word in words:
                copy.write_row(word)
    _write_trigrams(connection, [(row[0], sort_name_of(row[1], row[2])) for row in people])


def search_ddl(dialect: str) -> tuple[str, ...]:
    """The statements that make the indices of the search, once `consumer` and `consumer_word` are there."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL


def _write_trigrams(connection: Connection, names: Sequence[tuple[int, str]]) -> None:
    """On SQLite; PostgreSQL's index keeps itself."""
    if names and connection.dialect.name == "sqlite":
        rows = [{"id": number, "name": f" {' '.join(name_words(name))} "} for number, name in names]
        connection.execute(text("INSERT OR REPLACE INTO consumer_fts(rowid, name) VALUES (:id, :name)"), rows)


def _right(connection: Connection, query: Query, limit: int) -> list[int]:
    """Hits without typing errors."""
    if query.births:
        born = Consumer.birth_date.in_(query.births), Consumer.merged_into.is_(None)
        wanted = and_(*born, *(_has(connection, Consumer.id, w) for w in query.words))
        return _by_name(connection, wanted, query, limit)
    counts = [_count(connection, word) for word in query.words]
    leading = counts.index(min(counts))
    others = [word for n, word in enumerate(query.words) if n != leading]
    if counts[leading] >= _FEW:
        return _by_word(connection, query.words[leading], others, limit)
    hit = aliased(ConsumerWord)
    leads = select(hit.consumer_id).where(_begins(connection, hit.word, query.words[leading]))
    also = (_has(connection, Consumer.id, word) for word in others)
    return _by_name(connection, and_(Consumer.id.in_(leads), *also), query, limit)


def _count(connection: Connection, word: Word) -> int:
    """How many entries begin with the word, counted no further than it matters."""
    some = select(literal(1)).where(_begins(connection, ConsumerWord.word, word)).limit(_COUNTED).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _by_name(connection: Connection, wanted: ColumnElement[bool], query: Query, limit: int) -> list[int]:
    """All hits: those with most of the words typed to their end first, then in the order of the list."""
    rows = connection.execute(select(Consumer.id, Consumer.sort_name).where(wanted)).all()
    plain = {word.plain for word in query.words}
    return [number for *_, number in sorted((-len(plain & {*name.split()}), name, n) for n, name in rows)[:limit]]


def _by_word(connection: Connection, leading: Word, others: Sequence[Word], limit: int) -> list[int]:
    """The first hits in the order of the word found: those typed to their end come first by themselves."""
    hit = aliased(ConsumerWord)
    also = (_has(connection, hit.consumer_id, word) for word in others)
    entries = select(hit.consumer_id).where(_begins(connection, hit.word, leading), *also)
    entries = entries.order_by(_by_bytes(connection, hit.word), hit.consumer_id)
    most = limit * 4
    while True:
        found = connection.execute(entries.limit(most)).scalars().all()
        different = list(dict.fromkeys(found))
        if len(different) >= limit or len(found) < most:
            return different[:limit]
        most *= 4  # one consumer stood there with several words


def _has(connection: Connection, consumer_id: SQLColumnExpression[int], word: Word) -> ColumnElement[bool]:
    """Whether a consumer has a word that begins so."""
    other = aliased(ConsumerWord)
    return exists().where(other.consumer_id == consumer_id, _begins(connection, other.word, word))


def _begins(connection: Connection, column: SQLColumnExpression[str], word: Word) -> ColumnElement[bool]:
    """Whether the column begins with one of the word's forms."""
    ordered = _by_bytes(connection, column)
    return or_(*(and_(ordered >= form, ordered < form + _BEYOND) for form in word.forms))


def _by_bytes(connection: Connection, column: SQLColumnExpression[str]) -> SQLColumnExpression[str]:
    """The column as the index of words is ordered: by bytes, which PostgreSQL has to be told."""
    return column if connection.dialect.name == "sqlite" else column.collate("C")


# Written by the functions above: triggers may not touch FTS5 in a schema that is not trusted.
_TRIGRAMS = "columnsize=0, detail=none, tokenize='trigram case_sensitive 1'"
_SQLITE = (f"CREATE VIRTUAL TABLE consumer_fts USING fts5(name, {_TRIGRAMS})",)
_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX ix_consumer_name_trigrams ON consumer USING gin ({NAME_TEXT} gin_trgm_ops)",
    'CREATE INDEX ix_consumer_word_prefix ON consumer_word (word COLLATE "C", consumer_id)',
)
