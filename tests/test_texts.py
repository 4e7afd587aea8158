"""Every code that can be raised has its sentence."""

import re
from pathlib import Path

from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.sentences import SENTENCES
from frontdesk.texts import by_code, sentence

ROOT = Path(__file__).parent.parent
RAISED = re.compile(r"(?:RuleBroken|Unavailable)\(\s*\"([a-z.-]+)\"")
TOLD_IN_FULL = {"slot.taken", "dose.not-placed"}


def test_every_code_has_a_sentence() -> None:
    sources = [*ROOT.joinpath("frontdesk").rglob("*.py"), *ROOT.joinpath("ui").rglob("*.py")]
    raised = {code for file in sources for code in RAISED.findall(file.read_text("utf-8"))}
    assert len(raised) > 60
    assert raised - SENTENCES.keys() - TOLD_IN_FULL == set()
    busy = {ConflictKind.CLINICIAN_BUSY, ConflictKind.CONSUMER_BUSY}
    assert {f"slot.{kind}" for kind in set(ConflictKind) - busy} <= SENTENCES.keys()


def test_every_sentence_is_whole() -> None:
    """It ends as sentences do, or with what it names."""
    cut = {code for code, text in SENTENCES.items() if not text.endswith((".", "}"))}
    assert cut == set()


def test_what_a_person_typed_is_shown_and_never_obeyed() -> None:
    hostile = "{0} {x!r} %s <b>"
    assert hostile in sentence(RuleBroken("consumer.unknown", consumer=hostile))


def test_a_code_without_a_sentence_is_told_by_its_code() -> None:
    assert sentence(Unavailable("moon.away")) == "This is not possible (moon.away). Nothing was changed."
    assert by_code("not.yours").startswith("This is another clinician's")
