"""The command line: the main job by scripts, exit codes, plain errors."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.__main__ import main
from frontdesk.database.engine import Database
from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import new_command_id
from frontdesk.views.form_layout import DELIVERED, FieldLayout
from tests.little import NOW, Clock, fill, sign_in

Line = Callable[..., tuple[int, str, str]]


@pytest.fixture
def line(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Line:
    """Runs `frontdesk …` as reception on the little clinic; gives exit code, stdout and stderr."""
    fill(database)
    monkeypatch.setenv("FRONTDESK_PASSWORD", "demo")
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path / "desk"))
    monkeypatch.setattr(
        "frontdesk.clinic.system_clock.__code__", (lambda: __import__("tests.little").little.NOW).__code__
    )

    def run(*words: str, user: str | None = "reception") -> tuple[int, str, str]:
        signed = ["--user", user] if user else []
        code = main([*words, "--database", database.url, *signed])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def book(line: Line, *more: str) -> str:
    code, out, err = line(
        "book", "--consumer", "maria.silva", "--service", "consultation", "--center", "riverside", "--json", *more
    )
    assert (code, err) == (0, "")
    return str(json.loads(out)["appointment"])


@pytest.fixture
def clinic_program(line: Line, database: Database) -> None:
    """The program of two influenza vaccinations."""
    from frontdesk.clinic import Clinic  # noqa: PLC0415  # the fixture's own
    from tests import little  # noqa: PLC0415  # the fixture's own

    little.program(Clinic(database, now=lambda: NOW))


@pytest.fixture(autouse=True)
def maria(line: Line, database: Database) -> None:
    from frontdesk.clinic import Clinic  # noqa: PLC0415  # the fixture's own
    from tests import little  # noqa: PLC0415  # the fixture's own

    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    little.maria(clinic)


def test_book_show_confirm_scan_and_check_in(line: Line, tmp_path: Path) -> None:
    named = book(line, "--start", "2026-11-24T10:30")
    assert line("show", named)[1].startswith(f"{named}  booked  version 1\nMaria Silva (maria.silva)\n")
    paper = tmp_path / "confirmation.pdf"
    assert line("confirmation", named, "--output", str(paper))[0] == 0
    assert paper.stat().st_mode & 0o777 == 0o600
    code, out, _ = line("scan", str(paper), "--center", "riverside", "--json")
    assert (code, json.loads(out)["outcome"]) == (0, "valid")
    assert line("act", "check-in", named)[1] == f"{named} is arrived, version 2.\n"
    assert line("verify", user=None)[:2] == (0, "Nothing is wrong.\n")


@pytest.mark.feature("DOC-4")
def test_the_daily_schedule_is_saved_for_a_scheduled_job(line: Line, tmp_path: Path) -> None:
    book(line)
    paper = tmp_path / "day.pdf"
    words = [
        "schedule",
        "--date",
        "2026-11-24",
        "--center",
        "riverside",
        "--output",
        str(paper),
        "--free",
        "--by",
        "time",
    ]
    assert line(*words)[0] == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert line(*words, "--columns", "time,nonsense")[0] == 3


def test_openings_and_search_answer_in_json(line: Line) -> None:
    code, out, _ = line("openings", "--service", "consultation", "--center", "riverside", "--limit", "2", "--json")
    assert code == 0
    assert [one["wall_start"] for one in json.loads(out)] == ["2026-11-24T10:25:00", "2026-11-24T10:30:00"]
    assert json.loads(line("consumers", "search", "silva", "--json")[1])[0]["user_id"] == "maria.silva"


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        (["--service", "nope", "--center", "riverside"], 3, "service.unknown: There is no service “nope”."),
        (["--service", "influenza", "--center", "nope"], 3, "center.unknown"),
        (["--service", "influenza", "--center", "riverside"], 3, "answer.missing"),
        (["--service", "consultation", "--center", "riverside", "--clinician", "nope"], 3, "clinician.unknown"),
        (["--service", "consultation", "--center", "riverside", "--clinician", "roy"], 3, "clinician.not-able"),
        (["--service", "consultation", "--center", "riverside", "--start", "tomorrow"], 3, "time.form"),
        (["--service", "consultation", "--center", "riverside", "--start", "2026-11-24T03:00"], 3, "slot.past"),
        (["--service", "consultation", "--center", "riverside", "--start", "2027-03-28T01:30"], 3, "time.skipped"),
        (["--service", "consultation", "--center", "riverside", "--from", "x"], 3, "date.form"),
        (["--service", "consultation", "--center", "riverside", "--command-id", "x"], 3, "command.id"),
    ],
)
def test_a_refused_booking_says_why_and_exits_3(line: Line, words: list[str], exit_code: int, told: str) -> None:
    code, out, err = line("book", "--consumer", "maria.silva", *words)
    assert (code, out) == (exit_code, "")
    assert err.startswith(told)


def test_answers_are_given_by_the_number_of_their_question(line: Line) -> None:
    words = ["book", "--consumer", "maria.silva", "--service", "influenza", "--center", "riverside"]
    code, out, _ = line(*words, "--answer", "1=no", "--answer", "2=Eggs = a rash", "--json")
    assert code == 0
    shown = json.loads(line("show", json.loads(out)["appointment"], "--json")[1])
    assert [one["value"] for one in shown["answers"]] == ["no", "Eggs = a rash"]
    for wrong, told in (("no", "answer.form"), ("3=no", "question.unknown"), ("1=perhaps", "answer.yes-no")):
        assert line(*words, "--answer", wrong)[2].startswith(told)


@pytest.mark.feature("BKG-4")
def test_a_program_is_looked_for_and_booked_whole(line: Line, clinic_program: None) -> None:
    words = ["--program", "influenza-2", "--center", "riverside"]
    code, out, _ = line("openings", *words, "--clinician", "roy")
    assert (code, out.splitlines()[0]) == (0, "1  Tue 24 Nov, 10:25  Nurse Iris Roy  Room 1  Influenza")
    code, out, _ = line("book", "--consumer", "maria.silva", *words, "--answer", "1=no", "--json")
    booked = json.loads(out)
    assert (code, len(booked["appointments"])) == (0, 2)
    assert "Influenza" in line("show", booked["appointments"][1])[1]
    assert line("book", "--consumer", "maria.silva", *words)[2].startswith("answer.missing")
    assert line("openings", "--program", "nope", "--center", "riverside")[2].startswith("program.unknown")


@pytest.mark.feature("AVL-4")
def test_openings_keep_to_weekdays_hours_and_length(line: Line) -> None:
    words = ["openings", "--service", "consultation", "--center", "riverside", "--limit", "1"]
    asked = ["--weekdays", "Thu", "--hours", "14:00-15:00", "--minutes", "60", "--calendar-type", "ad-hoc"]
    assert line(*words, *asked)[1] == "Thu 26 Nov, 14:00  Dr Mei Chen\n"
    assert line(*words, "--weekdays", "someday")[2].startswith("weekday.form")
    assert line(*words, "--hours", "noon")[2].startswith("hours.form")
    assert line(*words, "--hours", "15:00-14:00")[2].startswith("hours.order")
    assert line(*words, "--minutes", "3000")[2].startswith("length.range")
    assert line(*words, "--modality", "in-person")[0] == 0


@pytest.mark.feature("BKG-3", "BKG-6")
def test_a_request_is_taken_listed_booked_cancelled_booked_again_and_withdrawn(line: Line) -> None:
    words = ["--consumer", "maria.silva", "--service", "influenza", "--center", "riverside"]
    assert line("request", "take", *words, "--answer", "1=no")[1] == "Request 1 is active.\n"
    assert line("request", "list", "--center", "riverside")[1].endswith("Maria Silva  Influenza\n")
    code, out, err = line("book", "--request", "1", "--start", "2026-11-24T15:00", "--answer", "2=Nuts", "--json")
    assert (code, err) == (0, "")
    assert line("request", "list", "--center", "riverside")[1] == "No request waits.\n"
    assert line("book", "--request", "1")[2].startswith("request.booked")
    line("act", "cancel", json.loads(out)["appointment"])
    assert line("book", "--request", "1")[0] == 0
    line("request", "take", *words, "--answer", "1=no")
    assert line("request", "withdraw")[0] == 2
    assert line("request", "withdraw", "2")[1] == "Request 2 is revoked.\n"
    assert line("verify", user=None)[:2] == (0, "Nothing is wrong.\n")


@pytest.mark.feature("BKG-13")
def test_overbooking_takes_a_reason_and_the_right(line: Line) -> None:
    book(line, "--start", "2026-11-24T15:00")
    words = ["book", "--consumer", "maria.silva", "--service", "consultation", "--center", "riverside"]
    words += ["--start", "2026-11-24T15:10"]
    assert line(*words)[2].startswith("slot.taken: That time is taken: Maria Silva, Tue 24 Nov, 15:00–15:30 with Dr")
    assert line(*words, "--overbook", "Cannot wait")[2].startswith("not.your-role")
    assert line(*words, "--overbook", "Cannot wait", user="manager")[0] == 0


@pytest.mark.feature("ACT-2")
def test_an_appointment_is_moved_and_given_away_by_a_script(line: Line) -> None:
    code = book(line, "--start", "2026-11-24T14:00")
    moved = line("act", "reschedule", code, "--start", "2026-11-25T15:30", "--length", "45", "--agreed", "--json")
    assert (moved[0], json.loads(moved[1])["status"]) == (0, "booked")
    shown = json.loads(line("show", code, "--json")[1])
    assert (shown["wall_start"], shown["wall_end"]) == ("2026-11-25T15:30:00", "2026-11-25T16:15:00")
    assert line("act", "reschedule", code)[0] == 3
    refused = line("act", "reassign", code, "--to", "roy")
    assert (refused[0], refused[2].split(":")[0]) == (3, "clinician.not-able")


@pytest.mark.feature("ACT-1", "ACT-5")
def test_a_script_asks_for_other_times_and_accepts_one_of_those_suggested(line: Line) -> None:
    code = book(line, "--start", "2026-11-24T14:00")
    asked = line("act", "ask-to-reschedule", code, "--message", "Dr Chen is away")
    assert asked == (0, f"{code} is pending, version 2.\n", "")
    assert "To be answered by 2026-11-24 14:00 UTC" in line("show", code)[1]
    assert line("act", "consumer-suggests", code)[2].startswith("suggestion.missing")
    times = [word for hour in ("15:00", "16:30") for word in ("--suggest", f"2026-11-25T{hour}")]
    assert line("act", "consumer-suggests", code, *times, "--remark", "By tram")[0] == 0
    assert "The consumer suggests Wed 25 Nov, 15:00  By tram" in line("show", code)[1]
    told = "Wed 25 Nov, 15:00, Wed 25 Nov, 16:30"
    assert (
        line("act", "accept", code)[2] == f"suggestion.choose: The consumer suggested several times: {told}. "
        "Choose one of them.\n"
    )
    assert line("act", "accept", code, "--start", "2026-11-25T16:00")[2].startswith("suggestion.unknown")
    assert line("act", "accept", code, "--start", "2026-11-25T16:30")[1] == f"{code} is booked, version 4.\n"
    assert line("verify", user=None)[:2] == (0, "Nothing is wrong.\n")


@pytest.mark.feature("TSK-2", "TSK-3", "TSK-6")
def test_a_script_records_what_clinician_and_consumer_say(line: Line) -> None:
    code = book(line, "--start", "2026-11-24T10:30")
    assert line("act", "accept-task", code)[2].startswith("not.your-role")
    assert line("act", "accept-task", code, user="manager")[1] == f"{code} is booked, version 2.\n"
    assert line("act", "consumer-confirms", code)[0] == 0
    shown = line("show", code)[1]
    assert "Accepted by the clinician, 2026-11-24 10:22 UTC" in shown
    assert "Confirmed by the consumer, 2026-11-24 10:22 UTC" in shown
    assert line("act", "reject-task", code, user="manager")[2].startswith("remark.required")
    assert line("act", "reject-task", code, "--remark", "On leave", user="manager")[0] == 0
    assert "Rejected by Bo Ss, 2026-11-24 10:22 UTC: On leave" in line("show", code)[1]
    assert line("act", "accept", code, "--to", "chen")[0] == 0
    assert line("act", "complete", code, "--confirmed", user="manager")[0] == 0
    assert line("act", "confirm-completion", code, "--signer", "Maria Silva")[0] == 0
    assert "Completion confirmed, 2026-11-24 10:22 UTC, signed by Maria Silva" in line("show", code)[1]
    assert line("verify", user=None)[:2] == (0, "Nothing is wrong.\n")


@pytest.mark.feature("AVL-7")
def test_a_script_wishes_a_room_that_is_checked_like_everything_else(line: Line) -> None:
    code = book(line, "--start", "2026-11-24T14:00")
    for room, refused in (("r1", "room.not-fit: This service"), ("r9", "room.unknown: There is no room “r9”")):
        assert line("act", "reschedule", code, "--room", room)[2].startswith(refused)
    words = ["book", "--consumer", "maria.silva", "--service", "influenza", "--center", "riverside", "--answer", "1=no"]
    shot = json.loads(line(*words, "--start", "2026-11-24T11:00", "--json")[1])["appointment"]
    moved = line("act", "reschedule", shot, "--start", "2026-11-24T11:30", "--room", "R1", "--agreed")
    assert moved == (0, f"{shot} is booked, version 2.\n", "")
    assert "Room 1" in line("show", shot)[1]


@pytest.mark.feature("CON-7")
def test_fields_of_the_clinics_own_are_filled_in_by_a_script_and_checked_as_in_the_form(
    line: Line, database: Database
) -> None:
    fields = (
        FieldLayout("", name="Who pays", kind=QuestionKind.CHOICE, choices=("Public", "Private"), required=True),
        FieldLayout("", name="Referred on", kind=QuestionKind.DATE),
    )
    boss = sign_in(database.url, Clock(), "manager")
    seen = DELIVERED[FormKind.REQUEST]
    boss.form_layouts.save(LayoutForm(FormKind.REQUEST, (*seen, *fields), seen), new_command_id())
    boss.close()
    words = ["book", "--consumer", "maria.silva", "--service", "consultation", "--center", "riverside"]
    for given, code in (
        ([], "text.missing"),
        (["Who pays"], "field.form"),
        (["Blood group=A"], "field.unknown"),
        (["Who pays=Nobody"], "answer.choice"),
        (["Who pays=Public", "Referred on=soon"], "answer.date"),
    ):
        options = [part for one in given for part in ("--field", one)]
        assert line(*words, *options)[2].startswith(f"{code}:")
    code = book(line, "--field", "who pays=Private", "--field", "own-2=2026-11-20")
    own = json.loads(line("show", code, "--json")[1])["own"]
    assert [(one["name"], one["value"]) for one in own] == [("Who pays", "Private"), ("Referred on", "2026-11-20")]
    taken = ["request", "take", *words[1:], "--field", "Who pays=Public"]
    assert line(*taken)[0] == 0


def test_unknown_consumers_appointments_and_actions_are_named(line: Line) -> None:
    words = ["book", "--consumer", "nobody\0", "--service", "consultation", "--center", "riverside"]
    assert line(*words)[2].startswith("consumer.unknown")
    assert line("show", "AAA-AAA")[2].startswith("appointment.unknown")
    assert line("act", "dance", book(line))[2].startswith("action.unknown")


def test_an_old_version_is_refused(line: Line) -> None:
    named = book(line)
    line("act", "cancel", named, "--version", "1")
    code, _, err = line("act", "check-in", named, "--version", "1")
    assert code == 3
    assert err.startswith("changed.elsewhere: Ana Souza changed this meanwhile")


def test_what_is_away_exits_4(line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = book(line)
    assert line("confirmation", named, "--output", str(tmp_path / "nowhere" / "x.pdf"))[0] == 4
    text = tmp_path / "notes.txt"
    text.write_text("no database")
    for url, told in (
        (str(text), "database.not-a-database"),
        (str(tmp_path / "none.sqlite"), "database.missing"),
        ("postgresql://x@127.0.0.1:9/x", "database.unreachable"),
    ):
        assert main(["verify", "--database", url]) == 4
        assert capsys.readouterr().err.startswith(told)
    assert text.read_text() == "no database"


def test_wrong_usage_exits_2(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as usage:
        line("act")
    assert usage.value.code == 2
    assert line("book", "--consumer", "maria.silva")[0] == 2
    assert line("show", "AAA-AAA", user=None)[0] == 2
    monkeypatch.delenv("FRONTDESK_PASSWORD")
    assert line("show", "AAA-AAA")[0] == 2


def test_a_wrong_password_is_refused(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PASSWORD", "wrong")
    assert line("show", "AAA-AAA")[2].startswith("sign-in.wrong")


@pytest.mark.feature("ACT-12")
def test_a_follow_up_is_booked_by_the_code_of_the_completed_one(line: Line) -> None:
    named = book(line, "--start", "2026-11-24T10:25")
    refused = line("book", "--follows", named, "--start", "2026-12-01T10:25")
    assert (refused[0], refused[2].split(":")[0]) == (3, "follow-up.not-completed")
    assert line("act", "complete", named, "--confirmed", user="clinician")[0] == 0
    code, out, _ = line("book", "--follows", named, "--start", "2026-12-01T10:25", "--json")
    assert code == 0
    after = json.loads(line("show", json.loads(out)["appointment"], "--json")[1])
    assert (after["service"], after["consumer_user_id"]) == ("Consultation", "maria.silva")
    assert after["follows"]["code"] == named.replace("-", "")
    assert line("book", "--follows", named, "--request", "1")[0] == 2
