"""Look through the parts of a workbook before a parser sees them.

A parser lays a sheet out as a rectangle, so one cell far out can exhaust the memory;
a document type can pull in files; a cell in error would read as an empty one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pip_manager.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.exchange.guard import Archive

MOST_ROWS = 150_000
MOST_COLUMNS = 200
MOST_CELLS = 3_000_000

_LONGEST_TAIL = 1024 * 1024
_WIDE = ("utf-16-le", "utf-16-be")
_WORDS = ("<!DOCTYPE", "<!ENTITY")
_FORBIDDEN = tuple(
    word.encode(encoding) for word in _WORDS for encoding in ("ascii", *_WIDE)
)
_WIDE_HEADS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\xfe\xff", b"\0\0\0<")

_QUOTE = rb"\s*=\s*[\"']"
# rows of six digits or columns of three letters, or past GR, of cells that hold
# something: a styled blank cell far out is honest
_FAR = re.compile(
    rb"r"
    + _QUOTE
    + rb"(?:([A-Za-z]{1,2})(\d{6,})|([A-Za-z]{3,}|[Gg][S-Zs-z]|[H-Zh-z][A-Za-z])\d+)"
    rb"[\"'](?:[^<>]*[^<>/])?>"
)
_UNPLACED = re.compile(
    rb"<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*[\"'][^\"'<]*[\"'])*\s*>"
)
_FAR_ROW = re.compile(rb"r" + _QUOTE + rb"(\d{6,})[\"']")
_IN_ERROR = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*\bt" + _QUOTE + rb"e[\"'])([^<>]*)>")
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c((?:\s[^<>]*)?)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"\br" + _QUOTE + rb"([A-Za-z]+\d+)")


@dataclass(slots=True)
class Scanned:
    """What was seen: per part, the places of cells that cannot be read."""

    cells: int = 0
    far_rows: set[str] = field(default_factory=set)
    in_error: dict[str, list[str]] = field(default_factory=dict)
    not_calculated: dict[str, list[str]] = field(default_factory=dict)


def scan(archive: Archive) -> Scanned:
    """Unpack every part once and look at it.

    Raises:
        ImportRefusedError: the workbook is not safe to parse, or too large.
    """
    seen = Scanned()
    for name in archive.parts:
        if name.casefold().endswith("vbaproject.bin"):
            raise _refused(archive, "holds macros; save it as .xlsx")
        for piece in _pieces(archive, name):
            _check_words(archive, piece)
            if name.startswith("xl/worksheets/"):
                _look_at_cells(archive, name, piece, seen)
    return seen


def _pieces(archive: Archive, name: str) -> Iterator[bytes]:
    """Cut a part before cells, so that no cell is seen in halves."""
    tail = b""
    for number, chunk in enumerate(archive.chunks(name)):
        if number == 0 and chunk.startswith(_WIDE_HEADS):
            raise _refused(archive, "is written in an unusual encoding")
        piece = tail + chunk
        cut = max(piece.rfind(b"<c"), 0) or max(piece.rfind(b"<"), 0)
        if len(piece) - cut > _LONGEST_TAIL:
            cut = len(piece) - 256
        tail = piece[cut:]
        yield piece[:cut]
    yield tail


def _check_words(archive: Archive, piece: bytes) -> None:
    if any(word in piece for word in _FORBIDDEN):
        raise _refused(archive, "holds a document type, which no workbook needs")


def _look_at_cells(archive: Archive, name: str, piece: bytes, seen: Scanned) -> None:
    # counts a few words too many, in text; one pass of a pattern costs ten times more
    seen.cells += piece.count(b"<c") + piece.count(b":c")
    if seen.cells > MOST_CELLS:
        raise _refused(archive, f"holds more than {MOST_CELLS:,} cells")
    _check_places(archive, name, piece, seen)
    if b'"e"' in piece or b"'e'" in piece:
        _note(_IN_ERROR, name, piece, seen.in_error)
    if b"<f" in piece or b":f" in piece:
        _note(_NO_VALUE, name, piece, seen.not_calculated)


def _note(
    pattern: re.Pattern[bytes], name: str, piece: bytes, found: dict[str, list[str]]
) -> None:
    for match in pattern.finditer(piece):
        place = _PLACE.search(match[1])
        found.setdefault(name, []).append(place[1].decode() if place else "?")


def _check_places(archive: Archive, name: str, piece: bytes, seen: Scanned) -> None:
    too_long = f"uses more than {MOST_ROWS:,} rows"
    for match in _FAR.finditer(piece):
        if match[3]:
            raise _refused(archive, f"uses more than {MOST_COLUMNS} columns")
        if int(match[2]) > MOST_ROWS + 1:
            raise _refused(archive, too_long)
    if any(int(row) > MOST_ROWS + 1 for row in _FAR_ROW.findall(piece)):
        seen.far_rows.add(name)
    # a cell without a place of its own stands in the row's
    if name in seen.far_rows and _UNPLACED.search(piece):
        raise _refused(archive, too_long)


def _refused(archive: Archive, why: str) -> ImportRefusedError:
    return ImportRefusedError(f"“{archive.path.name}” {why}; nothing was read.")
