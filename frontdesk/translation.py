"""The language of every text for people: set once, before the first text is asked for, and English until then.

A text goes through `_` or `ngettext` when it is shown, never while a module is imported: so it follows the language.
"""

import gettext
from pathlib import Path
from typing import Final

DOMAIN: Final = "frontdesk"

CATALOGUES: Final = Path(__file__).parent / "languages"
"""Folder of the compiled catalogues: `LANGUAGE/LC_MESSAGES/frontdesk.mo`."""

_spoken: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_from_right = [False]
_ISOLATE: Final = "\N{LEFT-TO-RIGHT ISOLATE}"
_END: Final = "\N{POP DIRECTIONAL ISOLATE}"


def speak(translations: gettext.NullTranslations, *, right_to_left: bool = False) -> None:
    """From now on texts are given in this language, which may be written from right to left."""
    _spoken[0] = translations
    _from_right[0] = right_to_left


def in_order(number: str) -> str:
    """A number of several groups, whose order is kept also amid a text that is written from right to left."""
    return f"{_ISOLATE}{number}{_END}" if _from_right[0] and number else number


def catalogue(language: str, folder: Path = CATALOGUES) -> gettext.NullTranslations:
    """What is translated into a language (`pt`, `pt_BR`); English texts for what is not, or not yet."""
    return gettext.translation(DOMAIN, folder, [language], fallback=True)


def _(text: str) -> str:
    """`text` in the language spoken."""
    return _spoken[0].gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the text that fits `count`, in the language spoken."""
    return _spoken[0].ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """`text` in the language spoken, where the same English word has another meaning elsewhere."""
    return _spoken[0].pgettext(context, text)
