"""States of the queue of messages for the pictures: not set up, waiting with reasons, failed, empty, not to be read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import OutboxState
from frontdesk.services.outgoing import MailState, QueuedMessage

if TYPE_CHECKING:  # the shell is made before its pictures
    from ui.shell.window import Shell

Scene = tuple[str, Callable[[], None]]
_NAMES = ("Maria Silva", "Maximiliane-Friederike von und zu Hohenstein-Waldburg", "محمد العلي", "李伟")
_REASONS = (
    "550 5.1.1 no such user here",
    "It could not be sent for five days. Send it again if it still matters.",
    "The system answered 410: it wants no more events at this address.",
    "552 5.3.4 message size exceeds fixed maximum message size of this server",
)
_KINDS = ("confirmation", "reminder", "event", "new-time-proposed")


def queue_scenes(shell: "Shell") -> Iterator[Scene]:
    """Each state with what shows it; what is shown is taken away between them."""
    real = shell.context.clinic.outgoing
    desk = shell.message_queue
    yield "messages", desk.open
    _leave(shell)
    now = shell.context.clinic.now()
    away = MailState(configured=True, away="mail.certificate", waiting=4, failed=4, oldest=now - timedelta(hours=5))
    for name, state, answer in (
        ("messages-away", away, _messages(shell, OutboxState.WAITING)),
        ("messages-failed", away, _messages(shell, OutboxState.FAILED)),
        ("messages-empty", MailState(configured=True, away="", waiting=0, failed=0, oldest=None), ()),
        ("messages-unread", away, None),
    ):
        vars(shell.context.clinic)["outgoing"] = _Answers(state, answer)
        shell.messages.counts = (0, state.failed) if name == "messages-failed" else (state.waiting, state.failed)
        shell.status_line.show_messages(state.waiting, state.failed)
        yield name, desk.open
        _leave(shell)
    vars(shell.context.clinic)["outgoing"] = real
    shell.messages.read()


def _leave(shell: "Shell") -> None:
    sheet = shell.message_queue.sheet
    if sheet is not None:
        sheet.leave()


def _messages(shell: "Shell", state: OutboxState) -> tuple[QueuedMessage, ...]:
    now = shell.context.clinic.now()
    return tuple(
        QueuedMessage(
            id=number,
            kind=kind,
            channel="webhook" if kind == "event" else "email",
            recipient="records.clinic.example" if kind == "event" else f"{number}@consumers.example",
            consumer=name,
            appointment_id=1,
            appointment_code="K7M-4XQ",
            state=state,
            created_at=now - timedelta(minutes=7) * 11**number,
            next_at=now + timedelta(minutes=15),
            sent_at=None,
            attempts=number,
            error=reason if number else "",
        )
        for number, (kind, name, reason) in enumerate(zip(_KINDS, _NAMES, _REASONS, strict=True))
    )


class _Answers:
    """The service of the queue, with answers given for a picture; None for one that cannot be read."""

    def __init__(self, state: MailState, messages: Sequence[QueuedMessage] | None) -> None:
        self._state, self._messages = state, messages

    def state(self) -> MailState:
        """How sending stands."""
        return self._state

    def queue(self, *_which: object) -> Sequence[QueuedMessage]:
        """The messages."""
        if self._messages is None:
            raise Unavailable("database.lost")
        return self._messages
