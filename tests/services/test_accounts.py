"""Signing in: right and wrong passwords, the growing wait, nothing without it."""

from datetime import timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Role
from tests.little import RIVERSIDE, TODAY, Clock, fill


@pytest.fixture
def door(database: Database, clock: Clock) -> Clinic:
    fill(database)
    return Clinic(database, now=clock)


@pytest.mark.feature("ADM-1")
def test_the_right_password_opens_the_desk(door: Clinic) -> None:
    staff = door.sign_in(" Reception ", "demo")
    assert (staff.name, staff.roles, staff.center_ids) == ("Ana Souza", frozenset({Role.AGENT}), (RIVERSIDE,))
    door.sign_out()
    with pytest.raises(RuleBroken, match="sign-in.needed"):
        door.calendar.day(RIVERSIDE, TODAY)


@pytest.mark.parametrize(
    ("name", "password"), [("reception", "wrong"), ("nobody", "demo"), ("", ""), ("a\0", "x" * 10**7)]
)
def test_a_wrong_name_and_a_wrong_password_say_the_same(door: Clinic, name: str, password: str) -> None:
    with pytest.raises(RuleBroken, match="sign-in.wrong"):
        door.sign_in(name, password)


def test_too_many_wrong_passwords_make_one_wait_longer_each_time(door: Clinic, clock: Clock) -> None:
    waits = []
    for _ in range(6):
        with pytest.raises(RuleBroken, match="sign-in.wrong"):
            door.sign_in("reception", "wrong")
        try:
            door.sign_in("reception", "wrong")
        except RuleBroken as refused:
            if refused.code == "sign-in.wait":
                waits.append(int(str(refused.params["seconds"])))
        clock.instant += timedelta(seconds=1000)
    assert waits == sorted(waits)
    assert len(waits) >= 4
    door.sign_in("reception", "demo")
    door.sign_in("reception", "demo")


def test_even_the_right_password_waits_while_the_account_is_closed(door: Clinic) -> None:
    for _ in range(3):
        with pytest.raises(RuleBroken, match="sign-in.wrong"):
            door.sign_in("reception", "wrong")
    with pytest.raises(RuleBroken, match="sign-in.wait"):
        door.sign_in("reception", "demo")
