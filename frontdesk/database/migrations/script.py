"""Runs one step's SQL, written out for each engine beside the step, so that it stays as it was when it was released."""

from pathlib import Path

from alembic import op


def run(step: str, revision: str) -> None:
    """Run the statements of `REVISION_ENGINE.sql` in the folder of the file `step`, in the transaction under way."""
    connection = op.get_bind()
    script = Path(step).with_name(f"{revision}_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.split("\n----\n"):
        connection.exec_driver_sql(statement.strip())
