"""The language of the window: every text for a person goes through `_` or `ngettext`."""

import gettext

_translations: gettext.NullTranslations = gettext.NullTranslations()


def _(text: str) -> str:
    """`text` in the language of the window."""
    return _translations.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the text that fits `count`, in the language of the window."""
    return _translations.ngettext(one, many, count)
