"""What a person types into requests, wishes, groups, tasks and video platforms is told as typed and obeyed nowhere.

All texts at every sink: `python -m pytest tests/faults/test_hostile_requests.py --trials 1`.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.__main__ import main
from frontdesk.clinic import Clinic
from frontdesk.database.tables import Outbox, Staff
from frontdesk.messages.invitation import invitation
from frontdesk.messages.places import clean
from frontdesk.messages.rendering import Links, render
from frontdesk.messages.templates import chosen
from frontdesk.messages.video import checked_link
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.waiting import Wish
from frontdesk.rules.words import Action, MessageKind, VideoKind
from frontdesk.services.forms import DeclineRequest, new_command_id
from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.verify import verify
from frontdesk.services.video import VideoForm
from frontdesk.services.waiting_line import WaitForm
from frontdesk.views.message_read import read_messages
from tests.faults.test_hostile_texts import HOSTILE, kept
from tests.little import CHEN, NOW, Clock, at, influenza, maria, sign_in
from tests.services.test_acting import take
from tests.services.test_by_link import answer, link

pytestmark = pytest.mark.feature("REQ-4", "TSK-2")


class Sinks:
    """Follows a text through everything that the desk does with requests."""

    def __init__(self, clinic: Clinic, boss: Clinic, clock: Clock) -> None:
        self.clinic, self.boss, self.clock = clinic, boss, clock
        self.consumer = maria(clinic)
        self.refused = self.booked = 0

    def follow(self, text: str) -> None:
        """By each way, to each place where it comes out."""
        self.groups(text)
        self.request(text)
        self.waits(text)
        self.task(text)

    def groups(self, text: str) -> None:
        boss, seen = self.boss, self.boss.groups.read()
        of = seen.clinician[0].id if seen.clinician else None
        with suppress(RuleBroken):
            lines = (ClinicianGroupLine(of, text, members=(CHEN,)),)
            boss.groups.save_clinician_groups(lines, seen.clinician, new_command_id())
            others = (NamedLine(seen.consumer[0].id if seen.consumer else None, text),)
            boss.groups.save_consumer_groups(others, seen.consumer, new_command_id())
            platform = boss.video.all()
            form = VideoForm(text, VideoKind.MANUAL)
            if platform:
                form = replace(form, platform_id=platform[0].id, version=platform[0].version)
            boss.video.save(form, new_command_id())
            read = boss.groups.read()
            names = (read.clinician[0].name, read.consumer[0].name, boss.video.platforms()[0].name)
            assert names == (kept(text),) * 3
            return
        self.refused += 1

    def request(self, text: str) -> None:
        clinic, groups = self.clinic, self.boss.groups.read()
        wish = influenza(
            self.consumer, note=text, clinician_group_id=groups.clinician[0].id, consumer_group_id=groups.consumer[0].id
        )
        made = clinic.booking.take_request(wish, new_command_id())
        clinic.requests.decline(DeclineRequest(made.request_id, 1, text), new_command_id())
        view = clinic.requests.view(made.request_id)
        assert (view.line.note, view.line.response, view.history[0].message) == (kept(text),) * 3
        assert (view.line.clinician_group, view.line.consumer_group) == (
            groups.clinician[0].name, groups.consumer[0].name,
        )  # fmt: skip
        told = self.told()
        assert {one.kind for one, _ in told} >= {"request-arrived", "declined"}
        self.stands(text, [one for one in told if one[0].kind == "declined"])

    def waits(self, text: str) -> None:
        clinic = self.clinic
        made = clinic.waiting.put(WaitForm(influenza(self.consumer), Wish(remark=text)), new_command_id())
        line = clinic.waiting.one(made.appointment_id)
        assert line is not None
        assert line.wish.remark == kept(text)
        clinic.waiting.change(made.appointment_id, Wish(remark=""), 1, new_command_id())
        (entry, *_) = clinic.appointments.view(made.appointment_id).history
        assert not kept(text) or ("wish_remark", kept(text), "") in entry.changes
        take(clinic, Action.CANCEL, made.appointment_id)
        self.told()

    def task(self, text: str) -> None:
        """Booked, moved by the consumer's words, rejected, completed and signed."""
        clinic, boss, kept_text = self.clinic, self.boss, kept(text)
        week, place = divmod(self.booked, 16)
        start = at(9, days=7 * week + 7) + timedelta(minutes=30 * place)
        self.booked += 1
        wish = influenza(self.consumer, clinician_id=CHEN, start=start)
        appointment = clinic.booking.book(wish, new_command_id()).appointment_id
        if kept_text:
            take(boss, Action.REJECT_TASK, appointment, remark=text)
            rejected = clinic.appointments.view(appointment).rejected
            assert rejected is not None
            assert rejected.why == kept_text
            take(clinic, Action.ACCEPT, appointment, clinician_id=CHEN)
        answer(clinic, link(clinic, appointment, MessageKind.CONFIRMATION), Action.CONSUMER_CONFIRMS, message=text)
        told = self.told()
        assert [one.kind for one, _ in told if one.staff][-1:] == ["consumer-answered"]
        self.stands(text, [one for one in told if one[0].kind in {"task-rejected", "consumer-answered"}])
        self.clock.instant = start
        take(boss, Action.COMPLETE, appointment)
        with suppress(RuleBroken):
            take(clinic, Action.CONFIRM_COMPLETION, appointment, signer=text, strokes=((((0, 0), (9, 9)),)))
        signed = clinic.appointments.view(appointment).signature
        assert signed is None or signed.signer == kept_text
        self.told()
        self.clock.instant = NOW

    def told(self) -> list[tuple[Any, Any]]:
        """What waits to be sent, as it is read, with its invitation looked at; it does not wait any more."""
        database = self.clinic.desk.database
        with database.read() as connection:
            views = read_messages(connection, list(connection.execute(select(Outbox.id).order_by(Outbox.id)).scalars()))
        database.write(lambda connection: connection.execute(Outbox.__table__.delete()))  # type: ignore[attr-defined]
        for view in views:
            calendar = invitation(view, "Riverside", "desk@clinic.example", "Riverside", self.clock())
            assert calendar is None or calendar.count(b"BEGIN:VEVENT") == 1
        return [(view, render(view, chosen(view, {}), Links())) for view in views]

    def stands(self, text: str, told: list[tuple[Any, Any]]) -> None:
        """As typed in the plain part, but for what turns lines around, and escaped in the page."""
        read = clean(kept(text))
        for view, made in told:
            assert read in made.text, (view.kind, text)
            assert "\n" not in made.subject
            assert all(escape(one) in made.html for one in read.splitlines() if one.strip()), (view.kind, text)


def test_texts_of_requests_wishes_and_tasks_come_out_as_they_were_typed(
    clinic: Clinic, clock: Clock, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    boss = sign_in(clinic.desk.database.url, clock, "manager", "Office")
    address = update(Staff).values(email=Staff.code + "@clinic.example")
    clinic.desk.database.write(lambda connection: connection.execute(address))
    sinks = Sinks(clinic, boss, clock)
    texts = HOSTILE[:: 6 if tries(0) == 0 else 1]
    for text in texts:
        sinks.follow(text)
    boss.close()
    tell(f"{len(texts)} texts, {sinks.refused} refused as names")
    assert sinks.refused <= 2
    assert verify(clinic.desk.database) == ()


def test_no_hostile_text_is_a_video_link() -> None:
    """Nor with an address before it, unless it is one in plain signs that a program opens as it stands."""
    for text in HOSTILE:
        with pytest.raises(RuleBroken):
            checked_link(text)
        with suppress(RuleBroken):
            made = checked_link(f"https://meet.example/{text}")
            assert made.isascii()
            assert not set(made) & set(' "<>\\{}\r\n\t')
    for start in ("http:", "javascript:", "file:", "HTTPS://user:word@"):
        with pytest.raises(RuleBroken):
            checked_link(f"{start}//meet.example/a")


def test_the_command_line_says_them_as_typed(
    clinic: Clinic, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FRONTDESK_PASSWORD", "demo")
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path / "desk"))
    consumer = maria(clinic)
    noted = [text for text in HOSTILE if kept(text)][::3]
    for text in noted:
        clinic.booking.take_request(influenza(consumer, note=text, notify=False), new_command_id())
    words = ["requests", "list", "--center", "riverside", "--json"]
    assert main([*words, "--database", clinic.desk.database.url, "--user", "reception"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["note"] for one in said] == [kept(text) for text in noted]
