"""Where video appointments take place: platforms as an administrator sets them up, and the links that are made."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping, func, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Clinic, VideoPlatform
from frontdesk.messages.secrets import forget_secret, keep_secret, read_secret
from frontdesk.messages.video import ask_provider, checked_link, checked_secret, checked_template, link_of
from frontdesk.messages.webhooks import checked_url
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import may_set_up
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import VideoKind
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_rows import CHANGED, may_only_set_up, note_change, standing_row
from frontdesk.services.record import write_history
from frontdesk.services.saved_settings import VERSION
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.typed import typed_text

MOST_PLATFORMS: Final = 20
_LONGEST_NAME: Final = 100
_ALL = select(VideoPlatform.__table__).order_by(
    VideoPlatform.active.desc(), VideoPlatform.position, VideoPlatform.name, VideoPlatform.id
)
_MARK = select(Clinic.mark)


@dataclass(frozen=True, slots=True)
class VideoForm:
    """A platform as typed; `platform_id` None for a new one. One that is not `active` is not offered any more.

    `address` is the template of a link, or where a provider is asked, whose answer has the link at `answer_path`.
    """

    name: str
    kind: VideoKind = VideoKind.TEMPLATE
    address: str = ""
    answer_path: str = ""
    active: bool = True
    platform_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class VideoLine:
    """A platform as it is saved; `has_secret` says whether this computer has the provider's."""

    id: int
    name: str
    kind: VideoKind
    address: str
    answer_path: str
    active: bool
    version: int
    has_secret: bool


@dataclass(frozen=True, slots=True)
class PlatformChoice:
    """A platform as it is offered with an appointment; `is_pasted` says that a person pastes the link."""

    id: int
    name: str
    is_pasted: bool


class Video:
    """What is done with platforms. The secrets are in the key ring, never in the database or its history."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[VideoLine, ...]:
        """All platforms, those in use first. RuleBroken `not.your-role`."""
        self._may()
        with self._desk.database.read() as connection:
            mark, rows = connection.execute(_MARK).scalar_one(), connection.execute(_ALL).mappings().all()
        return tuple(_line(mark, row) for row in rows)

    def platforms(self) -> tuple[PlatformChoice, ...]:
        """Those in use, for whoever books."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            rows = connection.execute(_ALL).all()
        return tuple(PlatformChoice(row.id, row.name, row.kind is VideoKind.MANUAL) for row in rows if row.active)

    def save(self, form: VideoForm, command_id: str) -> Saved:
        """Save what was typed.

        Raises RuleBroken at `name`, `address` and `answer_path`: `text.*`, `video.template`, `webhook.address`,
        `webhook.https`, `webhook.sign-in`, `video.path`; `video.too-many`, `not.your-role`, `plan.gone`;
        ChangedElsewhere.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form))

    def keep_secret(self, platform_id: int, typed: str, command_id: str) -> None:
        """Keep what the provider knows the clinic by in this computer's key ring; an empty one is forgotten.

        Raises RuleBroken `video.secret-form` at `secret`, `video.unknown`, `not.your-role`; Unavailable
        `secrets.away`: then the earlier one holds.
        """
        self._may()
        secret = checked_secret(typed)
        mark, _row = self._read(platform_id)
        if secret:
            keep_secret(mark, secret_name(platform_id), secret)
        else:
            forget_secret(mark, secret_name(platform_id))
        self._desk.command(command_id, Saved, lambda work: _note_secret(work, platform_id, kept=bool(secret)))

    def test(self, platform_id: int) -> str:
        """Make a link for nobody, and give it. RuleBroken `not.your-role`, and what `make_link` raises."""
        self._may()
        return self._made(*self._read(platform_id))

    def make_link(self, platform_id: int) -> str:
        """A link of its own for an appointment that is about to be booked; asks the provider, so wait aside.

        Raises RuleBroken `video.unknown` for a platform that is gone or out of use, `video.manual` where a person
        pastes the link, and `video.*` with what keeps the provider from making one; Unavailable `secrets.away`.
        """
        self._desk.signed_in()
        mark, row = self._read(platform_id)
        if not row["active"]:
            raise RuleBroken("video.unknown")
        return self._made(mark, row)

    def _made(self, mark: str, row: RowMapping) -> str:
        if row["kind"] is VideoKind.MANUAL:
            raise RuleBroken("video.manual")
        if row["kind"] is VideoKind.TEMPLATE:
            return link_of(row["address"])
        secret = read_secret(mark, secret_name(row["id"])) or ""
        return ask_provider(row["address"], row["answer_path"], secret)

    def _may(self) -> None:
        if not may_set_up(self._desk.person()):
            raise RuleBroken("not.your-role")

    def _read(self, platform_id: int) -> tuple[str, RowMapping]:
        with self._desk.database.read() as connection:
            found = select(VideoPlatform.__table__).where(VideoPlatform.id == platform_id)
            row = connection.execute(found).mappings().first()
            if row is None:
                raise RuleBroken("video.unknown")
            return connection.execute(_MARK).scalar_one(), row


def secret_name(platform_id: int) -> str:
    """The name under which the key ring has a provider's secret."""
    return f"video:{platform_id}"


def link_by_template(connection: Connection) -> tuple[int | None, str]:
    """A link of the first platform in use that makes links by itself, with its id; nothing where there is none."""
    for row in connection.execute(_ALL):
        if row.active and row.kind is VideoKind.TEMPLATE:
            return row.id, link_of(row.address)
    return None, ""


def required_link(typed: str) -> str:
    """The checked link of a video appointment; RuleBroken `video.no-link` for none, `video.link` for what is none."""
    if not typed.strip():
        raise RuleBroken("video.no-link", fields=("video_link",))
    return checked_link(typed)


def _line(mark: str, row: RowMapping) -> VideoLine:
    names = ("id", "name", "kind", "address", "answer_path", "active", "version")
    is_asked = row["kind"] is VideoKind.HTTP
    return VideoLine(**{name: row[name] for name in names}, has_secret=is_asked and _has_secret(mark, row["id"]))


def _has_secret(mark: str, platform_id: int) -> bool:
    try:
        return bool(read_secret(mark, secret_name(platform_id)))
    except Unavailable:
        return False


def _save(work: Work, form: VideoForm) -> Saved:
    may_only_set_up(work)
    values = {
        "name": typed_text(form.name, "name", _LONGEST_NAME, required=True, lines=False),
        "kind": form.kind,
        "address": _address(form),
        "answer_path": _path(form),
        "active": form.active,
    }
    if form.platform_id is None:
        if work.connection.execute(select(func.count(VideoPlatform.id))).scalar_one() >= MOST_PLATFORMS:
            raise RuleBroken("video.too-many", most=MOST_PLATFORMS)
        made = add(work.connection, VideoPlatform, **values, position=0, version=1)
        note_change(work, VideoPlatform, made, 1, None, values)
        return Saved(made, 1, Changes(everything=True))
    before = standing_row(work, VideoPlatform, form.platform_id, form.version, lambda _row: None)
    was = {name: before[name] for name in values}
    if was == values:
        return Saved(form.platform_id, form.version, Changes())
    version = form.version + 1
    changed = update(VideoPlatform).where(VideoPlatform.id == form.platform_id).values(**values, version=version)
    work.connection.execute(changed)
    note_change(work, VideoPlatform, form.platform_id, version, was, values)
    return Saved(form.platform_id, version, Changes(everything=True))


def _address(form: VideoForm) -> str:
    match form.kind:
        case VideoKind.MANUAL:
            return ""
        case VideoKind.TEMPLATE:
            return checked_template(form.address)
        case VideoKind.HTTP:
            return checked_url(form.address, "address")


def _path(form: VideoForm) -> str:
    """Where the link stands in the answer: names and numbers, joined by dots."""
    if form.kind is not VideoKind.HTTP:
        return ""
    path = typed_text(form.answer_path, "answer_path", _LONGEST_NAME, required=True, lines=False)
    if any(not step or step != step.strip() for step in path.split(".")):
        raise RuleBroken("video.path", fields=("answer_path",))
    return path


def _note_secret(work: Work, platform_id: int, *, kept: bool) -> Saved:
    """That it was exchanged, and by whom; never what it is."""
    may_only_set_up(work)
    said = "kept" if kept else "forgotten"
    write_history(work, CHANGED, {f"video platform {platform_id} secret": ["", said]}, version=VERSION)
    return Saved(platform_id, 0, Changes())
