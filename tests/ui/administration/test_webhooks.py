"""The section of webhooks: a system is set up with its secret, tried out, and taken out of use."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from frontdesk.services.forms import new_command_id
from frontdesk.services.webhook_set_up import WebhookForm
from tests.rings import Ring, ring_in_memory
from tests.systems import System, system
from tests.ui.administration.conftest import Typist
from tests.ui.desks import Desk
from ui.administration.page import AdministrationPage
from ui.administration.webhooks import WebhooksSection

pytestmark = pytest.mark.feature("MSG-7")


@pytest.fixture
def ring() -> Iterator[Ring]:
    with ring_in_memory() as made:
        yield made


@pytest.fixture
def records() -> Iterator[System]:
    with system() as made:
        yield made


@pytest.fixture
def section(desk: Desk, page: AdministrationPage, ring: Ring) -> WebhooksSection:
    made = page.show_section("webhooks")
    desk.settle()
    assert isinstance(made, WebhooksSection)
    made.setFocus()
    return made


def opened(desk: Desk, section: WebhooksSection, records: System) -> WebhooksSection:
    """With a system that has a secret, its form open."""
    one = desk.clinic.webhooks.save(WebhookForm("Records", records.url), new_command_id()).id
    desk.clinic.webhooks.new_secret(one, new_command_id())
    section.reload()
    desk.settle()
    section.edit(one)
    return section


def test_a_new_system_shows_its_secret_once_and_takes_a_test(
    desk: Desk, section: WebhooksSection, typist: Typist, records: System, ring: Ring
) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.fill(webhook_name="Records", webhook_url=records.url)
    typist.press(Qt.Key.Key_Return)
    part = section.editor.secret
    assert part.secret.text() == next(iter(ring.kept.values()))
    assert part.secret.isVisible()
    typist.press(Qt.Key.Key_Return)  # on Copy
    assert QGuiApplication.clipboard().text() == part.secret.text()
    typist.go("webhook_test")
    typist.press(Qt.Key.Key_Return)
    assert part.answer.text() == "The system took the test event."
    assert [got.path for got in records.got] == ["/events"]
    section.editor.leave()
    section.edit(section.list.current_key())
    assert not part.secret.isVisible()
    assert "Kept in the key ring" in part.said.text()


def test_what_keeps_a_system_from_taking_it_is_said_in_words(
    desk: Desk, section: WebhooksSection, records: System
) -> None:
    part = opened(desk, section, records).editor.secret
    records.status = 503
    part.test.click()
    desk.settle()
    assert part.answer.text() == "The system answered 503 instead of taking the event."
    assert part.test.isEnabled()


def test_a_secret_is_replaced_only_by_who_means_it(
    desk: Desk, section: WebhooksSection, records: System, ring: Ring
) -> None:
    part = opened(desk, section, records).editor.secret
    (before,) = ring.kept.values()
    part.new.click()
    part.question.keep.click()
    desk.settle()
    assert list(ring.kept.values()) == [before]
    part.new.click()
    part.question.leave.click()
    desk.settle()
    assert part.secret.text() == next(iter(ring.kept.values())) != before


def test_with_the_key_ring_closed_it_says_so(desk: Desk, section: WebhooksSection, records: System, ring: Ring) -> None:
    ring.locked = True
    one = desk.clinic.webhooks.save(WebhookForm("Records", records.url), new_command_id()).id
    section.reload()
    desk.settle()
    section.edit(one)
    part = section.editor.secret
    assert not part.test.isEnabled()
    part.new.click()
    desk.settle()
    assert "key ring" in part.answer.text()
    assert part.new.isEnabled()


def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(desk: Desk, section: WebhooksSection) -> None:
    section.new()
    section.editor.title_line.setText("Records")
    section.editor.url.setText("http://records.example/")
    section.editor.save()
    desk.settle()
    assert "https://" in section.editor.fields["url"].error
    assert section.editor.title_line.text() == "Records"
    assert desk.clinic.webhooks.all() == ()


def test_one_out_of_use_stays_in_the_list(desk: Desk, section: WebhooksSection, records: System) -> None:
    opened(desk, section, records)
    section.editor.active.setChecked(False)
    section.editor.save()
    desk.settle()
    assert [(row.title, row.right_line) for row in section.list.model_.rows] == [("Records", "Not in use")]
    assert not desk.clinic.webhooks.all()[0].active
