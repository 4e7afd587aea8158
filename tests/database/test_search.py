"""Finding consumers as a person types, on both engines: parts in any order, dates, numbers, typing errors."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from frontdesk.database.engine import Database
from frontdesk.database.search import index_consumer, index_many, search, sort_name_of
from frontdesk.database.tables import Consumer, ConsumerWord

Person = tuple[int, str, str, str, str | None, str | None, date | None]

PEOPLE: tuple[Person, ...] = (
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


RIGHT = (
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
)

MISSPELT = (
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
)

HOSTILE = (
    "xyzzy",
    "maria 31.12.1950",
    "9999999",
    "nobody@example.org",
    "",
    "   ",
    "--",
    "%",
    "_",
    "'; DROP TABLE consumer",
    '" OR "',
    "*",
    "NEAR(a b)",
    "a\0b\ud800",
    "x" * 10_000_000,
)


def put(connection: Connection, *people: Person) -> None:
    """Make consumers as the services do, a whole list at once."""
    always = {"language": "en", "zone": "Europe/Lisbon", "remarks": "", "created_at": datetime(2026, 11, 1, tzinfo=UTC)}
    names = ("id", "first_name", "last_name", "user_id", "email", "phone", "birth_date")
    rows = [dict(zip(names, one, strict=True)) | {"sort_name": sort_name_of(one[1], one[2])} | always for one in people]
    connection.execute(insert(Consumer), rows)
    index_many(connection, [one[:6] for one in people])


def called(number: int, first: str, last: str) -> Person:
    return (number, first, last, f"u{number}", None, None, None)


@pytest.fixture
def clinic(database: Database) -> Database:
    """A clinic that knows a few people."""

    def work(connection: Connection) -> None:
        put(connection, *PEOPLE[3:])
        for person in PEOPLE[:3]:  # and as the form does, one by one
            put(connection, person)
            index_consumer(connection, *person[:6])

    database.write(work)
    return database


def found(database: Database, text: str, limit: int = 20) -> list[int]:
    with database.read() as connection:
        return search(connection, text, limit)


@pytest.mark.feature("CON-2")
def test_people_are_found_by_what_is_right_so_far(clinic: Database) -> None:
    hits = {typed: found(clinic, typed)[: len(expected)] for typed, expected in RIGHT}
    assert hits == dict(RIGHT)


@pytest.mark.feature("CON-2")
def test_people_are_found_through_typing_errors(clinic: Database) -> None:
    assert [typed for typed, expected in MISSPELT if expected not in found(clinic, typed)[:3]] == []


def test_nothing_that_is_typed_is_obeyed_or_breaks_the_search(clinic: Database) -> None:
    assert [typed for typed in HOSTILE if found(clinic, typed)] == []
    assert found(clinic, "\u202emaria\0") == found(clinic, "maria")


def test_there_are_never_more_hits_than_asked_for_and_nobody_twice(clinic: Database) -> None:
    for typed in ("m", "ma", "mar", "s", "maria", "m s", "silvana mariana"):
        hits = found(clinic, typed, 3)
        assert len(hits) == len(set(hits)) <= 3
    assert found(clinic, "maria", 0) == []


def test_right_hits_come_before_those_with_typing_errors(clinic: Database) -> None:
    clinic.write(lambda connection: put(connection, called(20, "Marta", "Silva")))
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


def test_words_written_one_by_one_are_those_written_in_bulk(clinic: Database) -> None:
    def words(connection: Connection) -> set[tuple[str, int]]:
        return {
            (word, number) for word, number in connection.execute(select(ConsumerWord.word, ConsumerWord.consumer_id))
        }

    def again(connection: Connection) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        before = words(connection)
        connection.execute(delete(ConsumerWord))
        for person in PEOPLE:
            index_consumer(connection, *person[:6])
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
    rows = [called(n, first, last) for n, (first, last) in enumerate(names, 1)]
    database.write(lambda connection: put(connection, *rows))
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
    many = [called(100 + n, f"Maria{n:04}", "Sousa") for n in range(2100)]
    clinic.write(lambda connection: put(connection, *many))
    hits = found(clinic, "maria")
    assert hits[:2] == [1, 100]  # the word typed to its end first, then in the order of words
    assert len(hits) == 20
    assert found(clinic, "sousa maria20")[:3] == [100 + 2000, 100 + 2001, 100 + 2002]
    assert len(found(clinic, "ma so", 2000)) == 2000
