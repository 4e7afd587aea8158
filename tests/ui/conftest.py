"""Pages are tested dressed as in the product; a Qt warning fails the test in which it was said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.tasks import Tasks

_HARMLESS = ("propagateSizeHints",)
"""What Qt says only because the offscreen platform is no screen."""


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every page is tested as it looks: light, in the product's style."""
    if not theme.themed.has_marks or theme.current().dark:
        theme.apply(qapp, dark=False)
        theme.wear_marks(qapp)
    yield
    if theme.current().dark:
        theme.apply(qapp, dark=False)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """What a window remembers goes into the test's own folder."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def no_qt_warning(qtlog: object) -> Iterator[None]:
    """Qt warns of signals, timers and painters that are wrongly used."""
    yield
    said = [record.message for record in getattr(qtlog, "records", ()) if record.log_type_name != "QtInfoMsg"]
    assert [text for text in said if not any(each in text for each in _HARMLESS)] == []


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The real workers, ended after the test."""
    made = Tasks()
    yield made
    made.close()
