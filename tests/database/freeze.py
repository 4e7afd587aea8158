"""Writes the first migration's SQL anew, only before a first release: `python -m tests.database.freeze`."""

from frontdesk.database import migrations
from frontdesk.database.constraints import statements

if __name__ == "__main__":
    for dialect in ("sqlite", "postgresql"):
        target = migrations.SCRIPTS / "versions" / f"0001_{dialect}.sql"
        target.write_text("\n----\n".join(statements(dialect)) + "\n", encoding="utf-8")
