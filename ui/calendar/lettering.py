"""Texts cut to their room once and kept prepared, so that painting one costs a single call."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextOption, QTransform

from ui.theme import font
from ui.widgets.ellipsis import ELLIPSIS, ended

LONGEST = 500
"""Characters that are looked at; no card is as wide, and measuring a name of megabytes would stop the window."""
LEAST_ROOM = 14.0
"""Pixels under which not even one letter and the ellipsis would stand."""


class Lettering:
    """Prepared plain texts in one font for one device pixel ratio."""

    def __init__(self, used: QFont, ratio: float, *, mirrored: bool = False) -> None:
        self.font = used
        self._direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        self._mirrored = mirrored
        self.metrics = QFontMetricsF(used)
        self.height = self.metrics.height()
        self._ascent = self.metrics.ascent()
        self._ratio = ratio
        self._transform = QTransform.fromScale(ratio, ratio)
        self._kept: dict[tuple[str, int], QStaticText] = {}

    def top(self, y: float) -> float:
        """The top nearest to `y` with which the letters stand on a whole pixel of the screen: crisp, not blurred."""
        return round((y + self._ascent) * self._ratio) / self._ratio - self._ascent

    def text(self, said: str, width: int, *, whole_words: bool = False) -> QStaticText:
        """`said` in at most `width` pixels; with `whole_words` a word that does not fit is left out, not cut."""
        made = self._kept.get((said, width))
        if made is None:
            if len(self._kept) > 20_000:  # weeks of paging through days
                self._kept.clear()
            made = self._kept[said, width] = self._prepared(self.cut(said, width, whole_words=whole_words))
        return made

    def cut(self, said: str, width: float, *, whole_words: bool = False) -> str:
        """`said`, shortened with an ellipsis where it is too long; empty where nothing would be readable."""
        # Tabular figures make the hyphen-minus as wide as a figure, which tears double names apart.
        line = " ".join(said[:LONGEST].split()).replace("-", "\N{HYPHEN}")
        if self.metrics.horizontalAdvance(line) <= width:
            return line
        if width < LEAST_ROOM:
            return ""
        cut = self.metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        body = cut.removesuffix(ELLIPSIS)
        if whole_words and " " in body and not line[len(body) :].startswith(" "):
            body = body.rsplit(" ", 1)[0]
        return ended(body.rstrip(" ,·:") + ELLIPSIS, mirrored=self._mirrored)

    def wrapped(self, said: str, width: float) -> list[str]:
        """`said` on as many lines as it needs at that width, broken between words."""
        lines: list[str] = []
        for word in said[:LONGEST].split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.metrics.horizontalAdvance(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _prepared(self, said: str) -> QStaticText:
        made = QStaticText(said)
        made.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption()
        # A name written the other way must not take the time to the other side of the card.
        option.setTextDirection(self._direction)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        made.setTextOption(option)
        made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        made.prepare(self._transform, self.font)
        return made


class Letterings:
    """The fonts of the calendar: titles of cards with tabular figures, lines under them, names in the headers."""

    def __init__(self, ratio: float, *, mirrored: bool = False) -> None:
        self.title = Lettering(font("small", strong=True, tabular=True), ratio, mirrored=mirrored)
        self.line = Lettering(font("small", tabular=True), ratio, mirrored=mirrored)
        self.name = Lettering(font("normal", strong=True), ratio, mirrored=mirrored)
