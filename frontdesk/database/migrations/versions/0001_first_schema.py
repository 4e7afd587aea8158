"""The first schema, word for word as it was then, for each engine."""

from frontdesk.database.migrations.script import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    run(__file__, revision)
