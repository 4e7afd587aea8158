"""States of the consumers' page for the pictures: search, nobody found, errors beside fields, changed meanwhile."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere
from ui.consumers.changed import ChangedSheet
from ui.consumers.page import ConsumersPage
from ui.shell.context import Context

_SIZE = (1196, 700)


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
