"""What no file of the window may do by itself, because one place does it safely for all."""

import re
from pathlib import Path

import pytest

from ui.theme.icons import icon_names

UI = Path(__file__).parents[2] / "ui"
ONLY_IN = {
    r"\bQLabel\(": {"widgets/label.py"},
    r"\.setToolTip\(|setWhatsThis\(": {"widgets/tip.py", "appointments/actions.py"},
    r"\bsetHtml\(|\binsertHtml\(|\bsetMarkdown\(|RichText\b": {"widgets/tip.py", "administration/safe_html.py"},
    # a mail as its reader sees it: it loads nothing, and no press on it opens anything
    r"\(QTextBrowser\)|\bQTextBrowser\(": {"administration/safe_html.py"},
    r"\bQMessageBox\b|\bQInputDialog\b": set(),
    r"\bprocessEvents\(": set(),
    r"\.exec\(": {"app.py", "tasks.py"},
    r"\bQThread|\bthreading\b|concurrent\.futures": {"tasks.py"},
    r"#[0-9A-Fa-f]{6}\b": {"theme/tokens.py"},
    r"\bsqlalchemy\b|\bpsycopg\b|\bsqlite3\b": {"shell/about.py"},  # it names their licences
    r"InFocusChain\(|\.buddy\(": {"shell/frame.py"},  # PySide takes what they return for a child of who was asked
    r"\.focusProxy\(": {"shell/frame.py", "administration/weekly_lines.py"},  # the same
    r"except (Base)?Exception\b": {"tasks.py", "app.py"},
}


def files() -> list[Path]:
    """All of the window but the galleries, which render it and are no part of it."""
    return sorted(file for file in UI.rglob("*.py") if not file.name.startswith("gallery"))


@pytest.mark.parametrize("pattern", ONLY_IN)
def test_only_the_named_files_do_it(pattern: str) -> None:
    found = {str(file.relative_to(UI)) for file in files() if re.search(pattern, file.read_text(encoding="utf-8"))}
    assert found - ONLY_IN[pattern] == set()


def test_every_icon_that_is_named_exists() -> None:
    named = {
        (name, file.name)
        for file in files()
        for name in re.findall(r"[\"']ph\.([a-z0-9-]+)[\"']", file.read_text(encoding="utf-8"))
    }
    assert {(name, file) for name, file in named if name not in icon_names()} == set()


def test_pages_do_not_import_each_other() -> None:
    pages = ("administration", "appointments", "booking", "calendar", "consumers", "openings", "requests", "signin")
    for page in pages:
        for file in (UI / page).rglob("*.py"):
            imported = set(re.findall(r"^(?:from|import) ui\.(\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))
            assert imported & (set(pages) - {page}) == set(), file
