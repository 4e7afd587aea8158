"""E-mail in the window: set up with the keyboard, tried on a real server, its password only in the key ring."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from frontdesk.messages.smtp import Security
from frontdesk.services.forms import new_command_id
from frontdesk.services.mail_settings import MailForm, MailSettings
from tests.messages.servers import HOST, USER, Manners, mail_server, make_authority
from tests.rings import Ring, ring_in_memory
from tests.ui.administration.conftest import Typist, book
from tests.ui.desks import Desk
from ui.administration.mail import MailSection
from ui.administration.mail_form import mail_form
from ui.administration.page import AdministrationPage

SECRET = "correct horse 7"


@pytest.fixture(autouse=True)
def ring() -> Iterator[Ring]:
    with ring_in_memory() as made:
        yield made


@pytest.fixture
def mail(desk: Desk, page: AdministrationPage) -> MailSection:
    found = page.show_section("mail")
    desk.settle()
    assert isinstance(found, MailSection)
    found.setFocus()
    return found


def _fill(typist: Typist, port: int, security: Security = Security.NONE) -> None:
    """As a person does who goes from field to field."""
    typist.go("mail_security")
    for _step in range(2):
        typist.press(Qt.Key.Key_Left)
    for _step in range(list(Security).index(security)):
        typist.press(Qt.Key.Key_Right)
    typist.fill(mail_host=HOST, mail_port=str(port), mail_sender="desk@riverside.example")


def _saved(desk: Desk) -> MailSettings:
    return desk.clinic.mail.settings()


@pytest.mark.feature("MSG-4")
def test_without_a_mail_server_the_page_says_that_messages_wait_and_everything_else_works(
    desk: Desk, mail: MailSection
) -> None:
    assert mail.editor.state.text() == "Messages wait until this is set up. Everything else works."
    assert mail.editor.state.isVisible()
    book(desk, 15)
    mail.reload()
    desk.settle()
    assert mail.editor.state.text() == "1 message waits until this is set up. Everything else works."


@pytest.mark.feature("MSG-4", "MSG-5")
def test_mail_is_set_up_with_the_keyboard(desk: Desk, mail: MailSection, typist: Typist, ring: Ring) -> None:
    _fill(typist, 465, Security.TLS)
    typist.fill(
        mail_user=USER, mail_password=SECRET, mail_sender_name="Riverside", mail_reply_to="ask@riverside.example"
    )
    typist.fill(
        mail_links_address="https://riverside.example/a/", mail_reminder_hours="2, 48", mail_follow_up_hours="24"
    )
    typist.press(Qt.Key.Key_Return)
    assert desk.notices.text == "Saved: how messages are sent"
    assert _saved(desk) == MailSettings(
        host=HOST,
        port=465,
        security=Security.TLS,
        user=USER,
        sender="desk@riverside.example",
        sender_name="Riverside",
        reply_to="ask@riverside.example",
        links_address="https://riverside.example/a",
        reminder_hours=(48, 2),
        follow_up_hours=(24,),
        has_password=True,
    )
    assert list(ring.kept.values()) == [SECRET]
    assert mail.editor.reminders.text() == "48, 2"
    assert mail.editor.state.isHidden()
    assert not mail.editor.typed()


@pytest.mark.feature("MSG-4")
def test_the_password_is_never_shown_kept_when_nothing_is_typed_and_can_be_removed(
    desk: Desk, mail: MailSection, typist: Typist, ring: Ring
) -> None:
    _fill(typist, 465, Security.TLS)
    typist.fill(mail_user=USER, mail_password=SECRET)
    typist.press(Qt.Key.Key_Return)
    assert SECRET not in {line.text() for line in mail.findChildren(QLineEdit)}
    assert mail.editor.password.line.echoMode() == QLineEdit.EchoMode.Password
    assert mail.editor.password.line.placeholderText() == "Saved; type to replace it"
    typist.fill(mail_sender_name="Riverside")
    typist.press(Qt.Key.Key_Return)
    assert list(ring.kept.values()) == [SECRET]
    typist.go("mail_password_remove")
    typist.press(Qt.Key.Key_Space)
    assert mail.editor.password.line.placeholderText() == "Is removed when you save"
    assert list(ring.kept.values()) == [SECRET]
    typist.press(Qt.Key.Key_Return)
    assert ring.kept == {}
    assert not _saved(desk).has_password
    assert mail.editor.password.take_away.isHidden()


def test_a_key_ring_that_is_locked_is_said_and_saving_again_keeps_the_password_once_it_is_open(
    desk: Desk, mail: MailSection, typist: Typist, ring: Ring
) -> None:
    _fill(typist, 465, Security.TLS)
    typist.fill(mail_user=USER, mail_password=SECRET)
    ring.locked = True
    typist.press(Qt.Key.Key_Return)
    said = mail.findChild(QLabel, "mail_problem")
    assert said is not None
    assert said.text().startswith("The settings were saved, but not the password:")
    assert mail.editor.password.value() == SECRET
    ring.locked = False
    typist.press(Qt.Key.Key_Return)
    assert list(ring.kept.values()) == [SECRET]
    assert not mail.editor.typed()


@pytest.mark.feature("MSG-4")
def test_the_port_follows_the_way_unless_it_is_one_of_the_clinics_own(
    desk: Desk, mail: MailSection, typist: Typist
) -> None:
    typist.go("mail_security")
    warning = mail.findChild(QLabel, "mail_security_warning")
    assert warning is not None
    assert mail.editor.port.text() == "587"
    typist.press(Qt.Key.Key_Left)
    assert (mail.editor.port.text(), warning.isVisible()) == ("465", False)
    typist.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert (mail.editor.port.text(), warning.isVisible()) == ("25", True)
    typist.fill(mail_port="2525")
    typist.go("mail_security")
    typist.press(Qt.Key.Key_Left)
    assert (mail.editor.port.text(), warning.isVisible()) == ("2525", False)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(desk: Desk, mail: MailSection, typist: Typist) -> None:
    for control, typed, field, right in (
        ("mail_host", "no server", "host", HOST),
        ("mail_port", "many", "port", "465"),
        ("mail_sender", "reception", "sender", "desk@riverside.example"),
        ("mail_reply_to", "reception", "reply_to", ""),
        ("mail_links_address", "http://riverside.example", "links_address", ""),
        ("mail_reminder_hours", "soon", "reminder_hours", "2"),
        ("mail_follow_up_hours", "0", "follow_up_hours", ""),
    ):
        typist.fill(mail_host=HOST, mail_sender="desk@riverside.example")
        typist.fill(**{control: typed})
        typist.press(Qt.Key.Key_Return)
        assert [name for name, one in mail.editor.fields.items() if one.error] == [field]
        assert mail.editor.fields[field].editor.hasFocus()
        typist.type(right)
        if not right:
            typist.press(Qt.Key.Key_Delete)
    assert _saved(desk) == MailSettings()


@pytest.mark.feature("MSG-4")
def test_a_test_is_sent_by_what_is_typed_before_it_is_saved(desk: Desk, mail: MailSection, typist: Typist) -> None:
    with mail_server() as server:
        _fill(typist, server.port)
        typist.fill(mail_test_recipient="ana@riverside.example")
        typist.press(Qt.Key.Key_Return)
        (arrived,) = server.mails
    assert (arrived["To"], arrived["From"]) == ("ana@riverside.example", "desk@riverside.example")
    assert mail.editor.trial.result() == (
        "The mail server took the test for ana@riverside.example. Check that it has arrived."
    )
    assert _saved(desk) == MailSettings()
    assert mail.editor.typed()
    typist.fill(mail_host="mail.riverside.example")
    assert mail.editor.trial.result() == ""


@pytest.mark.feature("MSG-4")
def test_what_the_server_said_of_the_test_stands_beside_it_in_words(
    desk: Desk, mail: MailSection, typist: Typist, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = make_authority(tmp_path_factory.mktemp("certificates"))
    answers = Manners(answers=lambda stage, _to: "550 5.1.1 nobody of that name" if stage == "RCPT" else None)
    unknown = Manners(certificate=authority.unknown, implicit=True)
    for manners, security, said in (
        (answers, Security.NONE, "did not take the test message: 550 5.1.1 nobody of that name"),
        (unknown, Security.TLS, "The certificate of the mail server 127.0.0.1 is not valid"),
        (Manners(), Security.STARTTLS, "does not speak the chosen encryption"),
    ):
        with mail_server(manners) as server:
            _fill(typist, server.port, security)
            typist.fill(mail_test_recipient="ana@riverside.example")
            typist.go("mail_test_send")
            typist.press(Qt.Key.Key_Return)
            assert server.mails == []
        assert said in mail.editor.trial.result()
        assert mail.editor.trial.send.text() == "Send a test"


def test_a_test_to_nobody_or_without_a_server_is_refused_at_its_field(
    desk: Desk, mail: MailSection, typist: Typist
) -> None:
    typist.fill(mail_test_recipient="")
    typist.press(Qt.Key.Key_Return)
    assert mail.editor.trial.recipient_field.error == "This is needed."
    typist.type("ana")
    typist.press(Qt.Key.Key_Return)
    assert "e-mail address" in mail.editor.trial.recipient_field.error
    typist.type("ana@riverside.example")
    typist.press(Qt.Key.Key_Return)
    assert mail.editor.fields["host"].error
    assert mail.editor.server.hasFocus()


@pytest.mark.feature("MSG-4")
def test_a_test_that_takes_long_can_be_stopped_and_keeps_nothing_else_waiting(
    desk: Desk, mail: MailSection, typist: Typist
) -> None:
    asked: list[str] = []

    def silent_at_mail(stage: str, _to: str) -> str | None:
        asked.append(stage)
        return "hang" if stage == "MAIL" else None

    silent = Manners(answers=silent_at_mail)
    with mail_server(silent) as server:
        _fill(typist, server.port)
        typist.fill(mail_test_recipient="ana@riverside.example")
        QTest.keyClick(mail.editor.trial.recipient, Qt.Key.Key_Return)
        assert mail.editor.trial.result().startswith("Testing…")
        assert mail.editor.trial.send.text() == "Stop"
        read: list[int] = []
        desk.context.tasks.run(lambda: desk.clinic.outgoing.state().waiting, read.append)
        while not (read and asked):
            QTest.qWait(1)
        assert mail.editor.trial.send.text() == "Stop"
        QTest.keyClick(mail.editor.trial.recipient, Qt.Key.Key_Escape)
        assert mail.editor.trial.send.text() == "Send a test"
        assert mail.editor.trial.result().startswith("Stopped.")
        assert mail.editor.server.text() == HOST
    desk.settle()
    assert mail.editor.trial.result().startswith("Stopped.")


def test_what_others_changed_meanwhile_is_shown_and_taken_over_where_nothing_was_typed(
    desk: Desk, page: AdministrationPage, mail: MailSection, typist: Typist
) -> None:
    typist.fill(mail_sender_name="Riverside")
    with desk.other() as other:
        form = mail_form(other.mail.settings())
        theirs = {**{one: getattr(form, one) for one in form.__slots__}, "reminder_hours": "24"}
        other.mail.save(MailForm(**theirs), new_command_id())
    typist.press(Qt.Key.Key_Return)
    words = page.findChild(QLabel, "plan_changed_words")
    assert words is not None
    assert "changed this at" in words.text()
    typist.press(Qt.Key.Key_Return)
    assert (mail.editor.reminders.text(), mail.editor.sender_name.text()) == ("24", "Riverside")
    assert _saved(desk).sender_name == ""
    mail.editor.save()
    desk.settle()
    assert (_saved(desk).reminder_hours, _saved(desk).sender_name) == ((24,), "Riverside")


def test_leaving_asks_when_something_was_typed(
    desk: Desk, page: AdministrationPage, mail: MailSection, typist: Typist
) -> None:
    typist.fill(mail_host=HOST)
    assert page.show_section("booking") is None
    assert mail.editor.foot.question.asking
    mail.editor.foot.question.leave.click()
    desk.settle()
    assert mail.editor.server.text() == ""


def test_the_test_goes_to_whoever_is_signed_in_when_their_address_is_known(desk: Desk, mail: MailSection) -> None:
    staff = desk.clinic.staff
    assert staff is not None
    assert mail.editor.trial.recipient.text() == staff.email
