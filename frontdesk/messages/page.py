"""The one calm layout of messages in HTML: tables and inline styles, which is what mail programs understand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from frontdesk.messages.templates import CLOSE, OPEN

_INK, _MUTED, _ACCENT, _GROUND, _LINE = "#1c2529", "#5a676d", "#0b6a6a", "#f3f5f5", "#dde3e4"
_TYPE = "font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif"
_PLACED = re.compile(f"{OPEN}([a-z_]+){CLOSE}")
_LINK = re.compile(f"^([^{OPEN}]*?)\\s*[:：]?\\s*{OPEN}([a-z]+_link){CLOSE}$")
_LABELLED = re.compile(f"^([^{OPEN}]{{1,40}}?)\\s*[:：]\\s*({OPEN}.*)$")
_Sides = tuple[str, str]
"""Where reading begins, and where it ends: left and right, or right and left."""
_STRONG = frozenset({"when", "code"})


def document(body: str, title: str, language: str, direction: str) -> str:
    """The whole page around `body`; `title` is escaped. `direction` is `ltr` or `rtl`."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n</head>\n'
        f'<body style="margin:0;padding:0;background:{_GROUND}">\n'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:{_GROUND}">\n'
        f'<tr><td align="center" style="padding:24px 12px">\n'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" dir="{direction}" '
        f'style="max-width:560px;background:#ffffff;border:1px solid {_LINE};border-radius:12px">\n'
        f'<tr><td style="padding:32px;{_TYPE};color:{_INK};word-break:break-word">\n'
        f"{body}\n</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n"
    )


def block(marked: str, safe: Mapping[str, str], picture: str, direction: str = "ltr") -> str:
    """The body made from a rendered text whose places are marked; `safe` are their values, escaped.

    Lines `label: place` become a table, links become buttons, the QR code of Content-ID `picture` follows the code.
    Sides are named, left and right by `direction`: many mail programs know no other ones.
    """
    parts: list[str] = []
    sides = ("left", "right") if direction == "ltr" else ("right", "left")
    shown = not picture
    for paragraph in marked.split("\n\n"):
        parts.append(_paragraph(paragraph.split("\n"), safe, sides))
        if not shown and f"{OPEN}code{CLOSE}" in paragraph:
            parts.append(_picture(picture))
            shown = True
    if not shown:
        parts.insert(max(len(parts) - 1, 0), _picture(picture))
    return "\n".join(parts)


def _paragraph(lines: Sequence[str], safe: Mapping[str, str], sides: _Sides) -> str:
    if lines == [f"{OPEN}message{CLOSE}"]:
        words, start = safe["message"].replace("\n", "<br>\n"), sides[0]
        look = f"margin:0 0 20px;padding-{start}:14px;border-{start}:3px solid {_ACCENT}"
        return f'<p style="{look}">{words}</p>'
    if lines[0].startswith(f"{OPEN}clinic{CLOSE}"):
        rows = "<br>\n".join(_filled(line, safe) for line in lines)
        return f'<p style="margin:28px 0 0;padding-top:16px;border-top:1px solid {_LINE};color:{_MUTED}">{rows}</p>'
    return "\n".join(_runs(lines, safe, sides))


def _runs(lines: Sequence[str], safe: Mapping[str, str], sides: _Sides) -> Iterator[str]:
    """Lines of one kind together: a table of labelled ones, buttons, or a paragraph."""
    kinds = [_kind(line) for line in lines]
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or kinds[end] != kinds[start]:
            run = lines[start:end]
            yield {"link": _buttons, "label": _table, "": _plain}[kinds[start]](run, safe, sides)
            start = end


def _kind(line: str) -> str:
    if _LINK.match(line):
        return "link"
    return "label" if _LABELLED.match(line) else ""


def _plain(lines: Sequence[str], safe: Mapping[str, str], _sides: _Sides) -> str:
    return f'<p style="margin:0 0 20px">{"<br>".join(_filled(line, safe) for line in lines)}</p>'


def _table(lines: Sequence[str], safe: Mapping[str, str], sides: _Sides) -> str:
    rows = []
    for line in lines:
        found = _LABELLED.match(line)
        label, value = (found[1], found[2]) if found else ("", line)
        rows.append(
            f'<tr><td valign="top" style="padding:4px 0;padding-{sides[1]}:20px;color:{_MUTED};white-space:nowrap">'
            f'{escape(label)}</td><td valign="top" style="padding:4px 0">{_filled(value, safe)}</td></tr>'
        )
    return (
        f'<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px;{_TYPE};color:{_INK}">\n'
        + "\n".join(rows)
        + "\n</table>"
    )


def _buttons(lines: Sequence[str], safe: Mapping[str, str], _sides: _Sides) -> str:
    """The first in the accent colour, the others in outline."""
    made = []
    for number, line in enumerate(lines):
        found = _LINK.match(line)
        label, name = (found[1], found[2]) if found else (line, "")
        look = f"background:{_ACCENT};color:#ffffff" if number == 0 else f"background:#ffffff;color:{_ACCENT}"
        made.append(
            f'<a href="{safe.get(name, "")}" style="display:inline-block;margin:0 0 10px;'
            f'padding:10px 18px;border:1px solid {_ACCENT};border-radius:8px;text-decoration:none;{look}">'
            f"{escape(label) or safe.get(name, '')}</a>"
        )
    return f'<p style="margin:0 0 10px">{" &nbsp; ".join(made)}</p>'


def _picture(picture: str) -> str:
    return (
        f'<p style="margin:0 0 20px"><img src="cid:{picture}" alt="QR" width="168" height="168" '
        f'style="display:block;border:1px solid {_LINE};border-radius:8px"></p>'
    )


def _filled(line: str, safe: Mapping[str, str]) -> str:
    """The line escaped, its places with their values."""
    return _PLACED.sub(lambda match: _value(match[1], safe), escape(line))


def _value(name: str, safe: Mapping[str, str]) -> str:
    value = safe.get(name, "")
    if name.endswith("_link"):
        return f'<a href="{value}" style="color:{_ACCENT}">{value}</a>'
    value = value.replace("\n", "<br>\n")
    return f"<strong>{value}</strong>" if name in _STRONG else value
