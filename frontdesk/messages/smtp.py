"""Hands messages to the clinic's mail server over SMTP, one connection for many, and says what became of each.

The conversation is RFC 5321, with STARTTLS (RFC 3207) or TLS from the beginning (RFC 8314), and AUTH (RFC 4954).
"""

import base64
import re
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType
from typing import Any, Final, Self

from frontdesk.messages.outcomes import Away, Outcome, Refused, Sent
from frontdesk.messages.patience import Lines, Patience, Stop, connect, secure, send_all
from frontdesk.rules.problems import Unavailable

SECONDS: Final = 30.0
"""That one step may take: to connect, to answer one command."""
_GRACE: Final = 0.7
"""Seconds that the answer to a whole message is waited for after the end was asked for: without it, it goes twice."""
_IDLE: Final = 10.0
"""Seconds after which a connection is asked whether it is still there."""
_MOST_REASON: Final = 300
_GREETED, _GO_ON, _CLOSING = 220, 354, 421
_SIGN_IN_FIRST: Final = (530, 534, 535, 538)
_LINE_BREAKS: Final = policy.SMTP.clone(cte_type="7bit")
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


class Security(StrEnum):
    """How a connection to the mail server is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where messages are handed in. Without `user` nobody signs in; the password is shown nowhere."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


class _GoneError(Exception):
    """The connection went away, or the server took its leave, before the message was taken over."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.away = Away(code, reason, broke=True)


class Post:
    """A connection to a mail server. `with` connects and signs in, or raises Unavailable `mail.*`."""

    def __init__(self, server: MailServer, sender: str, *, stop: Stop | None = None, seconds: float = SECONDS) -> None:
        """`sender` is the address that answers for the messages; waiting ends soon after `stop` is set."""
        self._server, self._sender = server, sender
        self._stop, self._seconds = stop, seconds
        self._client: _Client | None = None
        self._used = False
        self._last = 0.0

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.leave()
            self._client = None

    def send(self, message: EmailMessage, recipient: str) -> Outcome:
        """Hand one message in. What breaks before it was taken over is tried once more on a new connection."""
        try:
            if self._client is not None and time.monotonic() - self._last > _IDLE and not self._client.answers():
                self._drop()
            if self._client is not None and self._used:
                try:
                    return self._handed_in(self._client, message, recipient)
                except _GoneError:
                    self._drop()
            return self._handed_in(self._client or self._open(), message, recipient)
        except Unavailable as away:
            return Away(away.code, str(away.params.get("reason", "")))
        except _GoneError as gone:
            self._drop()
            return gone.away

    def _open(self) -> "_Client":
        client = _Client(self._stop, self._seconds)
        try:
            client.begin(self._server)
        except BaseException:
            client.close()
            raise
        self._client, self._used, self._last = client, False, time.monotonic()
        return client

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _handed_in(self, client: "_Client", message: EmailMessage, recipient: str) -> Outcome:
        utf8 = not (recipient.isascii() and self._sender.isascii())
        if utf8 and not client.has_extn("smtputf8"):
            return Refused("mail.no-utf8", for_good=True)
        data = message.as_bytes(policy=_LINE_BREAKS.clone(utf8=True) if utf8 else _LINE_BREAKS)
        if 0 < client.largest < len(data):
            return Refused("mail.too-large", for_good=True)
        refused = _envelope(client, self._sender, recipient, utf8=utf8)
        outcome = refused or _content(client, data)
        self._used, self._last = True, time.monotonic()
        if refused is not None and not client.forgets():
            self._drop()
        if client.sock is None:
            self._client = None
        return outcome


class _Client(smtplib.SMTP):
    """smtplib's commands over a connection that is never waited for too long."""

    sock: Any

    def __init__(self, stop: Stop | None, seconds: float) -> None:
        super().__init__(local_hostname="[127.0.0.1]")
        self._patience = Patience(seconds, stop)
        self.sock = None
        self.grace = 0.0

    @property
    def largest(self) -> int:
        """Bytes that a message may have; 0 where the server does not say."""
        told = self.esmtp_features.get("size", "")
        return int(told) if told.isdecimal() else 0

    def begin(self, server: MailServer) -> None:
        """Connect, encrypt, sign in. Raises Unavailable with what is wrong."""
        self._connect(server)
        _tell(server, "mail.protocol", self._greet)
        if server.security is Security.STARTTLS:
            self._encrypt(server)
            _tell(server, "mail.protocol", self._greet)
        if server.user:
            self._sign_in(server)

    def _connect(self, server: MailServer) -> None:
        def reach() -> None:
            self._patience.begin()
            self.sock = connect(server.host, server.port, self._patience)

        _tell(server, "mail.unreachable", reach)
        if server.security is Security.TLS:
            _tell(server, "mail.encryption", lambda: self._secure(server.host))
        code, said = _tell(server, "mail.unreachable", self.getreply)
        if code != _GREETED:
            kind = {4: "mail.busy", 5: "mail.refused"}.get(code // 100, "mail.protocol")
            raise _unavailable(server, kind, _words(code, said))

    def _greet(self) -> None:
        code, said = self.ehlo()
        if code // 100 == 5:  # RFC 5321: a server that knows no EHLO knows HELO
            code, said = self.helo()
        if code // 100 != 2:
            raise smtplib.SMTPResponseException(code, said)

    def _encrypt(self, server: MailServer) -> None:
        if not self.has_extn("starttls"):
            raise _unavailable(server, "mail.encryption", "")
        code, said = _tell(server, "mail.protocol", lambda: self.docmd("STARTTLS"))
        if code != _GREETED:
            raise _unavailable(server, "mail.encryption", _words(code, said))
        _tell(server, "mail.encryption", lambda: self._secure(server.host))
        self.esmtp_features = {}
        self.does_esmtp = False

    def _secure(self, host: str) -> None:
        """TLS; what was read before it is forgotten, so that nobody can slip anything in front of it."""
        self._patience.begin()
        self.sock, self.file = secure(self.sock, ssl.create_default_context(), host, self._patience), None

    def _sign_in(self, server: MailServer) -> None:
        offered = self.esmtp_features.get("auth", "").upper().split()
        user, password = server.user.encode(), server.password.encode()
        if "PLAIN" in offered:
            words = f"PLAIN {_base64(bytes(1) + user + bytes(1) + password)}"
            code, said = _tell(server, "mail.broken", lambda: self.docmd("AUTH", words))
        elif "LOGIN" in offered:
            code, said = _tell(server, "mail.broken", lambda: self._log_in(user, password))
        else:
            raise _unavailable(server, "mail.sign-in", "")
        if code // 100 != 2:
            raise _unavailable(server, "mail.busy" if code == _CLOSING else "mail.sign-in", _words(code, said))

    def _log_in(self, user: bytes, password: bytes) -> tuple[int, bytes]:
        code, said = self.docmd("AUTH", "LOGIN")
        for word in (user, password):
            if code // 100 == 3:
                code, said = self.docmd(_base64(word))
        return code, said

    def answers(self) -> bool:
        """Whether the server is still there."""
        try:
            return self.noop()[0] // 100 == 2
        except (OSError, smtplib.SMTPException):
            return False

    def forgets(self) -> bool:
        """The message that was begun is given up; False when the server will not."""
        try:
            return self.rset()[0] // 100 == 2
        except (OSError, smtplib.SMTPException):
            return False

    def leave(self) -> None:
        """Say good-bye without waiting for what is said to it."""
        try:
            self.putcmd("quit")
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self.close()

    def send(self, s: Any) -> None:
        """As in smtplib, but never longer than the patience."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        self._patience.begin(self.grace)
        send_all(self.sock, s.encode(self.command_encoding) if isinstance(s, str) else bytes(s), self._patience)

    def getreply(self) -> tuple[int, bytes]:
        """As in smtplib, but never longer than the patience."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        if self.file is None:
            self.file = Lines(self.sock, self._patience)
        self._patience.begin(self.grace)
        return super().getreply()


def _envelope(client: _Client, sender: str, recipient: str, *, utf8: bool) -> Refused | None:
    """MAIL, RCPT and DATA; None when the server waits for the message. Raises _GoneError."""
    client.command_encoding = "utf-8" if utf8 else "ascii"
    code, said = _said(lambda: client.mail(sender, ["SMTPUTF8"] if utf8 else []))
    if code // 100 != 2:  # it speaks of us, not of the message
        kind = {4: "mail.busy", 5: "mail.sender"}.get(code // 100, "mail.protocol")
        raise _GoneError("mail.sign-in" if code in _SIGN_IN_FIRST else kind, _words(code, said))
    code, said = _said(lambda: client.rcpt(recipient))
    if code in _SIGN_IN_FIRST or (code // 100 == 5 and b"relay" in said.lower()):
        raise _GoneError("mail.sign-in", _words(code, said))
    if code // 100 == 2:
        code, said = _said(lambda: client.docmd("DATA"))
    if code == _GO_ON:
        return None
    if code // 100 not in (4, 5):
        raise _GoneError("mail.protocol", _words(code, said))
    return Refused(_words(code, said), for_good=code // 100 == 5)


def _said(ask: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
    """The answer to a command before the message was taken over."""
    try:
        code, said = ask()
    except smtplib.SMTPResponseException as error:
        raise _GoneError("mail.protocol", _words(error.smtp_code, error.smtp_error)) from None
    except (OSError, smtplib.SMTPException):
        raise _GoneError("mail.broken", "") from None
    if code == _CLOSING:
        raise _GoneError("mail.busy", _words(code, said))
    return code, said


def _content(client: _Client, data: bytes) -> Outcome:
    """The message itself. From its first byte on, without an answer nobody knows whether it was taken over."""
    try:
        client.grace = _GRACE
        client.send(_DOT.sub(b"..", data) + (b"" if data.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, said = client.getreply()
    except (OSError, smtplib.SMTPException):
        client.close()
        return Refused("mail.unanswered", for_good=False)
    finally:
        client.grace = 0.0
    if code // 100 == 2:
        return Sent()
    if code == _CLOSING or code // 100 not in (4, 5):
        client.close()
    return Refused(_words(code, said) if code // 100 in (4, 5) else "mail.unanswered", for_good=code // 100 == 5)


def _tell(server: MailServer, code: str, step: Callable[[], Any]) -> Any:
    """Do a step of connecting; what it meets is told as `code`, but for what is more exactly known."""
    try:
        return step()
    except ssl.SSLCertVerificationError as error:
        raise _unavailable(server, "mail.certificate", error.verify_message) from None
    except smtplib.SMTPResponseException as error:
        raise _unavailable(server, "mail.protocol", _words(error.smtp_code, error.smtp_error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise _unavailable(server, code, _why(error)) from None


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return (error.reason or "").replace("_", " ").lower()
    return (error.strerror or str(error)) if isinstance(error, OSError) and error.errno else ""


def _unavailable(server: MailServer, code: str, reason: str) -> Unavailable:
    shown = f" ({reason})" if reason else ""
    return Unavailable(code, host=server.host, port=server.port, reason=reason, shown=shown)


def _words(code: int, said: bytes | str) -> str:
    """What the server said, as one short line that can be shown."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return f"{code} {line}".strip()[:_MOST_REASON] if code > 0 else line[:_MOST_REASON]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
