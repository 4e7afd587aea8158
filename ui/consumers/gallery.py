"""States of the consumers' page for the pictures: search, nobody found, errors beside fields, changed meanwhile."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere, Unavailable
from ui.consumers.changed import ChangedSheet
from ui.consumers.page import ConsumersPage
from ui.shell.context import Context

_SIZE, _SMALL = (1196, 700), (940, 576)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    page = _page(context)
    _search(context, page, "maria")
    yield "search", page
    page = _page(context)
    _search(context, page, "qqqq")
    yield "nobody", page
    page = _page(context)
    page.new()
    _wrong(context, page)
    yield "wrong", page
    page = _page(context)
    page.table.selectRow(0)
    page.edit()
    _settle(context)
    changes: dict[str, tuple[object, object]] = {"phone": ("+351912345678", "+351911111111"), "title": (None, "Dr")}
    problem = ChangedElsewhere(seen=1, now=2, by="Rui Dias", at=context.clinic.now(), changes=changes)
    ChangedSheet(page.editor, problem, context.choices).open()
    yield "changed", page
    page = _page(context)
    page.new()
    page.editor.fields.line("first_name").setText("Ana")
    page.editor.leave()
    yield "leaving", page
    yield from _lists(context)


def _lists(context: Context) -> Iterator[tuple[str, QWidget]]:
    """The list with long names, with nobody in it, and when it cannot be read."""
    page = _page(context)
    page.resize(*_SMALL)
    rows = tuple(replace(row, name=_LONG, email=f"{_LONG.casefold()}@example.org") for row in page.model.rows[:4])
    page._found(("", rows, True))  # noqa: SLF001  longer than the demo's
    page.table.selectRow(1)
    yield "long", page
    page = _page(context)
    page._found(("", (), True))  # noqa: SLF001  as in a clinic that begins
    yield "empty", page
    page = _page(context)
    page._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "failed", page


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _page(context: Context) -> ConsumersPage:
    page = ConsumersPage(context)
    page.resize(*_SIZE)
    page.show()
    _settle(context)
    return page


def _search(context: Context, page: ConsumersPage, text: str) -> None:
    page.search.setText(text)
    page.search.ask_now()
    _settle(context)


def _wrong(context: Context, page: ConsumersPage) -> None:
    fields = page.editor.fields
    typed = {"first_name": "Ana", "email": "ana at home", "phone": "12", "birth_date": "31.02.2001", "user_id": "a b"}
    for name, text in typed.items():
        fields.line(name).setText(text)
        fields.edited.emit(name)
    page.editor.check_now()
    _settle(context)
