"""The scenes of the gallery: each draws one screen or dialog in one state.

A scene is a function decorated with its name and its kind of store; it returns the
widget to draw. Scenes of screens stand in files of their own and are imported below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

State = Literal["kit", "empty", "starting", "demo"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A widget to draw, or the bytes of a PDF; `size` in pixels at 100 %."""

    name: str
    state: State
    make: Callable[[], QWidget | bytes]
    size: tuple[int, int]


SCENES: list[Scene] = []


def scene(
    name: str, state: State = "demo", size: tuple[int, int] = (1280, 800)
) -> Callable[[Callable[[], QWidget | bytes]], Callable[[], QWidget | bytes]]:
    """Register a scene under its name, such as ``invoices-draft``."""

    def register(make: Callable[[], QWidget | bytes]) -> Callable[[], QWidget | bytes]:
        SCENES.append(Scene(name, state, make, size))
        return make

    return register
