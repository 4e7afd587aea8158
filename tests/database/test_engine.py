"""`Database`: what it is opened on, what a transaction promises, and what it says when it cannot."""

from sqlalchemy import insert, select

from frontdesk.database.engine import Database
from frontdesk.database.tables import Department


def test_what_is_written_is_read_back(database: Database) -> None:
    database.write(lambda connection: connection.execute(insert(Department).values(code="a", name="Łukasz 李")))
    with database.read() as connection:
        assert connection.execute(select(Department.code, Department.name, Department.active)).all() == [
            ("a", "Łukasz 李", True)
        ]
