"""The whole window in a language that nobody speaks: what stays English could be translated into no other."""

import gettext
import re
from collections.abc import Iterator
from zoneinfo import available_timezones

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QCalendarWidget, QComboBox, QLabel, QLineEdit, QWidget
from sqlalchemy import String, create_engine, inspect, text

from frontdesk.translation import speak
from tests.stories.conftest import Window
from ui.pseudo import CLOSES, OPENS, wear
from ui.shell.pages import pages

SAID = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*(?:{CLOSES}|…)")
SIGNS = re.compile(r"[^\W\d_]+")
KEPT = re.compile(r"\b(Ctrl|Alt|Shift|Ins|Esc|Return|Enter|Del|Home|End|PgUp|PgDown|Space|F\d+)\b([+ ]\S\b)?")
"""Keys, which Qt names."""
UNITS = {"desk", "utc", "frontdesk", "lisbon", "chicago"}
"""Names, not words: of the desk, of zones and of the program."""


@pytest.fixture(params=[False, True], ids=["from left to right", "from right to left"])
def foreign(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    wear(qapp, mirrored=request.param)
    yield
    speak(gettext.NullTranslations())
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def names_of(url: str) -> set[str]:
    """Every word that somebody put into the clinic's records."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [
            str(value)
            for table in inspect(engine).get_table_names()
            for column in inspect(engine).get_columns(table)
            if isinstance(column["type"], String)
            for value in connection.execute(text(f'SELECT DISTINCT "{column["name"]}" FROM "{table}"')).scalars()
            if value
        ]
    engine.dispose()
    return {word.casefold() for value in found for word in SIGNS.findall(value)}


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a control shows and says, with the name it goes by."""
    name = widget.objectName() or type(widget).__name__
    if isinstance(widget, QLabel | QAbstractButton):
        yield name, widget.text()
    if isinstance(widget, QLineEdit):
        yield name, widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from ((name, widget.itemText(number)) for number in range(widget.count()))
    yield name, widget.toolTip()
    yield name, widget.accessibleName()
    yield name, widget.accessibleDescription()


def own(window: QWidget) -> Iterator[QWidget]:
    """All controls but those inside Qt's own calendar, whose months Qt says in the system's language."""
    for widget in window.findChildren(QWidget):
        above: QWidget | None = widget
        while above is not None and not isinstance(above, QCalendarWidget):
            above = above.parentWidget()
        if above is None:
            yield widget


def english_in(said: str, names: set[str]) -> list[str]:
    """The words that are neither said in the language, nor names of the clinic's or of zones, nor keys."""
    rest = KEPT.sub("", said)
    while (shorter := SAID.sub("", rest)) != rest:
        rest = shorter
    return [word for word in SIGNS.findall(rest) if word.casefold() not in names | UNITS]


@pytest.mark.feature("UX-5")
def test_nothing_stays_english(foreign: None, window: Window, sqlite_url: str) -> None:
    names = names_of(sqlite_url) | {part.casefold() for zone in available_timezones() for part in SIGNS.findall(zone)}
    left = {(name, said) for widget in own(window.frame) for name, said in texts_of(widget)}
    window.sign_in("manager")
    for entry in pages():
        window.shell.journeys.show_page(entry.key)
        window.settle()
        left |= {(name, said) for widget in own(window.frame) for name, said in texts_of(widget)}
    left |= {
        (action.objectName(), action.text()) for action in window.frame.findChildren(QAction) if action.objectName()
    }
    assert sorted({(name, said) for name, said in left if english_in(said, names)}) == []
