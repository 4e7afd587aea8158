"""What the consumer form lets a person choose from: languages and time zones."""

from zoneinfo import available_timezones

from ui.texts import _


def languages() -> tuple[tuple[str, str], ...]:
    """Languages by code, in the order of their names in the window's language."""
    names = {
        "ar": _("Arabic"),
        "bg": _("Bulgarian"),
        "bn": _("Bengali"),
        "cs": _("Czech"),
        "da": _("Danish"),
        "de": _("German"),
        "el": _("Greek"),
        "en": _("English"),
        "es": _("Spanish"),
        "et": _("Estonian"),
        "fa": _("Persian"),
        "fi": _("Finnish"),
        "fr": _("French"),
        "he": _("Hebrew"),
        "hi": _("Hindi"),
        "hr": _("Croatian"),
        "hu": _("Hungarian"),
        "it": _("Italian"),
        "ja": _("Japanese"),
        "ko": _("Korean"),
        "lt": _("Lithuanian"),
        "lv": _("Latvian"),
        "nb": _("Norwegian"),
        "nl": _("Dutch"),
        "pl": _("Polish"),
        "pt": _("Portuguese"),
        "ro": _("Romanian"),
        "ru": _("Russian"),
        "sk": _("Slovak"),
        "sl": _("Slovenian"),
        "sr": _("Serbian"),
        "sv": _("Swedish"),
        "th": _("Thai"),
        "tr": _("Turkish"),
        "uk": _("Ukrainian"),
        "ur": _("Urdu"),
        "vi": _("Vietnamese"),
        "zh": _("Chinese"),
    }
    return tuple(sorted(names.items(), key=lambda one: one[1]))


def zones() -> tuple[tuple[str, str], ...]:
    """Every IANA zone that has a place, with its words; reads the zone files, so call it aside."""
    found = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return tuple((name, name.replace("_", " ")) for name in (*found, "UTC"))
