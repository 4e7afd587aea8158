"""The two commands and their sisters, run|test|check|gallery|words|setup, with nothing but Python 3.11 or newer.

Puts in place what is missing (system libraries, the environment from the lock file with its hashes), then starts the
application, the tests, the static checks, the pictures or the list of words. An older Python only gets as far as
finding a newer one.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "frontdesk.lock-hash"
"""Written last: an environment without it was never finished."""

LEAST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",
}
"""What Qt loads that a bare system lacks, and the Debian package that brings it."""

FONTS = {"DejaVuSans.ttf": "fonts-dejavu-core", "DroidSansFallbackFull.ttf": "fonts-droid-fallback"}
"""The window's last resort, and Chinese, Japanese and Korean in PDFs."""
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))

SCREEN = {
    "/usr/bin/Xvfb": "xvfb",
    "/usr/bin/dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "/usr/share/doc/gir1.2-atspi-2.0": "gir1.2-atspi-2.0",
}
"""What the tests need that read a real window as a screen reader does; without it they are left out."""

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


class RefusedError(Exception):
    """What the person has to do first, as a sentence."""


def main() -> int:
    """Run one command; its exit code is that of what it started."""
    if sys.version_info < LEAST_PYTHON:
        return run_with_newer_python()
    parser = argparse.ArgumentParser(prog="python3 installer", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("run", "test", "check", "gallery", "words", "setup"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the application or to pytest")
    given = parser.parse_args()
    try:
        install_libraries()
        make_environment()
        if given.command == "test":
            install_screen()
    except RefusedError as refused:
        print(f"installer: {refused}", file=sys.stderr)
        return 1
    commands = {"run": run, "test": test, "check": check, "gallery": gallery, "words": words, "setup": ready}
    return commands[given.command](given.rest)


def run_with_newer_python() -> int:
    """Start this script again with the newest Python that can run it."""
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found:
            return subprocess.call([found, *sys.argv])
    print("installer: Frontdesk needs Python 3.11 or newer. Install it and try again.", file=sys.stderr)
    return 1


def ready(_rest: list[str]) -> int:
    """Nothing more than what was put in place."""
    print(f"installer: ready, the environment is {ENVIRONMENT}")
    return 0


def run(rest: list[str]) -> int:
    """The application, in the folder where the person is."""
    return subprocess.call([PYTHON, "-m", "frontdesk", *rest], env=with_project(os.environ))


def test(rest: list[str]) -> int:
    """The static checks, then all tests (or those named); the last line is pytest's."""
    checked = check([])
    print("\n== pytest", flush=True)
    environment = with_project({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    tested = subprocess.call([PYTHON, "-m", "pytest", "-n", "2", *rest], cwd=ROOT, env=environment)
    return tested or checked


def check(_rest: list[str]) -> int:
    """Everything that is found without running the program; goes on after a failure, so that all are seen."""
    failed = 0
    for command, *arguments in CHECKS:
        print(f"\n== {' '.join((command, *arguments))}", flush=True)
        failed |= subprocess.call([PYTHON.with_name(command), *arguments], cwd=ROOT, env=with_project(os.environ))
    return 1 if failed else 0


def gallery(_rest: list[str]) -> int:
    """Every page and state as pictures."""
    environment = with_project({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return subprocess.call([PYTHON, "-m", "ui.gallery", "build/gallery"], cwd=ROOT, env=environment)


def words(rest: list[str]) -> int:
    """Every text for people, as the template that translators begin with."""
    return subprocess.call([PYTHON, "-m", "installer.catalogue", *rest], cwd=ROOT, env=with_project(os.environ))


def with_project(environment: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    """The environment variables with this folder first among those that Python imports from."""
    others = [environment["PYTHONPATH"]] if environment.get("PYTHONPATH") else []
    return {**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), *others])}


def install_libraries() -> None:
    """On Debian and its children by apt; elsewhere say what is missing. Other systems bring all that Qt needs."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages()
    if not missing:
        return
    names = " ".join(missing)
    if not shutil.which("apt-get"):
        print(
            f"installer: missing libraries, by their Debian names: {names}. Install them if the window does not open."
        )
        return
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and not (shutil.which("sudo") and sys.stdin.isatty()):
        raise RefusedError(f"system libraries are missing. Run: sudo apt-get install {names}")
    if not apt(missing, as_root):
        raise RefusedError(f"apt-get could not install {names}. Its own message is above; mend that and try again.")


def apt(packages: list[str], as_root: list[str]) -> bool:
    """Install Debian packages; whether it worked."""
    print(f"installer: installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call([*as_root, "apt-get", "update", "-qq"], env=quiet)
    install = [*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.call(install, env=quiet) == 0


def install_screen() -> None:
    """Where it can be done without asking: on Debian and its children, as root."""
    missing = [package for path, package in SCREEN.items() if not Path(path).exists()]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        apt(missing, [])


def missing_packages() -> list[str]:
    """Debian packages of what cannot be found here."""
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    fonts = {path.name for folder in FONT_FOLDERS for path in folder.rglob("*.ttf")}
    missing += [package for font, package in FONTS.items() if font not in fonts]
    if not is_made() and not shutil.which("uv") and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    return missing


def loads(library: str) -> bool:
    """Whether the system's loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_environment() -> None:
    """The environment as the lock file says; made again when that has changed or an earlier try was cut off."""
    if is_made():
        return
    print(f"installer: making {ENVIRONMENT} (some minutes the first time)", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    uv = shutil.which("uv")
    steps: list[list[str | Path]]
    if uv:
        steps = [
            [uv, "venv", "--quiet", "--python", sys.executable, ENVIRONMENT],
            [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", LOCK],
        ]
    else:
        steps = [
            [sys.executable, "-m", "venv", ENVIRONMENT],
            [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", LOCK],
        ]
    for step in steps:
        if subprocess.call(step) != 0:
            raise RefusedError(
                "the environment could not be made. The message above says why; mend that and try again."
            )
    STAMP.write_text(wanted(), encoding="ascii")


def is_made() -> bool:
    """Whether the environment is whole and of this lock file."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted()


def wanted() -> str:
    """What the stamp of a fitting environment says: the lock file's SHA-256."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
