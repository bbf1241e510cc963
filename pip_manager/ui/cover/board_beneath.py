"""What stands beneath the board: the chosen post over time, and why it is short."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from pip_manager.ui.cover import dialogs
from pip_manager.ui.cover.board_why import WhyPane
from pip_manager.ui.cover.timeline import TimelinePanel
from pip_manager.ui.kit import memory
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import scrolled
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pip_manager.domain.cover.board_sheet import Zoom
    from pip_manager.domain.cover.days import Piece
    from pip_manager.services.cover.why import SquareWhy
    from pip_manager.services.office import Office

    Chosen = tuple[str, Piece, Zoom]

_BESIDE = "split/board/why"
_PAUSE = 60
_WHY, _LEAST, _THIRD = 356, 240, 0.36


class Beneath(QSplitter):
    """The timeline of the chosen post, and beside it why its square is what it is.

    Signals:
        covered(object): the user wants to add cover for this SquareWhy.
        closed(): the user has seen enough of it.
        went(str, object): the user wants another page: its key, and what to show.
        turned(str, object): the user wants another view: its key, and what to show.
    """

    covered = Signal(object)
    closed = Signal()
    went = Signal(str, object)
    turned = Signal(str, object)

    def __init__(self, office: Office) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._office = office
        self._chosen: Chosen | None = None
        self._with_proposed = False
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(lambda error: show_error(self, error))
        # whoever goes over the board by arrows is not kept waiting at each square
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.finish)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        self.timeline = TimelinePanel(self._office)
        self.timeline.turned.connect(self.turned)
        self.timeline.went.connect(self.went)
        self.why = WhyPane()
        self.why.edited.connect(partial(dialogs.edit, self, self._office))
        self.why.covered.connect(self.covered)
        self.why.closed.connect(self.closed)
        self.why.chained.connect(partial(self.turned.emit, "chains"))
        self._area = scrolled(self.why)
        self._area.setMinimumWidth(theme().px(_LEAST))
        self.addWidget(self.timeline)
        self.addWidget(self._area)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(lambda: memory.keep(_BESIDE, self.sizes()[-1]))
        self.hide()

    def parts(self) -> tuple[QWidget, QWidget]:
        """Return what F6 goes through."""
        return self.timeline, self._area

    def share_room(self, wide: int) -> None:
        """Give the reasons their width: as last dragged, else about a third."""
        usual = min(theme().px(_WHY), round(wide * _THIRD))
        why = memory.number(_BESIDE, usual)
        self.setSizes([max(1, wide - why), why])

    def show_chosen(self, chosen: Chosen | None) -> None:
        """Show a post in a column, in a moment; None shows nothing."""
        self._chosen = chosen
        self.setVisible(chosen is not None)
        if chosen is None:
            self._soon.stop()
            self._latest.drop()
            self.timeline.clear()
        else:
            self._soon.start()

    def reread(self, *, with_proposed: bool) -> None:
        """Read again what is shown."""
        self._with_proposed = with_proposed
        if self._chosen is not None:
            self.timeline.show_proposed(with_proposed)
            self.timeline.reread()
            self._soon.start()

    def finish(self) -> None:
        """Ask at once for what is chosen, instead of in a moment."""
        self._soon.stop()
        if self._chosen is None:
            return
        code, piece, _ = self._chosen
        self.timeline.show_post(code, date.fromordinal(piece.start))
        why, with_proposed = self._office.board.why, self._with_proposed
        self._latest.ask(lambda: why(code, piece, with_proposed=with_proposed))

    def _take(self, why: SquareWhy) -> None:
        if self._chosen is not None:
            self.why.show_why(why, self._chosen[2])
