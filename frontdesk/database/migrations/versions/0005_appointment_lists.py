"""What the lists of appointments are found and counted by."""

from frontdesk.database.migrations.script import run

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run(__file__, revision)
