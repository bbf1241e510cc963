"""What the program says of itself: version, licence, and whose data it carries."""

from __future__ import annotations

from dataclasses import dataclass

import pip_manager
from pip_manager import assets
from pip_manager.services import reference

LICENCE = "MIT licence. You may use, change and share the program; it comes as it is."
FONTS = "Inter, by the Inter project authors: SIL Open Font License 1.1."
PARTS = (
    "Built on Qt for Python (LGPL 3), SQLAlchemy (MIT), pandas (BSD),"
    " reportlab (BSD), openpyxl (MIT) and others named in its packages."
)


@dataclass(frozen=True, slots=True)
class About:
    """The lines of the about section; `origins` is what, from where, licence."""

    version: str
    licence: str
    parts: tuple[str, ...]
    attributions: tuple[str, ...]
    origins: tuple[tuple[str, str, str], ...]


def about() -> About:
    """Return what the program says of itself."""
    return About(
        pip_manager.__version__,
        LICENCE,
        (FONTS, PARTS),
        reference.ATTRIBUTIONS,
        _origins(),
    )


def _origins() -> tuple[tuple[str, str, str], ...]:
    """Read the table of the notice that comes with the data."""
    text = assets.path("NOTICE-data.md").read_text(encoding="utf-8")
    cells = [
        tuple(
            cell.strip().replace("*", "").replace("`", "") for cell in line.split("|")
        )
        for line in text.splitlines()
        if line.startswith("|")
    ]
    # an empty cell at either edge; a heading and a rule come first
    return tuple((what, origin, licence) for _, what, origin, licence, _ in cells[2:])
