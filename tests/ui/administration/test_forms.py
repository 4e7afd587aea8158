"""The section of forms: a clinic arranges the consumer form, sees it beside, and every open form follows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import ConsumerForm, new_command_id
from tests.ui.desks import Desk
from ui.administration.forms import FormsSection
from ui.administration.page import AdministrationPage
from ui.consumers.page import ConsumersPage

pytestmark = pytest.mark.feature("CON-7")


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> FormsSection:
    """Shown, as delivered."""
    made = page.show_section("forms")
    desk.settle()
    assert isinstance(made, FormsSection)
    return made


def _shown(section: FormsSection) -> list[str]:
    return [row.title for row in section.lists.shown.model_.rows]


def _other_form(section: FormsSection) -> QPushButton:
    """The segment of the booking form."""
    found = section.forms.findChild(QPushButton, "forms_form_1")
    assert found is not None
    return found


def _save(desk: Desk, section: FormsSection) -> None:
    section.save_button.click()
    desk.settle()


def test_fields_are_moved_hidden_and_required_and_the_preview_follows(desk: Desk, section: FormsSection) -> None:
    section.lists.shown.select("email")
    section.lists.shown.setFocus()
    for _time in range(2):
        QTest.keyClick(section.lists.shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    section.box.required.click()
    section.lists.shown.select("title")
    QTest.keyClick(section.lists.shown, Qt.Key.Key_Delete)
    assert _shown(section)[:5] == ["First name", "Last name", "User ID", "E-mail", "Mobile phone"]
    assert section.preview.words[:4] == [
        *("First name (required)", "Last name (required)", "User ID (required)", "E-mail (required)")
    ]
    assert [row.title for row in section.lists.hidden.model_.rows] == ["Title"]
    _save(desk, section)
    saved = desk.clinic.form_layouts.layout(FormKind.CONSUMER)
    assert [one.code for one in saved if one.required] == ["first_name", "last_name", "user_id", "email"]
    assert [one.code for one in saved if not one.shown] == ["title"]
    assert not section.save_button.isEnabled()


def test_what_nobody_can_do_without_stays(section: FormsSection) -> None:
    section.lists.shown.select("last_name")
    assert not section.lists.toggle.isEnabled()
    assert not section.box.required.isEnabled()
    QTest.keyClick(section.lists.shown, Qt.Key.Key_Delete)
    assert "Last name" in _shown(section)


def test_a_field_of_the_clinics_own_is_in_every_open_form_at_once(
    desk: Desk, section: FormsSection, qtbot: QtBot
) -> None:
    consumers = ConsumersPage(desk.context)
    qtbot.addWidget(consumers)
    consumers.show()
    consumers.new()
    desk.settle()
    consumers.editor.fields.line("first_name").setText("Ana")
    section.add_field(QuestionKind.CHOICE)
    section.box.name.setText("Insurance")
    section.box.name.textEdited.emit("Insurance")
    section.box.choices.setPlainText("Public\nPrivate")
    section.box.required.click()
    _save(desk, section)
    fields = consumers.editor.fields
    assert fields.by_name["own-1"].label.text() == "Insurance (required)"
    assert fields.form().first_name == "Ana"
    for name, text in {"last_name": "Costa", "user_id": "ana.costa"}.items():
        fields.line(name).setText(text)
    consumers.editor.save()
    desk.settle()
    assert fields.by_name["own-1"].error == "This is needed."
    fields.by_name["own-1"].editor.set_value("Private")  # type: ignore[attr-defined]  # an AnswerEditor
    with qtbot.waitSignal(consumers.editor.saved) as saved:
        consumers.editor.save()
    assert saved.args is not None
    consumers.show_consumer(saved.args[0])
    desk.settle()
    assert ("Insurance", "Private") in consumers.record.details.rows()


def test_what_is_wrong_with_a_field_is_said_beside_it_and_nothing_is_saved(desk: Desk, section: FormsSection) -> None:
    section.add_field(QuestionKind.CHOICE)
    section.box.name.setText("Blood group")
    section.box.name.textEdited.emit("Blood group")
    _save(desk, section)
    assert "at least two" in section.box.choices_field.error
    assert section.changed()
    assert not any(one.own for one in desk.clinic.form_layouts.layout(FormKind.CONSUMER))


def test_leaving_asks_when_something_was_changed(desk: Desk, page: AdministrationPage, section: FormsSection) -> None:
    assert page.may_leave()
    section.add_field(QuestionKind.TEXT)
    assert page.show_section("rooms") is None
    assert section.question.asking
    section.question.leave.click()
    desk.settle()
    assert not section.changed()
    assert page.show_section("rooms") is not None


def test_what_somebody_else_saved_meanwhile_is_told_and_nothing_is_lost(desk: Desk, section: FormsSection) -> None:
    section.lists.shown.select("title")
    QTest.keyClick(section.lists.shown, Qt.Key.Key_Delete)
    with desk.other() as other:
        seen = other.form_layouts.layout(FormKind.CONSUMER)
        other.form_layouts.save(LayoutForm(FormKind.CONSUMER, tuple(reversed(seen)), seen), new_command_id())
    _save(desk, section)
    assert "Bo Ss changed the form meanwhile" in section.problem.text()
    assert "Title" not in _shown(section)
    _save(desk, section)
    assert not section.problem.isVisible()
    saved = desk.clinic.form_layouts.layout(FormKind.CONSUMER)
    assert [one.code for one in saved if not one.shown] == ["title"]


def test_a_hidden_field_comes_back_with_what_was_said_in_it(desk: Desk, section: FormsSection) -> None:
    form = ConsumerForm("ana", "Ana", "Costa", title="Dr", zone="UTC")
    made = desk.clinic.consumers.make(form, new_command_id()).consumer_id
    section.lists.shown.select("title")
    section.lists.toggle.click()
    _save(desk, section)
    section.lists.hidden.select("title")
    assert section.lists.toggle.text() == "Show"
    section.lists.toggle.click()
    _save(desk, section)
    assert desk.clinic.consumers.details(made).title == "Dr"
    assert _shown(section)[-1] == "Title"


def test_controls_are_named_apart_and_spoken(section: FormsSection) -> None:
    section.add_field(QuestionKind.CHOICE)
    controls = [
        one
        for one in section.findChildren(QLineEdit)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [one.objectName() for one in controls if not one.accessibleName()] == []


def test_the_booking_form_is_laid_out_the_same_way(desk: Desk, section: FormsSection) -> None:
    QTest.mouseClick(_other_form(section), Qt.MouseButton.LeftButton)
    desk.settle()
    assert _shown(section) == ["Modality"]
    assert [row.title for row in section.lists.hidden.model_.rows] == ["Note", "How it came in"]
    section.lists.hidden.select("note")
    section.lists.toggle.click()
    section.box.required.click()
    section.add_field(QuestionKind.YES_NO)
    section.box.name.setText("Needs an interpreter")
    section.box.name.textEdited.emit("Needs an interpreter")
    _save(desk, section)
    saved = desk.clinic.form_layouts.layout(FormKind.REQUEST)
    assert [(one.code, one.required) for one in saved if one.shown] == [
        *(("modality", False), ("note", True), ("own-1", False))
    ]
    assert not any(one.own for one in desk.clinic.form_layouts.layout(FormKind.CONSUMER))


def test_another_form_waits_until_what_was_changed_is_saved_or_dropped(desk: Desk, section: FormsSection) -> None:
    section.add_field(QuestionKind.TEXT)
    other = _other_form(section)
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert section.question.asking
    assert section.forms.value() is FormKind.CONSUMER
    section.question.leave.click()
    desk.settle()
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    desk.settle()
    assert _shown(section) == ["Modality"]
