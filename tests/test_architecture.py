"""The house stays as docs/architecture.md draws it: layers, sizes, names, and who may touch what."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("frontdesk", "ui", "installer", "tests")
LONGEST_FILE = 500
LONGEST_FUNCTION = 50
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "stuff"}
THREADS = {"threading", "concurrent", "QThread", "QThreadPool", "QRunnable"}
MAY_CATCH_ALL = {
    *("ui/tasks.py", "ui/app.py", "frontdesk/database/changes.py"),
    *("frontdesk/services/sending.py", "frontdesk/services/letters.py"),
    "frontdesk/services/openings_index.py",  # follows calls that have saved
}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_used(path: Path) -> Iterator[str]:
    """Every name that the file imports or calls, without what it is an attribute of."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_package_has_its_place_in_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    placed = {name.strip("() ") for layer in layers for part in layer.split("|") for name in part.split(":")}
    folders = {f"frontdesk.{path.parent.name}" for path in (ROOT / "frontdesk").glob("*/__init__.py")}
    assert folders <= placed


@pytest.mark.parametrize(
    ("folders", "forbidden"),
    [
        (("frontdesk",), {"PySide6", "shiboken6", "qtawesome", "qtpy"}),
        (("ui", "frontdesk/rules"), {"sqlalchemy", "psycopg", "sqlite3", "alembic"}),
    ],
)
def test_no_qt_in_the_clinic_and_no_sql_in_the_window_or_the_rules(
    folders: tuple[str, ...], forbidden: set[str]
) -> None:
    assert {place(path): found for path in sources(*folders) if (found := forbidden & set(names_used(path)))} == {}


def test_threads_are_named_only_where_work_is_run_aside() -> None:
    using = {place(path) for path in sources("ui") if THREADS & set(names_used(path))}
    assert using <= {"ui/tasks.py"}


def test_labels_are_made_only_by_the_helper_that_makes_them_plain_text() -> None:
    made = [
        place(path) for path in sources("ui") if "QLabel" in calls(path) and not place(path).startswith("ui/widgets/")
    ]
    assert made == []


def calls(path: Path) -> set[str]:
    found = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in found}


def test_every_error_is_caught_only_where_the_program_must_live_on() -> None:
    broad = {
        place(path)
        for path in sources("frontdesk", "ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"})
        and not any(isinstance(part, ast.Raise) and part.exc is None for part in ast.walk(node))
    }
    assert broad <= MAY_CATCH_ALL


def test_no_file_is_longer_than_a_person_reads_in_one_go() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*OURS)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{place(path)}:{node.lineno} {node.name}": length
        for path in sources("frontdesk", "ui", "installer")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {part for path in sources(*OURS) for part in path.relative_to(ROOT).with_suffix("").parts}
    assert parts & VAGUE_NAMES == set()


def test_each_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [
        place(path)
        for path in sources("frontdesk", "ui", "installer")
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def test_the_installer_is_a_folder_and_never_a_package() -> None:
    assert not (ROOT / "installer" / "__init__.py").exists()
