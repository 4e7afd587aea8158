"""What the form of a video platform has beside what is typed: the provider's secret, and a link made to try it out."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.messages.video import LONGEST_SECRET
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import VideoKind
from frontdesk.services.forms import new_command_id
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets import button, label
from ui.widgets.flow import Flow

LANE = "outside"
"""A provider may take long to answer; nothing else waits for it."""
_SIGN = 14


class VideoTrial(QFrame):
    """`show_platform` it as it is saved; `kept` when its secret is another."""

    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("video_trial")
        self._context = context
        self._id = 0
        self.secret_words = label(_("Secret"), style="caption")
        self.secret = QLineEdit()
        self.secret.setObjectName("video_secret")
        self.secret.setAccessibleName(_("Secret"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(LONGEST_SECRET)
        self.said = label("", style="small", wrap=True, name="video_secret_said")
        self.keep = button(_("Keep secret"), name="video_keep_secret", icon="ph.key")
        self.forget = button(_("Remove secret"), name="video_forget_secret")
        self.test = button(_("Make a link to try it"), name="video_test", icon="ph.video-camera")
        self._sign = label("")
        self.answer = label("", wrap=True, name="video_answer")
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out()
        self.keep.clicked.connect(lambda: self._keep(self.secret.text()))
        self.forget.clicked.connect(lambda: self._keep(""))
        self.test.clicked.connect(self._test)
        self.secret.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(SPACE[0])
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.answer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.secret_words)
        column.addWidget(self.secret)
        column.addWidget(self.said)
        column.addWidget(Flow((self.keep, self.forget, self.test), spacing=SPACE[1], before=0))
        column.addLayout(said)

    def show_platform(self, platform_id: int, kind: VideoKind, *, has_secret: bool) -> None:
        """The platform as it is saved; what is typed is dropped."""
        self._id = platform_id
        self.secret.clear()
        self._answer("", "", "")
        is_asked = kind is VideoKind.HTTP
        for part in (self.secret_words, self.secret, self.said, self.keep):
            part.setVisible(is_asked)
        self.forget.setVisible(is_asked and has_secret)
        self.test.setVisible(kind is not VideoKind.MANUAL)
        self.test.setEnabled(True)
        self.keep.setEnabled(False)
        self.secret.setPlaceholderText(_("Saved; type to replace it") if has_secret else "")
        words = _("Sent to the provider alone. Kept in the key ring of this computer; {variable} can give one, too.")
        self.said.setText(words.format(variable=f"FRONTDESK_VIDEO_SECRET_{platform_id}"))

    def _keep(self, typed: str) -> None:
        video, number, command_id = self._context.clinic.video, self._id, new_command_id()
        self.keep.setEnabled(False)
        self._context.tasks.run(
            lambda: video.keep_secret(number, typed, command_id), lambda _none: self._kept(bool(typed)), self._refused
        )

    def _kept(self, has_secret: bool) -> None:
        self.show_platform(self._id, VideoKind.HTTP, has_secret=has_secret)
        self._answer("ph.check-circle", "good", _("The secret is kept.") if has_secret else _("The secret is removed."))
        self.kept.emit()

    def _test(self) -> None:
        video, number = self._context.clinic.video, self._id
        self.test.setEnabled(False)
        self._answer("ph.hourglass", "muted", _("Making the link…"))
        self._context.tasks.run(
            lambda: video.test(number), self._tested, self._refused, lane=LANE, key="administration.video.test"
        )

    def _tested(self, link: str) -> None:
        self.test.setEnabled(True)
        self._answer("ph.check-circle", "good", _("It made this link: {link}").format(link=link))

    def _refused(self, problem: Problem) -> None:
        self.test.setEnabled(True)
        self.keep.setEnabled(bool(self.secret.text().strip()))
        self._answer("ph.warning-circle", "danger", sentence(problem))

    def _answer(self, sign: str, colour: str, words: str) -> None:
        if sign:
            self._sign.setPixmap(icon(sign, colour).pixmap(QSize(_SIGN, _SIGN)))
        self.answer.setText(words)
        for part in (self._sign, self.answer):
            part.setVisible(bool(words))
