"""Two records of one person become one: everything follows, both histories stay, and nobody is lost on the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import History, Outbox
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, ConsumerForm, new_command_id
from frontdesk.services.merge_forms import Merge, Merged
from frontdesk.services.verify import verify
from tests.little import CHEN, RIVERSIDE, ROY, at, influenza, maria

pytestmark = pytest.mark.feature("CON-5")

TWIN = ConsumerForm("maria.s", "Maria", "da Silva", "maria@home.org", zone="Europe/Lisbon", remarks="Needs a ramp")


@pytest.fixture
def known(clinic: Clinic) -> int:
    """Maria, as the desk knows her."""
    return maria(clinic)


@pytest.fixture
def twin(clinic: Clinic) -> int:
    """Maria again, made by somebody who did not find her."""
    return clinic.consumers.make(TWIN, new_command_id()).consumer_id


def _merge(clinic: Clinic, stays: int, other: int, *taken: str) -> Merged:
    seen = clinic.merging.preview(stays, other)
    wanted = Merge(stays, seen.stays.version, other, seen.other.version, frozenset(taken))
    return clinic.merging.merge(wanted, new_command_id())


def _book(clinic: Clinic, consumer_id: int, hour: int, clinician: int = CHEN) -> int:
    wish = influenza(consumer_id, clinician_id=clinician, start=at(hour))
    return clinic.booking.book(wish, new_command_id()).appointment_id


def test_all_that_hangs_on_the_other_follows_to_the_one_that_stays(
    clinic: Clinic, boss: Clinic, known: int, twin: int
) -> None:
    mine, theirs = _book(clinic, known, 14), _book(clinic, twin, 15)
    clinic.appointments.add_note(theirs, "Brings her son", new_command_id())
    clinic.booking.take_request(influenza(twin), new_command_id())
    merged = _merge(boss, known, twin)
    assert (merged.consumer_id, merged.appointments) == (known, 1)
    assert [one.appointment_id for one in clinic.consumers.bookings(known)] == [mine, theirs]
    view = clinic.appointments.view(theirs)
    assert (view.consumer_id, view.consumer, view.notes[0].text) == (known, "Maria Silva", "Brings her son")
    assert view.history[0].action == "consumers-merged"
    assert {line.consumer_id for line in clinic.requests.open(RIVERSIDE)} == {known}
    with clinic.desk.database.read() as connection:
        told = connection.execute(select(func.count()).where(Outbox.consumer_id == known)).scalar_one()
        assert told == connection.execute(select(func.count()).select_from(Outbox)).scalar_one() == 3
    assert verify(clinic.desk.database) == ()


def test_the_other_is_found_nowhere_and_its_user_id_leads_to_the_one_that_stays(
    clinic: Clinic, boss: Clinic, known: int, twin: int
) -> None:
    assert len(clinic.consumers.search("maria")) == 2
    _merge(boss, known, twin)
    assert [row.id for row in clinic.consumers.page()] == [known]
    for typed in ("maria", "maria.s", "maria@home.org", "da silva", "marai dasilva"):
        assert {row.id for row in clinic.consumers.search(typed)} <= {known}, typed
    assert clinic.consumers.by_user_id("maria.s") == known
    assert clinic.consumers.details(twin).id == known
    wrong = clinic.consumers.check(replace(TWIN, first_name="Ana"))
    assert wrong["user_id"].code == "user-id.taken"


def test_what_is_right_is_chosen_field_by_field(clinic: Clinic, boss: Clinic, known: int, twin: int) -> None:
    preview = boss.merging.preview(known, twin)
    assert set(preview.differing) == {"last_name", "email"}
    assert preview.only_other == ("remarks",)
    _merge(boss, known, twin, "last_name", "remarks")
    details = clinic.consumers.details(known)
    assert (details.user_id, details.last_name, details.remarks) == ("maria.silva", "da Silva", "Needs a ramp")
    assert details.email == "maria.silva@example.org"
    assert [row.sort_name for row in clinic.consumers.search("da silva")] == ["da silva maria"]


def test_the_histories_of_both_stay(clinic: Clinic, boss: Clinic, known: int, twin: int) -> None:
    _merge(boss, known, twin)
    with clinic.desk.database.read() as connection:
        rows = connection.execute(
            select(History.consumer_id, History.action).where(History.consumer_id.is_not(None)).order_by(History.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        (known, "consumer-made"),
        (twin, "consumer-made"),
        (known, "consumers-merged"),
        (twin, "merged-away"),
    ]


@pytest.mark.feature("DOC-2")
def test_a_confirmation_of_the_other_still_lets_its_bearer_in(
    clinic: Clinic, boss: Clinic, known: int, twin: int
) -> None:
    theirs = _book(clinic, twin, 11)
    printed = clinic.documents.confirmation_sheet(theirs).qr
    _merge(boss, known, twin)
    scan = clinic.scanning.scan(printed, RIVERSIDE)
    assert (scan.outcome, scan.appointment_id, scan.consumer) == ("valid", theirs, "Maria Silva")


def test_both_at_the_same_time_is_a_warning_that_names_them_and_not_a_refusal(
    clinic: Clinic, boss: Clinic, known: int, twin: int
) -> None:
    _book(clinic, known, 14)
    _book(clinic, twin, 14, ROY)
    (clash,) = boss.merging.preview(known, twin).clashes
    assert (clash.service, clash.other_service, clash.wall_start.hour) == ("Influenza", "Influenza", 14)
    _merge(boss, known, twin)
    assert len(clinic.consumers.bookings(known)) == 2


def test_a_record_that_was_changed_meanwhile_is_not_merged(clinic: Clinic, boss: Clinic, known: int, twin: int) -> None:
    clinic.consumers.edit(twin, 1, replace(TWIN, title="Dr"), new_command_id())
    with pytest.raises(ChangedElsewhere) as refused:
        boss.merging.merge(Merge(known, 1, twin, 1), new_command_id())
    assert refused.value.changes == {"title": (None, "Dr")}
    assert len(clinic.consumers.page()) == 2


def test_who_saw_an_appointment_before_it_followed_sees_what_changed(
    clinic: Clinic, boss: Clinic, known: int, twin: int
) -> None:
    theirs = _book(clinic, twin, 14)
    _merge(boss, known, twin)
    with pytest.raises(ChangedElsewhere) as refused:
        clinic.appointments.act(Act(Action.CANCEL, theirs, 1, reason_id=1), new_command_id())
    assert refused.value.by == "Bo Ss"


def test_who_has_the_other_still_on_the_screen_books_for_the_one_that_stays(
    clinic: Clinic, boss: Clinic, known: int, twin: int
) -> None:
    _merge(boss, known, twin)
    booked = _book(clinic, twin, 14)
    assert clinic.appointments.view(booked).consumer_id == known
    with pytest.raises(RuleBroken, match=r"consumer\.merged"):
        clinic.consumers.edit(twin, 2, TWIN, new_command_id())
    with pytest.raises(RuleBroken, match=r"merge\.same"):
        boss.merging.preview(known, twin)
    assert verify(clinic.desk.database) == ()


def test_three_records_become_one(clinic: Clinic, boss: Clinic, known: int, twin: int) -> None:
    third = clinic.consumers.make(replace(TWIN, user_id="m3"), new_command_id()).consumer_id
    _merge(boss, twin, third)
    _merge(boss, known, twin)
    assert clinic.consumers.by_user_id("m3") == known
    assert verify(clinic.desk.database) == ()


def test_only_who_sets_up_the_clinic_merges(clinic: Clinic, known: int, twin: int) -> None:
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        clinic.merging.merge(Merge(known, 1, twin, 1), new_command_id())


def test_the_same_command_merges_once(clinic: Clinic, boss: Clinic, known: int, twin: int) -> None:
    command, wanted = new_command_id(), Merge(known, 1, twin, 1)
    assert boss.merging.merge(wanted, command) == boss.merging.merge(wanted, command)


def test_who_is_booked_at_the_very_moment_of_the_merging_is_never_left_behind(
    clinic: Clinic, boss: Clinic, known: int
) -> None:
    for number in range(5):
        twin = clinic.consumers.make(replace(TWIN, user_id=f"twin{number}"), new_command_id()).consumer_id
        version = clinic.consumers.details(known).version
        with ThreadPoolExecutor(2) as desks:
            booking = desks.submit(_book, clinic, twin, 11 + number)
            merging = desks.submit(boss.merging.merge, Merge(known, version, twin, 1), new_command_id())
            merging.result()
            assert clinic.appointments.view(booking.result()).consumer_id == known
    assert len(clinic.consumers.bookings(known)) == 5
    assert verify(clinic.desk.database) == ()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE appointment SET consumer_id = 2", "consumer.left-behind"),
        ("UPDATE request SET consumer_id = 2", "consumer.left-behind"),
        ("UPDATE consumer SET merged_into = 2 WHERE id = 1", "consumer.merged"),
    ],
)
def test_what_was_left_behind_by_hand_is_found(
    clinic: Clinic, boss: Clinic, known: int, twin: int, damage: str, code: str
) -> None:
    _book(clinic, known, 14)
    _merge(boss, known, twin)
    clinic.desk.database.write(lambda connection: connection.exec_driver_sql(damage))
    assert code in {one.code for one in verify(clinic.desk.database)}
