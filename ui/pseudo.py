"""Two languages that nobody speaks, which show what no translation would reach: `wear` one before the window is made.

In both every text stands in brackets and is a third longer, so that a text without brackets is not translatable and a
cut one has lost its end. The mirrored one is written from right to left, in Hebrew letters.
"""

import gettext
import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.translation import speak

OPENS: Final = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}"
CLOSES: Final = "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"

_KEPT = re.compile(r"\{[^}]*\}|&(?=\w)|\d+")
"""What stays as it is: places to be filled, the mark of a menu's key, figures."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTS = str.maketrans(_LATIN + _LATIN.upper(), "àƀçđéƒğĥîĵķłɱñöþǫŕšţûṽŵẋýžÀɃÇĐÉƑĞĤÎĴĶŁⱮÑÖÞǪŔŠŢÛṼŴẊÝŽ")
_HEBREW = str.maketrans(_LATIN + _LATIN.upper(), "אבגדהופחיטכלמנסעפצקרשתוזחט" * 2)
_VOWELS = re.compile("([aeiouyAEIOUY])")


class Pseudo(gettext.NullTranslations):
    """Accents on every letter."""

    _letters = _ACCENTS

    def gettext(self, message: str) -> str:
        """The text in brackets, its vowels twice; a text without letters stays as it is."""
        if not any(sign.isalpha() for sign in _KEPT.sub("", message)):
            return message
        parts: list[str] = []
        at = 0
        for kept in _KEPT.finditer(message):
            parts += [self._changed(message[at : kept.start()]), kept[0]]
            at = kept.end()
        parts.append(self._changed(message[at:]))
        return f"{OPENS}{''.join(parts)}{CLOSES}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The English form for `n`, changed in the same way."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, _context: str, message: str) -> str:
        """The same in every context."""
        return self.gettext(message)

    def _changed(self, part: str) -> str:
        return _VOWELS.sub(r"\1\1", part).translate(self._letters)


class Mirrored(Pseudo):
    """Hebrew letters, from right to left."""

    _letters = _HEBREW


def wear(app: QApplication, *, mirrored: bool) -> None:
    """Speak one of them from now on, and lay everything out as it asks for."""
    speak(Mirrored() if mirrored else Pseudo(), right_to_left=mirrored)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
