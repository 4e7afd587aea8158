"""What waits for a clinician takes its room, also where free times are found by the index."""

from datetime import datetime

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action
from frontdesk.services.forms import OpeningQuery, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, INFLUENZA, RIVERSIDE, ROY, at, influenza, maria
from tests.services.test_acting import take


def starts(clinic: Clinic) -> list[tuple[datetime, int]]:
    """The free times around three, of whoever is free."""
    query = OpeningQuery(INFLUENZA, RIVERSIDE, None, at(14, 30), limit=30)
    return [(one.start, one.clinician_id) for one in clinic.booking.openings(query)]


@pytest.mark.feature("TSK-2", "AVL-4")
def test_a_room_full_of_rejected_appointments_is_full_for_the_index_too(clinic: Clinic, boss: Clinic) -> None:
    """Room 1 has two places; the manager's desk has no index and reads the days themselves."""
    clinic.booking.index.build()
    for number, clinician in enumerate((CHEN, ROY)):
        wish = influenza(maria(clinic, f"maria.{number}"), clinician_id=clinician, start=at(15))
        booked = clinic.booking.book(wish, new_command_id()).appointment_id
        clinic.booking.index.apply(take(boss, Action.REJECT_TASK, booked, remark="Ill").changes)
    plain = starts(boss)
    assert at(15) not in {start for start, _ in plain}
    assert starts(clinic) == plain
    clinic.booking.index.build()
    assert starts(clinic) == plain
    take(clinic, Action.ACCEPT, 1, clinician_id=ROY)
    assert starts(clinic) == starts(boss)
    take(clinic, Action.CANCEL, 2)
    assert starts(clinic) == starts(boss)
    assert (at(15), CHEN) in starts(clinic)
    assert verify(clinic.desk.database) == ()
