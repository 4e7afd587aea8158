"""How soon the sign-in page is painted, beside a bare window, and whether the window answers while the rest loads.

Run: python tests/benchmarks/start.py [--runs N] [--database URL]. Each figure is the median of N processes, the two
kinds taking turns, so that a slow moment of the machine meets both. Prints both figures, their ratio, and the longest
gaps of the event loop while the data layer is imported and the clinic opened.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPILED = Path(tempfile.gettempdir()) / f"frontdesk-start-{os.getuid()}"
"""Bytecode, as an installed product has it: compiling the sources takes three times as long as all the rest."""
WANTED_RATIO = 1.3
WANTED_GAP_MS = 50.0

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.clock_gettime(time.CLOCK_MONOTONIC)), app.quit()))
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

SIGN_IN = """
import sys, time
import ui.app
from PySide6.QtWidgets import QApplication
def painted(self):
    print(time.clock_gettime(time.CLOCK_MONOTONIC))
    QApplication.quit()
ui.app.Start.begin = painted
ui.app.main(sys.argv[1])
"""

GAPS = """
import json, sys, time
import ui.app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
HEAVY = ("sqlalchemy", "frontdesk.clinic", "ui.calendar.page")
gaps, last = [], [0.0]
def tick():
    now = time.perf_counter()
    gaps.append((now - last[0]) * 1000)
    last[0] = now
plain_begin, plain_go_on = ui.app.Start.begin, ui.app.Start._go_on
def begin(self):
    assert not any(name in sys.modules for name in HEAVY)
    self.timer = QTimer(self, interval=1)
    self.timer.timeout.connect(tick)
    last[0] = time.perf_counter()
    self.timer.start()
    QTimer.singleShot(1000, lambda: load(self))
def load(self):
    self.idle = sorted(gaps)[-5:]
    gaps.clear()
    self.begun = last[0] = time.perf_counter()
    plain_begin(self)
def go_on(self, nothing):
    plain_go_on(self, nothing)
    self.session.tasks.run(lambda: None, lambda none: finish(self))
def finish(self):
    assert self.session.clinic is not None and all(name in sys.modules for name in HEAVY)
    print(json.dumps({"gaps": sorted(gaps)[-5:], "idle": self.idle, "seconds": time.perf_counter() - self.begun}))
    QApplication.quit()
ui.app.Start.begin, ui.app.Start._go_on = begin, go_on
ui.app.main(sys.argv[1])
"""


def _run(program: str, *arguments: str) -> tuple[float, str]:
    """Start a fresh interpreter; give the monotonic time before it and what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(COMPILED)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return began, done.stdout.strip().splitlines()[-1]


def _seconds(program: str, *arguments: str) -> float:
    began, said = _run(program, *arguments)
    return float(said) - began


def measure(runs: int, url: str) -> dict[str, object]:
    """Medians in milliseconds, their ratio, and the gaps of the event loop in milliseconds."""
    for program in (BARE, SIGN_IN, GAPS):  # the first run of each reads the files from the disk, and compiles them
        _run(program, url)
    bare, page = [], []
    for _ in range(runs):
        bare.append(_seconds(BARE))
        page.append(_seconds(SIGN_IN, url))
    gaps = json.loads(_run(GAPS, url)[1])
    return {
        "runs": runs,
        "bare_window_ms": round(statistics.median(bare) * 1000, 1),
        "sign_in_ms": round(statistics.median(page) * 1000, 1),
        "ratio": round(statistics.median(page) / statistics.median(bare), 3),
        "wanted_ratio": WANTED_RATIO,
        "longest_gaps_ms": [round(gap, 1) for gap in gaps["gaps"]],
        "longest_gaps_of_an_idle_window_ms": [round(gap, 1) for gap in gaps["idle"]],
        "wanted_gap_ms": WANTED_GAP_MS,
        "opened_after_s": round(gaps["seconds"], 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--database", help="an existing clinic; without it an empty schema is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or _empty(Path(folder))
        print(json.dumps(measure(options.runs, url), indent=2))


def _empty(folder: Path) -> str:
    sys.path.insert(0, str(ROOT))
    from frontdesk.database.engine import Database  # noqa: PLC0415  only when no clinic was named

    url = f"sqlite:///{folder / 'clinic.sqlite'}"
    Database.create(url).close()
    return url


if __name__ == "__main__":
    main()
