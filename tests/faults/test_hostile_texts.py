"""What a person types is shown as typed and obeyed nowhere: from the form through the database to list, paper and desk.

More texts: `python -m pytest tests/faults/test_hostile_texts.py --trials 2000`.
"""

import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from frontdesk.clinic import Clinic
from frontdesk.commands.desk import answer
from frontdesk.database.engine import Database
from frontdesk.database.tables import Base
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booking, ConsumerForm, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, CONSULTATION, NOW, RIVERSIDE, at, fill

pytestmark = pytest.mark.feature("CON-1")

HOSTILE = (
    "<b>Maria</b>", "<img src='file:///etc/passwd'>", "<script>alert(1)</script>", "&lt;&amp;&#0;&nbsp;", "]]><!--",
    "'; DROP TABLE consumer; --", '" OR "1"="1', "Robert'); DELETE FROM appointment;--", "%", "_",
    "100%_\\", "\\x00",
    '=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1",
    "{0}", "{first_name}", "{{7*7}}", "${HOME}", "%s%n%x", "%(name)s", "$(id)", "`id`", "; ls", "| cat", "&& true",
    "../../etc/passwd", "C:\\Windows\\win.ini", "CON", "nul", "~root", "file:///etc/passwd", "javascript:alert(1)",
    "=?utf-8?q?x?=", "Bcc: everybody@example.org", "NULL", "null", "None", "undefined", "NaN", "true", "0",
    "-0", "1e309",
    "Ana\u202emoc.live", "A\u200bB", "\u2066x\u2069y", "\ufeffAna", "e\u0301", "Å", "ﬁ", "ß", "İi", "ıI", "Ω≈ç√",
    "陈美", "أحمد محمد", "दीपिका", "สมชาย", "𝕸𝖆𝖗𝖎𝖆", "👩‍⚕️ 👍🏽", "Z" * 100, "a\u0315\u0300\u05ae\u0301b",
    "O'Brien", "D’Arcy-Ünal", "(void)", "[]", "#", "?x=1&y=2", "\u2028line", "…", "- - -", "/" * 20,
    "AND", "NOT NEAR(a b)",
    '"unclosed', "a*", "col:val", "^start", "MATCH 'x'",
)  # fmt: skip
"""Of our own making: markup, SQL, search syntax, formulas, formats, shells, paths, headers, scripts and directions."""

TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=110), st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join)
)


COUNTED = {"consumer": 1, "appointment": 1, "request": 1, "note": 1, "staff": 0, "account": 0, "service": 0}
"""What one booking with a note adds, and what nothing ever adds to."""


def kept(text: str) -> str:
    """What is kept of a text by the product's rule: its composed form, without blanks around it, its lines as lines."""
    return unicodedata.normalize("NFC", text).strip().replace("\r\n", "\n")


def counts(clinic: Clinic) -> dict[str, int]:
    with clinic.desk.database.read() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
            if name in COUNTED
        }


def form(number: int, first: str, last: str, remarks: str) -> ConsumerForm:
    return ConsumerForm(f"user.{number}", first, last, zone="Europe/Lisbon", remarks=remarks)


class Sinks:
    """Follows texts from the form to every place where they come out again."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic, self.number, self.refused = clinic, 0, 0

    def follow(self, first: str, last: str, note: str) -> None:
        """Make a consumer and an appointment of these texts, look at all of it, and cancel again."""
        clinic, before = self.clinic, counts(self.clinic)
        self.number += 1
        wish = Booking(
            CONSULTATION, RIVERSIDE, clinician_id=CHEN, start=at(15), note=note,
            new_consumer=form(self.number, first, last, note),
        )  # fmt: skip
        try:
            booked = clinic.booking.book(wish, new_command_id())
        except RuleBroken as problem:
            if not problem.code.startswith("text."):
                raise
            self.refused += 1
            assert counts(clinic) == before
            return
        self.seen(booked.appointment_id, f"user.{self.number}", kept(first), kept(last), kept(note))
        command = {"do": "act", "action": "cancel", "appointment": booked.code, "message": note, "remark": last}
        given = answer(clinic, json.dumps({**command, "command_id": new_command_id()}))
        assert given["outcome"] == "saved", given
        assert clinic.appointments.view(booked.appointment_id).history[0].message == kept(note)
        after = counts(clinic)
        assert {name: after[name] - before[name] for name in COUNTED} == COUNTED | {"note": int(bool(kept(note)))}

    def seen(self, appointment_id: int, user_id: str, first: str, last: str, note: str) -> None:
        """The texts are everywhere as typed."""
        clinic = self.clinic
        view = clinic.appointments.view(appointment_id)
        assert view.consumer == f"{first} {last}"
        assert [one.text for one in view.notes] == ([note] if note else [])
        details = clinic.consumers.details(view.consumer_id)
        assert (details.first_name, details.last_name, details.remarks) == (first, last, note)
        (row,) = [one for one in clinic.consumers.search(user_id) if one.user_id == user_id]
        assert row.name == view.consumer
        clinic.consumers.search(first)
        clinic.consumers.search(last)
        sheet = clinic.documents.confirmation_sheet(appointment_id)
        assert sheet.consumer == view.consumer


def test_hostile_texts_come_out_as_they_were_typed(
    clinic: Clinic, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    """By default each text is once a first name, a last name or a note; with more trials it is all of them."""
    sinks, step = Sinks(clinic), 3 if tries(0) == 0 else 1
    for number in range(0, len(HOSTILE), step):
        sinks.follow(HOSTILE[number], HOSTILE[number - 1], HOSTILE[number - 2])
    tell(f"{sinks.number} texts, {sinks.refused} refused")
    assert sinks.refused <= 3
    assert verify(clinic.desk.database) == ()


def test_any_text_comes_out_as_it_was_typed(
    clinic: Clinic, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    sinks = Sinks(clinic)

    @settings(max_examples=tries(10), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(TEXTS, TEXTS, TEXTS)
    def follow(first: str, last: str, note: str) -> None:
        sinks.follow(first, last, note)

    follow()
    tell(f"{sinks.number} texts, {sinks.refused} refused")
    assert verify(clinic.desk.database) == ()


@pytest.mark.parametrize("name", [text for text in HOSTILE if text.isascii() and len(text) < 40])
def test_a_hostile_name_is_on_paper_as_it_was_typed(little: Clinic, name: str) -> None:
    wish = ConsumerForm(new_command_id(), name, "Silva", zone="Europe/Lisbon")
    start = at(15)
    booked = little.booking.book(
        Booking(CONSULTATION, RIVERSIDE, clinician_id=CHEN, start=start, new_consumer=wish), new_command_id()
    )
    document = pypdfium2.PdfDocument(little.documents.confirmation(booked.appointment_id))
    page = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    little.appointments.act(Act(Action.CANCEL, booked.appointment_id, 1), new_command_id())
    assert " ".join(name.split()) in page


@pytest.fixture(scope="module")
def little(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """One clinic for all names on paper."""
    path = tmp_path_factory.mktemp("paper") / "clinic.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database.open(str(path))
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("manager", "demo")
    yield clinic
    clinic.close()
