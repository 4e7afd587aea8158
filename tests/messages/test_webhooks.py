"""Events handed to another system: signed as it can check, refused for now or for good by what it answers."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from frontdesk.messages import webhooks
from frontdesk.messages.outcomes import Refused, Sent
from frontdesk.messages.webhooks import body_of, checked_url, deliver, new_secret, signature
from frontdesk.rules.problems import RuleBroken
from tests.systems import System, system

pytestmark = pytest.mark.feature("MSG-7")

AT = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""The secret of the examples in the specification."""
BODY = body_of({"type": "appointment.book", "data": {"consumer": "maria.silva", "metadata": {"case": "Ñ 7"}}})


@pytest.fixture
def records() -> Iterator[System]:
    with system() as made:
        yield made


def sent_to(records: System, secret: str = SECRET) -> Sent | Refused:
    return deliver(records.url, secret, "msg1", BODY, AT)


def test_the_signature_is_that_of_the_specification() -> None:
    body = b'{"test": 2432232314}'
    made = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_event_arrives_whole_and_can_be_checked_with_the_secret_alone(records: System) -> None:
    secret = new_secret()
    assert sent_to(records, secret) == Sent()
    (got,) = records.got
    assert json.loads(got.body) == json.loads(BODY)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([b"msg1", got.headers["webhook-timestamp"].encode(), got.body])
    wanted = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert got.headers["webhook-signature"] == wanted
    assert got.headers["webhook-id"] == "msg1"
    assert got.headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert got.headers["content-type"] == "application/json"
    assert secret not in str(got)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Sent()),
        (204, Sent()),
        (301, Refused("webhook.moved 301", for_good=True)),
        (400, Refused("webhook.answered 400", for_good=True)),
        (401, Refused("webhook.answered 401", for_good=True)),
        (410, Refused("webhook.gone 410", for_good=True)),
        (429, Refused("webhook.answered 429", for_good=False)),
        (500, Refused("webhook.answered 500", for_good=False)),
        (503, Refused("webhook.answered 503", for_good=False)),
    ],
)
def test_what_it_answers_decides_whether_it_is_tried_again(
    records: System, status: int, outcome: Sent | Refused
) -> None:
    records.status = status
    assert sent_to(records) == outcome


def test_a_redirect_is_not_followed(records: System) -> None:
    with system() as elsewhere:
        records.status, records.headers = 307, {"location": elsewhere.url}
        assert sent_to(records) == Refused("webhook.moved 307", for_good=True)
        assert not elsewhere.got


def test_a_line_that_is_dropped_or_closed_is_tried_again(records: System) -> None:
    records.drops = True
    assert sent_to(records) == Refused("webhook.away", for_good=False)
    with system() as closed:
        url = closed.url
    assert deliver(url, SECRET, "msg1", BODY, AT) == Refused("webhook.away", for_good=False)


def test_one_that_does_not_answer_holds_nobody_up(records: System, monkeypatch: pytest.MonkeyPatch) -> None:
    records.waits = True
    monkeypatch.setattr(webhooks, "ANSWER_SECONDS", 0.05)
    assert sent_to(records) == Refused("webhook.slow", for_good=False)
    monkeypatch.setattr(webhooks, "ANSWER_SECONDS", 30)
    monkeypatch.setattr(webhooks, "WHOLE_SECONDS", 0.05)  # as of one that answers a letter at a time
    assert sent_to(records) == Refused("webhook.slow", for_good=False)
    stop = threading.Event()
    stop.set()
    monkeypatch.setattr(webhooks, "WHOLE_SECONDS", 30)
    assert deliver(records.url, SECRET, "msg1", BODY, AT, stop) == Refused("webhook.slow", for_good=False)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with system(_certificate(tmp_path)) as records:
        outcome = deliver(records.url.replace("127.0.0.1", "localhost"), SECRET, "msg1", BODY, AT)
        assert outcome == Refused("webhook.certificate", for_good=False)
        assert not records.got


def test_without_a_secret_that_can_be_read_nothing_is_sent(records: System) -> None:
    for secret in ("", "whsec_", "whsec_!!!", "whsec_c2hvcnQ=", "né"):
        assert sent_to(records, secret) == Refused("webhook.secret", for_good=False)
    assert not records.got


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "webhook.address"),
        ("records", "webhook.address"),
        ("ftp://records.example/", "webhook.address"),
        ("https://", "webhook.address"),
        ("https://records.example:99999/", "webhook.address"),
        ("https://records.example/#part", "webhook.address"),
        ("https://records.example/a\r\nX: y", "webhook.address"),
        ("https://records.example/a b", "webhook.address"),
        ("https://récords.example/", "webhook.address"),
        ("https://me:word@records.example/", "webhook.sign-in"),
        ("http://records.example/", "webhook.https"),
        ("http://127.0.0.1.example/", "webhook.https"),
        ("https://records.example/" + "a" * 500, "text.too-long"),
    ],
)
def test_an_address_that_is_none_is_told(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked_url(typed)
    assert (refused.value.code, refused.value.fields) == (code, ("url",))


@pytest.mark.parametrize(
    "url", ["https://records.example/events?of=1", "https://10.0.0.7:8443/", "http://localhost:8000/", "http://[::1]/e"]
)
def test_private_networks_are_the_clinics_own_and_this_computer_needs_no_certificate(url: str) -> None:
    assert checked_url(f" {url} ") == url


def _certificate(folder: Path) -> Path:
    """One that the server has signed itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT - timedelta(days=3650))
        .not_valid_after(AT + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
