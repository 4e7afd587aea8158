"""The command line does many at once: it shows them first, does them, and says what became of each."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.__main__ import main
from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from tests.little import CHEN, NOW, Clock, at, fill, influenza, maria
from tests.little import sign_in as desk_of

Line = Callable[..., tuple[int, str, str]]


@pytest.fixture
def clinic(database: Database) -> Clinic:
    fill(database)
    return desk_of(database.url, Clock())


@pytest.fixture
def line(clinic: Clinic, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Line:
    """Runs `frontdesk many …` at Riverside today; gives exit code, stdout and stderr."""
    monkeypatch.setenv("FRONTDESK_PASSWORD", "demo")
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path / "desk"))
    monkeypatch.setattr(
        "frontdesk.clinic.system_clock.__code__", (lambda: __import__("tests.little").little.NOW).__code__
    )

    def run(*words: str, user: str = "reception") -> tuple[int, str, str]:
        where = ("--center", "riverside", "--date", f"{NOW:%Y-%m-%d}")
        code = main(["many", *words, *where, "--database", clinic.desk.database.url, "--user", user])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.feature("ACT-14")
def test_a_clinicians_day_is_shown_moved_and_cancelled_row_by_row(clinic: Clinic, line: Line) -> None:
    for hour in (11, 12, 13):
        wish = influenza(maria(clinic, f"maria.{hour}"), clinician_id=CHEN, start=at(hour))
        clinic.booking.book(wish, f"{hour:032x}")
    code, out, err = line("cancel", "--clinician", "chen", "--only-show")
    assert (code, err, out.count("Maria Silva")) == (0, "", 3)
    code, out, _ = line("reschedule", "--later", "7", "--agreed", "--message", "Dr Chen is ill", "--json")
    assert code == 0
    rows = json.loads(out)
    assert [(one["outcome"], one["start"]) for one in rows] == [
        ("done", f"2026-12-01T{hour}:00:00") for hour in (11, 12, 13)
    ]
    assert line("cancel")[:2] == (0, "No appointment.\n")
    clinic.close()


@pytest.mark.feature("ACT-14")
def test_what_is_refused_gives_exit_3_and_its_reason(clinic: Clinic, line: Line) -> None:
    for number, clinician in enumerate((1, 2)):
        wish = influenza(maria(clinic, f"maria.{number}"), clinician_id=clinician, start=at(11))
        clinic.booking.book(wish, f"{number:032x}")
    clinic.close()
    code, out, _ = line("reassign", "--json")
    assert code == 3
    assert {one["code"] for one in json.loads(out)} == {"colleague.none"}
    code, out, _ = line("cancel", "--reason", "ill", user="clinician")
    assert code == 3
    assert "another clinician's" in out
    assert out.endswith("1 of 2 done.\n")
    assert line("cancel", "--to", "chen")[0] == 2
    assert line("reschedule", "--from", "2026-11-25", "--later", "7")[0] == 2
    assert line("cancel", "--until", "2026-11-23")[0] == 2
