"""What sending messages needs: claims, templates, links, other systems; and what an appointment waits for."""

from frontdesk.database.migrations.script import run

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run(__file__, revision)
