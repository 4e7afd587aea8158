"""What the steps of a rebooking say, whichever way people read."""

import gettext
from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from frontdesk.translation import speak
from ui.rebooking.words import two_clocks


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(gettext.NullTranslations())


@pytest.mark.feature("QCK-2")
def test_each_place_stays_beside_its_time_where_people_read_from_right_to_left() -> None:
    eleven, eight_pm = (datetime.combine(date(2026, 11, 24), time(hour)) for hour in (11, 20))
    said = two_clocks(eleven, "Europe/Lisbon", eight_pm, "Asia/Tokyo")
    assert said == "Tue 24 Nov, 11:00 Lisbon, 20:00 Tokyo"
    speak(gettext.NullTranslations(), right_to_left=True)
    apart = [f"\N{LEFT-TO-RIGHT ISOLATE}{place}\N{POP DIRECTIONAL ISOLATE}" for place in ("Lisbon", "Tokyo")]
    mirrored = two_clocks(eleven, "Europe/Lisbon", eight_pm, "Asia/Tokyo")
    assert all(place in mirrored for place in apart)
