"""A list of 100,000 activities: first rows, filter, scrolling, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tests.bench.row import Row


def rows(
    folder: Path, names: Sequence[str], tell: Callable[[Row], None]
) -> Iterator[Row]:
    """Measure the activity page over 100,000 rows."""
    del folder, names, tell
    return iter(())
