"""Read an exchange workbook, one sheet a noun."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from defusedxml.ElementTree import ParseError, fromstring
from python_calamine import CalamineError, CalamineWorkbook

from pip_manager.domain.nouns import Kind
from pip_manager.errors import ImportRefusedError
from pip_manager.exchange.cells import cell_text
from pip_manager.exchange.guard import WORKBOOK, Archive
from pip_manager.exchange.package import ABOUT, Package, SheetProblem
from pip_manager.exchange.scan import scan
from pip_manager.exchange.sheets import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from pip_manager.domain.nouns import Column
    from pip_manager.exchange.cells import Cell
    from pip_manager.exchange.package import Layout
    from pip_manager.exchange.scan import Scanned

_NAMED = 3
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(path: Path, known: Layout) -> Package:
    """Read the sheets of a workbook that are named after nouns.

    Raises:
        ImportRefusedError: it is unsafe, damaged, or no exchange workbook.
    """
    archive = Archive(path, WORKBOOK)
    seen = scan(archive)
    package = Package("workbook")
    try:
        with CalamineWorkbook.from_path(path) as book:
            _read_sheets(path, book, known, package)
        package.problems.extend(_unreadable(archive, seen))
    except (CalamineError, ParseError, KeyError, OSError, ValueError):
        raise ImportRefusedError(
            f"“{path.name}” cannot be read as a workbook; save it again as .xlsx."
        ) from None
    return package


def _read_sheets(
    path: Path, book: CalamineWorkbook, known: Layout, package: Package
) -> None:
    names = book.sheet_names
    if names[:1] == [ABOUT]:
        names = names[1:]
    if not any(name.strip() in known for name in names):
        raise _not_ours(path, names)
    for name in names:
        noun = name.strip()
        if noun in known and noun not in package.sheets:
            grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheet, problems = sheet_of(noun, known[noun], _as_text(grid, known[noun]))
            package.sheets[noun] = sheet
            package.problems.extend(problems)
        else:
            text = f"“{name}” is no sheet of the exchange format."
            package.problems.append(SheetProblem(name, "unknown_noun", text))


def _not_ours(path: Path, names: list[str]) -> ImportRefusedError:
    sheets = ", ".join(f"“{name}”" for name in names[:_NAMED]) or "none"
    return ImportRefusedError(
        f"“{path.name}” has no sheet named after a noun of the exchange format, such as"
        f" people, engagements or activities; its sheets are: {sheets}."
    )


def _as_text(
    grid: list[list[Cell]], columns: Mapping[str, Column]
) -> Iterator[tuple[int, list[str]]]:
    kinds: list[Kind] = []
    for number, cells in enumerate(grid, start=1):
        if number == 1:
            header = [cell_text(cell, Kind.TEXT) for cell in cells]
            kinds = [_kind_of(name.strip(), columns) for name in header]
            yield number, header
        elif any(cell != "" for cell in cells):
            yield (
                number,
                [
                    cell
                    if isinstance(cell, str) and "\r" not in cell
                    else cell_text(cell, kind)
                    for cell, kind in zip(cells, kinds, strict=True)
                ],
            )


def _kind_of(name: str, columns: Mapping[str, Column]) -> Kind:
    return columns[name].kind if name in columns else Kind.TEXT


def _unreadable(archive: Archive, seen: Scanned) -> Iterator[SheetProblem]:
    """Name the cells a parser would pass over as if they were empty."""
    if not (seen.in_error or seen.not_calculated):
        return
    names = _sheet_names(archive)
    for part, places in seen.in_error.items():
        text = f"The cells {_few(places)} hold a formula's error; mend them."
        yield SheetProblem(names.get(part, part), "cell_in_error", text)
    for part, places in seen.not_calculated.items():
        text = (
            f"The formulas in {_few(places)} have not been calculated;"
            " open the workbook in a spreadsheet program and save it."
        )
        yield SheetProblem(names.get(part, part), "not_calculated", text)


def _few(places: list[str]) -> str:
    more = len(places) - _NAMED
    return ", ".join(places[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _sheet_names(archive: Archive) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    targets = {
        link.get("Id"): posixpath.normpath(
            posixpath.join("xl", (link.get("Target") or "").removeprefix("/xl/"))
        )
        for link in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    return {
        targets.get(sheet.get(_REL), ""): sheet.get("name") or ""
        for sheet in _parsed(archive, "xl/workbook.xml").iter()
        if sheet.tag.endswith("}sheet")
    }


def _parsed(archive: Archive, name: str) -> Element:
    element: Element = fromstring(archive.read(name))
    return element
