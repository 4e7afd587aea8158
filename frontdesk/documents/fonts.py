"""The fonts of documents: which are there, which of them has the glyphs of a text, opened when first needed."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_thai",
)
"""Fonts that come as dependencies, in the order in which they are asked; the first is the documents' own."""

SYSTEM = (
    # Chinese, Japanese, Korean. Debian's fonts-droid-fallback; Fedora; WenQuanYi.
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/nanum/NanumGothic.ttf",
    "/usr/share/fonts/truetype/unfonts-core/UnDotum.ttf",
    # Windows: Chinese, Japanese, Korean, then most other scripts.
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/msgothic.ttc",
    "C:/Windows/Fonts/malgun.ttf",
    "C:/Windows/Fonts/segoeui.ttf",
    # macOS.
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    # Hebrew, Armenian, Georgian on Linux.
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
"""Fonts of the system for scripts that no package brings; those that are absent are passed over."""

REGULAR = 400
BOLD = 700


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font at one weight. Only `glyf` outlines: that is what the PDF embeds (see `embedding`)."""

    name: str
    """For the PDF: letters, digits and hyphens."""
    file: hb.Face
    font: hb.Font
    pins: tuple[tuple[str, float], ...]
    """Where the axes of a variable font stand. A font without them is not made bold: dense signs would run together."""

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for the character."""
        return self.font.get_nominal_glyph(ord(character)) is not None


def runs(text: str, weight: int = REGULAR) -> list[tuple[Face, str]]:
    """The text cut where the font must change, in logical order.

    A character that no font has stays with the documents' own font, whose missing-glyph sign is a visible box.
    """
    if text and text.isascii() and text.isprintable():
        return [(_packaged(PACKAGES[0], weight), text)]
    found: list[tuple[Face, str]] = []
    for character in text:
        last = found[-1] if found else None
        face = _face_of(character, weight, last[0] if last else None)
        if last and last[0] is face:
            found[-1] = (face, last[1] + character)
        else:
            found.append((face, character))
    return found


@lru_cache(maxsize=8192)
def script(character: str) -> str | None:
    """ISO 15924 code of the character's script, such as `Arab`; None for what all scripts share (digits, marks)."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    found: str | None = buffer.script
    return found


def _face_of(character: str, weight: int, current: Face | None) -> Face:
    """Shared characters stay in the font of the word they are in; the others go to the first font that has them."""
    if current is not None and script(character) is None and (current.has(character) or _invisible(character)):
        return current
    return _first_with(character, weight)


def _invisible(character: str) -> bool:
    """Joiners and variation selectors: shaped, never drawn."""
    return character in "\u200c\u200d" or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=8192)
def _first_with(character: str, weight: int) -> Face:
    return next((face for face in _faces(weight) if face.has(character)), _packaged(PACKAGES[0], weight))


def _faces(weight: int) -> Iterator[Face]:
    for package in PACKAGES:
        yield _packaged(package, weight)
    for path in SYSTEM:
        if (face := _installed(path, weight)) is not None:
            yield face


@lru_cache(maxsize=16)
def _packaged(package: str, weight: int) -> Face:
    folder = Path(importlib.import_module(package).ROOT) / "files"
    path = next(p for p in sorted(folder.glob("*.ttf")) if "Italic" not in p.name)
    return _open(path, weight)


@lru_cache(maxsize=32)
def _installed(path: str, weight: int) -> Face | None:
    file = Path(path)
    if not file.is_file():
        return None
    face = _open(file, weight)
    return face if "glyf" in face.file.table_tags else None


def _open(path: Path, weight: int) -> Face:
    """The first face of the file, at `weight` when it is variable."""
    file = hb.Face(hb.Blob.from_file_path(str(path)))
    pins = tuple(
        (axis.tag, float(weight) if axis.tag == "wght" else float(axis.default_value)) for axis in file.axis_infos
    )
    font = hb.Font(file)
    font.set_variations(dict(pins))
    family = "".join(c for c in path.stem.split("[")[0] if c.isascii() and c.isalnum())
    return Face(f"{family}-{weight}", file, font, pins)
