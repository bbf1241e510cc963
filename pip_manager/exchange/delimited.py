"""CSV as the exchange format has it: RFC 4180, with an apostrophe before formulas."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

# notes may be longer than the 128 KB the csv module allows by itself
csv.field_size_limit(16 * 1024 * 1024)

# plain, and full-width; between brackets of a pattern
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
# spreadsheets pass over these before they look for a formula
_HIDDEN = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff"
_SUSPECT = re.compile(rf"\0['\t\r\n{_SIGNS}{_HIDDEN}]")
_FORMULA = re.compile(rf"['\t\r\n]|[{_HIDDEN}]*[{_SIGNS}]")
_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def carried(text: str) -> str:
    """Put one apostrophe before a text that a spreadsheet would calculate."""
    if _FORMULA.match(text) and not _FIGURE.fullmatch(text):
        return "'" + text
    return text


def taken(text: str) -> str:
    """Take off the one apostrophe `carried` may have put before a text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("'")


def write_records(
    stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Write a header and rows; `stream` was opened with ``newline=""``."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(_guarded(rows))


def _guarded(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    suspect = _SUSPECT.search
    for row in rows:
        # one search of the whole row is faster than a look at every cell
        if suspect("\0" + "\0".join(row)):
            yield [carried(cell) for cell in row]
        else:
            yield row


def read_records(stream: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of its first line, blank lines left out.

    Raises:
        csv.Error: quotes are not closed, or stand in the wrong place.
        UnicodeDecodeError: the bytes are not in the encoding of `stream`.
    """
    reader = csv.reader(stream, strict=True)
    line = 1
    for record in reader:
        if record:
            yield (
                line,
                [
                    taken(cell) if cell[:1] == "'" or "\r" in cell else cell
                    for cell in record
                ],
            )
        line = reader.line_num + 1
