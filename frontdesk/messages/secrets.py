"""Passwords and keys of the clinic: in the system's key ring, or in the environment; never in a file or a log."""

import os
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

from frontdesk.rules.problems import Unavailable

T = TypeVar("T")

SMTP: Final = "smtp"
"""The name of the mail server's password; `webhook:3` is that of a webhook's key, `video:2` that of a provider's."""
_SERVICE: Final = "frontdesk:{mark}"
_VARIABLES: Final = {SMTP: "FRONTDESK_SMTP_PASSWORD"}
_NUMBERED: Final = {"webhook": "FRONTDESK_WEBHOOK_SECRET_{number}", "video": "FRONTDESK_VIDEO_SECRET_{number}"}


def read_secret(mark: str, name: str) -> str | None:
    """The secret `name` of the clinic with this mark; None where there is none.

    The environment comes first: FRONTDESK_SMTP_PASSWORD, FRONTDESK_WEBHOOK_SECRET_3 for `webhook:3`,
    FRONTDESK_VIDEO_SECRET_2 for `video:2`.
    Raises Unavailable `secrets.away`.
    """
    given = os.environ.get(_variable(name))
    return given or _asked(name, lambda ring: ring.get_password(_SERVICE.format(mark=mark), name))


def keep_secret(mark: str, name: str, value: str) -> None:
    """Put a secret into the key ring, in place of an earlier one. Raises Unavailable `secrets.away`."""
    _asked(name, lambda ring: ring.set_password(_SERVICE.format(mark=mark), name, value))


def forget_secret(mark: str, name: str) -> None:
    """Take a secret out of the key ring; nothing to do where there is none. Raises Unavailable `secrets.away`."""

    def forget(ring: Any) -> None:
        if ring.get_password(_SERVICE.format(mark=mark), name) is not None:
            ring.delete_password(_SERVICE.format(mark=mark), name)

    _asked(name, forget)


def _variable(name: str) -> str:
    kind, _colon, number = name.partition(":")
    return _VARIABLES.get(name) or _NUMBERED[kind].format(number=number)


def _asked(name: str, ask: Callable[[Any], T]) -> T:
    """What the key ring answers. It is another program on every system, and fails in ways of its own."""
    import keyring  # noqa: PLC0415  most starts need no secret
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return ask(keyring)
    except (KeyringError, OSError, RuntimeError) as error:
        raise Unavailable("secrets.away", reason=_kind(error), variable=_variable(name)) from None


def _kind(error: BaseException) -> str:
    """What went wrong by its kind alone: its words could hold the secret."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()
