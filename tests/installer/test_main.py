"""The installer puts in place what is missing, once, and says what it cannot."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent


class Recorded:
    """Stands for the programs that the installer starts."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.fails = ""

    def __call__(self, command: Sequence[object], **_options: object) -> int:
        self.calls.append([str(part) for part in command])
        return 1 if self.fails and self.fails in self.calls[-1] else 0

    def line(self, number: int) -> str:
        return " ".join(self.calls[number])


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The installer over an empty folder with a lock file."""
    spec = importlib.util.spec_from_file_location("installer_main", ROOT / "installer" / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements.lock").write_text("one==1 --hash=sha256:00")
    for name, place in {
        "LOCK": "requirements.lock",
        "ENVIRONMENT": ".venv",
        "PYTHON": ".venv/bin/python",
        "STAMP": ".venv/frontdesk.lock-hash",
    }.items():
        monkeypatch.setattr(module, name, tmp_path / place)
    return module


@pytest.fixture
def started(installer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """What was started, instead of starting it; making an environment makes its Python."""
    recorded = Recorded()

    def call(command: Sequence[object], **options: object) -> int:
        if "venv" in map(str, command):
            installer.PYTHON.parent.mkdir(parents=True)
            installer.PYTHON.touch()
        return recorded(command, **options)

    monkeypatch.setattr(subprocess, "call", call)
    return recorded


def finds(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in programs else None)


def test_without_uv_the_environment_is_made_by_venv_and_pip_with_hashes(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(monkeypatch)
    installer.make_environment()
    assert started.calls[0] == [sys.executable, "-m", "venv", str(installer.ENVIRONMENT)]
    assert "--require-hashes" in started.calls[1]
    assert started.calls[1][:4] == [str(installer.PYTHON), "-m", "pip", "install"]


def test_uv_makes_it_where_it_is_installed(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(monkeypatch, "uv")
    installer.make_environment()
    assert [line[:2] for line in started.calls] == [["/bin/uv", "venv"], ["/bin/uv", "pip"]]
    assert "--require-hashes" in started.calls[1]


def test_a_made_environment_is_left_alone_until_the_lock_file_changes(installer: ModuleType, started: Recorded) -> None:
    installer.make_environment()
    installer.make_environment()
    assert len(started.calls) == 2
    installer.LOCK.write_text("one==2 --hash=sha256:11")
    installer.make_environment()
    assert len(started.calls) == 4


def test_an_environment_that_was_cut_off_is_made_again(installer: ModuleType, started: Recorded) -> None:
    started.fails = "pip"
    with pytest.raises(installer.RefusedError):
        installer.make_environment()
    started.fails = ""
    installer.make_environment()
    assert installer.is_made()


def without_libraries(installer: ModuleType, monkeypatch: pytest.MonkeyPatch, *, root: bool) -> None:
    monkeypatch.setattr(installer, "missing_packages", lambda: ["libegl1", "libgl1"])
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(installer.os, "geteuid", lambda: 0 if root else 1000)


def test_missing_libraries_are_installed_by_apt_as_root(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_libraries(installer, monkeypatch, root=True)
    finds(monkeypatch, "apt-get")
    installer.install_libraries()
    assert started.line(0) == "apt-get update -qq"
    assert started.line(1).endswith("libegl1 libgl1")


def test_who_is_not_root_and_has_no_sudo_is_told_what_to_run(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_libraries(installer, monkeypatch, root=False)
    finds(monkeypatch, "apt-get")
    with pytest.raises(installer.RefusedError, match="sudo apt-get install libegl1 libgl1"):
        installer.install_libraries()
    assert started.calls == []


def test_on_other_systems_the_missing_libraries_are_named_and_it_goes_on(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_libraries(installer, monkeypatch, root=True)
    finds(monkeypatch)
    installer.install_libraries()
    assert "libegl1 libgl1" in capsys.readouterr().out
    assert started.calls == []


def test_a_library_that_does_not_load_is_missed_by_its_package(
    installer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "LIBRARIES", {"libc.so.6": "libc6", "libnothere.so.1": "libnothere1"})
    assert "libnothere1" in installer.missing_packages()
    assert "libc6" not in installer.missing_packages()


def test_what_tests_of_the_real_window_need_is_installed_only_as_root(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "SCREEN", {"/nowhere": "xvfb"})
    finds(monkeypatch, "apt-get")
    monkeypatch.setattr(installer.os, "geteuid", lambda: 1000)
    installer.install_screen()
    assert started.calls == []
    monkeypatch.setattr(installer.os, "geteuid", lambda: 0)
    installer.install_screen()
    assert started.calls[-1][-1] == "xvfb"


def test_an_old_python_starts_it_again_with_a_newer_one(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(monkeypatch, "python3.11", "python3.13")
    monkeypatch.setattr(sys, "argv", ["installer", "run", "demo"])
    assert installer.run_with_newer_python() == 0
    assert started.calls == [["/bin/python3.13", "installer", "run", "demo"]]


def test_a_failed_check_fails_the_test_command_though_the_tests_pass(installer: ModuleType, started: Recorded) -> None:
    started.fails = "format"
    assert installer.test([]) == 1
    assert started.calls[-1][1:3] == ["-m", "pytest"]


@pytest.mark.parametrize("command", ["run", "test", "check", "gallery", "setup"])
def test_every_command_first_puts_in_place_what_is_missing(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    done: list[str] = []
    monkeypatch.setattr(installer, "install_libraries", lambda: done.append("libraries"))
    monkeypatch.setattr(installer, "make_environment", lambda: done.append("environment"))
    monkeypatch.setattr(sys, "argv", ["installer", command])
    assert installer.main() == 0
    assert done == ["libraries", "environment"]
    assert bool(started.calls) == (command != "setup")


def test_options_after_the_command_go_to_what_is_started(
    installer: ModuleType, started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "install_libraries", lambda: None)
    monkeypatch.setattr(installer, "make_environment", lambda: None)
    monkeypatch.setattr(sys, "argv", ["installer", "run", "openings", "--service", "influenza", "--json"])
    installer.main()
    assert started.calls[0][1:] == ["-m", "frontdesk", "openings", "--service", "influenza", "--json"]


def test_it_runs_on_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "installer"), "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "gallery" in done.stdout


def test_no_argument_is_a_mistake_of_usage(monkeypatch: pytest.MonkeyPatch, installer: Any) -> None:
    monkeypatch.setattr(sys, "argv", ["installer"])
    with pytest.raises(SystemExit) as left:
        installer.main()
    assert left.value.code == 2
