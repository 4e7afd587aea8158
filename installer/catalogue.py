"""Collects every text for people into the template that translators begin with: `python3 installer words`."""

import argparse
import ast
import os
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "frontdesk" / "sentences.py"
"""Its texts stand in tables by code, and are translated when they are said."""
_KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def made() -> Catalog:
    """The template: each text once, with the places where it is said."""
    template = Catalog(project="Frontdesk", charset="utf-8")
    for folder in ("frontdesk", "ui"):
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=_KEYWORDS)
        for name, line, message, comments, context in found:
            template.add(message, locations=[(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    for line, text in _of_tables():
        template.add(text, locations=[(str(TABLES.relative_to(ROOT)), line)])
    return template


def _of_tables() -> list[tuple[int, str]]:
    """The values of its tables, and the texts that stand alone, with their lines."""
    found: list[tuple[int, str]] = []
    for node in ast.parse(TABLES.read_text(encoding="utf-8")).body:
        value = node.value if isinstance(node, ast.AnnAssign | ast.Assign) else None
        values = value.values if isinstance(value, ast.Dict) else [value]
        found += [(one.lineno, str(one.value)) for one in values if isinstance(one, ast.Constant) and one.value]
    return found


def main() -> int:
    """Write the template."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "build" / "frontdesk.pot")
    given = parser.parse_args()
    given.file.parent.mkdir(parents=True, exist_ok=True)
    with given.file.open("wb") as out:
        write_po(out, made(), width=120, sort_output=True)
    print(os.path.relpath(given.file))
    return 0


if __name__ == "__main__":
    sys.exit(main())
