"""Requests by script: taken down with wishes, shown with who could take them, accepted, declined; who is available."""

import json

import pytest

from frontdesk.clinic import Clinic
from frontdesk.services.forms import new_command_id
from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.verify import verify
from tests.commands.test_desk import asked
from tests.commands.test_line import Line, line
from tests.little import NOW, ROY
from tests.little import maria as new_maria

__all__ = ["line"]
TAKE = ["take", "--consumer", "maria.silva", "--service", "influenza", "--center", "riverside", "--answer", "1=no"]


@pytest.fixture
def maria(line: Line, database: object) -> None:
    clinic = Clinic(database, now=lambda: NOW)  # type: ignore[arg-type]  # of the fixture
    clinic.sign_in("manager", "demo")
    new_maria(clinic)
    clinic.groups.save_clinician_groups((ClinicianGroupLine(None, "Nurses", True, (ROY,)),), (), new_command_id())


@pytest.mark.feature("REQ-1", "REQ-3", "REQ-4")
@pytest.mark.usefixtures("maria")
def test_a_request_is_taken_down_shown_and_accepted(line: Line) -> None:
    wished = ["--wanted", "2026-11-24T15:00", "--wanted", "2026-11-24T16:00", "--group", "nurses", "--phone"]
    assert line("requests", *TAKE, *wished, "--note", "Afternoons")[1] == "Request 1 is active.\n"
    listed = line("requests", "list", "--center", "riverside")[1]
    assert listed.endswith("Tue 24 Nov, 15:00, Tue 24 Nov, 16:00  Nurses  Maria Silva  Influenza\n")
    shown = line("requests", "show", "1")[1]
    assert "Tue 24 Nov, 15:00  Nurse Iris Roy  available" in shown
    assert "take-request" in shown
    code, _, err = line("requests", "accept", "1")
    assert (code, err.split(":")[0]) == (3, "suggestion.choose")
    code, out, _ = line("requests", "accept", "1", "--start", "2026-11-24T16:00", "--response", "See you")
    assert code == 0
    assert out.endswith("Maria Silva, Influenza, Tue 24 Nov, 16:00, Nurse Iris Roy\n")
    assert "Answered by Ana Souza: See you" in line("requests", "show", "1")[1]
    code, _, err = line("requests", "decline", "1")
    assert (code, err.split(":")[0]) == (3, "request.booked")
    assert line("verify", user=None)[:2] == (0, "Nothing is wrong.\n")


@pytest.mark.feature("REQ-3")
@pytest.mark.usefixtures("maria")
def test_a_request_is_declined_and_wrong_words_are_told(line: Line) -> None:
    line("requests", *TAKE)
    assert line("requests", "decline", "1", "--response", "We are full")[1] == "Request 1 is declined.\n"
    assert line("requests", "list", "--center", "riverside")[1] == "No request waits.\n"
    assert line("requests", "accept")[0] == 2
    assert line("requests", *TAKE, "--group", "Surgeons")[2].startswith("group.unknown")
    told = json.loads(line("requests", "show", "1", "--json")[1])
    assert told["request"]["line"]["response"] == "We are full"


@pytest.mark.feature("AVL-6", "REQ-3")
@pytest.mark.usefixtures("maria")
def test_who_is_available_now_takes_what_is_wanted_now(line: Line) -> None:
    assert line("on-demand")[1] == "Nobody is available now.\n"
    assert line("on-demand", "roy")[0] == 2
    assert line("on-demand", "roy", "on")[1] == "Nurse Iris Roy is available now.\n"
    assert line("on-demand", "--center", "riverside")[1].startswith("Riverside  Nurse Iris Roy  since 2026-11-24")
    line("requests", *TAKE, "--now")
    assert line("requests", "accept", "1")[1].endswith("Tue 24 Nov, 10:25, Nurse Iris Roy\n")
    assert line("on-demand", "roy", "off")[1] == "Nurse Iris Roy is not available for requests now.\n"


@pytest.mark.feature("REQ-3", "REQ-4")
def test_a_desk_line_takes_accepts_and_declines(clinic: Clinic) -> None:
    new_maria(clinic)
    take = {"do": "take-request", "consumer": "maria.silva", "service": "influenza", "center": "riverside"}
    wanted = ["2026-11-24T15:00"]
    made = asked(clinic, **take, wanted=wanted, answer=["1=no"])
    assert (made["outcome"], made["version"]) == ("saved", 1)
    command = new_command_id()
    booked = asked(clinic, do="accept-request", request=made["request"], version=1, command_id=command)
    assert booked["outcome"] == "saved"
    assert asked(clinic, do="accept-request", request=made["request"], version=1, command_id=command) == booked
    late = asked(clinic, do="decline-request", request=made["request"], version=1)
    assert (late["outcome"], late["code"]) == ("refused", "request.booked")
    other = asked(clinic, **take, wanted=wanted, answer=["1=no"], clinician="chen")
    lost = asked(clinic, do="accept-request", request=other["request"], clinician="chen")
    assert (lost["code"], lost["free"]) == ("slot.taken", lost["free"])
    assert lost["free"]
    assert asked(clinic, do="decline-request", request=other["request"], response="Full")["outcome"] == "saved"
    assert asked(clinic, do="accept-request")["outcome"] == "invalid"
    assert verify(clinic.desk.database) == ()
