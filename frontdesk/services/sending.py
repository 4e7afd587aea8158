"""Sends what waits in the outbox: claims it, hands it over, notes what became of it, and never stops at one message.

What gets due by itself, it plans first: reminders, and requests that nobody took in time.

Several senders may be at work: threads of windows, and `frontdesk outbox send` on any machine.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, literal, select, true

from frontdesk.database.changes import Stop
from frontdesk.database.tables import Clinic
from frontdesk.messages.outcomes import Away, Refused, Sent
from frontdesk.messages.secrets import SMTP, read_secret
from frontdesk.mistakes import log_mistake
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, Unavailable
from frontdesk.services.claiming import EMAIL, LEASE, Claimed, Row, changes_of, claim, due, release
from frontdesk.services.desk import Desk
from frontdesk.services.escalating import Escalating
from frontdesk.services.events import deliver_event, sent_from_here
from frontdesk.services.letters import Letters
from frontdesk.services.mail_settings import MailSettings, in_brackets, mail_settings, server_of
from frontdesk.services.noting import give_up_old, is_failed, note, old, tell_all
from frontdesk.services.reminders import Reminders
from frontdesk.services.webhooks import CHANNEL as WEBHOOK

BATCH: Final = 50
_EVENTS: Final = 10
_ANY: Final = true()
_NOTE_SECONDS: Final = 0.1
"""What was sent is written down so soon after; only what was sent in that time can go twice when the desk is killed."""
_LOOK: Final = 2.0
"""Seconds between two looks whether something is due."""
_FIRST_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 300.0
"""Seconds before a server that is away is tried again; each time twice as long."""
_log = logging.getLogger(__name__)
Told = Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the messages of one run: `waiting` were refused for now; `away` says what ended it, as a code."""

    sent: int = 0
    superseded: int = 0
    waiting: int = 0
    failed: int = 0
    away: str = ""
    problem: Unavailable | None = field(default=None, compare=False)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.sent + other.sent,
            self.superseded + other.superseded,
            self.waiting + other.waiting,
            self.failed + other.failed,
            other.away or self.away,
            other.problem or self.problem,
        )


class _Never:
    """For who never stops before everything is done."""

    def is_set(self) -> bool:
        return False

    def wait(self, timeout: float | None = None) -> bool:
        time.sleep(timeout or 0)
        return False


class Sending:
    """The sender of one running copy. It needs nobody signed in; one turn at a time, whoever asks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._one = threading.Lock()
        self._reminders = Reminders(desk)
        self._escalating = Escalating(desk)
        self._unnoted: list[tuple[Row, Sent | Refused, datetime]] = []
        self._away: dict[str, str] = {}

    @property
    def away(self) -> str:
        """The code of what keeps this desk from sending e-mail; empty when nothing does."""
        return self._away.get(EMAIL, "")

    def is_set_up(self) -> bool:
        """Whether there is a mail server, or another system that is told of changes."""
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            return self._settings()[0].is_set_up or bool(plans.webhooks(connection))

    def send_due(
        self, stop: Stop | None = None, most: int | None = None, told: Told | None = None, rest: float = 0.0
    ) -> Tally:
        """Send all that is due now, or as much as `most` of each channel, with so many seconds of rest after each.

        What keeps a mail server from being used ends the turn and is counted on no message. Raises Unavailable when
        the database is away; what was sent by then is noted at the next turn.
        """
        with self._one:
            turn = _Turn(self._desk, stop or _Never(), told or (lambda _changes: None), self._unnoted, rest)
            turn.note()
            planned = self._reminders.plan() | self._escalating.plan()
            if planned:
                turn.tell(planned)
            tally = self._send_mail(turn, most)
            return tally + turn.send_events(most)

    def run(self, stop: Stop, told: Told | None = None, rest: float = 0.0) -> None:
        """Send what gets due until `stop` is set, on the caller's thread; never raises.

        Who shares a process with a window rests so many seconds after each message: writing it takes milliseconds, in
        which the window's thread would wait.
        """
        pause = _LOOK
        while not stop.is_set():
            away = True
            try:
                away = bool(self.send_due(stop, told=told, rest=rest).away)
            except Problem as problem:
                _log.info("cannot send now: %s", getattr(problem, "code", ""))
            except Exception as mistake:  # noqa: BLE001  nobody else would notice that nothing is sent any more
                log_mistake(_log, mistake)
            pause = min(max(2 * pause, _FIRST_PAUSE), _LONGEST_PAUSE) if away else _LOOK
            stop.wait(pause)

    def _send_mail(self, turn: "_Turn", most: int | None) -> Tally:
        settings, mark = self._settings()
        if not settings.is_set_up:
            self._away.pop(EMAIL, None)
            return Tally()
        tally = Tally(failed=turn.give_up(EMAIL))
        if turn.is_due(EMAIL):
            tally += turn.send_mail(settings, mark, most)
            self._away[EMAIL] = tally.away
        return tally

    def _settings(self) -> tuple[MailSettings, str]:
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            settings = mail_settings(lambda name: plans.setting(connection, name, None))
            return settings, connection.execute(_MARK).scalar_one()


class _Turn:
    """One turn of a sender: what is under way in it."""

    def __init__(
        self,
        desk: Desk,
        stop: Stop,
        told: Told,
        unnoted: list[tuple[Row, Sent | Refused, datetime]],
        rest: float,
    ) -> None:
        self._desk, self._stop, self._told, self._rest = desk, stop, told, rest
        self._unnoted = unnoted
        self._noted_at = time.monotonic()
        self._answered = False
        self._done: set[int] = set()
        self._until = desk.now(), 0.0
        self._server = MailSettings()

    def tell(self, changes: Changes) -> None:
        """Tell who shows any of it here."""
        if changes:
            self._told(changes)

    def is_due(self, channel: str, also: ColumnElement[bool] = _ANY) -> bool:
        """Whether this sender has anything to do: one look into an index."""
        wanted = select(literal(1)).where(due(channel, self._desk.run, self._desk.now(), also)).limit(1)
        with self._desk.database.read() as connection:
            return connection.execute(wanted).first() is not None

    def give_up(self, channel: str) -> int:
        """What is too old fails; how many."""
        at = self._desk.now()

        def work(connection: Connection) -> Sequence[Row]:
            rows = give_up_old(connection, channel, at)
            if rows:
                tell_all(connection, self._desk.run, changes_of(rows), at)
            return rows

        if not self._has_old(channel, at):
            return 0
        rows = self._desk.database.write(work)
        self.tell(changes_of(rows))
        return len(rows)

    def send_mail(self, settings: MailSettings, mark: str, most: int | None) -> Tally:
        """All due e-mails over one connection."""
        from frontdesk.messages.smtp import Post  # noqa: PLC0415  most desks have nothing to send at first

        tally = Tally()
        try:
            password = read_secret(mark, SMTP) if settings.user else None
            with Post(server_of(settings, password), settings.sender, stop=self._stop) as post:
                left = most
                while not self._stop.is_set() and not tally.away and left != 0:
                    claimed = self._claim(EMAIL, BATCH if left is None else min(BATCH, left))
                    tally += Tally(superseded=len(claimed.superseded))
                    if not claimed.looked:
                        break
                    left = None if left is None else left - claimed.looked
                    self._server = settings
                    tally += self._hand_over(claimed.rows, Letters(self._desk, settings), post)
        except Unavailable as problem:
            if problem.code.startswith("database."):
                raise
            tally += Tally(away=problem.code, problem=problem)
        return tally

    def send_events(self, most: int | None) -> Tally:
        """All due events of other systems, each over a connection of its own; one that is slow holds up itself only."""
        tally = Tally()
        if not self._has_webhooks() or not self.is_due(WEBHOOK):
            return tally
        ours = sent_from_here(self._desk)
        if not self.is_due(WEBHOOK, ours):
            return tally
        away: dict[int, Refused] = {}
        left = most
        while not self._stop.is_set() and left != 0:
            claimed = self._claim(WEBHOOK, _EVENTS if left is None else min(_EVENTS, left), ours)
            if not claimed.looked:
                break
            left = None if left is None else left - claimed.looked
            with self._noted(claimed.rows):
                for row in claimed.rows:
                    if self._stop.is_set():
                        break
                    outcome = away.get(row.webhook_id) or deliver_event(self._desk, row, self._stop)
                    if isinstance(outcome, Refused) and not outcome.for_good:
                        away[row.webhook_id] = outcome  # the other events for it are not tried in vain, one by one
                    tally += self._keep(row, outcome)
        return tally

    def _hand_over(self, rows: Sequence[Row], letters: Letters, post: Any) -> Tally:
        """Hand claimed messages over, one after another, each as long as nobody else may take it for unsent."""
        tally, held = Tally(), list[tuple[Row, Away]]()
        with self._noted(rows):
            for row, letter in zip(rows, letters.write([row.id for row in rows]), strict=True):
                if self._stop.wait(self._rest) or self._is_late():
                    break
                if letter.email is None:
                    tally += self._keep(row, Refused(letter.problem, for_good=True))
                    continue
                outcome = post.send(letter.email, letter.recipient)
                if not isinstance(outcome, Away):
                    self._answered = True
                    tally += self._blame(held) + self._keep(row, outcome)
                else:
                    held.append((row, outcome))
                    if len(held) > 1 or not outcome.broke:
                        break
            if len(held) == 1 and held[0][1].broke and self._answered:
                tally += self._blame(held)
        return tally + self._away(held[-1][1]) if held and not self._stop.is_set() else tally

    def _away(self, away: Away) -> Tally:
        """What the server said when it could be used no more."""
        server = self._server
        problem = Unavailable(away.code, host=server.host, port=server.port, shown=in_brackets(away.reason))
        return Tally(away=away.code, problem=problem)

    @contextmanager
    def _noted(self, rows: Sequence[Row]) -> Iterator[None]:
        """At the end all is written down, and what was not handed over is given back."""
        self._done = set()
        self._until = self._desk.now() + LEASE / 2, time.monotonic() + LEASE.total_seconds() / 2
        try:
            yield
        finally:
            self.note()
            left = [row.id for row in rows if row.id not in self._done]
            if left:
                self._release(left)

    def _is_late(self) -> bool:
        """Whether what was claimed may be taken for unsent before another message is through, by either clock."""
        return self._desk.now() > self._until[0] or time.monotonic() > self._until[1]

    def _blame(self, held: list[tuple[Row, Away]]) -> Tally:
        """The server went away in the middle of one message and takes others: that one is at fault."""
        tally = Tally()
        for row, away in held:
            tally += self._keep(row, Refused(away.reason or away.code, for_good=False))
        held.clear()
        return tally

    def _keep(self, row: Row, outcome: Sent | Refused) -> Tally:
        """Remember what became of one message, and write it down soon."""
        if not self._unnoted:
            self._noted_at = time.monotonic()
        self._unnoted.append((row, outcome, self._desk.now()))
        self._done.add(row.id)
        if time.monotonic() - self._noted_at > _NOTE_SECONDS:
            self.note()
        if isinstance(outcome, Sent):
            return Tally(sent=1)
        return Tally(failed=1) if is_failed(row, outcome) else Tally(waiting=1)

    def note(self) -> None:
        """Write down what became of messages; it is kept until the database has it."""
        results = list(self._unnoted)
        if not results:
            return
        changes, at = changes_of(row for row, _, _ in results), self._desk.now()

        def work(connection: Connection) -> None:
            note(connection, results)
            tell_all(connection, self._desk.run, changes, at)

        self._desk.database.write(work)
        del self._unnoted[: len(results)]
        self.tell(changes)

    def _claim(self, channel: str, most: int, also: ColumnElement[bool] = _ANY) -> Claimed:
        at = self._desk.now()

        def work(connection: Connection) -> Claimed:
            claimed = claim(connection, channel, self._desk.run, at, most, also)
            if claimed.looked:
                tell_all(connection, self._desk.run, claimed.changes, at)
            return claimed

        claimed = self._desk.database.write(work)
        self.tell(claimed.changes)
        return claimed

    def _release(self, ids: Sequence[int]) -> None:
        def work(connection: Connection) -> None:
            release(connection, self._desk.run, ids)
            tell_all(connection, self._desk.run, Changes(), self._desk.now())

        self._desk.database.write(work)

    def _has_old(self, channel: str, at: datetime) -> bool:
        with self._desk.database.read() as connection:
            return connection.execute(old(channel, at).limit(1)).first() is not None

    def _has_webhooks(self) -> bool:
        with self._desk.database.read() as connection:
            return bool(self._desk.memory.plans(connection).webhooks(connection))


_MARK = select(Clinic.mark)
