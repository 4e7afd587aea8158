"""The guards of tests/conftest.py catch what they are there for."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CULPRITS = """
import logging, socket, threading, time, warnings
import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget
from pathlib import Path
from sqlalchemy import create_engine

kept = []

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()

def test_logs_a_warning():
    logging.getLogger("frontdesk.x").warning("odd")

@pytest.mark.logs("odd")
def test_promises_a_log_that_never_comes():
    pass

def test_reaches_another_machine():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_leaves_a_window(qapp):
    kept.append(QWidget())
    kept[0].show()

def test_upsets_qt(qtbot):
    qWarning("odd")

def test_warns():
    warnings.warn("odd")

def test_sends_sql_from_the_window():
    with create_engine("sqlite://").connect() as connection:
        line = "connection.exec_driver_sql('SELECT 1')"
        exec(compile(line, str(Path.cwd() / "ui" / "page.py"), "exec"), {"connection": connection})

@pytest.mark.logs("odd")
def test_is_innocent(qtbot):
    logging.getLogger("ui.x").error("odd")
    socket.create_server(("127.0.0.1", 0)).close()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    thread = threading.Thread(target=time.sleep, args=(0.01,))
    thread.start()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each of them, run by themselves under the guards."""
    path = tmp_path_factory.mktemp("culprits") / "test_culprits.py"
    path.write_text(CULPRITS, encoding="utf-8")
    own = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest"]
    command = [sys.executable, "-m", "pytest", *own, "-rA", "-q", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.findall(r"^(PASSED|FAILED|ERROR) \S*::test_(\w+)", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return {name: outcome for outcome, name in sorted(found, reverse=True)}  # a failure after a pass counts


@pytest.mark.parametrize(
    "culprit",
    [
        "leaves_a_thread",
        "logs_a_warning",
        "promises_a_log_that_never_comes",
        "reaches_another_machine",
        "leaves_a_window",
        "upsets_qt",
        "warns",
        "sends_sql_from_the_window",
    ],
)
def test_a_culprit_is_caught(outcomes: dict[str, str], culprit: str) -> None:
    assert outcomes.get(culprit) in {"FAILED", "ERROR"}


def test_who_does_nothing_wrong_is_left_alone(outcomes: dict[str, str]) -> None:
    assert outcomes["is_innocent"] == "PASSED"
