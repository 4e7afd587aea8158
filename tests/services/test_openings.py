"""Openings: what is asked for of weekdays, hours, calendar, modality and length, and what the service asks."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import CalendarType, Modality
from frontdesk.services.forms import OpeningQuery, new_command_id
from tests.little import CHEN, CONSULTATION, INFLUENZA, RIVERSIDE, ROY, TODAY, at, away, influenza, maria


def found(clinic: Clinic, service: int = INFLUENZA, **asked: Any) -> list[Any]:
    return [one.start for one in clinic.booking.openings(OpeningQuery(service, RIVERSIDE, **{"limit": 3, **asked}))]


def change_service(clinic: Clinic, **values: Any) -> None:
    clinic.desk.database.write(
        lambda connection: connection.execute(update(t.Service).where(t.Service.id == INFLUENZA).values(**values))
    )


@pytest.fixture
def rapid(clinic: Clinic) -> Clinic:
    """Nurse Roy also works Thursdays from 17:00 to 18:00 for rapid response, consultations by phone only."""

    def work(connection: Any) -> None:
        schedule = {"id": 9, "clinician_id": ROY, "center_id": RIVERSIDE, "name": "Rapid", "version": 1}
        kind = {"calendar_type": CalendarType.RAPID_RESPONSE, "valid_from": date(2026, 1, 1)}
        connection.execute(insert(t.WorkSchedule).values(**schedule, **kind))
        line = {"id": 90, "schedule_id": 9, "weekday": 3, "starts": time(17), "ends": time(18)}
        connection.execute(insert(t.WorkScheduleLine).values(line))
        connection.execute(insert(t.LineModality).values(line_id=90, modality=Modality.PHONE))
        connection.execute(insert(t.ServiceModality).values(service_id=INFLUENZA, modality=Modality.PHONE))

    clinic.desk.database.write(work)
    return clinic


@pytest.mark.feature("AVL-4")
def test_only_the_weekdays_that_were_asked_for(clinic: Clinic) -> None:
    assert found(clinic, weekdays=frozenset({3}), limit=1) == [at(9, days=2)]
    assert found(clinic, weekdays=frozenset({5, 6})) == []
    days = clinic.booking.first_openings(OpeningQuery(INFLUENZA, RIVERSIDE, weekdays=frozenset({0, 3})), days=3)
    assert [day for day, _ in days] == [TODAY + timedelta(days=ahead) for ahead in (2, 6, 9)]


@pytest.mark.feature("AVL-4")
def test_the_whole_appointment_lies_within_the_hours(clinic: Clinic) -> None:
    window = (time(14), time(14, 30))
    assert found(clinic, hours=window) == [at(14), at(14, 5), at(14, 10)]
    assert found(clinic, hours=window, from_=at(14, 11), limit=1) == [at(14, days=1)]
    assert found(clinic, CONSULTATION, hours=window, limit=2) == [at(14), at(14, days=1)]
    assert found(clinic, hours=(time(16, 30), time(0)), limit=1) == [at(16, 30)]
    for wrong in ((time(15), time(15)), (time(15), time(14))):
        with pytest.raises(RuleBroken) as refused:
            found(clinic, hours=wrong)
        assert (refused.value.code, refused.value.fields) == ("hours.order", ("hours",))


@pytest.mark.feature("AVL-4", "AVL-1")
def test_only_lines_of_the_calendar_type_and_modality(rapid: Clinic) -> None:
    of_rapid: dict[str, Any] = {"calendar_type": CalendarType.RAPID_RESPONSE, "limit": 1}
    assert found(rapid, modality=Modality.PHONE, **of_rapid) == [at(17, days=2)]
    assert found(rapid, modality=Modality.IN_PERSON, **of_rapid) == []
    assert found(rapid, calendar_type=CalendarType.AD_HOC, limit=1) == [at(10, 25)]
    with pytest.raises(RuleBroken, match="modality.not-offered"):
        found(rapid, modality=Modality.VIDEO)


@pytest.mark.feature("AVL-4")
def test_another_length_than_the_services_own(clinic: Clinic) -> None:
    clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(11)), new_command_id())
    assert found(clinic, clinician_id=CHEN, minutes=40, limit=1) == [at(11, 20)]
    assert found(clinic, clinician_id=CHEN, minutes=35, limit=1) == [at(10, 25)]


@pytest.mark.parametrize("minutes", [0, -5, 1441, 3000, 10**9])
@pytest.mark.feature("AVL-3")
def test_a_length_that_is_none_is_refused_at_its_field(clinic: Clinic, minutes: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        found(clinic, minutes=minutes)
    assert (refused.value.code, refused.value.fields) == ("length.range", ("length",))
    with pytest.raises(RuleBroken, match="length.range"):
        clinic.booking.book(influenza(maria(clinic), start=at(15), length_minutes=minutes), new_command_id())


def test_a_day_long_appointment_leaves_no_place_for_a_buffer(clinic: Clinic) -> None:
    """What is kept busy is at most a day; the database refuses more."""
    with pytest.raises(RuleBroken, match="length.range") as refused:
        found(clinic, CONSULTATION, minutes=1440)
    assert refused.value.params == {"longest": 1435}
    assert found(clinic, minutes=1440) == []


@pytest.mark.feature("AVL-3")
def test_slots_follow_the_services_step_notice_and_furthest_day(clinic: Clinic) -> None:
    change_service(clinic, step_minutes=15, least_notice_minutes=100, furthest_days=1)
    assert found(clinic) == [at(12, 15), at(12, 30), at(12, 45)]
    for one in (CHEN, ROY):
        away(clinic, at(0), at(0, days=2), one)
    assert found(clinic) == []


@pytest.mark.feature("AVL-3")
def test_buffers_before_and_after_are_kept_free(clinic: Clinic) -> None:
    clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(11)), new_command_id())
    change_service(clinic, buffer_before_minutes=10, buffer_after_minutes=15)
    assert found(clinic, clinician_id=CHEN) == [at(10, 25), at(11, 30), at(11, 35)]


@pytest.mark.feature("AVL-9")
def test_first_openings_of_ten_working_days_a_line_a_day(clinic: Clinic) -> None:
    away(clinic, at(0, days=1), at(0, days=2))
    days = clinic.booking.first_openings(OpeningQuery(CONSULTATION, RIVERSIDE, limit=2))
    assert len(days) == 10
    assert [day for day, _ in days][:2] == [TODAY, TODAY + timedelta(days=2)]
    assert [one.start for one in days[0][1]] == [at(10, 25), at(10, 55)]
