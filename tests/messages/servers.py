"""A real mail server on loopback that takes, refuses, delays, drops and lies as a test asks it to."""

import asyncio
import contextlib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "clinic", "s3cret pässword"


@dataclass
class Manners:
    """How the server behaves. `answers` gives its reply to a command (`MAIL`, `RCPT`, `DATA`, `END`) by the recipient.

    A reply of `drop` closes the line, `hang` says nothing, `drop-after` keeps the message and closes without a word.
    """

    answers: Callable[[str, str], str | None] = lambda _stage, _recipient: None
    greeting: str = ""
    extensions: tuple[str, ...] = ()
    needs_sign_in: bool = False
    starttls: bool = False
    certificate: Path | None = None
    implicit: bool = False
    greet_only: bytes | None = None
    """Said instead of everything a mail server says, after which nothing is answered."""
    most: int = 33_554_432


@dataclass
class Mailbox:
    """A running server and what it took over."""

    port: int
    manners: Manners
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    lines: list[Any] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """What arrived, as a mail program reads it."""
        return [message_from_bytes(data, policy=policy.default) for _to, data in list(self.taken)]

    @property
    def ids(self) -> Counter[str]:
        """How often each Message-ID was taken over."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)


class _Handler:
    def __init__(self, box: Mailbox) -> None:
        self.box = box


class _Server(SMTP):
    """aiosmtpd with manners."""

    def __init__(self, box: Mailbox, **given: Any) -> None:
        self.box = box
        super().__init__(_Handler(box), **given)

    def connection_made(self, transport: Any) -> None:
        self.box.connections += 1
        self.box.lines.append(transport)
        super().connection_made(transport)

    async def push(self, status: Any) -> None:
        if self.box.manners.greeting and self.session is not None and not getattr(self, "_greeted", False):
            self._greeted = True
            status = self.box.manners.greeting
        self._greeted = True
        await super().push(status)

    async def _behave(self, stage: str, recipient: str = "") -> bool:
        """Whether it has answered by itself."""
        answer = self.box.manners.answers(stage, recipient)
        if answer is None:
            return False
        if answer == "hang":
            await asyncio.sleep(3600)
        if answer == "drop":
            self._drop()
            return True
        await self.push(answer)
        return True

    def _drop(self) -> None:
        if self.transport is not None:
            self.transport.abort()  # type: ignore[attr-defined]  # a socket's transport has it

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802  as aiosmtpd calls it
        if not await self._behave("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802  as aiosmtpd calls it
        if not await self._behave("RCPT", arg):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  as aiosmtpd calls it
        recipient = ", ".join(self.envelope.rcpt_tos) if self.envelope else ""
        if await self._behave("DATA", recipient):
            return
        await super().smtp_DATA(arg)

    async def smtp_NOOP(self, arg: str) -> None:  # noqa: N802  as aiosmtpd calls it
        if not await self._behave("NOOP"):
            await super().smtp_NOOP(arg)

    async def take(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """What becomes of a whole message."""
        to = str(envelope.rcpt_tos[0])
        answer = self.box.manners.answers("END", to)
        if answer is None or answer == "drop-after" or answer.startswith("2"):
            self.box.taken.append((to, _bytes(envelope.content)))
        if answer == "hang":
            await asyncio.sleep(3600)
        if answer in ("drop", "drop-after"):
            self._drop()
            return "451 dropped"
        return answer or "250 taken"


def _bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""


def _hooked(server: _Server) -> _Server:
    server._handle_hooks["DATA"] = server.take
    return server


@contextmanager
def mail_server(manners: Manners | None = None) -> Iterator[Mailbox]:
    """Runs a server on a free port, on a thread of its own, until the end."""
    box = Mailbox(0, manners or Manners())
    loop = asyncio.new_event_loop()
    started = threading.Event()
    ended = asyncio.Event()

    async def serve() -> None:
        context = _context(box.manners)
        if box.manners.greet_only is not None:
            server = await asyncio.start_server(_talk_nonsense(box), HOST, 0)
        else:
            server = await loop.create_server(
                lambda: _protocol(box, loop, context), HOST, 0, ssl=context if box.manners.implicit else None
            )
        box.port = server.sockets[0].getsockname()[1]
        started.set()
        await ended.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for line in box.lines:
            line.abort()
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.01)

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda _loop, _context: None)
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run, name="mail-server", daemon=True)
    thread.start()
    started.wait()
    try:
        yield box
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


def _protocol(box: Mailbox, loop: asyncio.AbstractEventLoop, context: ssl.SSLContext | None) -> _Server:
    manners = box.manners
    server = _Server(
        box,
        loop=loop,
        hostname="mail.example.org",
        enable_SMTPUTF8="SMTPUTF8" in manners.extensions,
        data_size_limit=manners.most,
        tls_context=context if manners.starttls else None,
        require_starttls=False,
        auth_required=manners.needs_sign_in,
        auth_require_tls=manners.starttls,
        authenticator=_knows,
    )
    return _hooked(server)


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known and mechanism in ("PLAIN", "LOGIN"), handled=False)


def _talk_nonsense(box: Mailbox) -> Any:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        box.connections += 1
        box.lines.append(writer.transport)
        writer.write(box.manners.greet_only or b"")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while await reader.read(1000):
                writer.write(
                    b"250 yes\r\n" if box.manners.greet_only and b"220" in box.manners.greet_only else b"?\r\n"
                )
                await writer.drain()
        writer.close()

    return talk


def _context(manners: Manners) -> ssl.SSLContext | None:
    if manners.certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(manners.certificate)
    return context


@dataclass(frozen=True)
class Authority:
    """A certificate authority that tests trust, and certificates of it: `good`, `expired`, of another host, of none."""

    trusted: Path
    good: Path
    expired: Path
    other_host: Path
    unknown: Path


def make_authority(folder: Path) -> Authority:
    """Makes it in a folder."""
    key, root = _authority("Test authority")
    trusted = folder / "trusted.pem"
    trusted.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    other_key, other_root = _authority("Unknown authority")
    now = datetime.now(UTC)  # noqa: TID251  certificates are checked by the computer's clock
    year = timedelta(days=365)
    return Authority(
        trusted,
        _certificate(folder / "good.pem", key, root, HOST, now + year),
        _certificate(folder / "expired.pem", key, root, HOST, now - timedelta(days=1)),
        _certificate(folder / "other.pem", key, root, "10.9.8.7", now + year),
        _certificate(folder / "unknown.pem", other_key, other_root, HOST, now + year),
    )


def _authority(name: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    until = datetime.now(UTC) + timedelta(days=3650)  # noqa: TID251  as above
    built = (
        _builder(whose, whose, key, until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return key, built.sign(key, hashes.SHA256())


def _certificate(
    path: Path, key: ec.EllipticCurvePrivateKey, root: x509.Certificate, host: str, until: datetime
) -> Path:
    own = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
    of_root = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    built = _builder(whose, root.subject, own, until).add_extension(names, critical=False)
    signed = built.add_extension(of_root, critical=False).sign(key, hashes.SHA256())
    kept = own.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(kept + signed.public_bytes(serialization.Encoding.PEM))
    return path


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
    )


def until_true(look: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that another thread brings about."""
    end = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)
