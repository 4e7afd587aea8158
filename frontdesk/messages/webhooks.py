"""Hands an event to another system of the clinic, signed as the Standard Webhooks say.

The specification is at https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from frontdesk.messages.outcomes import Refused, Sent
from frontdesk.messages.patience import Patience, Stop, StoppedError
from frontdesk.rules.problems import RuleBroken

if TYPE_CHECKING:  # 0.05 s to load, and the window is painted before an event is sent
    from urllib3.util import Url

LONGEST_URL: Final = 500
CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 10.0
"""Of silence; all of it together takes no longer than `WHOLE_SECONDS`."""
WHOLE_SECONDS: Final = 20.0
_MARK: Final = "whsec_"
_SECRET_BYTES: Final = 32
_FEWEST_BYTES: Final = 16
_GONE: Final = 410
_FOR_NOW: Final = frozenset({408, 425, 429})


def new_secret() -> str:
    """A secret that both sides sign with: 256 random bits, written as the Standard Webhooks do."""
    return _MARK + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


def checked_url(typed: str, field: str = "url") -> str:
    """The address without spaces around it; RuleBroken at `field`.

    `webhook.address` for one that is none, `webhook.https` for one that is neither https nor of this computer,
    `webhook.sign-in` for one with a name and password in it.
    """
    url = typed.strip()
    if len(url) > LONGEST_URL:
        raise RuleBroken("text.too-long", fields=(field,), longest=LONGEST_URL)
    parsed = parsed_url(url)
    if parsed is None:
        raise RuleBroken("webhook.address", fields=(field,))
    if parsed.auth is not None:
        raise RuleBroken("webhook.sign-in", fields=(field,))
    if parsed.scheme != "https" and not _is_here(parsed.host or ""):
        raise RuleBroken("webhook.https", fields=(field,))
    return url


def body_of(payload: Mapping[str, Any]) -> bytes:
    """The event as it is sent: the same bytes at every attempt."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":")).encode("ascii")


def signature(secret: str, message_id: str, seconds: int, body: bytes) -> str:
    """The header `webhook-signature`: HMAC-SHA256 of id, time in seconds since 1970, and body.

    RuleBroken `webhook.secret` for what is no secret.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_MARK), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise RuleBroken("webhook.secret") from problem
    if len(key) < _FEWEST_BYTES:
        raise RuleBroken("webhook.secret")
    signed = f"{message_id}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")


def deliver(
    url: str, secret: str, message_id: str, body: bytes, at: datetime, stop: Stop | None = None
) -> Sent | Refused:
    """Hand over one event at the aware instant `at`, and say what became of it; follows no redirect.

    What may be otherwise later (no connection, too slow, 429, 5xx) is refused for now; 410 and all else for good.
    It ends when `stop` is set.
    """
    try:
        checked_url(url)
        headers = _headers(secret, message_id, body, at)
    except RuleBroken as problem:
        return Refused(problem.code, for_good=problem.code != "webhook.secret")
    answer: SimpleQueue[Sent | Refused] = SimpleQueue()
    # A system that answers a letter at a time would keep the sender for ever: it is left behind then.
    ask = threading.Thread(target=lambda: answer.put(_post(url, headers, body)), name="webhook", daemon=True)
    ask.start()
    patience = Patience(WHOLE_SECONDS, stop)
    while True:
        try:
            return answer.get(timeout=patience.slice())
        except Empty:
            continue
        except (TimeoutError, StoppedError):
            return Refused("webhook.slow", for_good=False)


def _post(url: str, headers: Mapping[str, str], body: bytes) -> Sent | Refused:
    from urllib3 import PoolManager, Timeout  # noqa: PLC0415  see above
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    timeout = Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS)
    try:
        with PoolManager(timeout=timeout, retries=False) as pool:
            answer = pool.request("POST", url, body=body, headers=headers, redirect=False, preload_content=False)
            answer.close()
    except HTTPError as problem:
        return Refused(why_no_answer(problem), for_good=False)
    return _outcome(answer.status)


def _headers(secret: str, message_id: str, body: bytes, at: datetime) -> dict[str, str]:
    seconds = int(at.timestamp())
    return {
        "content-type": "application/json",
        "user-agent": "Frontdesk",
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(secret, message_id, seconds, body),
    }


def _outcome(status: int) -> Sent | Refused:
    if 200 <= status < 300:
        return Sent()
    for_now = status in _FOR_NOW or status >= 500
    moved = 300 <= status < 400
    code = "webhook.gone" if status == _GONE else "webhook.moved" if moved else "webhook.answered"
    return Refused(f"{code} {status}", for_good=not for_now)


def why_no_answer(problem: Exception) -> str:
    """The code of what kept us from an answer."""
    from urllib3 import exceptions  # noqa: PLC0415  see above

    if isinstance(problem, exceptions.SSLError):
        return "webhook.certificate"
    if isinstance(problem, exceptions.NewConnectionError):  # one of its own kinds of too slow, for that package
        unknown = isinstance(problem, exceptions.NameResolutionError)
        return "webhook.unknown-host" if unknown else "webhook.away"
    return "webhook.slow" if isinstance(problem, exceptions.TimeoutError) else "webhook.away"


def parsed_url(url: str) -> "Url | None":
    """The parts of an http or https address; None for what is none, or names a place within a page."""
    from urllib3.exceptions import LocationParseError, LocationValueError  # noqa: PLC0415  see above
    from urllib3.util import parse_url  # noqa: PLC0415

    if not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        return None
    try:
        parsed = parse_url(url)
    except (LocationParseError, LocationValueError):
        return None
    named = parsed.scheme in {"http", "https"} and bool(parsed.host)
    return parsed if named and parsed.fragment is None else None


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
