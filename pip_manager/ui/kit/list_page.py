"""A page over what one question finds: when it is asked, and what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from typing_extensions import override

from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.page import Page

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

Found = TypeVar("Found")


class ListPage(Page, Generic[Found]):
    """A page that reads all it lists whenever it is shown, and after a verb.

    The first time it is read in the background: what reads is imported there.
    """

    shows: ClassVar[AbstractSet[str]] = frozenset()
    """The nouns whose change makes it read again."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._target: object = None
        self._has_read = False
        self._first = Latest(self)
        self._first.answered.connect(self._begin)
        self._first.failed.connect(lambda error: show_error(self, error))

    # what a screen overrides

    def found(self) -> Found:
        """Read what is listed; on another thread the first time."""
        raise NotImplementedError

    def take(self, found: Found) -> None:
        """Show what was found."""
        raise NotImplementedError

    def land(self, target: object) -> None:
        """Show what was asked for, else the first, where nothing is shown yet."""
        raise NotImplementedError

    # what the window asks of a page

    @override
    def opened(self, target: object = None) -> None:
        self._target = self._target if target is None else target
        if self._has_read:
            self._begin(self.found())
        else:
            self._first.ask(self.found)

    def _begin(self, found: Found) -> None:
        self._has_read = True
        self.take(found)
        target, self._target = self._target, None
        self.land(target)

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if nouns & self.shows and self._has_read and self.isVisible():
            self.take(self.found())
