"""What the places of a template stand for in one message, in one language: plain text, cleaned of what is not seen."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from babel import Locale

from frontdesk.local_dates import clock, day, day_within, locale_of, place_of, span
from frontdesk.messages.templates import answer_words, words
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import Action, Modality, Status
from frontdesk.views.message import MessageView

_ORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\ue000\ue001")
"""Signs that turn around what stands beside them, and those that mark places."""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that a message leads to; empty without the setting `links.address`."""

    accept: str = ""
    suggest: str = ""
    cancel: str = ""
    decline: str = ""
    confirm: str = ""
    completion: str = ""


def links_of(address: Callable[[Action], str]) -> Links:
    """The addresses of the actions, where `address` gives one, else empty."""
    return Links(
        accept=address(Action.CONSUMER_ACCEPTS),
        suggest=address(Action.CONSUMER_SUGGESTS),
        cancel=address(Action.CANCEL),
        decline=address(Action.CONSUMER_DECLINES),
        confirm=address(Action.CONSUMER_CONFIRMS),
        completion=address(Action.CONFIRM_COMPLETION),
    )


def values(view: MessageView, links: Links, language: str) -> dict[str, str]:
    """The text of every place, empty where there is none; lines are kept only where people write several."""
    locale = locale_of(language)
    short = view.wall_start
    return {
        "consumer": line(view.consumer),
        "first_name": line(view.first_name),
        "service": _service(view, language),
        "clinician": line(view.clinician),
        "center": line(view.center),
        "address": line(view.address) if view.modality is Modality.IN_PERSON else "",
        "room": line(view.room),
        "place": where(view, language),
        "phone": line(view.phone),
        "clinic": line(view.clinic),
        "when": _when(view, locale, language),
        "day": day_within(short, locale) if short else "",
        "time": clock(short, locale) if short else "",
        "zone": _zone(view.zone, language),
        "was": _moment(view.was_wall_start, view.zone, locale, language) if view.was_wall_start else "",
        "was_clinician": line(view.was_clinician),
        "bring": line(view.what_to_bring),
        "code": view.code,
        "message": "\n\n".join(clean(text) for text in view.texts),
        "suggestions": "\n".join(_moment(one, view.zone, locale, language) for one in view.suggestions),
        "answer_by": _moment(to_wall(view.answer_by, view.zone), view.zone, locale, language) if view.answer_by else "",
        "goals": clean(view.goals),
        "accept_link": links.accept,
        "reschedule_link": links.suggest,
        "cancel_link": links.cancel,
        "decline_link": links.decline,
        "confirm_link": links.confirm,
        "completion_link": links.completion,
        "video_link": video_link(view),
    } | (_to_staff(view, locale, language) if view.staff else {})


def _to_staff(view: MessageView, locale: Locale, language: str) -> dict[str, str]:
    """What only those who work here are told."""
    return {
        "staff": line(view.staff),
        "number": str(view.request or ""),
        "now": "now" if view.wants_now else "",
        "to": line(view.asked_for),
        "since": _moment(view.wall_since, view.zone, locale, language) if view.wall_since else "",
        "answer": answer_words(view.answer, language),
    }


def clean(text: str) -> str:
    """The text as typed, without control characters and signs that turn around others; lone surrogates show as such."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(sign) for sign in text)


def line(text: str) -> str:
    """The same on one line: several lines are joined by commas."""
    return ", ".join(" ".join(part.split()) for part in clean(text).splitlines() if part.strip())


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cs":
        return "\ufffd"
    hidden = (category == "Cc" and sign not in "\n\t") or sign in _ORDERING
    return "" if hidden else sign


def _service(view: MessageView, language: str) -> str:
    name = line(view.service)
    if view.dose is None:
        return name
    return f"{name} ({words(language).dose.format(number=view.dose, total=view.doses)})"


def where(view: MessageView, language: str) -> str:
    """Where it takes place: center, room and address, or that nobody need come."""
    if view.modality is not Modality.IN_PERSON:
        spoken = words(language)
        return {Modality.PHONE: spoken.phone, Modality.VIDEO: spoken.video}.get(view.modality, line(view.center))
    return ", ".join(part for part in (line(view.center), line(view.room), line(view.address)) if part)


def video_link(view: MessageView) -> str:
    """Where a video appointment that stands takes place; empty without a link."""
    stands = view.modality is Modality.VIDEO and view.status is not Status.CANCELLED
    return line(view.video_link) if stands else ""


def _when(view: MessageView, locale: Locale, language: str) -> str:
    """Day and time by the center's clock with its zone, and by the consumer's own clock where that differs."""
    if view.wall_start is None or view.wall_end is None:
        return ""
    here = f"{day(view.wall_start, locale)}, {span(view.wall_start, view.wall_end, locale)}"
    here = f"{here} ({_zone(view.zone, language)})"
    if view.start is None or view.end is None or view.consumer_zone == view.zone:
        return here
    try:
        start, end = to_wall(view.start, view.consumer_zone), to_wall(view.end, view.consumer_zone)
    except (LookupError, ValueError):  # the zone of a consumer is a text that rules of zones may no longer know
        return here
    if start == view.wall_start:
        return here
    away = span(start, end, locale)
    if start.date() != view.wall_start.date():
        away = f"{day_within(start, locale)}, {away}"
    return f"{here} · {away} ({_zone(view.consumer_zone, language)})"


def _moment(wall: datetime, zone: str, locale: Locale, language: str) -> str:
    return f"{day_within(wall, locale)}, {clock(wall, locale)} ({_zone(zone, language)})"


@lru_cache(maxsize=1024)
def _zone(zone: str, language: str) -> str:
    """`Lisbon time`."""
    return words(language).zone.format(place=place_of(zone, locale_of(language)))
