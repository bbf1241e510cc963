"""Text that fits: wrapped to a width, never cut off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pip_manager.paper import fonts
from pip_manager.paper.fonts import Weight
from pip_manager.paper.ink import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Style:
    """How words look; `size` in points, `ink` as `paper.ink` gives it."""

    size: float
    weight: Weight = Weight.REGULAR
    ink: str = WORDS

    def width(self, text: str) -> float:
        """Return how far `text` runs, in points."""
        return fonts.width(fonts.printable(text), self.weight, self.size)


@lru_cache(maxsize=512)
def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Return `text` as lines no wider than `width` points, at least one.

    Line breaks are kept. A line broken between words keeps the space it was broken
    at, so that what is copied or read aloud has it too; a word wider than the line is
    broken where it must.
    """
    paragraphs = text.splitlines() or [""]
    if len(paragraphs) == 1 and style.width(text.rstrip()) <= width:
        return (fonts.printable(paragraphs[0]),)
    return tuple(
        line
        for paragraph in paragraphs
        for line in _paragraph(fonts.printable(paragraph), style, width)
    )


def clipped(text: str, style: Style, width: float, lines: int) -> tuple[str, ...]:
    """Return the first lines of `text`; only for what stands in full elsewhere."""
    whole = wrap(text, style, width)
    if len(whole) <= lines:
        return whole
    return (*whole[: lines - 1], wrap(whole[lines - 1], style, width * 0.9)[0] + "…")


def _paragraph(text: str, style: Style, width: float) -> Iterator[str]:
    """Give the lines of one paragraph; a space at a line's end may hang over."""
    widths = fonts.face(style.weight).widths
    limit = width * 1000 / style.size
    line, used = "", 0.0
    for word in _words(text):
        wide = sum([widths[c] for c in word.rstrip(" ")])
        if line and wide and used + wide > limit:
            yield line
            line, used = "", 0.0
        while wide > limit:
            piece = _head(word, widths, limit)
            yield piece
            word = word[len(piece) :]  # noqa: PLW2901 - what is left of it
            wide = sum([widths[c] for c in word.rstrip(" ")])
        line += word
        used += sum([widths[c] for c in word])
    yield line


def _words(text: str) -> list[str]:
    """Split after single spaces, so that joining gives the text again."""
    *pieces, last = text.split(" ")
    return [piece + " " for piece in pieces] + [last]


def _head(word: str, widths: dict[str, float], limit: float) -> str:
    used = 0.0
    for at, character in enumerate(word):
        used += widths[character]
        if used > limit and at:
            return word[:at]
    return word[:1]
