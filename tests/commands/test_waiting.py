"""The waiting list by the command line: put, list, whom a freed time suits, offer."""

import json

import pytest

from tests.commands.test_line import Line, book, line, maria

__all__ = ["line", "maria"]


def told(line: Line, *words: str) -> object:
    code, out, err = line("waiting", *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.usefixtures("maria")
@pytest.mark.feature("BKG-12")
def test_somebody_is_put_on_the_list_found_for_a_freed_time_and_offered_it(line: Line) -> None:
    book(line, "--clinician", "chen", "--start", "2026-11-24T15:00")
    wish = ("--priority", "urgent", "--weekdays", "tue,wed", "--hours", "14:00-18:00", "--remark", "Call first")
    put = ("put", "--consumer", "maria.silva", "--service", "consultation", "--center", "riverside", *wish)
    made = told(line, *put, "--command-id", "ab" * 16)
    assert told(line, *put, "--command-id", "ab" * 16) == made
    assert isinstance(made, dict)
    code, out, _err = line("waiting", "list", "--center", "riverside")
    assert code == 0
    assert f"{made['appointment']}  urgent  2026-11-24 10:22 UTC  Maria Silva" in out
    assert "Tue,Wed 14:00–18:00" in out
    fits = ("fits", "--center", "riverside", "--clinician", "chen", "--minutes", "60")
    assert told(line, *fits, "--start", "2026-11-24T15:00") == []  # that is when she has something already
    found = told(line, *fits, "--start", "2026-11-24T16:00")
    assert isinstance(found, list)
    assert [one["fits_wall"] for one in found] == ["2026-11-24T16:00:00"]
    offer = ("offer", made["appointment"], "--start", "2026-11-24T16:00", "--clinician", "chen")
    code, out, _err = line("waiting", *offer)
    assert (code, out) == (0, f"{made['appointment']} is pending: Tue 24 Nov, 16:00, Dr Mei Chen\n")


@pytest.mark.usefixtures("maria")
@pytest.mark.feature("BKG-12")
def test_what_is_missing_or_wrong_is_said(line: Line) -> None:
    assert line("waiting", "put", "--center", "riverside")[0] == 2
    code, _out, err = line(
        *("waiting", "put", "--consumer", "maria.silva", "--service", "consultation", "--center", "riverside"),
        *("--from-day", "2026-11-30", "--until-day", "2026-11-25"),
    )
    assert (code, err.split(":")[0]) == (3, "waiting.days")
