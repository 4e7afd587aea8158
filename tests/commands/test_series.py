"""The command line looks at a series, books it and cancels one of it, those from one on, or all."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.__main__ import main
from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from tests.little import CHEN, Clock, at, fill, influenza, maria
from tests.little import sign_in as desk_of

Line = Callable[..., tuple[int, str, str]]
WHAT = ("--consumer", "maria.silva", "--service", "influenza", "--center", "riverside", "--clinician", "chen")
WEEKS = (*WHAT, "--answer", "1=no", "--start", "2026-11-24T11:00", "--count", "3")


@pytest.fixture
def clinic(database: Database) -> Clinic:
    fill(database)
    return desk_of(database.url, Clock())


@pytest.fixture
def line(clinic: Clinic, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Line:
    """Runs `frontdesk series …`; gives exit code, stdout and stderr."""
    monkeypatch.setenv("FRONTDESK_PASSWORD", "demo")
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path / "desk"))
    monkeypatch.setattr(
        "frontdesk.clinic.system_clock.__code__", (lambda: __import__("tests.little").little.NOW).__code__
    )

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["series", *words, "--database", clinic.desk.database.url, "--user", "reception"])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.feature("BKG-11")
def test_a_series_is_looked_at_booked_and_cancelled_by_commands(clinic: Clinic, line: Line) -> None:
    maria(clinic)
    other = maria(clinic, "olga.silva", first_name="Olga")
    clinic.booking.book(influenza(other, clinician_id=CHEN, start=at(11, 0, 7)), f"{1:032x}")
    code, out, _err = line("preview", *WEEKS)
    assert code == 3
    assert "Olga Silva" in out.splitlines()[1]
    assert "instead: " in out.splitlines()[1]
    code, out, err = line("book", *WEEKS)
    assert (code, out) == (3, "")
    assert err.startswith("series.not-free: Tue 1 Dec, 11:00 is not free")
    command = ("--command-id", "ab" * 16)
    code, out, _err = line("book", *WEEKS, "--instead", "--json", *command)
    booked = json.loads(out)["appointments"]
    assert (code, len(booked)) == (0, 3)
    assert json.loads(line("book", *WEEKS, "--instead", "--json", *command)[1])["appointments"] == booked
    code, out, _err = line("cancel", booked[1], "--scope", "following", "--reason", "ill")
    assert (code, out.count("cancelled")) == (0, 2)
    assert clinic.appointments.view(clinic.appointments.find(booked[0])).status == "booked"
    assert line("cancel", booked[1])[0] == 2
    clinic.close()
