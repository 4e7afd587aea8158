"""JSON columns keep each kind of document as it was, on both engines."""

from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.database.adding import add
from frontdesk.database.engine import Database
from frontdesk.database.tables import Setting


@pytest.mark.parametrize("value", [24, 1.5, True, False, "24", "", [1, "2"], {"a": None}, "0001"])
def test_a_setting_comes_back_as_it_was_kept(database: Database, value: Any) -> None:
    database.write(lambda connection: add(connection, Setting, name="cancel.late_hours", value=value))
    with database.read() as connection:
        kept = connection.execute(select(Setting.value)).scalar_one()
    assert (kept, type(kept)) == (value, type(value))
