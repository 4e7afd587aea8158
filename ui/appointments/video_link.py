"""Where a video appointment takes place: its link, to be opened or copied."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.views.appointment import AppointmentView
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.flow import Flow
from ui.widgets.link import Link

_HTTPS = "https"


class VideoLink(QWidget):
    """Hidden where there is none; a link that is no https address is shown and not opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("summary_video")
        self._link = ""
        self.platform = label("", style="muted", wrap=True, name="summary_video_platform")
        self.open_link = Link(_("Open the call"), name="summary_video_open")
        self.copy_link = Link(_("Copy its link"), name="summary_video_copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.platform)
        column.addWidget(Flow((self.open_link, self.copy_link), spacing=SPACE[2]))
        self.open_link.clicked.connect(self._open)
        self.copy_link.clicked.connect(self._copy)
        self.hide()

    def show_view(self, view: AppointmentView) -> None:
        """Show the link of this appointment."""
        self._link = view.video_link
        self.platform.setText(view.video_platform)
        self.platform.setVisible(bool(view.video_platform))
        self.copy_link.setText(_("Copy its link"))
        self.open_link.setEnabled(QUrl(self._link).scheme() == _HTTPS)
        for one in (self.open_link, self.copy_link):
            one.setAccessibleDescription(self._link)
        self.setVisible(bool(self._link))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._link, QUrl.ParsingMode.StrictMode))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self.copy_link.setText(_("Copied"))
