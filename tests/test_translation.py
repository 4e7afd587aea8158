"""Every text for people can be said in another language."""

import ast
import gettext
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from frontdesk.dates import moment_range, time_range
from frontdesk.rules.problems import RuleBroken
from frontdesk.texts import phone_text, sentence
from frontdesk.translation import DOMAIN, _, catalogue, ngettext, speak
from installer.catalogue import made

ROOT = Path(__file__).parents[1]
CALLS = {"_", "ngettext", "pgettext"}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(gettext.NullTranslations())


def at_import(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that are made while a module is imported: those outside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from at_import(node)


def test_no_text_is_asked_for_before_the_language_is_known() -> None:
    early = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for folder in ("frontdesk", "ui")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for call in at_import(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call.func, ast.Name) and call.func.id in CALLS
    ]
    assert early == []


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """What is not written out stands in no catalogue; the only ones are those of tables, which `made` reads."""
    from_tables = {"frontdesk/texts.py"}
    loose = {
        str(file.relative_to(ROOT))
        for folder in ("frontdesk", "ui")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        if not all(isinstance(given, ast.Constant) for given in node.args[: 1 if node.func.id == "_" else 2])
    }
    assert loose - from_tables == set()


def test_the_template_has_the_words_of_window_and_sentences() -> None:
    template = made()
    for text in ("Book", "Consumer didn't show", "Name or password is wrong. Try again.", "{count} min", "May"):
        assert any(message.id == text or text in message.id for message in template if message.id), text
    plural = template.get("{count} min")
    assert plural is not None
    assert plural.pluralizable


@pytest.mark.feature("UX-5")
def test_a_catalogue_that_is_put_there_is_spoken(tmp_path: Path) -> None:
    words = Catalog(locale="pt")
    words.add("Book", "Marcar")
    words.add(("{count} min", "{count} min"), ("{count} minuto", "{count} minutos"))
    words.add(
        "That is too soon for this service: the first possible start is {limit}. Choose a later time.", "Cedo demais."
    )
    place = tmp_path / "pt" / "LC_MESSAGES"
    place.mkdir(parents=True)
    packed = io.BytesIO()
    write_mo(packed, words)
    (place / f"{DOMAIN}.mo").write_bytes(packed.getvalue())
    speak(catalogue("pt_PT", tmp_path))
    assert _("Book") == "Marcar"
    assert ngettext("{count} min", "{count} min", 2) == "{count} minutos"
    assert sentence(RuleBroken("slot.notice")) == "Cedo demais."
    assert _("Reassign") == "Reassign"


@pytest.mark.feature("UX-5")
def test_the_groups_of_a_phone_number_keep_their_order_in_a_language_from_right_to_left() -> None:
    phone_text.cache_clear()
    speak(gettext.NullTranslations(), right_to_left=True)
    assert phone_text("+351912345678") == "\u2066+351 912 345 678\u2069"
    assert phone_text("") == ""
    phone_text.cache_clear()


@pytest.mark.feature("UX-5")
def test_times_from_and_to_keep_their_order_in_a_language_from_right_to_left() -> None:
    speak(gettext.NullTranslations(), right_to_left=True)
    start, end = datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 9, 20)  # noqa: DTZ001  wall-clock times
    assert time_range(start, end) == "\u206609:00\N{EN DASH}09:20\u2069"
    assert moment_range(start, end) == "Tue 24 Nov, \u206609:00\N{EN DASH}09:20\u2069"
