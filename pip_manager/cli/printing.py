"""What a command prints: one JSON document, or a table for people; words to stderr."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from pip_manager.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pip_manager.cli.options import Context, Format

_LEFT, _RIGHT = "left", "right"


def say(sentence: str) -> None:
    """Tell the person at the keyboard, not whoever reads standard output."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks


def show(line: str = "", end: str = "\n") -> None:
    """Print one line of the answer, at once."""
    print(line, end=end, flush=True)  # noqa: T201 - the command line answers


def show_json(answer: Mapping[str, object], *, on_one_line: bool = False) -> None:
    """Print a JSON document."""
    indent = None if on_one_line else 2
    show(json.dumps(answer, ensure_ascii=False, indent=indent))


def show_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headings; columns that hold only figures stand to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    lines = [list(headings), *texts]
    widths = [max(len(line[n]) for line in lines) for n in range(len(headings))]
    sides = [_side([row[n] for row in texts]) for n in range(len(headings))]
    for line in lines:
        cells = zip(line, widths, sides, strict=True)
        show("  ".join(_placed(*cell) for cell in cells).rstrip())


def day(text: str, option: str) -> date:
    """Read a date that was typed.

    Raises:
        UsageError: it is not one.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option}: “{text}” is not a date. Write it as 2026-03-31."
        ) from None


def wants_json(chosen: Format) -> bool:
    """Tell whether the answer is for a program."""
    return chosen == "json"


def location(context: Context) -> str:
    """Return the store that the command is about."""
    from pip_manager.services import stores

    return stores.location(context.obj)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\n", " ")


def _side(cells: Sequence[str]) -> str:
    figures = [cell for cell in cells if cell]
    plain = all(cell.lstrip("-").replace(".", "", 1).isdigit() for cell in figures)
    return _RIGHT if figures and plain else _LEFT


def _placed(text: str, width: int, side: str) -> str:
    return text.rjust(width) if side == _RIGHT else text.ljust(width)
