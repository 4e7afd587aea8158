"""Another room for an appointment that stands: checked like everything else, told where it concerns the consumer."""

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Outbox
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Acted, OpeningQuery, new_command_id
from frontdesk.services.schedule_forms import RoomForm
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from tests.little import CHEN, CONSULTATION, INFLUENZA, LAKESIDE, RIVERSIDE, ROY, at, influenza, maria
from tests.services.plans import save

pytestmark = pytest.mark.feature("AVL-7")


@pytest.fixture(autouse=True)
def rooms(boss: Clinic) -> None:
    """Beside Room 1, for two, there is Room 2, for one; the laboratory is of another kind, Room 4 at another center."""
    for form in (
        RoomForm(RIVERSIDE, "r2", "Room 2", "room", "1"),
        RoomForm(RIVERSIDE, "lab", "Laboratory", "lab", "1"),
        RoomForm(LAKESIDE, "r4", "Room 4", "room", "1"),
    ):
        save(boss, form)


def room(clinic: Clinic, code: str) -> int:
    return next(one.id for one in clinic.choices().rooms if one.code == code)


def booked(clinic: Clinic, who: str = "maria", clinician: int = CHEN) -> int:
    wish = influenza(maria(clinic, who), start=at(14), clinician_id=clinician)
    return clinic.booking.book(wish, new_command_id()).appointment_id


def into(clinic: Clinic, appointment: int, code: str, **more: object) -> Acted:
    version = clinic.appointments.view(appointment).version
    wish = Act(Action.RESCHEDULE, appointment, **{"version": version, "room_id": room(clinic, code), **more})  # type: ignore[arg-type]  # fields they mean
    return clinic.appointments.act(wish, new_command_id())


def told(clinic: Clinic) -> list[str]:
    with clinic.desk.database.read() as connection:
        return list(connection.execute(select(Outbox.kind).order_by(Outbox.id)).scalars())


def test_another_room_at_the_same_time_needs_no_answer_and_no_message_and_history_names_both(clinic: Clinic) -> None:
    one = booked(clinic)
    moved = into(clinic, one, "r2")
    view = clinic.appointments.view(one)
    assert (moved.status, view.room, view.start) == (Status.BOOKED, "Room 2", at(14))
    assert ("room", "Room 1", "Room 2") in view.history[0].changes
    assert told(clinic) == ["confirmation"]
    assert verify(clinic.desk.database) == ()


def test_a_message_of_the_desks_own_is_sent_with_it(clinic: Clinic) -> None:
    one = booked(clinic)
    into(clinic, one, "r2", message="Please come to Room 2")
    assert told(clinic) == ["confirmation", "message"]


def test_with_another_time_it_is_rescheduled_into_that_room(clinic: Clinic) -> None:
    one = booked(clinic)
    waiting = into(clinic, one, "r2", start=at(15))
    view = clinic.appointments.view(one)
    assert (waiting.status, view.room, view.start) == (Status.PENDING, "Room 2", at(15))
    assert into(clinic, one, "r2", start=at(15, 30), clinician_id=ROY, agreed=True).status is Status.BOOKED
    assert clinic.appointments.view(one).room == "Room 2"


def test_a_room_that_is_taken_is_refused_by_name_though_another_one_is_free(clinic: Clinic) -> None:
    one, other = booked(clinic), booked(clinic, "rui", ROY)
    into(clinic, other, "r2")
    with pytest.raises(RuleBroken) as refused:
        into(clinic, one, "r2")
    assert refused.value.code == "slot.taken"
    assert "Room 2 is taken (Maria Silva, Tue 24 Nov, 14:00" in sentence(refused.value)
    seen = clinic.appointments.why_not(one, at(14), CHEN, 20, room(clinic, "r2"))
    assert [found.room for found in seen.obstacles] == ["Room 2"]
    assert seen.after is not None
    assert (seen.after.room, seen.after.start) == ("Room 2", at(14, 20))
    assert clinic.appointments.why_not(one, at(14), CHEN, 20).free
    assert clinic.appointments.view(one).version == 1


@pytest.mark.parametrize("code", ["lab", "r4"])
def test_a_room_of_another_kind_or_center_is_refused(clinic: Clinic, code: str) -> None:
    one = booked(clinic)
    with pytest.raises(RuleBroken, match=r"room\.not-fit"):
        into(clinic, one, code)
    with pytest.raises(RuleBroken, match=r"room\.not-fit"):
        clinic.appointments.why_not(one, at(15), CHEN, 20, room(clinic, code))
    assert clinic.appointments.view(one).version == 1


def test_the_room_it_has_is_no_change_and_a_service_without_a_room_gets_none(clinic: Clinic) -> None:
    one = booked(clinic)
    with pytest.raises(RuleBroken, match=r"move\.same"):
        into(clinic, one, "r1")
    wish = influenza(maria(clinic, "rui"), service_id=CONSULTATION, start=at(11), clinician_id=CHEN, answers={})
    other = clinic.booking.book(wish, new_command_id()).appointment_id
    with pytest.raises(RuleBroken, match=r"room\.not-fit"):
        into(clinic, other, "r2")


def test_undo_gives_it_its_room_back(clinic: Clinic) -> None:
    one, command = booked(clinic), new_command_id()
    clinic.appointments.act(Act(Action.RESCHEDULE, one, 1, room_id=room(clinic, "r2")), command)
    clinic.appointments.undo(command, new_command_id())
    assert clinic.appointments.view(one).room == "Room 1"
    assert verify(clinic.desk.database) == ()


def test_free_times_are_looked_for_in_a_wanted_room(clinic: Clinic) -> None:
    query = OpeningQuery(INFLUENZA, RIVERSIDE, from_=at(14), room_id=room(clinic, "r2"), limit=3)
    assert {one.room for one in clinic.booking.openings(query)} == {"Room 2"}
