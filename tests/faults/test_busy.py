"""A desk that looks for long never makes another one fail in a wrong way."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, insert, select

from frontdesk.database.engine import Database
from frontdesk.database.tables import Department
from frontdesk.rules.problems import Unavailable


@pytest.fixture
def impatient(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A desk on a file of its own that waits for no lock."""
    monkeypatch.setattr("frontdesk.database.sqlite.WAIT_SECONDS", 0)
    opened = Database.open(sqlite_url)
    yield opened
    opened.close()


def test_a_commit_kept_waiting_by_a_reader_is_told_as_busy_and_leaves_no_lock(impatient: Database) -> None:
    other = Database.open(impatient.url)
    counted = select(func.count()).select_from(Department)
    with other.read() as looking:
        looking.execute(counted).all()
        with pytest.raises(Unavailable, match=r"database\.busy"):
            impatient.write(lambda connection: connection.execute(insert(Department).values(code="a", name="A")))
    other.write(lambda connection: connection.execute(insert(Department).values(code="b", name="B")))
    impatient.write(lambda connection: connection.execute(insert(Department).values(code="c", name="C")))
    with other.read() as looking:
        assert looking.execute(select(Department.code).order_by(Department.code)).scalars().all() == ["b", "c"]
    other.close()
