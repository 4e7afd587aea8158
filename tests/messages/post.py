"""A clinic that sends by a mail server of the tests, and what its outbox holds."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add
from frontdesk.database.tables import Outbox, Setting
from tests.messages.servers import HOST, Mailbox

SENDER = "desk@clinic.example"


def set_up_mail(clinic: Clinic, box: Mailbox, **more: Any) -> None:
    """The clinic sends by this server; `more` are other settings, with `__` for the dot."""
    values = {"mail.host": HOST, "mail.port": box.port, "mail.security": "none", "mail.sender": SENDER}
    values |= {name.replace("__", "."): value for name, value in more.items()}

    def work(connection: Connection) -> None:
        for name, value in values.items():
            add(connection, Setting, name=name, value=value)

    clinic.desk.database.write(work)


def outbox(clinic: Clinic) -> list[Any]:
    """All messages, oldest first."""
    with clinic.desk.database.read() as connection:
        return list(connection.execute(select(Outbox.__table__).order_by(Outbox.id)).all())


def states(clinic: Clinic) -> Counter[str]:
    """How many messages are how far."""
    return Counter(row.state.value for row in outbox(clinic))
