"""Forms of the clinic's own, and consumers that were merged."""

from frontdesk.database.migrations.script import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run(__file__, revision)
