"""Messages by the command line: sent by a machine that nobody signs in to, listed, sent again, tried out."""

import json

import pytest
from sqlalchemy import update

from frontdesk.clinic import Clinic, system_clock
from frontdesk.commands.line import run
from frontdesk.database.tables import Outbox
from frontdesk.services.forms import new_command_id
from tests.little import influenza, maria
from tests.messages.post import set_up_mail
from tests.messages.servers import Manners, mail_server

pytestmark = [pytest.mark.feature("MSG-1"), pytest.mark.usefixtures("password")]


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PASSWORD", "demo")


def test_a_machine_sends_what_is_due_and_a_person_looks_after_the_rest(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--database", clinic.desk.database.url]
    person = [*here, "--user", "manager"]
    clinic.booking.book(influenza(maria(clinic)), new_command_id())
    assert run(["outbox", "send", *here]) == 3
    assert "mail.not-set-up" in capsys.readouterr().err
    manners = Manners(lambda stage, _to: "550 no such user" if stage == "RCPT" else None)
    with mail_server(manners) as box:
        set_up_mail(clinic, box)
        assert run(["outbox", "list", *person]) == 0
        assert "maria.silva@example.org" in capsys.readouterr().out
        clinic.desk.database.write(lambda connection: connection.execute(update(Outbox).values(next_at=system_clock())))
        assert run(["outbox", "send", *here, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["failed"] == 1
        assert run(["outbox", "list", *person, "--state", "failed"]) == 0
        number = capsys.readouterr().out.split()[0]
        manners.answers = lambda _stage, _to: None
        assert run(["outbox", "resend", number, *person]) == 0
        assert run(["outbox", "send", *here]) == 0
        assert "1 sent" in capsys.readouterr().out
        assert run(["outbox", "test", "--to", "boss@example.org", *person]) == 0
        assert [mail["To"] for mail in box.mails] == ["maria.silva@example.org", "boss@example.org"]
    assert run(["outbox", "resend", *person]) == 2
    assert run(["outbox", "test", "--to", "boss@example.org", *person]) == 4
    assert "mail.unreachable" in capsys.readouterr().err
