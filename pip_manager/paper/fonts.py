"""Inter in its four weights: what it can show, how wide it runs, how it is embedded.

Glyphs are addressed by two-byte codes, so one document never needs two subsets of one
weight. Every subset begins with the same alphabet: most documents need no other
letter, and then the squeezed font is made once and shared by all of them.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import TTFontFile

from pip_manager import assets
from pip_manager.paper.objects import Numbered, packed_stream, stream

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_ALPHABET = "".join(map(chr, range(0x20, 0x7F))) + "£–—’“”•−"
_NBSP = "\N{NO-BREAK SPACE}"
_SUBSETTING = Lock()  # the font file is read by seeking


class Weight(StrEnum):
    """The weights that are bundled."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


@dataclass(frozen=True)
class Face:
    """One weight: advance widths in thousandths of the size, glyphs by character."""

    file: TTFontFile
    widths: dict[str, float]
    glyphs: dict[int, int]


@cache
def face(weight: Weight) -> Face:
    """Return a weight, read from its bundled file on first use."""
    file = TTFontFile(str(assets.path("fonts", f"InterCouncil-{weight}.ttf")))
    widths = {chr(code): width for code, width in file.charWidths.items()}
    glyphs = {code: glyph for code, glyph in file.charToGlyph.items() if glyph}
    return Face(file, widths, glyphs)


def missing_glyphs(text: str) -> str:
    """Return the characters that cannot be shown as themselves, each once, in order."""
    if _shown().issuperset(text):
        return ""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        dict.fromkeys(c for c in composed if c not in _shown() and not _is_unseen(c))
    )


def printable(text: str) -> str:
    """Return `text` as it is drawn.

    Letters with accents are composed, white space is a space, marks without a shape
    of their own are dropped, and what the font lacks is named by its number: [U+4E2D].
    """
    if _shown().issuperset(text):
        return text
    return "".join(map(_shape, unicodedata.normalize("NFC", text)))


@cache
def _shown() -> frozenset[str]:
    drawn = frozenset(map(chr, face(Weight.REGULAR).glyphs))
    return frozenset(c for c in drawn if unicodedata.category(c)[0] not in "CZ") | {
        " ",
        _NBSP,
    }


def _shape(character: str) -> str:
    if character in _shown():
        return character
    if character.isspace():
        return " "
    return "" if _is_unseen(character) else f"[U+{ord(character):04X}]"


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


def width(text: str, weight: Weight, size: float) -> float:
    """Return how far printable `text` runs, in points."""
    widths = face(weight).widths
    return sum([widths[character] for character in text]) * size / 1000


class Subset(dict[int, int]):
    """The glyphs one document uses of a weight: character codes to glyph codes."""

    def __init__(self, weight: Weight) -> None:
        super().__init__(_standing(weight))
        self._weight = weight
        self._letters: list[int] = list(self)
        self._taken = {face(weight).glyphs[code]: new for code, new in self.items()}

    def __missing__(self, code: int) -> int:
        """Give a character its code; two of one shape share it."""
        glyph = face(self._weight).glyphs[code]
        new = self._taken.setdefault(glyph, len(self._taken) + 1)
        if new > len(self._letters):
            self._letters.append(code)
        self[code] = new
        return new

    def encoded(self, text: str) -> str:
        """Return printable `text` as the hexadecimal operand that shows it."""
        return text.translate(self).encode("utf-16-be").hex()

    def embed(self, document: PDFDocument) -> Numbered:
        """Add the font to a document that no longer grows and return it."""
        letters = tuple(self._letters)
        name = f"LRPCAA+Inter-{self._weight}"
        program = Numbered(document, _program(self._weight, letters))
        outline = Numbered(document, _descriptor(self._weight, name, program))
        glyphs = _glyphs(self._weight, letters, name, outline)
        descendant = Numbered(document, glyphs)
        unicode = Numbered(document, _to_unicode(letters))
        return Numbered(
            document,
            f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
            f" /DescendantFonts [{descendant.ref}] /ToUnicode {unicode.ref}>>",
        )


@cache
def _standing(weight: Weight) -> dict[int, int]:
    letters = [ord(c) for c in _ALPHABET if ord(c) in face(weight).glyphs]
    return {code: at for at, code in enumerate(letters, start=1)}


@lru_cache(maxsize=32)
def _program(weight: Weight, letters: tuple[int, ...]) -> bytes:
    with _SUBSETTING:
        file = face(weight).file.makeSubset(letters)
    return packed_stream(zlib.compress(file, 9), f"/Length1 {len(file)}")


def _descriptor(weight: Weight, name: str, program: Numbered) -> str:
    file = face(weight).file
    box = " ".join(f"{side:g}" for side in file.bbox)
    return (
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}]"
        f" /ItalicAngle 0 /Ascent {file.ascent:g} /Descent {file.descent:g}"
        f" /CapHeight {file.capHeight:g} /StemV {file.stemV:g}"
        f" /FontFile2 {program.ref}>>"
    )


def _glyphs(
    weight: Weight, letters: tuple[int, ...], name: str, outline: Numbered
) -> str:
    file = face(weight).file
    widths = " ".join(f"{file.charWidths[code]:g}" for code in letters)
    return (
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name}"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        f" /CIDToGIDMap /Identity /DW {file.defaultWidth:g} /W [1 [{widths}]]"
        f" /FontDescriptor {outline.ref}>>"
    )


@lru_cache(maxsize=32)
def _to_unicode(letters: tuple[int, ...]) -> bytes:
    pairs = [f"<{at:04x}> <{code:04x}>" for at, code in enumerate(letters, start=1)]
    hundreds = (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    maps = "\n".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
        for part in hundreds
    )
    return stream(
        (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            f"{maps}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        ).encode("ascii")
    )
