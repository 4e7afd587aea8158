"""Reads every page that looks over many appointments, as the tests of damaged rows ask it to."""

from datetime import timedelta

from frontdesk.clinic import Clinic
from frontdesk.rules.permissions import Person
from frontdesk.rules.words import Role
from frontdesk.views.agenda import Place
from frontdesk.views.today_center import read_center
from frontdesk.views.today_read import Asking, read_desk, read_mine
from tests.little import CHEN, RIVERSIDE, ROY, TODAY


def names_in_month(clinic: Clinic) -> set[str]:
    """Whom the cards of two weeks name."""
    month = clinic.calendar.month(RIVERSIDE, TODAY - timedelta(days=2), days=14)
    return {card.consumer for day in month.days for card in day.cards}


def names_in_agenda(clinic: Clinic, most: int, *, back: bool = False) -> list[str]:
    """Whom the pages of the agenda name, one page after the other to the end."""
    place: Place | None = Place(TODAY + timedelta(days=9) if back else TODAY)
    found: list[str] = []
    while place is not None:
        page = clinic.calendar.agenda(RIVERSIDE, place, back=back, most=most)
        found += [row.card.consumer for row in page.rows]
        place = page.more
    return found


def names_of_today(clinic: Clinic) -> tuple[set[str], set[str]]:
    """Whom the start pages of the two clinicians name, and that of the desk; that of the manager counts them."""
    mine: set[str] = set()
    with clinic.desk.database.read() as connection:
        for staff_id in (CHEN, ROY):
            asking = Asking(RIVERSIDE, Person(staff_id, frozenset(Role), frozenset({RIVERSIDE})), clinic.desk.now())
            mine |= {row.consumer for row in read_mine(connection, asking).content.not_started}
        desk = read_desk(connection, asking).content
        center = read_center(connection, asking).content
    assert center.figures.total >= 2
    return mine, {row.consumer for row in desk.arrivals}
