"""Finding consumers as a person types, on both engines: parts in any order, dates, numbers, typing errors."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from frontdesk.database.engine import Database
from frontdesk.database.search import index_consumer, index_many, search, sort_name_of
from frontdesk.database.tables import Consumer, ConsumerWord

PEOPLE = (
    (1, "Maria", "Silva", "maria.silva", "maria@example.org", "+351912345678", date(1987, 3, 14)),
    (2, "Łukasz", "Zieliński", "lukasz.z", "lz@example.org", "+48601234567", date(1990, 1, 2)),
    (3, "Seán", "O’Brien", "sean.obrien", None, "+353861234567", None),
    (4, "Ольга", "Иванова", "olga.i", "olga@example.com", None, date(1987, 3, 14)),
    (5, "伟", "李", "li.wei", None, "+8613812345678", None),
    (6, "Mariana", "da Silva Costa", "mariana", "m.costa@example.org", "+351934445566", date(2015, 3, 4)),
    (7, "Jean-Paul", "Martin", "jp.martin", None, None, None),
    (8, "Anne", "Martins", "2024-117", None, None, date(1950, 12, 31)),
    (9, "Silvana", "Mariano", "silvana.m", None, None, None),
)


def put(connection: Connection, number: int, first: str, last: str, user_id: str, *more: str | date | None) -> None:
    email, phone, birth = (*more, None, None, None)[:3]
    connection.execute(
        insert(Consumer).values(
            id=number,
            first_name=first,
            last_name=last,
            user_id=user_id,
            email=email,
            phone=phone,
            birth_date=birth,
            sort_name=sort_name_of(first, last),
            language="en",
            zone="Europe/Lisbon",
            remarks="",
            created_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
    )
    index_consumer(connection, number, first, last, user_id, *(str(one) if one else None for one in (email, phone)))


@pytest.fixture
def clinic(database: Database) -> Database:
    """A clinic that knows a few people."""

    def work(connection: Connection) -> None:
        for person in PEOPLE:
            put(connection, *person)

    database.write(work)
    return database


def found(database: Database, text: str, limit: int = 20) -> list[int]:
    with database.read() as connection:
        return search(connection, text, limit)


@pytest.mark.feature("CON-2")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maria silva", [1, 6, 9]),  # those whose words end there first
        ("silva maria", [1, 6, 9]),
        ("SILVA, Mar", [6, 1, 9]),
        ("zielinski", [2]),
        ("łukasz", [2]),
        ("lukasz ziel", [2]),
        ("obrien", [3]),
        ("O'Brien", [3]),
        ("o’b sean", [3]),
        ("ольга", [4]),
        ("李伟", [5]),
        ("李", [5]),
        ("912345678", [1]),
        ("+351 912 345 678", [1]),
        ("0912 345", [1]),
        ("351912", [1]),
        ("maria@ex", [1]),
        ("m.costa@example.org", [6]),
        ("li.wei", [5]),
        ("2024-117", [8]),
        ("14.03.1987", [1, 4]),
        ("1987-03-14 maria", [1]),
        ("14/3/87", [1, 4]),
        ("jean paul", [7]),
        ("jeanpaul", [7]),
        ("paul mar", [7]),
        ("dasilva", [6]),
        ("31.12.1950", [8]),
    ],
)
def test_people_are_found_by_what_is_right_so_far(clinic: Database, typed: str, expected: list[int]) -> None:
    assert found(clinic, typed)[: len(expected)] == expected


@pytest.mark.feature("CON-2")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maria slva", 1),  # a letter left out
        ("marria silva", 1),  # one too many
        ("maria sivla", 1),  # two changed places
        ("naria silva", 1),  # a wrong one, at the start
        ("lukasz zielinsky", 2),
        ("zelinski", 2),
        ("sean obrein", 3),
        ("ольга иваноав", 4),
        ("jean pual martin", 7),
        ("mariana cotsa", 6),
        ("marai sliva", 1),  # an error in each
    ],
)
def test_people_are_found_through_typing_errors(clinic: Database, typed: str, expected: int) -> None:
    assert expected in found(clinic, typed)[:3]


@pytest.mark.parametrize(
    "typed",
    ["xyzzy", "maria 31.12.1950", "9999999", "nobody@example.org", "", "   ", "--", "%", "_", "'; DROP TABLE consumer",
     '" OR "', "*", "NEAR(a b)", "a\0b\ud800", "\u202emaria\0", "x" * 10_000_000],
)  # fmt: skip
def test_nothing_that_is_typed_is_obeyed_or_breaks_the_search(clinic: Database, typed: str) -> None:
    assert found(clinic, typed) in ([], found(clinic, "maria"))


def test_there_are_never_more_hits_than_asked_for_and_nobody_twice(clinic: Database) -> None:
    for typed in ("m", "ma", "mar", "s", "maria", "m s", "silvana mariana"):
        hits = found(clinic, typed, 3)
        assert len(hits) == len(set(hits)) <= 3
    assert found(clinic, "maria", 0) == []


def test_right_hits_come_before_those_with_typing_errors(clinic: Database) -> None:
    clinic.write(lambda connection: put(connection, 20, "Marta", "Silva", "marta"))
    assert found(clinic, "marta silva")[0] == 20
    assert 1 in found(clinic, "marta silva")[1:]


@pytest.mark.feature("CON-2")
def test_an_edited_name_is_found_anew_and_the_old_one_no_more(clinic: Database) -> None:
    def marry(connection: Connection) -> None:
        changed = {"last_name": "Fernandes", "sort_name": sort_name_of("Maria", "Fernandes")}
        connection.execute(update(Consumer).where(Consumer.id == 1).values(**changed))
        index_consumer(connection, 1, "Maria", "Fernandes", "maria.silva", None, "+351912345678")

    clinic.write(marry)
    assert found(clinic, "maria fernandes") == [1]
    assert found(clinic, "maria fernades") == [1]
    assert 1 not in found(clinic, "maria slva")
    assert found(clinic, "maria@example") == []


def test_an_erased_consumer_is_not_found(clinic: Database) -> None:
    def erase(connection: Connection) -> None:
        connection.execute(delete(ConsumerWord).where(ConsumerWord.consumer_id == 2))
        connection.execute(delete(Consumer).where(Consumer.id == 2))

    clinic.write(erase)
    assert found(clinic, "zielinski") == []
    assert found(clinic, "zelinski") == []


def test_words_written_in_bulk_are_those_written_one_by_one(clinic: Database) -> None:
    def words(connection: Connection) -> set[tuple[str, int]]:
        return {
            (word, number) for word, number in connection.execute(select(ConsumerWord.word, ConsumerWord.consumer_id))
        }

    def again(connection: Connection) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        before = words(connection)
        connection.execute(delete(ConsumerWord))
        index_many(connection, [person[:6] for person in PEOPLE])
        index_many(connection, [])
        return before, words(connection)

    before, after = clinic.write(again)
    assert before == after


SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def misspelt(word: str, rng: Random) -> Iterator[str]:
    """The word with one typing error of each kind."""
    place, letter = rng.randrange(len(word) - 1), rng.choice("aehimnorstu")
    yield word[:place] + letter + word[place + 1 :]
    yield word[:place] + word[place + 1 :]
    yield word[:place] + letter + word[place:]
    yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


@pytest.mark.feature("CON-2")
def test_nearly_everybody_is_found_through_one_error_among_thousands(database: Database) -> None:
    rng = Random(3)  # noqa: S311 - a seeded test
    names = [["".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3)))) for _ in range(2)] for _ in range(3000)]
    rows = [(n, first, last, f"u{n}", None, None) for n, (first, last) in enumerate(names, 1)]

    def work(connection: Connection) -> None:
        for n, first, last, user_id, *_ in rows:
            put(connection, n, first, last, user_id)

    database.write(work)
    tried = missed = 0
    with database.read() as connection:
        for n, first, last, *_ in rng.sample(rows, 40):
            for wrong in (
                *(f"{w} {last}" for w in misspelt(first, rng)),
                *(f"{first} {w}" for w in misspelt(last, rng)),
            ):
                tried += 1
                missed += n not in search(connection, wrong, 20)
    assert missed <= 0.03 * tried


def test_a_broad_beginning_reads_only_a_few_entries_of_the_index(clinic: Database) -> None:
    def work(connection: Connection) -> None:
        for n in range(2100):
            put(connection, 100 + n, f"Maria{n:04}", "Sousa", f"u{n}")

    clinic.write(work)
    hits = found(clinic, "maria")
    assert hits[:2] == [1, 100]  # the word typed to its end first, then in the order of words
    assert len(hits) == 20
    assert found(clinic, "sousa maria20")[:3] == [100 + 2000, 100 + 2001, 100 + 2002]
    assert len(found(clinic, "ma so", 2000)) == 2000
