"""The consumer form: checked while it is typed, saved whole, and nothing typed is ever lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import Unavailable
from frontdesk.services.forms import ConsumerForm, ConsumerSaved, new_command_id
from frontdesk.services.named_lists import NamedLine
from tests.ui.desks import Desk
from ui.consumers.fields import NAMES, ConsumerFields, form_of
from ui.consumers.form import ConsumerEditor
from ui.consumers.page import ConsumersPage
from ui.consumers.record_words import detail_rows
from ui.widgets import Choice, Sheet


@pytest.fixture
def editor(desk: Desk, page: ConsumersPage) -> ConsumerEditor:
    """An empty form."""
    page.new()
    desk.settle()
    return page.editor


def _type(desk: Desk, editor: ConsumerEditor, **texts: str) -> None:
    for name, text in texts.items():
        line = editor.fields.line(name)
        line.setText(text)  # QTest has no keys for ễ
        line.textEdited.emit(text)
    editor.check_now()
    desk.settle()


@pytest.mark.feature("CON-1")
def test_the_form_has_every_field_and_marks_the_required_ones(editor: ConsumerEditor) -> None:
    assert set(editor.fields.by_name) == NAMES
    required = {name for name, one in editor.fields.by_name.items() if "required" in one.label.text()}
    assert required == {"user_id", "first_name", "last_name"}


@pytest.mark.feature("CON-1")
def test_the_user_id_follows_the_name_until_it_is_changed(desk: Desk, editor: ConsumerEditor) -> None:
    _type(desk, editor, first_name="Ana", last_name="Costa")
    assert editor.fields.form().user_id == "ana.costa"
    _type(desk, editor, user_id="ana")
    _type(desk, editor, last_name="Souza")
    assert editor.fields.form().user_id == "ana"


@pytest.mark.feature("CON-1")
@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("email", "ana at home", "not an e-mail address"),
        ("phone", "12", "not a phone number"),
        ("birth_date", "31.02.2001", "Write the date as"),
        ("user_id", "maria.silva", "This user ID is taken. Free is:"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_as_it_is_typed(
    desk: Desk, editor: ConsumerEditor, name: str, typed: str, said: str
) -> None:
    _type(desk, editor, first_name="Ana", last_name="Costa")
    _type(desk, editor, **{name: typed})
    assert said in editor.fields.by_name[name].error
    assert [other for other, one in editor.fields.by_name.items() if one.error and other != name] == []
    QTest.keyClick(editor.fields.line("first_name"), Qt.Key.Key_Return)
    desk.settle()
    assert editor.fields.line(name).text() == typed
    assert said in editor.fields.by_name[name].error


@pytest.mark.feature("CON-1")
def test_a_new_consumer_is_saved_with_enter(desk: Desk, editor: ConsumerEditor, qtbot: QtBot) -> None:
    _type(desk, editor, first_name="Nguyễn", last_name="Thị Hương", phone="912345679", birth_date="5/12/2001")
    with qtbot.waitSignal(editor.saved) as saved:
        QTest.keyClick(editor.fields.line("phone"), Qt.Key.Key_Return)
    desk.settle()
    assert saved.args is not None
    details = desk.clinic.consumers.details(saved.args[0])
    assert (details.first_name, details.last_name, details.phone) == ("Nguyễn", "Thị Hương", "+351912345679")
    assert (details.birth_date and details.birth_date.isoformat(), details.zone) == ("2001-12-05", "Europe/Lisbon")
    assert desk.notices.text == "Saved: Nguyễn Thị Hương"


def test_enter_on_an_empty_form_goes_to_the_first_required_field(desk: Desk, editor: ConsumerEditor) -> None:
    QTest.keyClick(editor.fields.line("email"), Qt.Key.Key_Return)
    desk.settle()
    assert editor.fields.by_name["first_name"].error
    assert editor.focusWidget() is editor.fields.line("first_name")


@pytest.mark.feature("CON-3")
def test_the_form_says_that_consumers_never_sign_in(editor: ConsumerEditor) -> None:
    said = editor.findChild(QLabel, "never_sign_in")
    assert said is not None
    assert said.isVisible()
    assert said.text() == "Consumers can never sign in here. Changes are made by calling the center."


@pytest.mark.feature("CON-1")
def test_language_and_zone_are_found_by_typing(desk: Desk, editor: ConsumerEditor) -> None:
    typed = {"zone": "sao paulo", "language": "portu"}
    for name, text in typed.items():
        box = editor.fields.by_name[name].editor
        assert isinstance(box, Choice)
        (line,) = box.findChildren(QLineEdit)
        line.setText(text)  # as typed; the list that opens meanwhile needs a screen
        QTest.keyClick(line, Qt.Key.Key_Return)
        desk.settle()
    assert (editor.fields.form().zone, editor.fields.form().language) == ("America/Sao_Paulo", "pt")


@pytest.mark.feature("CON-1")
def test_a_lost_answer_keeps_the_form_and_trying_again_saves_once(
    desk: Desk, editor: ConsumerEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = desk.clinic.consumers.make
    lost = [Unavailable("database.lost", path="clinic", maybe_saved=True)]

    def once(form: ConsumerForm, command_id: str) -> ConsumerSaved:
        saved = make(form, command_id)
        if lost:
            raise lost.pop()
        return saved

    monkeypatch.setattr(desk.clinic.consumers, "make", once)
    _type(desk, editor, first_name="Ana", last_name="Costa")
    editor.save()
    desk.settle()
    assert not editor.problem.isHidden()
    assert editor.fields.form().last_name == "Costa"
    with qtbot.waitSignal(editor.saved):
        editor.save()
    assert [row.user_id for row in desk.clinic.consumers.search("costa")] == ["ana.costa"]


def test_a_record_changed_meanwhile_is_compared_and_what_was_typed_is_kept(
    desk: Desk, page: ConsumersPage, qtbot: QtBot
) -> None:
    consumer_id = desk.clinic.consumers.by_user_id("maria.silva")
    page.show_consumer(consumer_id)
    desk.settle()
    page.record.edit_button.click()
    desk.settle()
    editor = page.editor
    with desk.other() as other:
        form = form_of(other.consumers.details(consumer_id))
        other.consumers.edit(consumer_id, 1, replace(form, title="Dr"), new_command_id())
    _type(desk, editor, email="maria@new.example.org")
    editor.save()
    desk.settle()
    (sheet,) = [one for one in editor.findChildren(Sheet) if one.isVisible()]
    said = " | ".join(one.text() for one in sheet.findChildren(QLabel))
    assert "Bo Ss changed this" in said
    assert "Title | nothing | Dr" in said
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert (editor.fields.form().email, editor.fields.form().title) == ("maria@new.example.org", "Dr")
    with qtbot.waitSignal(editor.saved):
        editor.save()
    details = desk.clinic.consumers.details(consumer_id)
    assert (details.email, details.title) == ("maria@new.example.org", "Dr")


def test_leaving_asks_inside_the_form_when_something_was_typed(
    desk: Desk, editor: ConsumerEditor, page: ConsumersPage
) -> None:
    _type(desk, editor, first_name="Ana")
    QTest.keyClick(editor.fields.line("first_name"), Qt.Key.Key_Escape)
    assert editor.question.asking
    page.new()
    assert editor.fields.form().first_name == "Ana"
    editor.question.leave.click()
    assert page.side.isHidden()


@pytest.mark.parametrize("typed", ["x" * 2000, "\u202eana", "a\x00b", "<b>ana</b>"])
def test_whatever_is_typed_gets_a_sentence_or_is_kept_as_typed(desk: Desk, editor: ConsumerEditor, typed: str) -> None:
    _type(desk, editor, first_name=typed, last_name="Costa", user_id="hostile")
    editor.save()
    desk.settle()
    found = desk.clinic.consumers.search("hostile")
    assert bool(found) != bool(editor.fields.by_name["first_name"].error)
    assert not found or found[0].name == f"{typed} Costa"


def test_controls_are_named_apart_and_spoken(page: ConsumersPage, editor: ConsumerEditor) -> None:
    controls = [
        one for one in page.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    names = [one.objectName() for one in controls if not isinstance(one.parent(), Choice)]
    assert all(names)
    assert len(names) == len(set(names))
    assert [one.objectName() for one in controls if not (one.accessibleName() or one.property("text"))] == []


@pytest.mark.feature("REQ-1")
def test_the_group_of_a_consumer_is_chosen_kept_and_shown_also_when_it_is_not_in_use_any_more(
    desk: Desk, editor: ConsumerEditor
) -> None:
    with desk.other() as boss:
        families = (NamedLine(None, "Families"), NamedLine(None, "Port workers"))
        boss.groups.save_consumer_groups(families, (), new_command_id())
        desk.context.choices = desk.clinic.choices()
        editor.set_layout(desk.context.choices.consumer_form)
        _type(desk, editor, first_name="Ana", last_name="Costa")
        box = editor.fields.by_name["group_id"].editor
        assert isinstance(box, Choice)
        box.set_value(desk.context.choices.consumer_groups[1].id)
        QTest.keyClick(editor.fields.line("first_name"), Qt.Key.Key_Return)
        desk.settle()
        (found,) = desk.clinic.consumers.search("ana costa")
        details = desk.clinic.consumers.details(found.id)
        assert details.group_id == desk.context.choices.consumer_groups[1].id
        choices = desk.context.choices
        assert ("Group", "Port workers") in detail_rows(details, choices.consumer_form, choices)
        seen = boss.groups.read().consumer
        boss.groups.save_consumer_groups((seen[0], replace(seen[1], active=False)), seen, new_command_id())
    desk.context.choices = desk.clinic.choices()
    fields = ConsumerFields(desk.context.choices)
    fields.fill(form_of(details))
    assert fields.form().group_id == details.group_id
    fields.close()
