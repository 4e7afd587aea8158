"""Text stands out 4.5:1 and shapes 3:1, in both themes, on everything they are ever painted on (UX-3)."""

import pytest

from ui.theme import DARK, LIGHT, ServiceColour, Tokens

TEXT_ON = {
    "text": ("window", "surface", "closed", "hover", "accent_tint", "danger_tint", "warning_tint"),
    "muted": ("window", "surface", "closed", "hover", "accent_tint"),
    "accent": ("surface", "accent_tint", "hover"),
    "on_accent": ("accent", "accent_hover"),
    "danger": ("surface", "danger_tint"),
    "warning": ("surface", "warning_tint"),
    "good": ("surface",),
    "info": ("surface", "closed"),
    "waiting": ("surface", "closed"),
    "on_badge": ("warning",),
}
SHAPE_ON = {
    "outline": ("surface", "window"),
    "accent": ("surface", "window"),
    "now": ("surface", "window", "closed"),
    "danger": ("surface", "danger_tint"),
    "good": ("surface",),
}


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.feature("UX-3")
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 4.5), (SHAPE_ON, 3.0)], ids=["text", "shapes"])
def test_every_pair_that_is_used_stands_out(tokens: Tokens, pairs: dict[str, tuple[str, ...]], least: float) -> None:
    weak = {
        f"{front} on {back}": round(contrast(tokens.colour(front), tokens.colour(back)), 2)
        for front, backs in pairs.items()
        for back in backs
        if contrast(tokens.colour(front), tokens.colour(back)) < least
    }
    assert weak == {}


@pytest.mark.feature("UX-3")
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_cards_of_every_service_can_be_read_and_told_apart_from_the_page(tokens: Tokens) -> None:
    for service in tokens.services:
        assert contrast(tokens.text, service.tint) >= 4.5
        assert contrast(tokens.muted, service.tint) >= 4.5
        assert contrast(service.bar, tokens.surface) >= 3.0
        assert contrast(service.bar, service.tint) >= 3.0
        assert contrast(tokens.warning, service.tint) >= 3.0  # the corner of an overbooked card


def test_there_are_eight_service_colours_and_the_ninth_begins_again() -> None:
    assert len(set(LIGHT.services)) == len(set(DARK.services)) == 8
    assert LIGHT.service(8) == LIGHT.service(0) == ServiceColour("#2F6FDE", "#E8F0FD")
