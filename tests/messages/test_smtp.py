"""What becomes of a message that is handed to a mail server, whatever the server does (MSG-4)."""

import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from frontdesk.messages.outcomes import Away, Outcome, Refused, Sent
from frontdesk.messages.smtp import MailServer, Post, Security
from frontdesk.rules.problems import Unavailable
from frontdesk.texts import sentence
from tests.messages.servers import (
    HOST,
    PASSWORD,
    USER,
    Authority,
    Mailbox,
    Manners,
    mail_server,
    make_authority,
    until_true,
)

pytestmark = pytest.mark.feature("MSG-4")
SENDER = "desk@clinic.example"
MARIA = "maria@example.org"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trusting(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """This computer trusts the tests' authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    return authority


def mail(text: str = "Hello", number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, MARIA, "Your appointment"
    message["Message-ID"] = f"<{number}@clinic.example>"
    message.set_content(text)
    return message


def post(
    box: Mailbox, security: Security = Security.NONE, user: str = "", password: str = PASSWORD, seconds: float = 30.0
) -> Post:
    return Post(MailServer(HOST, box.port, security, user, password), SENDER, seconds=seconds)


def sent(manners: Manners, times: int = 1, seconds: float = 30.0) -> tuple[list[Outcome], Mailbox]:
    """What becomes of so many messages."""
    with mail_server(manners) as box, post(box, seconds=seconds) as line:
        return [line.send(mail(number=number), MARIA) for number in range(times)], box


def why_not(manners: Manners, security: Security = Security.NONE, user: str = "", password: str = PASSWORD) -> str:
    """The code of what keeps a server from being used."""
    with mail_server(manners) as box, pytest.raises(Unavailable) as caught:
        post(box, security, user, password, seconds=1.0).__enter__()
    assert HOST in sentence(caught.value)
    assert PASSWORD not in sentence(caught.value) + repr(caught.value)
    return caught.value.code


def test_many_messages_go_over_one_connection_as_they_were_written() -> None:
    text = "São João\n.\n..dots at the beginning\n" + "long " * 500 + "\nend"
    with mail_server() as box, post(box) as line:
        assert [line.send(mail(text, number), MARIA) for number in range(3)] == [Sent()] * 3
    assert box.connections == 1
    assert [str(one.get_content()).splitlines() for one in box.mails] == [text.splitlines()] * 3


@pytest.mark.parametrize("stage", ["RCPT", "DATA", "END"])
def test_a_refusal_is_for_now_or_for_good_and_the_next_message_goes(stage: str) -> None:
    for reply, for_good in (("450 4.2.0 mailbox busy", False), ("550 5.1.1 no such user", True)):
        replies = iter([reply, None])
        manners = Manners(lambda at, _to, wanted=stage, left=replies: next(left) if at == wanted else None)  # type: ignore[misc]
        outcomes, box = sent(manners, times=2)
        assert outcomes == [Refused(reply, for_good), Sent()]
        assert box.connections == 1


def test_what_is_wrong_with_us_is_counted_on_no_message() -> None:
    for stage, reply, code in (
        ("MAIL", "550 5.7.1 sender rejected", "mail.sender"),
        ("MAIL", "530 authentication required", "mail.sign-in"),
        ("MAIL", "451 try later", "mail.busy"),
        ("MAIL", "421 closing", "mail.busy"),
        ("RCPT", "554 5.7.1 Relay access denied", "mail.sign-in"),
        ("RCPT", "321 what", "mail.protocol"),
        ("DATA", "250 fine", "mail.protocol"),
        ("MAIL", "drop", "mail.broken"),
        ("RCPT", "drop", "mail.broken"),
        ("DATA", "drop", "mail.broken"),
    ):
        [outcome], _box = sent(Manners(lambda at, _to, where=stage, says=reply: says if at == where else None))  # type: ignore[misc]
        assert isinstance(outcome, Away), (stage, reply)
        assert (outcome.code, outcome.broke) == (code, True), (stage, reply)


def test_a_line_that_breaks_before_the_message_is_taken_is_tried_again_at_once() -> None:
    for stage in ("MAIL", "RCPT", "DATA"):
        seen: list[str] = []

        def answers(at: str, _to: str, seen: list[str] = seen, stage: str = stage) -> str | None:
            seen.append(at)
            return "drop" if at == stage and seen.count(stage) == 2 else None

        outcomes, box = sent(Manners(answers), times=2)
        assert outcomes == [Sent(), Sent()]
        assert (box.connections, len(box.taken)) == (2, 2)


def test_without_an_answer_to_the_whole_message_nobody_knows() -> None:
    for reply, arrived in (("drop", 0), ("drop-after", 1), ("299 nonsense", 1)):
        outcomes, box = sent(Manners(lambda at, _to, says=reply: says if at == "END" else None), times=1)  # type: ignore[misc]
        assert outcomes == ([Sent()] if reply.startswith("2") else [Refused("mail.unanswered", for_good=False)])
        assert len(box.taken) == arrived
    outcomes, _box = sent(Manners(lambda at, _to: "hang" if at == "END" else None), seconds=0.3)
    assert outcomes == [Refused("mail.unanswered", for_good=False)]


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    outcomes, _box = sent(Manners(lambda at, _to: "hang" if at == "RCPT" else None), seconds=0.3)
    assert outcomes == [Away("mail.broken", "", broke=True)]
    assert why_not(Manners(greet_only=b"")) == "mail.unreachable"


def test_who_ends_the_program_does_not_wait_for_a_server_that_hangs() -> None:
    stop = threading.Event()
    with mail_server(Manners(lambda at, _to: "hang" if at == "RCPT" else None)) as box:
        line = Post(MailServer(HOST, box.port, Security.NONE), SENDER, stop=stop)
        with line:
            outcomes: list[Outcome] = []
            thread = threading.Thread(target=lambda: outcomes.append(line.send(mail(), MARIA)))
            thread.start()
            time.sleep(0.1)
            stop.set()
            thread.join(5)
    assert [type(one) for one in outcomes] == [Away]


def test_what_is_no_mail_server_is_told_apart() -> None:
    assert why_not(Manners(greet_only=b"HTTP/1.1 400 Bad Request\r\n\r\n")) == "mail.protocol"
    assert why_not(Manners(greet_only=b"\xff\xfe\x00" * 5000)) == "mail.protocol"
    assert why_not(Manners(greeting="554 no service here")) == "mail.refused"
    assert why_not(Manners(greeting="421 too many connections")) == "mail.busy"
    with mail_server() as box:
        port = box.port
    with pytest.raises(Unavailable) as caught:
        Post(MailServer(HOST, port, Security.NONE), SENDER).__enter__()
    assert caught.value.code == "mail.unreachable"


def test_a_server_that_says_yes_to_everything_is_believed_nothing() -> None:
    with mail_server(Manners(greet_only=b"220 welcome\r\n")) as box, post(box, seconds=1.0) as line:
        assert line.send(mail(), MARIA) == Away("mail.protocol", "250 yes", broke=True)


def test_signing_in_with_letters_of_any_language(trusting: Authority) -> None:
    manners = Manners(needs_sign_in=True, starttls=True, certificate=trusting.good)
    with mail_server(manners) as box:
        with post(box, Security.STARTTLS, USER) as line:
            assert line.send(mail(), MARIA) == Sent()
        with post(box, Security.STARTTLS) as line:
            outcome = line.send(mail(), MARIA)
            assert isinstance(outcome, Away)
            assert outcome.code == "mail.sign-in"
    assert why_not(manners, Security.STARTTLS, USER, "wrong") == "mail.sign-in"


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_nothing_is_said_to_a_server_that_cannot_prove_who_it_is(security: Security, trusting: Authority) -> None:
    def manners(certificate: Path) -> Manners:
        return Manners(
            starttls=security is Security.STARTTLS, implicit=security is Security.TLS, certificate=certificate
        )

    with mail_server(manners(trusting.good)) as box, post(box, security) as line:
        assert line.send(mail(), MARIA) == Sent()
    for bad in (trusting.expired, trusting.other_host, trusting.unknown):
        assert why_not(manners(bad), security) == "mail.certificate", bad


def test_a_server_without_the_chosen_encryption_gets_nothing(trusting: Authority) -> None:
    assert why_not(Manners(), Security.STARTTLS) == "mail.encryption"
    assert why_not(Manners(), Security.TLS) == "mail.encryption"
    assert why_not(Manners(implicit=True, certificate=trusting.good)) == "mail.unreachable"


def test_sizes_and_letters_that_the_server_does_not_take_are_told() -> None:
    with mail_server(Manners(most=2000)) as box, post(box) as line:
        assert line.send(mail("x" * 5000), MARIA) == Refused("mail.too-large", for_good=True)
        assert line.send(mail(), "müller@example.org") == Refused("mail.no-utf8", for_good=True)
        assert line.send(mail(), MARIA) == Sent()


def test_a_line_that_was_idle_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.messages.smtp._IDLE", -1.0)
    outcomes, box = sent(Manners(lambda at, _to: "drop" if at == "NOOP" else None), times=2)
    assert outcomes == [Sent(), Sent()]
    assert box.connections == 3  # one at first, and one for each that was gone when it was asked


@pytest.fixture(autouse=True)
def no_thread_of_a_name(request: pytest.FixtureRequest) -> Iterator[None]:
    """Looking up a name may go on beside; it is over here."""
    yield
    until_true(lambda: not any(one.name == "host-name" for one in threading.enumerate()))
