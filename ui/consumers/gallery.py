"""States of the consumers' page for the pictures: list, form with its errors, the page of one, two become one."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere, Unavailable
from frontdesk.rules.words import OutboxState
from ui.consumers.changed import ChangedSheet
from ui.consumers.merge_sheet import MergeSheet
from ui.consumers.page import ConsumersPage
from ui.shell.context import Context

_SIZE, _SMALL = (1196, 700), (940, 576)
_STATES = (
    (OutboxState.WAITING, ""),
    (OutboxState.WAITING, "451 4.7.1 greylisted, come back in five minutes"),
    (OutboxState.FAILED, "552 5.3.4 message size exceeds fixed maximum message size of this server"),
    (OutboxState.FAILED, "mail.too-old"),
    (OutboxState.SUPERSEDED, ""),
    (OutboxState.SENT, ""),
)
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
    page = _page(context)
    page.new()
    _known(context, page)
    yield "alike", page
    yield from _record(context)
    yield from _lists(context)


def _record(context: Context) -> Iterator[tuple[str, QWidget]]:
    """The page of one consumer: its tabs, while it is edited, with a long name, failed, and merged with another."""
    for key in ("upcoming", "past", "messages", "history", "requests"):
        page = _page(context)
        _open_first(context, page)
        page.record.tabs.set_current(key)
        _settle(context)
        page.record.lists[key].list.select_first()
        yield f"record-{key}", page
    yield "record-messages-failed", _failed_messages(context)
    page.record.edit_button.click()
    _settle(context)
    yield "record-edit", page
    page = _page(context)
    page.resize(*_SMALL)
    _open_first(context, page)
    overview = page.record.overview
    if overview is not None:
        details = replace(overview.details, last_name=_LONG, remarks=f"{_LONG} " * 4, no_shows=2)
        page.record._known(replace(overview, details=details, may_merge=True))  # noqa: SLF001  longer than the demo's
        yield "record-long", page
        sheet = MergeSheet(page, context, overview.details)
        sheet.open()
        _settle(context)
        yield "merge-find", page
        sheet.search.setText("maria")
        sheet.search.ask_now()
        _settle(context)
        sheet.hits.opened.emit(sheet.hits.current_key())
        _settle(context)
        yield "merge", page
    page = _page(context)
    page.show_consumer(0)
    _settle(context)
    yield "record-failed", page


def _failed_messages(context: Context) -> ConsumersPage:
    """Messages as they come to stand, with the reasons of those that did not go out."""
    page = _page(context)
    _open_first(context, page)
    page.record.tabs.set_current("messages")
    _settle(context)
    messages = page.record.lists["messages"]
    shown = [
        replace(one, state=state, error=error, sent_at=one.sent_at if state is OutboxState.SENT else None)
        for one, (state, error) in zip(messages._found, _STATES, strict=False)  # noqa: SLF001  as read
    ]
    messages._take(shown, complete=True)  # noqa: SLF001  other states than the demo has
    return page


def _open_first(context: Context, page: ConsumersPage) -> None:
    """Somebody who was here before and comes again."""
    _search(context, page, "silva")
    ways = ((row.id, context.clinic.consumers.overview) for row in page.model.rows[:40])
    got: list[int] = []

    def work() -> int:
        seen = ((number, read(number)) for number, read in ways)
        return max(seen, key=lambda one: (min(one[1].upcoming, 2), one[1].past))[0]

    context.tasks.run(work, got.append)
    _settle(context)
    page.show_consumer(got[0])
    _settle(context)


def _known(context: Context, page: ConsumersPage) -> None:
    """Somebody of the list is typed again."""
    row = page.model.rows[1]
    first, last = row.name.rsplit(" ", 1)
    for name, text in {"first_name": first, "last_name": last, "phone": row.phone}.items():
        page.editor.fields.line(name).setText(text)
        page.editor.fields.edited.emit(name)
    page.editor.check_now()
    _settle(context)


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
