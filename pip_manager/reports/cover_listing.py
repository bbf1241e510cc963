"""A list about cover as paper, workbook and text file show it, with the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | Decimal | date | None
Kind = Literal["words", "strong", "figure", "fte", "money", "day", "level"]

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, what it holds, and its part of the paper's width."""

    words: str
    kind: Kind = "words"
    width: int = 10

    @property
    def is_figure(self) -> bool:
        """Tell whether it stands at the right edge."""
        return self.kind in {"figure", "fte", "money"}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the rows under it; an empty part says `nothing`."""

    title: str
    rows: Sequence[Sequence[Cell]]
    nothing: str = "None."


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list: what it is of, its columns and parts, and its footnotes."""

    title: str
    about: str
    author: str
    columns: Sequence[Heading]
    parts: Sequence[Part]
    notes: Sequence[str] = ()
    notes_title: str = "Notes"
    made_on: date | None = None


def words(cell: Cell, kind: Kind) -> str:
    """Write a cell for people; None is *not stated*."""
    match cell:
        case None:
            return NOT_STATED
        case date():
            return day_words(cell)
        case Decimal() if kind == "money":
            return f"{cell:,.2f}"
        case Decimal() if kind == "fte":
            return f"{cell:.2f}"
        case Decimal():
            return plain(cell)
        case _:
            return str(cell)


def text(cell: Cell) -> str:
    """Write a cell for other programs: dates as ISO, nothing for not stated."""
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case Decimal():
            return plain(cell)
        case _:
            return str(cell)
