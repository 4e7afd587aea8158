"""What the form of a video platform has beside what is typed: the provider's secret, and a link made to try it out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from frontdesk.messages.video import LONGEST_SECRET
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import VideoKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.video import Video
from ui.administration.trial_part import TrialPart
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button
from ui.widgets.flow import Flow


class VideoTrial(TrialPart):
    """`show_platform` it as it is saved."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "video", _("Make a link to try it"), "ph.video-camera")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(LONGEST_SECRET)
        self.keep = button(_("Keep secret"), name="video_keep_secret", icon="ph.key")
        self.forget = button(_("Remove secret"), name="video_forget_secret")
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = Flow((self.keep, self.forget, self.test), spacing=SPACE[1], before=0)
        self.lay_out(self.caption, self.secret, self.said, buttons)
        self.keep.clicked.connect(lambda: self._keep(self.secret.text()))
        self.forget.clicked.connect(lambda: self._keep(""))
        self.secret.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))

    def show_platform(self, platform_id: int, kind: VideoKind, *, has_secret: bool) -> None:
        """The platform as it is saved; what is typed is dropped."""
        self.system_id = platform_id
        self.secret.clear()
        self.say("")
        is_asked = kind is VideoKind.HTTP
        for part in (self.caption, self.secret, self.said, self.keep):
            part.setVisible(is_asked)
        self.forget.setVisible(is_asked and has_secret)
        self.test.setVisible(kind is not VideoKind.MANUAL)
        self.test.setEnabled(True)
        self.keep.setEnabled(False)
        self.secret.setPlaceholderText(_("Saved; type to replace it") if has_secret else "")
        words = _("Sent to the provider alone. Kept in the key ring of this computer; {variable} can give one, too.")
        self.said.setText(words.format(variable=f"FRONTDESK_VIDEO_SECRET_{platform_id}"))

    def _keep(self, typed: str) -> None:
        video, number, command_id = self.context.clinic.video, self.system_id, new_command_id()
        self.keep.setEnabled(False)
        self.context.tasks.run(
            lambda: video.keep_secret(number, typed, command_id), lambda _none: self._kept(bool(typed)), self.refused
        )

    def _kept(self, has_secret: bool) -> None:
        self.show_platform(self.system_id, VideoKind.HTTP, has_secret=has_secret)
        self.good(_("The secret is kept.") if has_secret else _("The secret is removed."))
        self.kept.emit()

    def service(self) -> Video:
        return self.context.clinic.video

    def testing_words(self) -> str:
        return _("Making the link…")

    def tested_words(self, answer: str) -> str:
        return _("It made this link: {link}").format(link=answer)

    def refused(self, problem: Problem) -> None:
        self.keep.setEnabled(bool(self.secret.text().strip()))
        super().refused(problem)
