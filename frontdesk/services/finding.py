"""What the command palette asks while a person types: who is meant, and which of their appointments."""

from datetime import date, timedelta

from frontdesk.database.search import search
from frontdesk.qr import ALPHABET
from frontdesk.services.desk import Desk
from frontdesk.views.consumers import consumer_rows
from frontdesk.views.found import Found, read_coded, read_next

_EACH = 3
_BEFORE = timedelta(hours=12)
"""Whoever was here this morning is still likely to be meant."""


class Finding:
    """Finds consumers and appointments from one line of typing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, text: str, day: date | None = None, limit: int = 6) -> Found:
        """Consumers as `Consumers.search` finds them, each with three appointments to come (or those of `day`).

        A text that is an appointment's code, with or without its dash, finds that appointment too.
        """
        self._desk.signed_in()
        now = self._desk.now()
        with self._desk.database.read() as connection:
            consumers = consumer_rows(connection, search(connection, text[:200], limit))
            ids = [consumer.id for consumer in consumers]
            following = read_next(connection, ids, now - _BEFORE, day, _EACH, now)
            code = plain_code(text)
            return Found(consumers, following, read_coded(connection, code, now) if code else None)


def plain_code(text: str) -> str:
    """The code as it is stored, K7M4XQ for "k7m-4xq"; empty when the text cannot be a code."""
    plain = text.replace("-", "").strip().upper()
    return plain if len(plain) == 6 and all(sign in ALPHABET for sign in plain) else ""
