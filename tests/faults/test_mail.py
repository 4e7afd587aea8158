"""Each change that must be told is told once: senders killed at any moment, and a mail server that fails at any stage.

More: `python -m pytest tests/faults/test_mail.py --trials 200`.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.database.tables import Outbox
from frontdesk.rules.words import OutboxState
from frontdesk.services.desk import Desk
from frontdesk.services.forms import new_command_id
from frontdesk.services.sending import Sending
from frontdesk.services.verify import verify
from tests.faults.warm import warm_processes
from tests.little import NOW, at, fill, influenza, maria
from tests.messages.post import set_up_mail
from tests.messages.servers import Mailbox, Manners, mail_server, until_true

pytestmark = pytest.mark.feature("MSG-1")
MESSAGES = 8
LONGEST = 0.25
"""Seconds after its first message within which a sender is killed."""


def send_forever(url: str, now: datetime) -> None:
    """What a sender's process does."""
    Sending(Desk(Database.open(url), now=lambda: now, name="Sender")).run(threading.Event())


class Campaign:
    """A clinic whose messages go by a server that answers as chance has it, and senders that die."""

    def __init__(self, clinic: Clinic, chance: random.Random) -> None:
        self.clinic, self.chance = clinic, chance
        self.now = NOW
        self.counts = Counter[str]()
        self.calm = True

    def answer(self, stage: str, _recipient: str) -> str | None:
        """Mostly well; else a refusal for now, or a line that breaks, before or after the message was kept."""
        if self.calm or stage not in ("RCPT", "DATA", "END") or self.chance.random() > 0.1:
            return None
        return self.chance.choice(["451 later", "drop", "drop-after" if stage == "END" else "450 busy"])

    def tell(self) -> None:
        """Something that must be told happens, so often, and its messages are due."""
        for number in range(MESSAGES):
            consumer = maria(self.clinic, f"one{self.counts['told']}x{number}")
            self.clinic.booking.book(influenza(consumer), new_command_id())
        self.counts["told"] += MESSAGES
        self.now += timedelta(seconds=11)

    def kill_senders(self, box: Mailbox, senders: int) -> None:
        """Senders begin, and all are killed at some moment after the first message came."""
        context, before = warm_processes(), len(box.taken)
        url = self.clinic.desk.database.url
        running = [context.Process(target=send_forever, args=(url, self.now)) for _ in range(senders)]
        for one in running:
            one.start()
        until_true(lambda: len(box.taken) > before or box.connections > self.counts["connections"] + 20, 30)
        time.sleep(self.chance.random() * LONGEST)
        for one in running:
            os.kill(one.pid or 0, signal.SIGKILL)
            one.join()
        self.counts["kills"] += senders
        self.counts["connections"] = box.connections

    def finish(self) -> None:
        """Another sender goes on, once the dead ones have had their time."""
        self.calm = True
        for _ in range(4):
            self.now += timedelta(minutes=20)
            self.clinic.sending.send_due()

    def check(self, box: Mailbox) -> None:
        """All that was told arrived; what came twice has one Message-ID."""
        with self.clinic.desk.database.read() as connection:
            rows = connection.execute(select(Outbox.message_id, Outbox.state)).all()
        assert {row.state for row in rows} == {OutboxState.SENT}
        arrived = box.ids
        wanted = {f"<{row.message_id}@clinic.example>" for row in rows}
        assert set(arrived) == wanted
        self.counts["arrived twice, with one id"] = sum(number - 1 for number in arrived.values())


@pytest.fixture
def campaign(database: Database) -> Campaign:
    fill(database)
    made = Campaign(Clinic(database, now=lambda: made.now), random.Random(7))  # noqa: S311  repeatable
    made.clinic.sign_in("manager", "demo")
    return made


def test_senders_killed_at_any_moment_lose_nothing_and_double_only_what_nobody_could_note(
    campaign: Campaign, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    with mail_server(Manners(campaign.answer)) as box:
        set_up_mail(campaign.clinic, box)
        for number in range(tries(2)):
            campaign.calm = bool(number % 2)
            campaign.tell()
            campaign.kill_senders(box, 1 + number % 2)
            campaign.finish()
        campaign.check(box)
    tell(str(dict(campaign.counts)))
    assert verify(campaign.clinic.desk.database) == ()


def test_without_a_kill_a_server_that_answers_for_everything_it_keeps_gets_everything_once(
    campaign: Campaign, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    """Several senders at once, refusals and broken lines at every stage before the message is kept."""

    def answer(stage: str, recipient: str) -> str | None:
        said = campaign.answer(stage, recipient)
        return "drop" if said == "drop-after" else said

    with mail_server(Manners(answer)) as box:
        set_up_mail(campaign.clinic, box)
        url = campaign.clinic.desk.database.url
        desks = [Clinic.open(url, now=lambda: campaign.now) for _ in range(2)]
        for _ in range(tries(1)):
            campaign.calm = False
            campaign.tell()
            for _ in range(6):
                senders = [threading.Thread(target=one.sending.send_due) for one in (*desks, campaign.clinic)]
                for one in senders:
                    one.start()
                for one in senders:
                    one.join()
                campaign.now += timedelta(minutes=5)
            campaign.finish()
        for desk in desks:
            desk.close()
        campaign.check(box)
    tell(str(dict(campaign.counts)))
    assert campaign.counts["arrived twice, with one id"] == 0


def test_a_lease_that_is_over_is_not_used(campaign: Campaign) -> None:
    """A sender that was asleep for hours gives back what it claimed, for others may have sent it."""
    slept: list[int] = []

    def answer(stage: str, _recipient: str) -> str | None:
        if stage == "END" and not slept:
            slept.append(1)
            campaign.now += timedelta(hours=3)
            others = update(Outbox).where(Outbox.state == OutboxState.WAITING, Outbox.claimed_by.is_not(None))
            campaign.clinic.desk.database.write(
                lambda connection: connection.execute(others.values(state=OutboxState.SENT, sent_at=at(12)))
            )
        return None

    with mail_server(Manners(answer)) as box:
        set_up_mail(campaign.clinic, box)
        campaign.tell()
        campaign.clinic.sending.send_due()
    assert len(box.taken) == 1
    assert campaign.now.tzinfo is UTC
