"""Signing in: argon2id, a growing delay after wrong passwords, and who is then at the desk."""

from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select, update

from frontdesk.database.tables import Account, Center, Staff, StaffCenter, StaffRole
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Role
from frontdesk.services.desk import Desk
from frontdesk.views.choices import SignedIn

FREE_TRIES = 3
"""Wrong passwords that cost nothing; each one more doubles the wait, from one second to fifteen minutes."""
LONGEST_WAIT_SECONDS = 900
PASSWORD_LENGTH = 1000

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$wLUW1ajjsB3DUtzdb7sXNA$r4JUhgBz9zYvmhdjIa0DYOCKuQ2l4SadMqd6MeR1wgo"
"""A hash that no password has: an unknown name takes as long to refuse as a wrong password."""


class Accounts:
    """Who signs in and out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hasher = PasswordHasher()

    def sign_in(self, name: str, password: str) -> SignedIn:
        """Check name and password; from then on the desk works in this person's name.

        Raises RuleBroken `sign-in.wrong`, or `sign-in.wait` (param `seconds`) after too many wrong passwords.
        """
        wanted = name.replace("\0", "").strip().lower()[:64]
        with self._desk.database.read() as connection:
            account = connection.execute(
                select(Account.__table__, Staff.active)
                .join(Staff, Staff.id == Account.staff_id)
                .where(Account.name == wanted)
            ).first()
        now = self._desk.now()
        if account is not None and account.closed_until is not None and account.closed_until > now:
            seconds = int((account.closed_until - now).total_seconds()) + 1
            raise RuleBroken("sign-in.wait", fields=("password",), seconds=seconds)
        right = self._verify(account.password_hash if account is not None else _NOBODY, password)
        if account is None or not account.active or not right:
            if account is not None:
                self._desk.database.write(lambda connection: self._failed(connection, account.staff_id))
            raise RuleBroken("sign-in.wrong", fields=("password",))
        if account.failures:
            self._desk.database.write(lambda connection: _forget_failures(connection, account.staff_id))
        self._desk.staff = self._read(account.staff_id)
        return self._desk.staff

    def sign_out(self) -> None:
        """Nobody works here any more until somebody signs in."""
        self._desk.staff = None

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[:PASSWORD_LENGTH])
        except (VerificationError, InvalidHashError):
            return False

    def _failed(self, connection: Connection, staff_id: int) -> None:
        key = Account.staff_id == staff_id
        failures = 1 + connection.execute(select(Account.failures).where(key).with_for_update()).scalar_one()
        wait = 0 if failures < FREE_TRIES else min(2 ** (failures - FREE_TRIES), LONGEST_WAIT_SECONDS)
        until = self._desk.now() + timedelta(seconds=wait) if wait else None
        connection.execute(update(Account).where(key).values(failures=failures, closed_until=until))

    def _read(self, staff_id: int) -> SignedIn:
        with self._desk.database.read() as connection:
            staff = connection.execute(select(Staff.code, Staff.name, Staff.email).where(Staff.id == staff_id)).one()
            roles = connection.execute(select(StaffRole.role).where(StaffRole.staff_id == staff_id)).scalars()
            centers = connection.execute(
                select(StaffCenter.center_id)
                .join(Center, Center.id == StaffCenter.center_id)
                .where(StaffCenter.staff_id == staff_id, Center.active)
                .order_by(Center.id)
            ).scalars()
            held = frozenset(Role(role) for role in roles)
            return SignedIn(staff_id, staff.code, staff.name, held, tuple(centers), staff.email or "")


def _forget_failures(connection: Connection, staff_id: int) -> None:
    connection.execute(update(Account).where(Account.staff_id == staff_id).values(failures=0, closed_until=None))
