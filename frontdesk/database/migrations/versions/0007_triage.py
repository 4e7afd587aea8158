"""What triage needs: groups, the on-demand switch, answers to requests; series, the waiting list, video, signatures."""

from frontdesk.database.migrations.script import run

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run(__file__, revision)
