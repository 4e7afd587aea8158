"""Fonts inside a PDF: only the glyphs used, by number, so that shaped text of every script prints as it was shaped.

reportlab's own TrueType fonts address glyphs by character, which cannot say the forms that shaping chose. Here each
font is a composite one (ISO 32000-1, 9.7): codes are numbered as glyphs are first used, HarfBuzz cuts the subset out of
the (variable) font at its weight, and a ToUnicode map lets text be searched and copied.
"""

from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from frontdesk.documents.fonts import Face
from frontdesk.documents.shaping import Glyph

_SYMBOLIC = 4
"""Flag of a font descriptor: the font uses its own numbering."""


class EmbeddedFont:
    """The glyphs of one face that one document uses; reportlab calls `addObjects` when the document is finished."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name
        self.face = face
        self._codes: dict[tuple[int, str], int] = {}
        self._widths: list[float] = [0.0]

    def code(self, glyph: Glyph) -> tuple[int, float]:
        """The two-byte code of the glyph and its own width in thousandths.

        A glyph that stands for different texts gets a code for each, so that each is read back right.
        """
        key = (glyph.id, glyph.text)
        if key not in self._codes:
            self._codes[key] = len(self._widths)
            advance = self.face.font.get_glyph_h_advance(glyph.id)
            self._widths.append(round(advance * 1000 / self.face.file.upem, 3))
        code = self._codes[key]
        return code, self._widths[code]

    def addObjects(self, document: Any) -> None:  # noqa: N802  # reportlab's name
        """Put the font into the document under its name."""
        program, numbers = self._subset()
        order = b"\0\0" + b"".join(numbers[glyph].to_bytes(2, "big") for glyph, _ in self._codes)
        base = pdfdoc.PDFName(f"{self._tag()}+{self.face.name}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, base, program)),
                "W": f"[0 [{' '.join(f'{width:g}' for width in self._widths)}]]",
                "CIDToGIDMap": document.Reference(_stream(order)),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode())),
            }
        )

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font program with the glyphs used, and its number for each of the face's glyphs."""
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        wanted.glyph_set.update(glyph for glyph, _ in self._codes)
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _DROPPED)
        wanted.name_id_set.clear()
        for axis, value in self.face.pins:
            wanted.pin_axis_location(self.face.file, axis, value)
        plan = hb.SubsetPlan(self.face.file, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _tag(self) -> str:
        """Six capitals before the name of a subset (9.6.4); one subset of a face in a document, so its name will do."""
        return "".join(chr(ord("A") + sum(self.face.name.encode()) * (i + 3) % 26) for i in range(6))

    def _descriptor(self, document: Any, base: object, program: bytes) -> pdfdoc.PDFDictionary:
        extents = self.face.font.get_font_extents("ltr")
        scale = 1000 / self.face.file.upem
        file = _stream(program)
        file.dictionary["Length1"] = len(program)
        ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([-1000, descent, 2000, ascent]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": round(0.7 * ascent),
                "StemV": 80,
                "FontFile2": document.Reference(file),
            }
        )

    def _to_unicode(self) -> bytes:
        """The CMap from codes to text (9.10.3), at most 100 lines in each block."""
        lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for (_, text), code in self._codes.items() if text]
        blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
        body = "\n".join("\n".join((f"{len(b)} beginbfchar", *b, "endbfchar")) for b in blocks)
        return _CMAP.format(body).encode("ascii")


_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"STAT", b"kern", b"DSIG", b"cmap", b"OS/2", b"name", b"post", b"vhea", b"vmtx")
"""Tables that a PDF has no use for: everything but outlines and widths."""

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _stream(content: bytes) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
