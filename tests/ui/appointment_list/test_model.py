"""The model of the list: as many rows as there are, of which only those looked at are there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from frontdesk.rules.words import Modality, Status
from frontdesk.views.lists import PAGE, ListRow, Sort
from ui.appointment_list.model import BELOW, ListModel, Moment

NOW = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)


def row(number: int) -> ListRow:
    start = NOW + timedelta(minutes=20 * number)
    end = start + timedelta(minutes=20)
    return ListRow(
        id=number,
        version=1,
        code="ABCDEF",
        start=start,
        end=end,
        wall_start=start.replace(tzinfo=None),
        wall_end=end.replace(tzinfo=None),
        zone="UTC",
        status=Status.BOOKED,
        consumer_id=1,
        consumer=f"Person {number}",
        phone="",
        service="Influenza",
        colour=0,
        dose=None,
        clinician="Dr Chen",
        center="Riverside",
        room="Room 1",
        modality=Modality.IN_PERSON,
        late=False,
        overbooked=False,
        created_at=NOW,
    )


def page(number: int) -> list[ListRow]:
    return [row(place) for place in range(number * PAGE, (number + 1) * PAGE)]


@pytest.fixture
def model() -> ListModel:
    return ListModel(Moment(NOW, date(2026, 11, 24)))


def test_it_keeps_what_qt_expects_of_a_model(model: ListModel, qtmodeltester: ModelTester) -> None:
    model.show(250, {0: page(0)}, model.at)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    model.renew(320, {0: page(0), 1: page(1)}, model.at)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    model.renew(120, {1: page(1)[:20]}, model.at)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own


@pytest.mark.feature("APT-2")
def test_a_row_that_is_not_there_is_asked_for_once(model: ListModel) -> None:
    asked: list[int] = []
    model.missing.connect(lambda: asked.append(1))
    model.show(1_000_000, {0: page(0)}, model.at)
    assert model.index(0, 1).data() == "Person 0"
    assert model.index(500_000, 1).data() is None
    assert model.index(500_001, 1).data() is None
    assert len(asked) == 1
    model.put_pages({5000: page(5000)})
    assert model.index(500_000, 1).data() == "Person 500000"
    assert model.row_of(500_007) == 500_007


@pytest.mark.feature("APT-2")
def test_only_pages_near_the_last_look_are_kept(model: ListModel) -> None:
    model.show(1_000_000, {}, model.at)
    for number in range(200):
        model.put_pages({number: page(number)})
    assert len(model.pages) <= 41
    assert max(model.pages) == 199


@pytest.mark.feature("APT-2")
def test_an_order_that_is_not_to_be_had_says_why(model: ListModel) -> None:
    model.limit_sorts(frozenset({Sort.CONSUMER}), "Narrow the list.")
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(1, horizontal, Qt.ItemDataRole.ToolTipRole) == "Narrow the list."
    assert model.headerData(0, horizontal, Qt.ItemDataRole.ToolTipRole) is None


@pytest.mark.feature("APT-2", "ACT-5")
def test_a_request_says_that_its_answer_is_awaited_and_when_that_is_too_late(model: ListModel) -> None:
    asked = row(0)._replace(status=Status.PENDING, answer_by=NOW + timedelta(minutes=1))
    model.show(2, {0: [asked, row(1)._replace(status=Status.PROPOSED)]}, model.at)
    status = next(place for place, one in enumerate(model.columns) if one.sort is Sort.STATUS)
    below = [model.index(place, status).data(BELOW) for place in range(2)]
    assert below == ["Awaits answer", ""]
    model.renew(2, model.pages, Moment(NOW + timedelta(minutes=1), date(2026, 11, 24)))
    assert model.index(0, status).data(BELOW) == "Overdue answer"
