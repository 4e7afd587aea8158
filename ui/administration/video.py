"""The section of video: where video appointments take place, and how their links are made."""

from collections.abc import Sequence
from typing import Any

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import VideoKind
from frontdesk.services.video import VideoForm, VideoLine
from frontdesk.views.choices import CenterChoice
from ui.administration.boxes import text_line, tick
from ui.administration.editor import PlanEditor
from ui.administration.listing import Listing
from ui.administration.planning import Planning, Writing
from ui.administration.video_trial import VideoTrial
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Row, Segmented, label

_EXAMPLES = {VideoKind.TEMPLATE: "https://meet.example/{token}", VideoKind.HTTP: "https://provider.example/rooms"}


class VideoEditor(PlanEditor):
    """One platform; `start_new` or `start_edit` it."""

    def make_planning(self) -> Planning:
        return Writing(self.context, self.host, self, self.context.clinic.video.save)

    def lay_out_fields(self) -> None:
        self._stands: VideoLine | None = None
        self.title_line, self.address = text_line("video_name", 100), text_line("video_address", 500)
        self.path = text_line("video_path", 100)
        self.path.setPlaceholderText("meeting.join_url")
        kinds = [(one, kind_word(one)) for one in VideoKind]
        self.kind = Segmented(kinds, name="video_kind", what=_("Links"), room=420)
        self.active = tick(_("In use"), "video_active")
        self.trial = VideoTrial(self.context)
        self._first = label(_("Save it first; then it can be tried out here."), style="small", wrap=True)
        hint = _("What people here call it, such as Riverside Meet.")
        self.body.addWidget(self.add("name", _("Name"), self.title_line, hint))
        self.body.addWidget(self.add("kind", _("Links"), self.kind))
        self.address_field = self.add("address", _("Address"), self.address)
        self.path_field = self.add("answer_path", _("Place of the link in the answer"), self.path)
        self.path_field.set_hint(
            _("Names in the provider’s answer (JSON), joined by dots. Nothing of anybody is sent.")
        )
        for part in (self.address_field, self.path_field, self.active, self._first, self.trial):
            self.body.addWidget(part)
        self.kind.chosen.connect(lambda _value: self._show_kind())

    def start_new(self) -> None:
        """An empty one."""
        self._stands = None
        self.begin(_("New platform"), VideoForm(""))
        self._show_kind()

    def start_edit(self, view: VideoLine) -> None:
        """The platform as it is saved."""
        self._stands = view
        self.begin(view.name, video_form(view))
        self.trial.show_platform(view.id, view.kind, has_secret=view.has_secret)
        self._show_kind()

    def form(self) -> VideoForm:
        return VideoForm(
            name=self.title_line.text(),
            kind=self._kind(),
            address=self.address.text(),
            answer_path=self.path.text(),
            active=self.active.isChecked(),
            platform_id=self._stands.id if self._stands else None,
            version=self.version,
        )

    def fill(self, form: VideoForm) -> None:
        self.version = form.version
        self.title_line.setText(form.name)
        self.kind.set_value(form.kind)
        self.address.setText(form.address)
        self.address.setCursorPosition(0)
        self.path.setText(form.answer_path)
        self.active.setChecked(form.active)
        self._show_kind()

    def latest(self, form: VideoForm) -> VideoForm:
        found = next((one for one in self.context.clinic.video.all() if one.id == form.platform_id), None)
        if found is None:
            raise RuleBroken("plan.gone")
        return video_form(found)

    def done_words(self, form: VideoForm) -> str:
        return _("Saved: {what}").format(what=form.name.strip())

    def value_words(self, name: str, value: object) -> str:
        return kind_word(value) if isinstance(value, VideoKind) else super().value_words(name, value)

    def compared(self) -> dict[str, str]:
        return {**super().compared(), "active": self.active.text()}

    def _kind(self) -> VideoKind:
        found = self.kind.value()
        return found if isinstance(found, VideoKind) else VideoKind.TEMPLATE

    def _show_kind(self) -> None:
        """Ask what this kind needs; only what is saved can be tried."""
        kind, saved = self._kind(), self._stands
        self.address_field.setVisible(kind is not VideoKind.MANUAL)
        self.path_field.setVisible(kind is VideoKind.HTTP)
        self.address.setPlaceholderText(_EXAMPLES.get(kind, ""))
        hint = _("For {token} 32 random signs are put, so that nobody guesses a link.")
        asked = _("It is asked there (POST) for each link.")
        self.address_field.set_hint(hint if kind is VideoKind.TEMPLATE else asked)
        may_try = saved is not None and saved.kind is kind
        self.trial.setVisible(may_try and kind is not VideoKind.MANUAL)
        self._first.setVisible(not may_try and kind is not VideoKind.MANUAL)


class VideoSection(Listing):
    """Enter opens a platform. One that is new is opened again once it is saved, to be tried out."""

    name = "video"
    icon = "ph.video-camera"
    editor: VideoEditor

    def __init__(self, context: Context) -> None:
        self.title = _("Video")
        self.new_word = _("New platform")
        self.empty = (
            _("No platform is set up"),
            _("Who books by video pastes a link. A platform makes one by itself."),
        )
        self._views: dict[int, VideoLine] = {}
        self._made: int | None = None
        super().__init__(context)
        self.editor.planning.saved.connect(self._note_made)
        self.editor.trial.kept.connect(self.reload)

    def make_editor(self) -> VideoEditor:
        return VideoEditor(self.context, "video", self)

    def read(self, center: CenterChoice) -> tuple[VideoLine, ...]:
        del center
        return self.context.clinic.video.all()

    def rows(self, found: tuple[VideoLine, ...]) -> Sequence[Row]:
        self._views = {view.id: view for view in found}
        return [_row(view) for view in found]

    def start_new(self) -> None:
        self.editor.start_new()

    def start_edit(self, key: Any) -> bool:
        self.editor.start_edit(self._views[key])
        return True

    def _note_made(self, form: VideoForm, saved: Any) -> None:
        if form.platform_id is None and form.kind is not VideoKind.MANUAL:
            self._made = saved.id

    def _found(self, found: object) -> None:
        super()._found(found)
        made, self._made = self._made, None
        if made in self._views and self.editor_place.isHidden():
            self.edit(made)
        else:
            self._made = made


def kind_word(kind: VideoKind) -> str:
    """How the links of a platform come about."""
    return {
        VideoKind.TEMPLATE: _("By template"),
        VideoKind.HTTP: _("Asked of a provider"),
        VideoKind.MANUAL: _("Pasted by hand"),
    }[kind]


def _row(view: VideoLine) -> Row:
    lacks = _("No secret here") if view.kind is VideoKind.HTTP and not view.has_secret else ""
    line = view.address or kind_word(view.kind)
    return Row(view.id, view.name, line, right_line=lacks if view.active else _("Not in use"))


def video_form(view: VideoLine) -> VideoForm:
    """The form as a person would have typed what is saved."""
    return VideoForm(view.name, view.kind, view.address, view.answer_path, view.active, view.id, view.version)
