"""The window as assistive tools meet it: a real window on a real screen, read and driven over AT-SPI alone."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.words import Modality
from frontdesk.services.forms import Booking, ConsumerForm, new_command_id
from tests.little import CHEN, CONSULTATION, NOW, RIVERSIDE, fill

SYSTEM_PYTHON = Path("/usr/bin/python3")
BUS = next((path for path in (Path("/usr/libexec/at-spi-bus-launcher"),) if path.exists()), None)
WINDOW = """
import sys
from datetime import datetime
from ui.app import main
sys.exit(main(sys.argv[1], now=lambda: datetime.fromisoformat(sys.argv[2]), desk="Desk 1"))
"""
WORKED_WITH = {
    "push button",
    "text",
    "password text",
    "check box",
    "combo box",
    "radio button",
    "list item",
    "menu item",
}


def is_there() -> bool:
    """Whether this machine has a screen to draw on, a bus to speak over and something that listens."""
    if BUS is None or not all(shutil.which(name) for name in ("Xvfb", "dbus-run-session")):
        return False
    try:
        asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
        return subprocess.run([SYSTEM_PYTHON, "-c", asked], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


pytestmark = pytest.mark.skipif(
    not is_there(), reason="needs Xvfb, dbus-x11, at-spi2-core and gir1.2-atspi-2.0 of Debian"
)


class Reader:
    """A screen reader in its own process, beside the window on the same screen and bus."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, **command: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the reader ended"
        found = json.loads(line)
        assert "missing" not in found, f"nothing that shows is called {found['missing']}"
        return found["answer"]

    def sign_in(self) -> None:
        self.ask(write=["Name", "reception"])
        self.ask(write=["Password", "demo"])
        self.ask(press="Sign in")


def clinic_with_an_appointment(url: str) -> None:
    """The little clinic; Maria Silva sees Dr Chen at 15:00 today."""
    database = Database.open(url)
    fill(database)
    clinic = Clinic(database, now=lambda: NOW, desk="Desk 2")
    clinic.sign_in("reception", "demo")
    form = ConsumerForm("maria.silva", "Maria", "Silva", phone="+351912345678", zone="Europe/Lisbon")
    booking = Booking(
        CONSULTATION, RIVERSIDE, new_consumer=form, clinician_id=CHEN, modality=Modality.IN_PERSON,
        start=NOW.replace(hour=15, minute=0),
    )  # fmt: skip
    clinic.booking.book(booking, new_command_id())
    clinic.close()


@pytest.fixture
def reader(sqlite_url: str, tmp_path: Path) -> Iterator[Reader]:
    clinic_with_an_appointment(sqlite_url)
    run = Path(tempfile.mkdtemp(prefix="fd"))  # the path of a socket may be a hundred signs long, and no longer
    at_end, display = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(display), "-screen", "0", "1366x820x24", "-nolisten", "tcp"],
        pass_fds=[display], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(display)
    with os.fdopen(at_end) as told:
        number = told.readline().strip()
    around = {
        "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_RUNTIME_DIR": str(run), "XDG_CONFIG_HOME": str(tmp_path), "FRONTDESK_DATA": str(tmp_path),
    }  # fmt: skip
    script = f'{BUS} --launch-immediately >&2 & "$1" -c "$2" "$3" "$4" >&2 & exec "$5" "$6"'
    given = (
        sys.executable,
        WINDOW,
        sqlite_url,
        NOW.isoformat(),
        str(SYSTEM_PYTHON),
        str(Path(__file__).parent / "reader.py"),
    )
    session = subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", script, "sh", *given],
        env=os.environ | around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    yield Reader(session)
    os.killpg(session.pid, 15)
    session.communicate(timeout=20)
    screen.terminate()
    screen.wait(timeout=20)
    shutil.rmtree(run)


@pytest.mark.feature("UX-4")
def test_somebody_who_hears_the_window_signs_in_and_finds_an_appointment(reader: Reader) -> None:
    reader.sign_in()
    reader.ask(press="Calendar")
    assert reader.ask(wait="Maria Silva, consultation, Tuesday 24 November 15:00 to 15:30, Upcoming") == "list item"


@pytest.mark.feature("UX-4")
def test_everything_that_can_be_worked_with_has_a_name(reader: Reader) -> None:
    nameless: list[str] = []
    reader.sign_in()
    for page in ("Today", "Calendar", "Appointments", "Requests", "Consumers", "Admin"):
        reader.ask(press=page)
        reader.ask(wait=page)
        tree = reader.ask(tree=True)
        nameless += [f"{page}: {node}" for node in tree if node["role"] in WORKED_WITH and not node["name"]]
        assert sum(node["role"] in WORKED_WITH for node in tree) > 10
    assert nameless == []
