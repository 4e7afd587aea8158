"""What HTML a clinic may write into a template: formatting, links and pictures, nothing that runs or asks."""

import re
from html.parser import HTMLParser
from typing import Final

from frontdesk.rules.problems import RuleBroken

_FORBIDDEN: Final = frozenset({
    *("script", "iframe", "object", "embed", "applet", "frame", "frameset", "template", "noscript", "plaintext", "xmp"),
    *("form", "input", "button", "textarea", "select", "svg", "math", "video", "audio", "source"),
    *("html", "head", "body", "style", "title", "link", "meta", "base"),
})  # fmt: skip
"""The page around it is ours; the others run, load or ask for something."""
_LINKS: Final = (
    *("accept_link", "reschedule_link", "cancel_link"),
    *("decline_link", "confirm_link", "completion_link"),
)
_WHOLE_LINK: Final = re.compile(f"\ue000({'|'.join(_LINKS)})\ue001")
_SAFE_ADDRESS: Final = re.compile(r"(https?://|mailto:|tel:|cid:|#)", re.IGNORECASE)
_MAKES_TAG: Final = re.compile("<[/!?]*[\ue000\ue001]")


def check_markup(marked: str) -> None:
    """Refuse HTML that no mail should have; places are marked by U+E000 and U+E001.

    Raises RuleBroken at `html`: `template.tag` (param `tag`), `template.attribute` (param `attribute`), and
    `template.place` where a place stands inside a tag: only a link may, as the whole of an `href`.
    """
    if _MAKES_TAG.search(marked):
        raise RuleBroken("template.place", fields=("html",))
    reader = _Reader()
    reader.feed(marked)
    reader.close()


class _Reader(HTMLParser):
    """Raises at the first thing that is not allowed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN:
            raise RuleBroken("template.tag", fields=("html",), tag=tag)
        if "\ue000" in tag:
            raise RuleBroken("template.place", fields=("html",))
        for name, value in attrs:
            _check_attribute(name, (value or "").strip())

    def handle_comment(self, data: str) -> None:
        if "\ue000" in data:
            raise RuleBroken("template.place", fields=("html",))

    def unknown_decl(self, data: str) -> None:
        raise RuleBroken("template.tag", fields=("html",), tag=data[:20])

    def handle_decl(self, decl: str) -> None:
        raise RuleBroken("template.tag", fields=("html",), tag=decl[:20])

    def handle_pi(self, data: str) -> None:
        raise RuleBroken("template.tag", fields=("html",), tag=data[:20])


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on") or name in {"srcdoc", "formaction", "background", "ping", "http-equiv"}:
        raise RuleBroken("template.attribute", fields=("html",), attribute=name[:40])
    if "\ue000" in name or ("\ue000" in value and not (name == "href" and _WHOLE_LINK.fullmatch(value))):
        raise RuleBroken("template.place", fields=("html",))
    address = name in {"href", "src"} and "\ue000" not in value
    if address and not _SAFE_ADDRESS.match(value):
        raise RuleBroken("template.attribute", fields=("html",), attribute=name)
