"""Shows HTML that people wrote, as a mail program would: it loads nothing, opens nothing and obeys nothing."""

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser

_OWN = "cid"
"""Scheme of the picture that comes with a message."""


class SafeHtml(QTextBrowser):
    """The one place of the window that shows HTML. Pictures, style sheets and files that it names are not read.

    Only the picture that was handed over shows, from memory. Links are words: no press opens them.
    """

    def __init__(self, *, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setProperty("paper", True)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        kinds = Qt.TextInteractionFlag
        self.setTextInteractionFlags(kinds.TextSelectableByMouse | kinds.TextSelectableByKeyboard)
        self._picture = QImage()

    def show_html(self, html: str, picture: bytes) -> None:
        """Show this, with that picture (PNG) wherever it names the one that comes with it."""
        self._picture = QImage.fromData(picture) if picture else QImage()
        at = self.verticalScrollBar().value()
        self.document().clear()
        self.setHtml(html)
        self.verticalScrollBar().setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Nothing but the picture. An answer that is none would let Qt look for a file of that name."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            given = QUrl(name).scheme() == _OWN and not self._picture.isNull()
            return self._picture if given else _nothing_to_see()
        return QByteArray(b" ")

    def setSource(self, *_args: object) -> None:  # noqa: N802  Qt's name
        """Nowhere to go."""


def _nothing_to_see() -> QImage:
    made = QImage(1, 1, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    return made
