"""Text that flows down pages: lines, kept together where they fit, never cut off."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from pip_manager.paper.canvas import A4, TaggedCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.paper.tags import Element
    from pip_manager.paper.text import Style

    # draws shapes behind a line, given the line's top
    Paint = Callable[[TaggedCanvas, float], object]

_TALL = 250.0  # columns taller than this may be split over pages
_LAST_LINES = 3  # of a block too tall for a page that stay with what must follow


@dataclass(frozen=True, slots=True)
class Run:
    """Words of an element in one line, from `x`, or ending there where `right`.

    `down` is how far below the line's own baseline they stand.
    """

    element: Element
    x: float
    words: str
    style: Style
    right: bool = False
    down: float = 0


@dataclass(slots=True)
class TextLine:
    """One line across the page: what it takes, and from its top to the baseline."""

    height: float
    drop: float
    runs: list[Run] = field(default_factory=list)
    paint: Paint | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What further pages begin with, drawn as an artifact below a given top."""

    height: float
    draw: Paint


def height_of(lines: Sequence[TextLine]) -> float:
    """Return what a block of lines takes, in points."""
    return sum(line.height for line in lines)


def beside(*columns: Sequence[TextLine]) -> list[TextLine]:
    """Return columns as one block, line by line next to each other."""
    rows = max((len(column) for column in columns), default=0)
    block = []
    for at in range(rows):
        here = [column[at] for column in columns if at < len(column)]
        line = TextLine(max(one.height for one in here), max(one.drop for one in here))
        line.runs = [run for one in here for run in one.runs]
        block.append(line)
    return block


def apart(*columns: Sequence[TextLine]) -> TextLine:
    """Return columns next to each other, each with its own lines; never split."""
    merged = TextLine(max(height_of(column) for column in columns), 0)
    paints: list[tuple[Paint, float]] = []
    for column in columns:
        down = 0.0
        for line in column:
            for run in line.runs:
                below = down + line.drop + run.down
                merged.runs.append(replace(run, down=below))
            if line.paint is not None:
                paints.append((line.paint, down))
            down += line.height
    if paints:
        merged.paint = lambda canvas, top: [
            paint(canvas, top - down) for paint, down in paints
        ]
    return merged


def side_by_side(*columns: Sequence[TextLine]) -> list[TextLine]:
    """Return columns `apart`, so that each is read to its end, unless they are tall."""
    if max(height_of(column) for column in columns) <= _TALL:
        return [apart(*columns)]
    return beside(*columns)


class Sheet:
    """A canvas with a place to go on writing.

    Attributes:
        y: the top of what comes next; it falls.
        heads: what each further page begins with, in order.
    """

    def __init__(
        self, *, top: float, bottom: float, size: tuple[float, float] = A4
    ) -> None:
        self.canvas = TaggedCanvas(size)
        self.y = top
        self.heads: list[Head] = []
        self._top, self._bottom = top, bottom
        self._is_fresh = True

    @property
    def room(self) -> float:
        """What a further page holds, in points."""
        return self._top - self._bottom - sum(head.height for head in self.heads)

    def turn(self) -> None:
        """Go on at the top of the next page."""
        self.canvas.turn_page()
        self.y = self._top
        for head in self.heads:
            with self.canvas.artifact("Pagination"):
                head.draw(self.canvas, self.y)
            self.y -= head.height
        self._is_fresh = True

    def need(self, height: float) -> None:
        """Turn the page unless `height` is left on it, or nothing stands on it yet."""
        if self.y - height < self._bottom - 0.01 and not self._is_fresh:
            self.turn()

    def skip(self, height: float) -> None:
        """Leave a space, but not at the top of a page."""
        if not self._is_fresh:
            self.y -= height

    def place(self, lines: Sequence[TextLine], *, keep: float = 0) -> None:
        """Draw a block of lines, whole on one page if a page can hold it.

        With `keep`, so much room is left under it: what follows shares its page.
        """
        whole = height_of(lines) + keep
        if whole <= self.room:
            self.need(whole)
        tail = height_of(lines[-_LAST_LINES:]) + keep
        for at, line in enumerate(lines):
            is_tail = at == len(lines) - _LAST_LINES and tail <= self.room
            self.need(tail if is_tail else line.height)
            self._draw(line)

    def _draw(self, line: TextLine) -> None:
        canvas = self.canvas
        if line.paint is not None:
            with canvas.artifact():
                line.paint(canvas, self.y)
        for element, runs in groupby(line.runs, key=attrgetter("element")):
            with canvas.more(element):
                for run in runs:
                    self._write(run, self.y - line.drop - run.down)
        self.y -= line.height
        self._is_fresh = False

    def _write(self, run: Run, baseline: float) -> None:
        wide = run.style.width(run.words.rstrip()) if run.right else 0
        self.canvas.write(run.x - wide, baseline, run.words, run.style)
