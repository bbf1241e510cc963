"""The menu bar, made from the verbs that stand under each heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from PySide6.QtWidgets import QMenu, QMenuBar

    Menus = Mapping[str, Sequence["Verb | None"]]


@dataclass(frozen=True, slots=True)
class Verb:
    """Something to do: its words, what does it, its keys and icon.

    `is_bound` says that the keys are bound elsewhere and only to be shown. `now` gives
    the words of the moment, or None while it cannot be done. `is_on` makes it one that
    is ticked or not. `is_found` offers it in the palette too.
    """

    words: str
    then: Callable[[], object]
    keys: str = ""
    icon: str = ""
    is_bound: bool = False
    is_found: bool = True
    now: Callable[[], str | None] | None = None
    is_on: Callable[[], bool] | None = None

    @property
    def said(self) -> str | None:
        """Return the words of the moment; None while it cannot be done."""
        return self.words if self.now is None else self.now()


def fill(bar: QMenuBar, menus: Menus) -> None:
    """Fill a menu bar; None among the verbs draws a line."""
    for heading, verbs in menus.items():
        menu = bar.addMenu(heading)
        pairs = [(verb, _add(menu, verb)) for verb in verbs]
        menu.aboutToShow.connect(lambda pairs=pairs: _refresh(pairs))


def _add(menu: QMenu, verb: Verb | None) -> QAction:
    if verb is None:
        return menu.addSeparator()
    action = QAction(_shown(verb.words, verb), menu)
    if verb.keys and not verb.is_bound:
        action.setShortcut(QKeySequence(verb.keys))
    action.setCheckable(verb.is_on is not None)
    action.triggered.connect(lambda _on=False: verb.then())
    menu.addAction(action)
    return action


def _shown(words: str, verb: Verb) -> str:
    # after a tab the keys are only shown
    return f"{words}\t{verb.keys}" if verb.is_bound and verb.keys else words


def _refresh(pairs: Iterable[tuple[Verb | None, QAction]]) -> None:
    for verb, action in pairs:
        if verb is None:
            continue
        said = verb.said
        action.setText(_shown(said or verb.words, verb))
        action.setEnabled(said is not None)
        if verb.is_on is not None:
            action.setChecked(verb.is_on())
