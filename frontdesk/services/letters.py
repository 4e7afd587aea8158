"""Makes the e-mails of claimed messages: what each says, its links, the confirmation on paper."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any, Final

from frontdesk.mistakes import log_mistake
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services import links
from frontdesk.services.desk import Desk
from frontdesk.services.mail_settings import MailSettings
from frontdesk.views.message import MessageView, printed
from frontdesk.views.message_read import read_messages

if TYPE_CHECKING:
    from frontdesk.messages.rendering import Links

NOT_WRITTEN: Final = "mail.not-written"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: the e-mail, or the code of what keeps it from being written."""

    id: int
    email: EmailMessage | None
    recipient: str = ""
    problem: str = ""


class Letters:
    """Writes e-mails. What it needs for that takes a while to load, so it is loaded when the first one is."""

    def __init__(self, desk: Desk, settings: MailSettings) -> None:
        self._desk = desk
        self._settings = settings
        self._own: Mapping[Any, Any] = {}

    def write(self, ids: Sequence[int]) -> Iterator[Letter]:
        """The e-mails of these messages in their order, each made when it is asked for.

        Tokens of links are kept before the first is given. A message that cannot be written stops no other one.
        Raises Unavailable when the database cannot say.
        """
        from frontdesk.services.templates import read_templates  # noqa: PLC0415  see the class

        if not ids:
            return iter(())
        with self._desk.database.read() as connection:
            self._own = read_templates(connection)
        views = self._read(ids)
        tokens = self._tokens(list(views.values()))
        return (self._letter(one, views.get(one), tokens.get(one, "")) for one in ids)

    def _read(self, ids: Sequence[int]) -> dict[int, MessageView]:
        """What the messages say; when one of them cannot be read, the others still are."""
        try:
            with self._desk.database.read() as connection:
                return {view.id: view for view in read_messages(connection, ids)}
        except Problem:
            raise
        except Exception as mistake:  # noqa: BLE001  one damaged message keeps none of the others from going out
            if len(ids) > 1:
                return {one: view for each in ids for one, view in self._read([each]).items()}
            log_mistake(_log, mistake)
            return {}

    def _tokens(self, views: Sequence[MessageView]) -> dict[int, str]:
        """Links lead nowhere until the clinic has a page for them: no token is made then."""
        if not self._settings.links_address:
            return {}
        made = [(view, links.new_link_token()) for view in views if links.needs_link(view)]
        if made:
            now = self._desk.now()
            self._desk.database.write(lambda connection: links.make(connection, made, now))
        return {view.id: token for view, token in made}

    def _letter(self, message: int, view: MessageView | None, token: str) -> Letter:
        if view is None:
            return Letter(message, None, problem=NOT_WRITTEN)
        try:
            email = self._composed(view, token)
            return Letter(message, email, recipient=email["To"].addresses[0].addr_spec)
        except RuleBroken as problem:
            return Letter(message, None, problem=problem.code)
        except Exception as mistake:  # noqa: BLE001  as in _read
            log_mistake(_log, mistake)
            return Letter(message, None, problem=NOT_WRITTEN)

    def _composed(self, view: MessageView, token: str) -> EmailMessage:
        from frontdesk.messages.mail import Sender, compose  # noqa: PLC0415  see the class
        from frontdesk.messages.rendering import render  # noqa: PLC0415
        from frontdesk.messages.templates import chosen  # noqa: PLC0415

        settings = self._settings
        template = chosen(view, self._own)
        rendered = render(view, template, self._links(view, token))
        sender = Sender(
            address=settings.sender,
            name=settings.sender_name or view.clinic,
            reply_to=settings.reply_to,
            domain=settings.sender.rpartition("@")[2],
        )
        return compose(view, rendered, sender, pdf=_paper(view, template.language), at=self._desk.now())

    def _links(self, view: MessageView, token: str) -> "Links":
        from frontdesk.messages.places import links_of  # noqa: PLC0415  see the class

        allowed = links.actions_of(view) if token else frozenset()

        def address(action: Action) -> str:
            return f"{self._settings.links_address}/{token}/{action.value}" if action in allowed else ""

        return links_of(address)


def _paper(view: MessageView, language: str) -> bytes | None:
    """The confirmation as PDF, where the kind of message carries it."""
    if not CARRIES[view.kind].confirmation:
        return None
    from frontdesk.documents.confirmation import translated  # noqa: PLC0415  fonts and shapers take a while

    sheet = printed(view, language)
    return None if sheet is None else translated(sheet)
