"""The section of video: where video appointments take place, and how their links are made."""

from frontdesk.rules.words import VideoKind
from frontdesk.services.video import Video, VideoForm, VideoLine
from ui.administration.boxes import text_line
from ui.administration.systems import SystemEditor, SystemsSection
from ui.administration.video_trial import VideoTrial
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Row, Segmented, label

_EXAMPLES = {VideoKind.TEMPLATE: "https://meet.example/{token}", VideoKind.HTTP: "https://provider.example/rooms"}


class VideoEditor(SystemEditor):
    """One platform."""

    id_name = "platform_id"
    trial: VideoTrial

    def service(self) -> Video:
        return self.context.clinic.video

    def lay_out_fields(self) -> None:
        self.new_title = _("New platform")
        self.address = text_line("video_address", 500)
        self.path = text_line("video_path", 100)
        self.path.setPlaceholderText("meeting.join_url")
        kinds = [(one, kind_word(one)) for one in VideoKind]
        self.kind = Segmented(kinds, name="video_kind", what=_("Links"), room=420)
        self.trial = VideoTrial(self.context)
        self._first = label(_("Save it first; then it can be tried out here."), style="small", wrap=True)
        self.add_name(_("What people here call it, such as Riverside Meet."))
        self.body.addWidget(self.add("kind", _("Links"), self.kind))
        self.address_field = self.add("address", _("Address"), self.address)
        self.path_field = self.add("answer_path", _("Place of the link in the answer"), self.path)
        self.path_field.set_hint(
            _("Names in the provider’s answer (JSON), joined by dots. Nothing about a consumer is sent.")
        )
        for part in (self.address_field, self.path_field, self.active, self._first, self.trial):
            self.body.addWidget(part)
        self.kind.chosen.connect(lambda _value: self._show_kind())

    def empty_form(self) -> VideoForm:
        return VideoForm("")

    def form_of(self, view: VideoLine) -> VideoForm:
        return VideoForm(view.name, view.kind, view.address, view.answer_path, view.active, view.id, view.version)

    def show_saved(self) -> None:
        saved: VideoLine | None = self.stands
        if saved is not None:
            self.trial.show_platform(saved.id, saved.kind, has_secret=saved.has_secret)
        self._show_kind()

    def form(self) -> VideoForm:
        return VideoForm(
            name=self.title_line.text(),
            kind=self._kind(),
            address=self.address.text(),
            answer_path=self.path.text(),
            active=self.active.isChecked(),
            platform_id=self.stands.id if self.stands else None,
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

    def value_words(self, name: str, value: object) -> str:
        return kind_word(value) if isinstance(value, VideoKind) else super().value_words(name, value)

    def _kind(self) -> VideoKind:
        found = self.kind.value()
        return found if isinstance(found, VideoKind) else VideoKind.TEMPLATE

    def _show_kind(self) -> None:
        """Ask what this kind needs; only what is saved can be tried."""
        kind, saved = self._kind(), self.stands
        self.address_field.setVisible(kind is not VideoKind.MANUAL)
        self.path_field.setVisible(kind is VideoKind.HTTP)
        self.address.setPlaceholderText(_EXAMPLES.get(kind, ""))
        hint = _("Each link has 32 random signs in place of {token}, so that nobody guesses one.")
        asked = _("Each link is asked for there (POST).")
        self.address_field.set_hint(hint if kind is VideoKind.TEMPLATE else asked)
        may_try = saved is not None and saved.kind is kind
        self.trial.setVisible(may_try and kind is not VideoKind.MANUAL)
        self._first.setVisible(not may_try and kind is not VideoKind.MANUAL)


class VideoSection(SystemsSection):
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
        super().__init__(context)

    def make_editor(self) -> VideoEditor:
        return VideoEditor(self.context, "video", self)

    def row(self, view: VideoLine) -> Row:
        lacks = _("No secret here") if view.kind is VideoKind.HTTP and not view.has_secret else ""
        line = view.address or kind_word(view.kind)
        return Row(view.id, view.name, line, right_line=lacks if view.active else _("Not in use"))

    def opens_again(self, form: VideoForm) -> bool:
        return form.kind is not VideoKind.MANUAL


def kind_word(kind: VideoKind) -> str:
    """How the links of a platform come about."""
    return {
        VideoKind.TEMPLATE: _("By template"),
        VideoKind.HTTP: _("Asked of a provider"),
        VideoKind.MANUAL: _("Pasted by hand"),
    }[kind]
