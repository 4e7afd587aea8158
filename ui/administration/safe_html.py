"""Shows HTML that people wrote, as a mail program would: it loads nothing, opens nothing and obeys nothing."""

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from ui.theme import LIGHT

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
        self.document().setDefaultStyleSheet(f"a {{ color: {LIGHT.accent} }}")  # the paper is light in the dark too

    def show_html(self, html: str, picture: bytes) -> None:
        """Show this, with that picture (PNG) wherever it names the one that comes with it."""
        self._picture = QImage.fromData(picture) if picture else QImage()
        at = self.verticalScrollBar().value()
        self.document().clear()
        self.setHtml(html)
        self._weigh()
        self.verticalScrollBar().setValue(at)

    def _weigh(self) -> None:
        """Draw what is bold with the letters that are made for it: a document by itself smears those of Inter."""
        block, cursor = self.document().begin(), QTextCursor(self.document())
        while block.isValid():
            for one in block.textFormats():
                if one.format.fontWeight() > QFont.Weight.Medium:
                    cursor.setPosition(block.position() + one.start)
                    cursor.setPosition(block.position() + one.start + one.length, QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(_bold(one.format.font()))
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Nothing but the picture. An answer that is none would let Qt look for a file of that name."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            given = QUrl(name).scheme() == _OWN and not self._picture.isNull()
            return self._picture if given else _nothing_to_see()
        return QByteArray(b" ")

    def setSource(self, *_args: object) -> None:  # noqa: N802  Qt's name
        """Nowhere to go."""


def _bold(font: QFont) -> QTextCharFormat:
    """That font as heavy as what is strong elsewhere in the window, see `ui.theme.fonts`; all else stays."""
    font.setWeight(QFont.Weight.DemiBold)
    font.setVariableAxis(QFont.Tag.fromString("wght"), float(QFont.Weight.DemiBold.value))
    made = QTextCharFormat()
    made.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    return made


def _nothing_to_see() -> QImage:
    made = QImage(1, 1, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    return made
