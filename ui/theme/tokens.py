"""Every colour, distance and size of the window, light and dark; the only place with colour literals."""

from typing import NamedTuple

SPACE = (4, 8, 12, 16, 24)
"""Distances in logical pixels; nothing stands in between."""

RADIUS = 6
"""Radius of corners, logical pixels."""

SIZES = {"small": 9, "normal": 10, "large": 12, "title": 16}
"""Sizes of type in points."""


class ServiceColour(NamedTuple):
    """How a service shows on a card: the bar at its left and the tint behind its text."""

    bar: str
    tint: str


class Tokens(NamedTuple):
    """One theme. All colours are `#RRGGBB`."""

    dark: bool
    window: str
    surface: str
    line: str
    faint_line: str
    outline: str
    """The line around what is typed into or ticked: 3:1 against what lies around it."""
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str
    closed: str
    hover: str
    """Behind a row or a quiet button under the pointer."""
    now: str
    danger: str
    danger_tint: str
    good: str
    warning: str
    warning_tint: str
    info: str
    waiting: str
    on_badge: str
    services: tuple[ServiceColour, ...]

    def colour(self, name: str) -> str:
        """The colour of the token called `name`, or of service bar n for `service:n`."""
        if name.startswith("service:"):
            return self.service(int(name.removeprefix("service:"))).bar
        return str(getattr(self, name))

    def service(self, number: int) -> ServiceColour:
        """The colour of a service by the number that its record carries; numbers beyond the palette begin again."""
        return self.services[number % len(self.services)]


LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    line="#E2E6EB",
    faint_line="#EEF0F3",
    outline="#858F9C",
    text="#1A1F27",
    muted="#566070",
    disabled="#9AA3AF",
    accent="#0B7A75",
    accent_hover="#096560",
    accent_tint="#E3F3F1",
    on_accent="#FFFFFF",
    closed="#F1F3F5",
    hover="#F0F2F5",
    now="#D92D20",
    danger="#C9251A",
    danger_tint="#FDECEA",
    good="#14803C",
    warning="#AD4F09",
    warning_tint="#FCEFE3",
    info="#2563D4",
    waiting="#7A4FC7",
    on_badge="#FFFFFF",
    services=(
        ServiceColour("#2F6FDE", "#E8F0FD"),
        ServiceColour("#0B7A75", "#E2F3F1"),
        ServiceColour("#B4530A", "#FCEFE3"),
        ServiceColour("#7A4FC7", "#F1EBFB"),
        ServiceColour("#A8326B", "#FBE9F1"),
        ServiceColour("#5B6B16", "#F1F4DF"),
        ServiceColour("#3A4352", "#EAEDF1"),
        ServiceColour("#6B1F14", "#F8E8E4"),
    ),
)

DARK = Tokens(
    dark=True,
    window="#12151A",
    surface="#1A1E25",
    line="#2C333D",
    faint_line="#232932",
    outline="#6B7686",
    text="#E8EBF0",
    muted="#9BA6B5",
    disabled="#5F6978",
    accent="#36B5AA",
    accent_hover="#4AC6BB",
    accent_tint="#16322F",
    on_accent="#08211F",
    closed="#161A20",
    hover="#222831",
    now="#FF6B5E",
    danger="#FF7A6E",
    danger_tint="#3A1B1A",
    good="#4CC38A",
    warning="#F0A35E",
    warning_tint="#3A2513",
    info="#7FB0FF",
    waiting="#B79BF2",
    on_badge="#08211F",
    services=(
        ServiceColour("#5B93F5", "#1D2C47"),
        ServiceColour("#2FA79E", "#15302E"),
        ServiceColour("#DB7A2B", "#3A2513"),
        ServiceColour("#9C78E0", "#2B2240"),
        ServiceColour("#D2588F", "#3A1B2A"),
        ServiceColour("#93A635", "#2A2F12"),
        ServiceColour("#A9B4C3", "#262C36"),
        ServiceColour("#E39A8A", "#38201B"),
    ),
)
