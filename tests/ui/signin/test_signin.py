"""Signing in: what is wrong stands beside the field, what was typed is kept, and too many tries wait (ADM-1)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ui.signin.page import SignInPage


@pytest.fixture
def page(qtbot: QtBot) -> SignInPage:
    made = SignInPage()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.feature("ADM-1", "UX-2")
def test_name_enter_password_enter(page: SignInPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.sign_in_wanted) as asked:
        QTest.keyClicks(page.form.name, "reception")
        QTest.keyClick(page.form.name, Qt.Key.Key_Return)
        QTest.keyClicks(page.form.password, "demo")
        QTest.keyClick(page.form.password, Qt.Key.Key_Return)
    assert asked.args == ["reception", "demo"]


def test_an_empty_form_is_not_sent_and_says_what_is_missing(page: SignInPage) -> None:
    sent: list[str] = []
    page.sign_in_wanted.connect(lambda name, _password: sent.append(name))
    page.form.submit.click()
    assert sent == []
    assert page.form.error == "Type your name."


@pytest.mark.feature("UX-6")
def test_a_wrong_password_is_said_beside_it_and_the_name_stays(page: SignInPage) -> None:
    page.form.name.setText("reception")
    page.form.password.setText("wrong")
    page.form.set_busy(busy=True)
    page.form.refuse("Name or password is wrong. Try again.")
    assert page.form.name.text() == "reception"
    assert page.form.password.selectedText() == "wrong"
    assert page.form.password.accessibleDescription() == "Name or password is wrong. Try again."
    assert page.form.submit.isEnabled()


def test_the_password_can_be_shown_and_hidden(page: SignInPage) -> None:
    assert page.form.password.echoMode() == QLineEdit.EchoMode.Password
    page.form.show_password.click()
    assert page.form.password.echoMode() == QLineEdit.EchoMode.Normal
    assert page.form.show_password.accessibleName() == "Hide the password"
    page.form.clear()
    assert page.form.password.echoMode() == QLineEdit.EchoMode.Password


def test_too_many_wrong_passwords_count_down_until_it_may_be_tried_again(page: SignInPage, qtbot: QtBot) -> None:
    page.form.hold_back(1)
    assert page.form.error == "Too many wrong passwords. Try again in 1 second."
    assert not page.form.submit.isEnabled()
    qtbot.waitUntil(page.form.submit.isEnabled, timeout=3000)
    assert page.form.error == ""


@pytest.mark.feature("ADM-1", "UX-2")
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_first_start_offers_the_demo_clinic_to_one_key(page: SignInPage, qtbot: QtBot, key: Qt.Key) -> None:
    page.show_first_start()
    assert page.is_in_trouble
    assert not page.form.isVisible()
    with qtbot.waitSignal(page.demo_wanted):
        QTest.keyClick(page.focusWidget() or page, key)


@pytest.mark.feature("UX-6")
def test_a_clinic_that_cannot_be_opened_says_why_and_can_be_tried_again(page: SignInPage, qtbot: QtBot) -> None:
    page.show_trouble("The clinic cannot be opened", "The database does not answer.")
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "The database does not answer." in said
    with qtbot.waitSignal(page.retry_wanted):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Space)
