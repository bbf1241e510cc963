"""What an exchange folder, zip or workbook holds once it has been read as text.

Nothing here is checked against the rules of the trade: cells are still text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pip_manager.domain.nouns import NOUNS, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Form = Literal["folder", "zip", "workbook"]
Layout = dict[str, dict[str, Column]]
Records = dict[str, str]

ABOUT = "About"
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Why a sheet cannot be taken; `row` counts from the header, which is row 1."""

    sheet: str
    code: str
    text: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One noun's rows: the row number a person sees, and the cells by column.

    `columns` are those the sheet has. A row names only the cells that hold something:
    an empty cell and one of a missing column are the same.
    """

    columns: tuple[str, ...]
    rows: list[tuple[int, Records]]


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document that came along; `read` returns its bytes."""

    sha256: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Package:
    """All that one exchange folder, zip or workbook holds."""

    kind: Form
    sheets: dict[str, Sheet] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)


def layout(extra: Mapping[str, tuple[str, ...]]) -> Layout:
    """Return the columns of every noun that may come in.

    `extra` names further nouns and their columns, which hold text.
    """
    known = {
        noun.name: {column.name: column for column in noun.columns}
        for noun in NOUNS.values()
    }
    for name, columns in extra.items():
        known[name] = {column: Column(column) for column in columns}
    return known
