"""Message templates in the window: written with the keyboard, looked at while they are typed, obeyed by nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from frontdesk.messages.templates import LANGUAGES, PLACES, delivered
from frontdesk.rules.words import MessageKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.templates import TemplateForm, TemplateLine
from tests.ui.administration.conftest import Typist, shown
from tests.ui.desks import Desk
from ui import theme
from ui.administration.page import AdministrationPage
from ui.administration.safe_html import SafeHtml
from ui.administration.template_words import GROUPS, QR, field_meanings, kind_word, language_name
from ui.administration.templates import TemplatesSection
from ui.widgets import Sheet

CONFIRMATION, REMINDER = MessageKind.CONFIRMATION, MessageKind.REMINDER


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> TemplatesSection:
    found = page.show_section("templates")
    desk.settle()
    assert isinstance(found, TemplatesSection)
    found.setFocus()
    return found


def _line(desk: Desk, kind: MessageKind = CONFIRMATION, language: str = "en") -> TemplateLine:
    (found,) = [one for one in desk.clinic.templates.all() if (one.kind, one.language) == (kind, language)]
    return found


def _followed(desk: Desk, section: TemplatesSection) -> None:
    """Let the preview follow what was typed."""
    section._pause.timeout.emit()
    desk.settle()


def test_every_kind_stands_in_one_group_and_every_field_has_its_meaning() -> None:
    listed = [kind for _word, kinds in GROUPS for kind in kinds]
    assert sorted(listed) == sorted(MessageKind)
    assert len({kind_word(kind) for kind in MessageKind}) == len(MessageKind)
    assert set(field_meanings()) == {*PLACES, QR}
    assert [language_name(code) for code in (*LANGUAGES, "xx")] == [
        *("English", "Deutsch", "Português", "Español", "Français"),
        "Xx",
    ]


@pytest.mark.feature("MSG-3")
def test_a_template_is_written_and_taken_back_with_the_keyboard(
    desk: Desk, page: AdministrationPage, section: TemplatesSection, typist: Typist
) -> None:
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert section.editor.subject.hasFocus()
    typist.type("See you soon, {{ first_name }}")
    typist.press(Qt.Key.Key_Return)
    assert (_line(desk).own, _line(desk).subject) == (True, "See you soon, {{ first_name }}")
    assert desk.notices.text == "Saved: Confirmation"
    assert not section.changed()
    assert section.body.mark.text() == "the clinic's own"
    assert [row.right for row in section.body.kinds.model_.rows if row.key is CONFIRMATION] == ["Own"]
    typist.go("template_reset")
    typist.press(Qt.Key.Key_Return)
    (sheet,) = [one for one in page.findChildren(Sheet) if one.isVisible()]
    assert _line(desk).own
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()
    assert not _line(desk).own
    assert section.editor.subject.text() == delivered(CONFIRMATION, "en").subject
    assert section.body.reset.isHidden()


@pytest.mark.feature("MSG-3")
def test_each_language_has_its_own_text(desk: Desk, section: TemplatesSection, typist: Typist) -> None:
    section.languages.setFocus()
    typist.press(Qt.Key.Key_Down)
    assert section.editor.text.toPlainText() == delivered(CONFIRMATION, "de").text
    assert "Guten Tag" in section.preview.text.toPlainText()
    typist.fill(template_subject="Bis bald")
    typist.press(Qt.Key.Key_Return)
    assert (_line(desk, language="de").own, _line(desk, language="en").own) == (True, False)
    section.choose((REMINDER, "de"))
    assert section.editor.text.toPlainText() == delivered(REMINDER, "de").text


@pytest.mark.feature("MSG-3")
def test_the_preview_follows_with_made_up_data_and_the_qr_code(
    desk: Desk, section: TemplatesSection, typist: Typist, qtbot: QtBot
) -> None:
    typist.fill(template_subject="For {{ consumer }}")
    typist.go("template_own_html")
    typist.press(Qt.Key.Key_Space)
    typist.fill(template_html="<h2>{{ clinic }}</h2><p>{{ qr }}</p>")
    qtbot.waitUntil(lambda: section.preview.subject.text() == "For Maria Silva")  # once typing has stopped
    _followed(desk, section)
    assert "Riverside" in section.preview.html.toPlainText()
    assert not section.preview.html._picture.isNull()
    assert "\N{OBJECT REPLACEMENT CHARACTER}" in section.preview.html.toPlainText()
    section.preview.ways.chosen.emit("text")
    assert section.preview.text.isVisible()
    assert "Maria Silva" in section.preview.text.toPlainText()


@pytest.mark.feature("MSG-3")
def test_an_unknown_field_is_named_while_it_is_typed_and_nothing_with_it_is_saved(
    desk: Desk, section: TemplatesSection, typist: Typist
) -> None:
    typist.fill(template_text="Your {{ apointment }} stands.")
    _followed(desk, section)
    assert "There is no field called “apointment”" in section.editor.fields["text"].error
    assert section.preview.problem.text() == "There is no field called “apointment”, so this cannot be shown."
    section.save_button.setFocus()
    typist.press(Qt.Key.Key_Return)
    assert "apointment" in section.editor.fields["text"].error
    assert section.editor.text.hasFocus()
    assert not _line(desk).own
    typist.type("Your appointment stands, {{ consumer }}.")
    _followed(desk, section)
    assert (section.editor.fields["text"].error, section.preview.problem.text()) == ("", "")
    QTest.keyClick(section.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert _line(desk).text.strip() == "Your appointment stands, {{ consumer }}."


def test_a_field_is_put_where_the_cursor_was_and_typing_goes_on_there(
    desk: Desk, section: TemplatesSection, typist: Typist
) -> None:
    typist.fill(template_subject="Hello ")
    typist.go("template_field_consumer")
    typist.press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    QTest.keyClicks(section.editor.subject, ".")
    assert section.editor.subject.text() == "Hello {{ first_name }}."
    assert section.editor.subject.hasFocus()
    picture = section.editor.names.buttons[-1]
    assert (picture.text(), picture.isHidden()) == ("qr", True)
    section.editor.own_html.setChecked(True)
    picture.click()
    assert section.editor.html.toPlainText() == "{{ qr }}"


def test_leaving_asks_when_something_was_typed_and_goes_on_to_what_was_chosen(
    desk: Desk, page: AdministrationPage, section: TemplatesSection, typist: Typist
) -> None:
    typist.fill(template_subject="Bye")
    assert page.show_section("booking") is None
    section.choose((REMINDER, "en"))
    assert section.body.question.asking
    assert section.body.kinds.current_key() is CONFIRMATION
    section.body.question.keep.click()
    assert section.editor.subject.text() == "Bye"
    section.choose((REMINDER, "en"))
    section.body.question.leave.click()
    desk.settle()
    assert section.place == (REMINDER, "en")
    assert section.editor.subject.text() == delivered(REMINDER, "en").subject
    assert not _line(desk).own


def test_what_others_saved_meanwhile_is_not_overwritten_before_it_is_known(
    desk: Desk, section: TemplatesSection, typist: Typist
) -> None:
    typist.fill(template_subject="Mine")
    with desk.other() as other:
        other.templates.save(TemplateForm(CONFIRMATION, "en", "Theirs", "Text"), new_command_id())
    typist.press(Qt.Key.Key_Return)
    assert "changed this template meanwhile" in section.body.problem.text()
    assert (section.editor.subject.text(), _line(desk).subject) == ("Mine", "Theirs")
    typist.press(Qt.Key.Key_Return)
    assert _line(desk).subject == "Mine"
    assert section.body.problem.isHidden()


def test_in_a_small_window_editor_and_preview_take_turns(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot, (940, 576))
    section = page.show_section("templates")
    desk.settle()
    assert isinstance(section, TemplatesSection)
    assert (section.editor.isVisible(), section.preview.isVisible()) == (True, False)
    section.body.ways.set_value("preview")
    section.body.ways.chosen.emit("preview")
    assert (section.editor.isVisible(), section.preview.isVisible()) == (False, True)
    section.editor.subject.setText("Bye")
    assert not section.may_leave()
    assert section.body.question.isVisible()


@pytest.mark.feature("MSG-3")
def test_the_preview_loads_nothing_and_opens_nothing(
    desk: Desk, page: AdministrationPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Whatever HTML would come into it: files of this computer, addresses, style sheets, pictures written out."""
    secret = tmp_path / "secret.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(secret))
    style = tmp_path / "style.css"
    style.write_text("p { color: red; } p:before { content: 'leaked'; }", encoding="utf-8")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    asked = _watched(monkeypatch)
    shows = SafeHtml(name="shown", what="shown")
    qtbot.addWidget(shows)
    shows.resize(400, 300)
    links = "".join(f'<link rel="stylesheet" href="{one}">' for one in (style, style.as_uri()))
    pictures = "".join(
        f'<img src="{one}">'
        for one in (secret, secret.as_uri(), "qrc:/x.png", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA")
    )
    target = f'<p><a href="{secret.as_uri()}">press here</a></p><p><a href="https://example.org">or here</a></p>'
    css = f"<style>@import url({style.as_uri()}); body {{ background: url({secret.as_uri()}); }}</style>"
    shows.show_html(f"<html><head>{links}{css}</head><body>{target}{pictures}</body></html>", b"")
    shows.show()
    seen = shows.grab().toImage()
    reds = [seen.pixelColor(x, y).name() for x in range(0, 400, 4) for y in range(0, 300, 4)]
    assert "#ff0000" not in reds
    assert "leaked" not in shows.toPlainText()
    assert asked
    for y in range(0, 120, 4):
        QTest.mouseClick(shows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, y))
    shows.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(shows, key)
    shows.setSource(QUrl.fromLocalFile(str(style)))
    assert opened == []
    assert "press here" in shows.toPlainText()


@pytest.mark.feature("MSG-3")
def test_the_preview_is_read_on_its_light_paper_in_the_dark_window_too(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, dark=True)
    shows = SafeHtml(name="shown", what="shown")
    qtbot.addWidget(shows)
    shows.show_html('<p>K7M <b>4XQ</b></p><table><tr><td><a href="#">Cancel</a></td></tr></table>', b"")
    cursor = QTextCursor(shows.document())
    cursor.setPosition(6)
    assert cursor.charFormat().font().weight() == theme.font(strong=True).weight()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    assert cursor.charFormat().foreground().color().name().upper() == theme.LIGHT.accent.upper()


def _watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the document asked for; each of it was answered by us, with nothing."""
    asked: list[str] = []
    real: Callable[..., object] = SafeHtml.loadResource

    def watch(shows: SafeHtml, kind: int, name: QUrl | str) -> object:
        asked.append(QUrl(name).toString())
        return real(shows, kind, name)

    monkeypatch.setattr(SafeHtml, "loadResource", watch)
    return asked


def test_html_that_would_do_something_is_refused_before_it_is_shown(
    desk: Desk, section: TemplatesSection, typist: Typist
) -> None:
    section.editor.own_html.setChecked(True)
    section.editor.html.setPlainText("<script>leave()</script>")
    _followed(desk, section)
    said = section.editor.fields["html"].error
    assert "not allowed" in said
    assert section.preview.problem.text() == said
    assert section.findChild(QLabel, "template_preview_problem") is section.preview.problem
