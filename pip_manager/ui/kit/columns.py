"""What a table shows of a row: columns, chips, and what a cell is painted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.ui.kit.theme import Tone

Row = TypeVar("Row")

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_ICONS = {
    "good": "ok",
    "warn": "warning",
    "bad": "problem",
    "critical": "critical",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class ChipWords:
    """A state in words, its tone, and its icon where not the tone's own."""

    words: str
    tone: Tone = "plain"
    icon: str = ""

    @property
    def drawn_icon(self) -> str:
        """Return the name of the icon to draw, or an empty text for none."""
        return self.icon or _ICONS.get(self.tone, "")


class Cell(NamedTuple):
    """Everything a cell is painted from, asked for in one go."""

    words: str
    chip: ChipWords | None = None
    is_unstated: bool = False
    is_strong: bool = False
    is_figure: bool = False


@dataclass(frozen=True, eq=False)
class Column(Generic[Row]):
    """One column: its heading and its words for the eye.

    `text` gives None for what is not stated. `sort` is the name a query sorts by; a
    `RowModel` sorts by `order`, else by the words. `width` is in pixels at 100 %;
    one column of a table `stretches` over what is left. Where room lacks, `optional`
    columns are not shown: those with nothing in them, then the last ones.
    """

    heading: str
    text: Callable[[Row], str | None]
    sort: str = ""
    order: Callable[[Row], object] | None = None
    width: int = 120
    is_figure: bool = False
    is_strong: bool = False
    stretches: bool = False
    optional: bool = False
    tooltip: Callable[[Row], str] | None = None
    chip: Callable[[Row], ChipWords | None] | None = None
    heading_tooltip: str = ""

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Return figures to the right, words to the left."""
        return RIGHT if self.is_figure else LEFT


def chip_column(  # noqa: PLR0913 - options, by name
    heading: str,
    chip: Callable[[Row], ChipWords | None],
    *,
    sort: str = "",
    width: int = 160,
    tooltip: Callable[[Row], str] | None = None,
    optional: bool = False,
) -> Column[Row]:
    """Return a column of chips, sorted by their words."""

    def text(row: Row) -> str | None:
        found = chip(row)
        return found.words if found else ""

    return Column(
        heading,
        text,
        sort=sort,
        width=width,
        tooltip=tooltip,
        chip=chip,
        optional=optional,
    )
