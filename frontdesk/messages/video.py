"""Where a video appointment takes place: links that are checked, made by a template, or asked of a provider by HTTP."""

import json
import secrets
import threading
from queue import Empty, SimpleQueue
from typing import Any, Final

from frontdesk.messages.patience import Patience
from frontdesk.messages.webhooks import LONGEST_URL, parsed_url, why_no_answer
from frontdesk.rules.problems import RuleBroken

PLACE: Final = "{token}"
CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 8.0
WHOLE_SECONDS: Final = 12.0
"""However slowly the provider answers, a letter at a time even: somebody waits before the screen."""
MOST_BYTES: Final = 65_536
LONGEST_SECRET: Final = 1000
_TOKEN_BYTES: Final = 16
_DEEPEST: Final = 10


def checked_link(typed: str, field: str = "video_link") -> str:
    """The link without spaces around it. Raises RuleBroken `video.link` at `field` for what is no https address."""
    link = typed.strip()
    if len(link) > LONGEST_URL:
        raise RuleBroken("text.too-long", fields=(field,), longest=LONGEST_URL)
    parsed = parsed_url(link.partition("#")[0])  # a link may name a place within a page: some providers' do
    if parsed is None or not link.isascii() or any(sign <= " " or sign in '"<>\\{}\x7f' for sign in link):
        raise RuleBroken("video.link", fields=(field,))
    if parsed.scheme != "https" or parsed.auth is not None:
        raise RuleBroken("video.link", fields=(field,))
    return link


def checked_template(typed: str) -> str:
    """The template: an https address with `{token}`, and no other braces. Raises RuleBroken `video.template`."""
    template = typed.strip()
    if PLACE not in template:
        raise RuleBroken("video.template", fields=("address",))
    try:
        link_of(template)
    except RuleBroken as problem:
        code = problem.code if problem.code.startswith("text.") else "video.template"
        raise RuleBroken(code, fields=("address",), **problem.params) from problem
    return template


def link_of(template: str) -> str:
    """A link of its own: 128 random bits where `{token}` stands. Raises what `checked_link` raises."""
    return checked_link(template.replace(PLACE, secrets.token_hex(_TOKEN_BYTES)), "address")


def checked_secret(typed: str) -> str:
    """What the provider knows the clinic by, without spaces around it; RuleBroken `video.secret-form`."""
    secret = typed.strip()
    if len(secret) > LONGEST_SECRET or any(not "!" <= sign <= "~" for sign in secret):
        raise RuleBroken("video.secret-form", fields=("secret",))
    return secret


def ask_provider(address: str, answer_path: str, secret: str) -> str:
    """Ask the provider for a link (POST, nothing of the consumer in it) and read it from its JSON answer.

    Follows no redirect. Raises RuleBroken `video.away`, `video.unknown-host`, `video.certificate`, `video.slow`,
    `video.answered` (param `status`), `video.answer` where the link is not there, `video.answer-link` where it is no
    https address.
    """
    answer: SimpleQueue[str | RuleBroken] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(_link_in(_post(address, secret), answer_path))
        except RuleBroken as problem:
            answer.put(problem)

    threading.Thread(target=ask, name="video", daemon=True).start()
    patience = Patience(WHOLE_SECONDS, None)
    while True:
        try:
            found = answer.get(timeout=patience.slice())
        except Empty:
            continue
        except TimeoutError:
            raise RuleBroken("video.slow") from None
        if isinstance(found, RuleBroken):
            raise found
        return found


def _post(address: str, secret: str) -> bytes:
    from urllib3 import PoolManager, Timeout  # noqa: PLC0415  0.05 s to load, and the window is painted before
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    headers = {"content-type": "application/json", "accept": "application/json", "user-agent": "Frontdesk"}
    if secret:
        headers["authorization"] = f"Bearer {secret}"
    timeout = Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS)
    try:
        with PoolManager(timeout=timeout, retries=False) as pool:
            answer = pool.request("POST", address, body=b"{}", headers=headers, redirect=False, preload_content=False)
            try:
                read = answer.read(MOST_BYTES + 1)
            finally:
                answer.close()
    except HTTPError as problem:
        raise RuleBroken(why_no_answer(problem).replace("webhook.", "video.")) from None
    if not 200 <= answer.status < 300:
        raise RuleBroken("video.answered", status=answer.status)
    if len(read) > MOST_BYTES:
        raise RuleBroken("video.answer")
    return read


def _link_in(body: bytes, path: str) -> str:
    """The link at `path` of a JSON answer, such as `meeting.join_url`, or `links.0.href`."""
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise RuleBroken("video.answer") from None
    for step in path.split(".")[:_DEEPEST]:
        if isinstance(found, list) and step.isdecimal() and int(step) < len(found):
            found = found[int(step)]
        elif isinstance(found, dict) and step in found:
            found = found[step]
        else:
            raise RuleBroken("video.answer")
    if not isinstance(found, str):
        raise RuleBroken("video.answer")
    try:
        return checked_link(found)
    except RuleBroken:
        raise RuleBroken("video.answer-link") from None
