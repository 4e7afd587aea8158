"""Texts as people type them: cleaned of nothing they meant, refused when they cannot be kept."""

import unicodedata

from frontdesk.rules.problems import RuleBroken


def typed_text(text: str, field: str, longest: int, *, required: bool = False, lines: bool = True) -> str:
    """The text without blanks around it, in Unicode's composed form.

    Raises RuleBroken at `field`: `text.missing`, `text.too-long` (param `longest`, characters),
    `text.control` for control characters (line ends and tabs are allowed where `lines`).
    """
    if len(text) > 4 * longest + 1000:
        raise RuleBroken("text.too-long", fields=(field,), longest=longest)
    wanted = unicodedata.normalize("NFC", text).strip()
    if len(wanted) > longest:
        raise RuleBroken("text.too-long", fields=(field,), longest=longest)
    allowed = "\n\t" if lines else ""
    wanted = wanted.replace("\r\n", "\n")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in allowed for letter in wanted):
        raise RuleBroken("text.control", fields=(field,))
    if required and not visible(wanted):
        raise RuleBroken("text.missing", fields=(field,))
    return wanted


def visible(text: str) -> bool:
    """Whether a person sees anything of it: not only blanks and direction marks."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)
