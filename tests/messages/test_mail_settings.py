"""Mail settings: refused in words, tried out, saved for all desks; the password only in the key ring (MSG-4)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from sqlalchemy import text

from frontdesk.clinic import Clinic
from frontdesk.messages.smtp import Security
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken, Unavailable
from frontdesk.services.forms import new_command_id
from frontdesk.services.mail_settings import MailForm, MailSettings
from frontdesk.texts import sentence
from tests.little import Clock, sign_in
from tests.messages.servers import HOST, PASSWORD, USER, Mailbox, Manners, mail_server, make_authority

pytestmark = pytest.mark.feature("MSG-4")


class Ring(KeyringBackend):
    """A key ring in memory, which may be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # theirs has no types
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("no")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked("no")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def boss(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    desk = sign_in(clinic.desk.database.url, clock, "manager", "Office")
    yield desk
    desk.close()


def form(seen: MailSettings | None = None, **typed: object) -> MailForm:
    made = MailForm(
        host="mail.example.org",
        port="587",
        security=Security.STARTTLS,
        user=USER,
        sender="desk@clinic.example",
        sender_name="Riverside",
        reply_to="",
        links_address="https://clinic.example/a/",
        reminder_hours="2, 48",
        follow_up_hours="24",
        password=PASSWORD,
        seen=seen or MailSettings(),
    )
    return replace(made, **typed)  # type: ignore[arg-type]  # tests name the fields they mean


def test_what_was_saved_holds_for_all_desks_and_the_password_is_nowhere_but_in_the_key_ring(
    boss: Clinic, clinic: Clinic, ring: Ring
) -> None:
    boss.mail.save(form(), new_command_id())
    saved = boss.mail.settings()
    assert (saved.host, saved.port, saved.reminder_hours, saved.has_password) == (
        "mail.example.org",
        587,
        (48, 2),
        True,
    )
    assert saved.links_address == "https://clinic.example/a"
    assert ring.kept == {("frontdesk:RVRSD", "smtp"): PASSWORD}
    assert clinic.outgoing.state().configured
    if boss.desk.database.dialect == "sqlite":
        assert PASSWORD.encode() not in Path(boss.desk.database.url.removeprefix("sqlite:///")).read_bytes()
    else:
        with boss.desk.database.read() as connection:
            rows = connection.execute(
                text("SELECT changes::text FROM history UNION ALL SELECT result::text FROM command")
            )
            assert not [row for (row,) in rows if PASSWORD in row]
    boss.mail.save(form(seen=saved, password="", reminder_hours=""), new_command_id())
    assert (ring.kept, boss.mail.settings().reminder_hours) == ({}, ())


def test_what_cannot_be_is_refused_at_its_field(boss: Clinic, ring: Ring) -> None:
    for field, typed, code in (
        ("host", "mail server.org", "mail.host"),
        ("port", "smtp", "number.form"),
        ("port", "70000", "number.range"),
        ("sender", "", "mail.sender-missing"),
        ("sender", "a@b.org, c@d.org", "email.form"),
        ("reply_to", "nobody", "email.form"),
        ("security", Security.NONE, "mail.plain-password"),
        ("links_address", "http://clinic.example", "mail.links-address"),
        ("links_address", "javascript:alert(1)", "mail.links-address"),
        ("links_address", "https://user@clinic.example", "mail.links-address"),
        ("reminder_hours", "soon", "mail.hours"),
        ("follow_up_hours", "0", "mail.hours"),
        ("reminder_hours", "1,2,3,4,5,6", "mail.hours"),
        ("sender_name", "a\nb", "text.control"),
    ):
        with pytest.raises(RuleBroken) as caught:
            boss.mail.save(replace(form(), **{field: typed}), new_command_id())  # type: ignore[arg-type]  # one at a time
        assert (caught.value.code, caught.value.fields) == (code, (field,))
    assert not boss.mail.settings().is_set_up
    assert ring.kept == {}


def test_only_who_sets_up_may_and_a_stale_form_is_told(boss: Clinic, clinic: Clinic, ring: Ring) -> None:
    with pytest.raises(RuleBroken) as caught:
        clinic.mail.save(form(), new_command_id())
    assert caught.value.code == "not.your-role"
    boss.mail.save(form(), new_command_id())
    with pytest.raises(ChangedElsewhere):
        boss.mail.save(form(port="25"), new_command_id())
    assert boss.mail.settings().port == 587


def test_a_key_ring_that_fails_is_told_in_words_and_the_rest_is_kept(
    boss: Clinic, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring.locked = True
    with pytest.raises(Unavailable) as caught:
        boss.mail.save(form(), new_command_id())
    assert caught.value.code == "mail.password-kept"
    assert "key ring" in sentence(caught.value)
    assert "FRONTDESK_SMTP_PASSWORD" in sentence(caught.value)
    assert PASSWORD not in sentence(caught.value)
    saved = boss.mail.settings()
    assert (saved.host, saved.has_password) == ("mail.example.org", False)
    assert boss.sending.send_due().away == ""
    monkeypatch.setenv("FRONTDESK_SMTP_PASSWORD", "from the environment")
    assert boss.mail.settings().has_password


def test_the_settings_are_tried_out_before_they_are_saved(
    boss: Clinic, ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = make_authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    with mail_server(Manners(starttls=True, needs_sign_in=True, certificate=authority.good)) as box:
        here = form(host=HOST, port=str(box.port))
        boss.mail.test(here, "boss@clinic.example")
        assert [mail["To"] for mail in box.mails] == ["boss@clinic.example"]
        with pytest.raises(Unavailable) as caught:
            boss.mail.test(replace(here, password="wrong"), "boss@clinic.example")
        assert caught.value.code == "mail.sign-in"
        assert "wrong" not in sentence(caught.value)
        with pytest.raises(RuleBroken) as refused:
            boss.mail.test(here, "a@b.org, c@d.org")
        assert refused.value.fields == ("recipient",)
    with mail_server(Manners(lambda stage, _to: "550 no such user" if stage == "RCPT" else None)) as box:
        plain = form(host=HOST, port=str(box.port), security=Security.NONE, user="")
        with pytest.raises(RuleBroken) as refused:
            boss.mail.test(plain, "boss@clinic.example")
        assert "no such user" in sentence(refused.value)
    assert not boss.mail.settings().is_set_up


def test_a_box_takes_the_test_of_the_command_line(mailing: Clinic, box: Mailbox, boss: Clinic) -> None:
    saved = boss.mail.settings()
    typed = form(seen=saved, host=saved.host, port=str(saved.port), security=saved.security, user="", password=None)
    boss.mail.test(typed, "boss@clinic.example")
    assert len(box.taken) == 1
