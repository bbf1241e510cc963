"""Rows under a header become the sheet of a noun, or say why they cannot."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

from pip_manager.exchange.package import Sheet, SheetProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pip_manager.domain.nouns import Column
    from pip_manager.exchange.package import Records

Read = tuple[Sheet, list[SheetProblem]]
Numbered = tuple[int, list[str]]


def sheet_of(
    noun: str, known: Mapping[str, Column], records: Iterable[Numbered]
) -> Read:
    """Read numbered records, the first of them the header, as rows of `noun`."""
    numbered = iter(records)
    problems: list[SheetProblem] = []
    header: list[str] = []
    rows: list[tuple[int, Records]] = []
    try:
        header = [name.strip() for name in next(numbered, (1, []))[1]]
        problems += _header_problems(noun, known, header)
        rows = list(_rows(noun, header, numbered, problems))
    except UnicodeDecodeError:
        problems.append(
            SheetProblem(
                noun, "not_utf8", f"{noun} is not in UTF-8; save it as CSV UTF-8."
            )
        )
    except csv.Error:
        problems.append(
            SheetProblem(
                noun,
                "not_csv",
                f"{noun} cannot be read as CSV: a quotation mark is not closed,"
                " or stands in the wrong place.",
            )
        )
    return Sheet(tuple(name for name in header if name), rows), problems


def _header_problems(
    noun: str, known: Mapping[str, Column], header: list[str]
) -> Iterator[SheetProblem]:
    for name, times in Counter(header).items():
        if name and name not in known:
            text = f"{noun} has no column “{name}”."
            yield SheetProblem(noun, "unknown_column", text, 1, name)
        elif name and times > 1:
            text = f"{noun} has the column “{name}” more than once."
            yield SheetProblem(noun, "duplicate_column", text, 1, name)
    for column in known.values():
        if column.required and column.name not in header:
            text = f"{noun} needs the column “{column.name}”."
            yield SheetProblem(noun, "missing_column", text, 1, column.name)


def _rows(
    noun: str,
    header: list[str],
    numbered: Iterator[Numbered],
    problems: list[SheetProblem],
) -> Iterator[tuple[int, Records]]:
    width, plain = len(header), all(header)
    for number, cells in numbered:
        if not any(cells):
            continue
        if (len(cells) > width or not plain) and _outside(cells, header):
            text = f"Row {number} of {noun} has a cell without a column name above it."
            problems.append(SheetProblem(noun, "unnamed_column", text, number))
        yield (
            number,
            {
                name: cell
                for name, cell in zip(header, cells, strict=False)
                if cell and name
            },
        )


def _outside(cells: list[str], header: list[str]) -> bool:
    return any(
        cell.strip() and not (place < len(header) and header[place])
        for place, cell in enumerate(cells)
    )
