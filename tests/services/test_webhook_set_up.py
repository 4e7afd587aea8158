"""Other systems are set up by administrators; their secrets are in the key ring and nowhere else."""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken, Unavailable
from frontdesk.rules.words import OutboxState
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from frontdesk.services.webhook_set_up import MOST_WEBHOOKS, WebhookForm, WebhookLine
from frontdesk.texts import sentence
from tests.little import at, influenza, maria
from tests.rings import Ring, ring_in_memory
from tests.systems import system

pytestmark = pytest.mark.feature("MSG-7")
URL = "https://records.example/events"


@pytest.fixture
def ring() -> Iterator[Ring]:
    with ring_in_memory() as made:
        yield made


def made(boss: Clinic, url: str = URL, name: str = "Records") -> int:
    return boss.webhooks.save(WebhookForm(name, url), new_command_id()).id


def test_a_system_is_set_up_changed_and_told_nothing_once_out_of_use(boss: Clinic, ring: Ring) -> None:
    assert boss.webhooks.all() == ()
    one = made(boss)
    assert boss.webhooks.all() == (WebhookLine(one, "Records", URL, active=True, version=1, has_secret=False),)
    boss.booking.book(influenza(maria(boss), start=at(15)), new_command_id())
    boss.webhooks.save(WebhookForm("Records", URL, active=False, webhook_id=one, version=1), new_command_id())
    boss.booking.book(influenza(maria(boss, "ana.costa"), start=at(16)), new_command_id())
    with boss.desk.database.read() as connection:
        states = connection.execute(select(t.Outbox.state).where(t.Outbox.webhook_id == one)).scalars().all()
    assert states == [OutboxState.SUPERSEDED]
    assert verify(boss.desk.database) == ()


def test_the_secret_is_given_once_and_stands_in_no_table(boss: Clinic, ring: Ring) -> None:
    one = made(boss)
    secret = boss.webhooks.new_secret(one, new_command_id())
    assert ring.kept == {("frontdesk:RVRSD", f"webhook:{one}"): secret}
    again = boss.webhooks.new_secret(one, new_command_id())
    assert again != secret
    assert boss.webhooks.all()[0].has_secret
    with boss.desk.database.read() as connection:
        for table in t.Base.metadata.sorted_tables:
            rows = str(connection.execute(text(f'SELECT * FROM "{table.name}"')).all())
            assert again not in rows
            assert secret.removeprefix("whsec_") not in rows


def test_a_test_event_is_sent_at_once_and_can_be_checked(boss: Clinic, ring: Ring) -> None:
    with system() as records:
        one = made(boss, records.url)
        with pytest.raises(RuleBroken, match=r"webhook\.secret"):
            boss.webhooks.test(one)
        secret = boss.webhooks.new_secret(one, new_command_id())
        boss.webhooks.test(one)
        (got,) = records.got
        event = json.loads(got.body)
        assert (event["type"], event["data"]) == ("test", {"clinic": "RVRSD", "system": "Records"})
        signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
        wanted = hmac.digest(b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256)
        assert got.headers["webhook-signature"] == "v1," + b64encode(wanted).decode()
        records.status = 503
        with pytest.raises(RuleBroken) as refused:
            boss.webhooks.test(one)
        assert (refused.value.code, refused.value.params) == ("webhook.answered", {"status": "503"})


def test_with_the_key_ring_closed_the_earlier_secret_holds(boss: Clinic, ring: Ring) -> None:
    one = made(boss)
    boss.webhooks.new_secret(one, new_command_id())
    ring.locked = True
    with pytest.raises(Unavailable, match=r"secrets\.away") as caught:
        boss.webhooks.new_secret(one, new_command_id())
    assert f"FRONTDESK_WEBHOOK_SECRET_{one}." in sentence(caught.value)
    assert not boss.webhooks.all()[0].has_secret
    ring.locked = False
    assert boss.webhooks.all()[0].has_secret


def test_what_is_wrong_is_told_at_its_field(boss: Clinic) -> None:
    for form, code, field in (
        (WebhookForm(" ", URL), "text.missing", "name"),
        (WebhookForm("Records", "http://records.example/"), "webhook.https", "url"),
    ):
        with pytest.raises(RuleBroken) as refused:
            boss.webhooks.save(form, new_command_id())
        assert (refused.value.code, refused.value.fields) == (code, (field,))
    for number in range(MOST_WEBHOOKS):
        made(boss, name=f"System {number}")
    with pytest.raises(RuleBroken, match=r"webhook\.too-many"):
        made(boss)


def test_only_who_sets_up_may_and_a_stale_screen_overwrites_nothing(boss: Clinic, clinic: Clinic, ring: Ring) -> None:
    one = made(boss)
    calls = (
        clinic.webhooks.all,
        lambda: clinic.webhooks.test(one),
        lambda: clinic.webhooks.new_secret(one, new_command_id()),
        lambda: made(clinic),
    )
    for call in calls:
        with pytest.raises(RuleBroken, match=r"not\.your-role"):
            call()
    assert not ring.kept
    boss.webhooks.save(WebhookForm("Files", URL, webhook_id=one, version=1), new_command_id())
    with pytest.raises(ChangedElsewhere) as changed:
        boss.webhooks.save(WebhookForm("Records", URL + "2", webhook_id=one, version=1), new_command_id())
    assert changed.value.changes == {"name": ("Records", "Files")}
