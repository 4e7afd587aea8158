"""A stamp that changes with every write to the plans, so that a desk may remember them."""

from frontdesk.database.migrations.script import run

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run(__file__, revision)
