"""Cards coloured by service or by status, and the strips of buffers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QImage

from frontdesk.rules.words import Status
from frontdesk.views.day import Card, DayView
from tests.ui.calendar.conftest import ShowDay
from tests.ui.calendar.days import TUESDAY, DayMaker, instant
from tests.ui.theme.test_contrast import contrast
from ui.calendar.colouring import Pattern, look_of
from ui.calendar.placing import lay_out
from ui.calendar.wording import said_of
from ui.theme import DARK, LIGHT, Tokens

NOW = instant(TUESDAY, "10:22")
SHOWN = (Status.BOOKED, Status.PENDING, Status.ARRIVED, Status.CHECKED_IN, Status.FULFILLED)


def every_status() -> DayView:
    """One card of each status, all of one service, and one that is past without an outcome."""
    made = DayMaker().column().card("08:00", 20)
    for index, status in enumerate(SHOWN):
        made.card(f"{11 + index}:00", 20, status=status)
    return made.made()


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_statuses_differ_in_the_pattern_of_their_bars_and_can_be_read(tokens: Tokens) -> None:
    looks = [look_of(said_of(card, NOW), tokens, "status") for card in every_status().columns[0].cards]
    assert len({look.pattern for look in looks}) == len(looks) == len(SHOWN) + 1
    assert len({look.colour for look in looks}) == len(looks)
    for look in looks:
        assert contrast(tokens.text, look.colour.tint) >= 4.5
        assert contrast(tokens.muted, look.colour.tint) >= 4.5
        assert contrast(look.colour.bar, look.colour.tint) >= 3.0


@pytest.mark.feature("APT-1")
def test_by_service_the_colour_is_the_services_and_damage_shows_all_the_same() -> None:
    made = DayMaker().column().card("11:00", 20, service=3).card("12:00", 20, problem="zone.unknown")
    sound, damaged = made.made().columns[0].cards
    look = look_of(said_of(sound, NOW), LIGHT, "service")
    assert (look.colour, look.pattern) == (LIGHT.service(3), Pattern.SOLID)
    for colouring in ("service", "status"):
        assert look_of(said_of(damaged, NOW), LIGHT, colouring).colour.bar == LIGHT.danger


@pytest.mark.feature("APT-1")
def test_colouring_by_status_is_painted_at_once_and_back(show: ShowDay) -> None:
    def picture() -> QImage:
        return view.viewport().grab().toImage()

    view = show(every_status())
    by_service = picture()
    view.set_colouring("status")
    assert picture() != by_service
    view.set_colouring("service")
    assert picture() == by_service


@pytest.mark.feature("APT-1")
def test_buffers_stand_around_the_card_and_cannot_be_booked() -> None:
    view = DayMaker().column().card("10:00", 30).made()
    (card,) = view.columns[0].cards
    busy = card._replace(busy_from=card.start - timedelta(minutes=10), busy_to=card.end + timedelta(minutes=5))
    layout = lay_out(with_card(view, busy), 2.0, 400)
    (placed,) = layout.cards
    assert (placed.before, placed.after) == (20, 10)
    assert placed.area.y == placed.box.y - 20
    assert placed.area.bottom == placed.box.bottom + 10
    assert [(span.start, span.end) for span in layout.columns[0].free] == [(540, 590), (635, 720)]


@pytest.mark.feature("APT-1")
def test_a_buffer_is_painted_and_goes_with_its_card(show: ShowDay) -> None:
    plain = DayMaker().column().card("10:00", 30).made()
    (card,) = plain.columns[0].cards
    view = show(plain)
    without = view.viewport().grab().toImage()
    view.show_day(with_card(plain, card._replace(busy_to=card.end + timedelta(minutes=30))), NOW)
    assert view.viewport().grab().toImage() != without
    view.show_day(plain, NOW)
    assert view.viewport().grab().toImage() == without


def with_card(view: DayView, card: Card) -> DayView:
    return replace(view, columns=(replace(view.columns[0], cards=(card,)),))
