"""One way of looking at cover: the page shows one at a time, each a tab of its own."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class CoverView(QWidget):
    """What every view of cover is: it reads when it is turned to, and after verbs.

    Signals:
        went(str, object): the user wants another page: its key, and what to show.
        turned(str, object): the user wants another view: its key, and what to show.
        told(str): the line of sense under the page's title.
        unsearched(): the words in the page's search box are to go.
        said(str, object): a quiet line for the window, and what undoes it or None.
    """

    went = Signal(str, object)
    turned = Signal(str, object)
    told = Signal(str)
    said = Signal(str, object)
    unsearched = Signal()

    key: ClassVar[str]
    title: ClassVar[str]

    def opened(self, target: object = None) -> None:
        """Be turned to, and show `target` where it is one of ours (often a code)."""

    def reread(self) -> None:
        """Read again what is shown: a verb changed something of cover."""

    def searched(self, text: str) -> None:
        """Narrow what is shown to what holds these words."""

    def escape(self) -> bool:
        """Step back inside the view; tell whether there was anything to step from."""
        return False

    def tools(self) -> QWidget | None:
        """Return the tools that stand beside the tabs while it is in sight."""
        return None

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes F6 goes through."""
        return (self,)
