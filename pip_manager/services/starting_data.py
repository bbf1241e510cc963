"""What the council's own documents state, as rows ready to be kept.

The files under `resources/starting` are in the exchange format: what a document does
not say is empty, a vague date stays vague, and each row names its source.
"""

from __future__ import annotations

from pip_manager import assets
from pip_manager.domain.nouns import NOUNS, Noun
from pip_manager.domain.values import Row, read_as

FOLDER = "starting"


def rows() -> dict[str, list[Row]]:
    """Return the rows of every noun that has any, in the order nouns refer.

    Raises:
        ValueError: a bundled cell cannot be read; names the noun, row and column.
    """
    stated = {name: _rows(noun) for name, noun in NOUNS.items()}
    return {name: found for name, found in stated.items() if found}


def _rows(noun: Noun) -> list[Row]:
    if not assets.path(FOLDER, f"{noun.name}.csv").is_file():
        return []
    table = assets.table(FOLDER, f"{noun.name}.csv")
    return [_row(noun, number, cells) for number, cells in enumerate(table, 2)]


def _row(noun: Noun, number: int, cells: dict[str, str]) -> Row:
    row: Row = {}
    for column in noun.columns:
        try:
            row[column.name] = read_as(column, _unquoted(cells.get(column.name, "")))
        except ValueError as error:
            raise ValueError(f"{noun.name} {number} {column.name}: {error}") from error
    return row


def _unquoted(cell: str) -> str:
    # the exchange format puts one apostrophe before a text a spreadsheet would run
    return cell.removeprefix("'")
