"""What this is: version, clinic, where it keeps its records, and the licences of what it is made of."""

from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from frontdesk import __version__
from frontdesk.database.migrations import HEAD
from ui.texts import _
from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.margins import set_margins
from ui.widgets.scrolled import Scrolled
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell

PARTS: Final = (
    *("PySide6-Essentials", "SQLAlchemy", "alembic", "psycopg", "argon2-cffi", "email-validator", "phonenumberslite"),
    *("rapidfuzz", "python-dateutil", "tzdata", "platformdirs", "Babel", "reportlab", "uharfbuzz", "python-bidi"),
    *("pypdfium2", "zxing-cpp", "Pillow", "QtAwesome", "QtPy", "holidays", "fontpkg-inter"),
    *("fontpkg-noto-sans", "fontpkg-noto-sans-arabic", "fontpkg-noto-sans-devanagari", "fontpkg-noto-sans-thai"),
    *("icalendar", "Jinja2", "keyring", "urllib3"),
)
"""What Frontdesk is made of, as the packages are called."""

_KINDS: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_LONGEST: Final = 80
Part = tuple[str, str, str]


def show_about(shell: "Shell") -> None:
    """Open the sheet; the licences are read aside."""
    sheet = about_sheet(shell)
    sheet.open()
    parts = sheet.findChild(Scrolled)

    def show(read: tuple[Part, ...]) -> None:
        if parts is not None:
            _list_parts(parts, read)

    shell.context.tasks.run(licences, show, lambda _problem: None, lane="documents", key="about")


def about_sheet(shell: "Shell") -> Sheet:
    """The sheet, with an empty list of parts."""
    database = shell.context.clinic.desk.database
    sheet = Sheet(shell, _("About Frontdesk"), name="about_sheet", width=520)
    sheet.body.addWidget(label(_("Frontdesk {version}").format(version=__version__), style="strong"))
    sheet.body.addWidget(label(_("Appointments for clinic front desks."), style="muted", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE[3])
    grid.setColumnStretch(1, 1)
    facts = (
        (_("Clinic"), shell.context.choices.clinic, "about_clinic"),
        (_("Database"), f"{_KINDS.get(database.dialect, database.dialect)}, {database.shown}", "about_database"),
        (_("Schema"), HEAD, "about_schema"),
    )
    for row, (word, said, name) in enumerate(facts):
        grid.addWidget(label(word, style="caption"), row, 0)
        grid.addWidget(label(said, wrap=True, name=name), row, 1)
    sheet.body.addLayout(grid)
    sheet.body.addWidget(label(_("Made of, with their licences"), style="caption"))
    parts = Scrolled("about_parts", _("Made of, with their licences"))
    parts.setMinimumHeight(220)
    set_margins(parts.column, 0, 0, SPACE[2], 0)
    sheet.body.addWidget(parts)
    return sheet


def _list_parts(place: Scrolled, parts: tuple[Part, ...]) -> None:
    grid = QGridLayout()
    grid.setColumnStretch(2, 1)
    grid.setHorizontalSpacing(SPACE[3])
    for row, part in enumerate(parts):
        for column, said in enumerate(part):
            made = label(said, style="normal" if not column else "muted", wrap=column > 1)
            grid.addWidget(made, row, column, Qt.AlignmentFlag.AlignTop)
    place.column.addLayout(grid)
    place.column.addStretch(1)


def licences() -> tuple[Part, ...]:
    """Name, version and licence of every part that is installed, as the parts themselves say it."""
    found = []
    for name in PARTS:
        try:
            said = metadata(name)
        except PackageNotFoundError:
            continue
        found.append((said["Name"], said["Version"], _licence(said.get_all("Classifier") or [], said)))
    return tuple(found)


def _licence(classifiers: list[str], said: object) -> str:
    get = getattr(said, "get", lambda _name: None)
    classified = [line.rsplit(" :: ", 1)[-1] for line in classifiers if line.startswith("License :: OSI")]
    words = get("License-Expression") or (get("License") or "").split("\n")[0].strip()[:_LONGEST]
    return words or ", ".join(classified)
