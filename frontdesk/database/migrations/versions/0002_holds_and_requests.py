"""Holds, requests that wait for their appointments, reasons of overbooking, and versions of what administrators edit."""

from frontdesk.database.migrations.script import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run(__file__, revision)
