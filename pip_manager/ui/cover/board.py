"""The cover board: every post over time, and beneath it the one that is chosen.

In ten seconds its user sees which squares are red, presses F8 to stand on the next
gap, and reads beneath who left it open and from when to when.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.domain.cover.board_sheet import ZOOMS, Narrowing
from pip_manager.ui.cover import (
    board_access,
    board_picture,
    board_range,
    board_saving,
    board_words,
    dialogs,
)
from pip_manager.ui.cover.board_beneath import Beneath
from pip_manager.ui.cover.board_filters import AsTall, BoardFilters
from pip_manager.ui.cover.board_grid import BoardGrid
from pip_manager.ui.cover.board_legend import legend
from pip_manager.ui.cover.gaps_asking import Saving
from pip_manager.ui.cover.view import CoverView
from pip_manager.ui.kit import memory, painted, reading
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import label, link, scrolled
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from pip_manager.domain.cover.board_sheet import BoardSheet, Zoom
    from pip_manager.services.cover.why import SquareWhy
    from pip_manager.services.office import Office

_ZOOM, _SPLIT = "cover/zoom", "split/board"
_BENEATH, _SHARE = (255, 330), 0.5
_ROOMY, _AROUND = 480, 10
_LEAST, _TIGHT = 190, 140
_FEW = 6
"""So many new arrangements at once are the doing of one form, not of an import."""


class BoardView(CoverView):
    """The squares, their legend and filters; the chosen post beneath."""

    key: ClassVar[str] = "board"
    title: ClassVar[str] = "Board"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._search = ""
        self._target: object = None
        self.sheet: BoardSheet | None = None
        stated = memory.words(_ZOOM, "week")
        self.zoom: Zoom = next((one for one in ZOOMS if one == stated), "week")
        self._range = board_range.around(self.zoom, reading.today())
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(lambda error: show_error(self, error))
        self._saving = Saving(self)
        self._lay_out()

    # ---- laid out

    def _lay_out(self) -> None:
        self.filters = BoardFilters()
        self.filters.narrowed.connect(self._arrange)
        self.filters.asked_anew.connect(self.reread)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        self.split.addWidget(self._board())
        self.beneath = Beneath(self._office)
        self.beneath.covered.connect(self.add_cover)
        self.beneath.closed.connect(self.escape)
        self.beneath.went.connect(self.went)
        self.beneath.turned.connect(self.turned)
        self.split.addWidget(self.beneath)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.splitterMoved.connect(self._keep_split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # all of it stays within reach where large text leaves too little height
        column.addWidget(scrolled(self.split))
        save_pdf = partial(board_saving.offer, self, "pdf", self.save)
        for keys, then in (
            ("F8", partial(self.step_gap, 1)),
            ("Shift+F8", partial(self.step_gap, -1)),
            ("Ctrl+P", save_pdf),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(then)

    def _board(self) -> QWidget:
        self.grid = BoardGrid()
        board_access.install()
        self.grid.chose.connect(partial(painted.tell_focus, self.grid))
        self.grid.chose.connect(self._chose)
        self.grid.asked.connect(self._go_beneath)
        self.grid.reached.connect(self._reach)
        self.grid.zoomed.connect(self._step_zoom)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self.open_menu)
        self.zooms = QTabBar()
        self.zooms.setDrawBase(False)
        self.zooms.setExpanding(False)
        self.zooms.setAccessibleName("Columns: day, week, month or year")
        for one in ZOOMS:
            self.zooms.addTab(one.capitalize())
        self.zooms.setCurrentIndex(ZOOMS.index(self.zoom))
        self.zooms.currentChanged.connect(lambda n: self.set_zoom(ZOOMS[n]))
        self.grid.set_corner(self.zooms)
        self.empty = Empty(fills=True)
        self.empty.hide()
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        inside.addWidget(self.empty)
        self._upper = whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card, 1)
        column.addWidget(self._foot())
        self.reasons = label("", "small", wraps=True)
        self.reasons.hide()
        column.addWidget(self.reasons)
        return whole

    def _foot(self) -> QWidget:
        self.unmeasured = link("", self._show_unmeasured)
        self.unmeasured.hide()
        saving = board_saving.save_button(self, self.save)
        self._legend = legend(AsTall(self.unmeasured), saving)
        return self._legend

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the squares their least height; leave out what lacks room.

        Where large text leaves little height, the legend gives way to the chosen post.
        """
        is_tight = self.height() < theme().px(_ROOMY)
        is_alone, px = self.beneath.isHidden(), theme().px
        has_posts = self.sheet is not None and bool(self.sheet.lines)
        has_legend = has_posts and (is_alone or not is_tight)
        self._legend.setVisible(has_legend)
        self.reasons.setVisible(is_alone and not is_tight and bool(self.reasons.text()))
        wrapped = self._legend.heightForWidth(self.width()) if has_legend else 0
        least = px(_LEAST if is_alone or not is_tight else _TIGHT)
        self._upper.setMinimumHeight(least + wrapped + _AROUND)

    def _keep_split(self) -> None:
        memory.keep(_SPLIT, self.split.sizes()[1])

    # ---- what the page asks of a view

    @override
    def opened(self, target: object = None) -> None:
        self._target = target
        self._ask()

    @override
    def reread(self) -> None:
        self._ask()

    @override
    def searched(self, text: str) -> None:
        if text != self._search:
            self._search = text
            self._arrange()

    @override
    def escape(self) -> bool:
        """Let the chosen post go, and the board have all the room."""
        if self.grid.chosen is None:
            return False
        self.grid.let_go()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def tools(self) -> QWidget:
        return self.filters

    @override
    def panes(self) -> tuple[QWidget, ...]:
        if self.beneath.isVisible():
            return self.grid, *self.beneath.parts()
        return (self.grid,)

    # ---- reading

    def _ask(self) -> None:
        first, last = self._range
        asked = (self.zoom, first, last, reading.today(), self.filters.with_proposed)
        office = self._office

        def read() -> BoardSheet:
            from pip_manager.services.cover.board import BoardAsked  # noqa: PLC0415

            return office.board.sheet(BoardAsked(*asked))

        self._latest.ask(read)

    def _take(self, sheet: BoardSheet) -> None:
        known = self.sheet
        self.sheet = sheet
        self.filters.offer(sheet)
        self._arrange()
        self.told.emit(board_words.sense(sheet))
        self._show_foot(sheet)
        target, self._target = self._target, None
        if target is not None:
            self._show_target(target)
        elif known is not None:
            self._show_new(known, sheet)
        self.beneath.reread(with_proposed=self.filters.with_proposed)

    def _show_target(self, target: object) -> None:
        """Choose what another page asked for: a post, or the post of a record."""
        code, day = target if isinstance(target, tuple) else (target, None)
        if isinstance(day, date):
            day = day.toordinal()
        if self.sheet is None:
            return
        post, start = str(code), day
        if not any(line.post.code == post for line in self.sheet.lines):
            post, start = self.sheet.places.get(post, (post, day))
        at = day or start
        if at is not None and self._goes_beyond(date.fromordinal(at)):
            self._target = target
        elif not self._choose(post, at):
            self.turned.emit("recorded", code)

    def _goes_beyond(self, day: date) -> bool:
        """Tell whether a day is not on the board; if so, it is read anew with it."""
        held = board_range.holding(self._range, self.zoom, day)
        is_beyond = held != self._range
        if is_beyond:
            self._range = held
            self._ask()
        return is_beyond

    def _choose(self, post: str, day: int | None) -> bool:
        if day is not None and not board_range.is_likely(day):
            day = None  # not stated, or as vague
        if self.grid.choose_post(post, day):
            return True
        self._clear()
        return self.grid.choose_post(post, day)

    def _show_new(self, known: BoardSheet, sheet: BoardSheet) -> None:
        """Choose the post of what was just recorded, so that its hole is seen."""
        new = [code for code in sheet.places if code not in known.places]
        if 0 < len(new) <= _FEW and self.isVisible():
            self._choose(*sheet.places[new[-1]])

    def _arrange(self) -> None:
        if self.sheet is None:
            return
        by = self.filters.narrowing._replace(search=self._search)
        narrowed = self.sheet.narrowed(by)
        self.grid.show_sheet(narrowed)
        self._say_empty(narrowed, by)

    def _say_empty(self, narrowed: BoardSheet, by: Narrowing) -> None:
        is_empty = not narrowed.lines
        self.filters.setEnabled(self.sheet is not None and bool(self.sheet.lines))
        if is_empty and self.sheet is not None:
            told, verb = board_words.why_empty(self.sheet, by)
            add_post = partial(self.went.emit, "people", "add post")
            self.empty.say(told, verb, self._clear if self.sheet.lines else add_post)
        self.empty.setVisible(is_empty)
        self.grid.setVisible(not is_empty)

    def _clear(self) -> None:
        self._search = ""
        self.unsearched.emit()
        self.filters.clear()

    def _show_foot(self, sheet: BoardSheet) -> None:
        found = sheet.not_measurable
        self.unmeasured.setVisible(bool(found))
        self.reasons.setText(board_words.reasons(sheet))
        self._fit()
        if not found:
            return
        self.unmeasured.setText(f"{len(found)} not measurable")
        self.unmeasured.setToolTip("\n".join(board_picture.notes(sheet)))
        counted = board_words.unmeasured(sheet)
        self.unmeasured.setAccessibleName(f"{counted} cannot be measured")

    def _show_unmeasured(self) -> None:
        found = self.sheet.not_measurable if self.sheet else ()
        code = next((one.code for one in found if one.noun != "holdings"), None)
        self.turned.emit("recorded", code)

    # ---- time

    def set_zoom(self, zoom: Zoom) -> None:
        """Show columns of a day, a week, a month or a financial year."""
        if zoom == self.zoom:
            return
        self.zoom = zoom
        memory.keep(_ZOOM, zoom)
        self.zooms.setCurrentIndex(ZOOMS.index(zoom))
        self._range = board_range.around(zoom, reading.today())
        self._ask()

    def _step_zoom(self, step: int) -> None:
        at = ZOOMS.index(self.zoom) - step
        if 0 <= at < len(ZOOMS):
            self.set_zoom(ZOOMS[at])

    def _reach(self, side: int) -> None:
        """Read more time where the board is panned to its end."""
        wider = board_range.wider(self._range, side)
        if wider != self._range and not self._latest.is_waiting:
            self._range = wider
            self._ask()

    # ---- what is chosen

    def step_gap(self, step: int) -> None:
        """Go to the next gap or to the one before, and the keyboard to the board."""
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.grid.step_gap(step):
            return
        where = "after" if step > 0 else "before"
        told = "There is no gap on the board."
        if self.grid.sheet is not None and self.grid.sheet.stops():
            told = f"There is no gap {where} this one on the board."
        self.said.emit(told, None)

    def _chose(self) -> None:
        place, piece = self.grid.place, self.grid.piece
        was_hidden = self.beneath.isHidden()
        if place is None or piece is None:
            self.beneath.show_chosen(None)
        else:
            self.beneath.show_chosen((place[0], piece, self.zoom))
        self._fit()
        if was_hidden and place is not None:
            self._share_room()

    def _share_room(self) -> None:
        """Give what is beneath its room: as last dragged, else less than half."""
        whole = self.split.height()
        low, high = (theme().px(size) for size in _BENEATH)
        tall = memory.number(_SPLIT, max(low, min(high, round(whole * _SHARE))))
        self.split.setSizes([max(1, whole - tall), tall])
        self.beneath.share_room(self.split.width())

    def _go_beneath(self) -> None:
        """Go to the timeline of the chosen post."""
        self.beneath.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- verbs

    def save(self, suffix: str, path: Path) -> None:
        """Save what the filters leave, from the first column in sight on."""
        if self.grid.sheet is None:
            return
        seen = board_picture.portion(self.grid.sheet, self.grid.first_column)
        narrowing = [self.filters.told]
        if self._search:
            narrowing.append(f"“{self._search}”")
        seen = replace(seen, narrowing=", ".join(filter(None, narrowing)))
        board, told = self._office.board, f"The board is saved as {path}"
        if suffix == "png":
            picture = board_picture.png(seen)  # painted on the screen's thread only
            self._saving.save(path, lambda path: board.save(path, picture), told)
        else:
            self._saving.save(path, lambda path: board.save_pdf(path, seen), told)

    def open_menu(self, at: QPoint) -> None:
        """Offer what can be done with the chosen post."""
        line, piece = self.grid.line, self.grid.piece
        if line is None or piece is None:
            return
        code, start = line.post.code, date.fromordinal(piece.start).isoformat()
        menu = QMenu(self)
        menu.setObjectName("square")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        given = {"home_post": code, "from": start}
        add = partial(dialogs.add_secondment, self, self._office, given)
        for told, then in (
            ("Add cover", self._cover_here),
            ("Add secondment from this post", add),
            ("Show post", partial(self.went.emit, "people", code)),
        ):
            menu.addAction(told).triggered.connect(lambda _on=False, do=then: do())
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def _cover_here(self) -> None:
        """Record cover for the chosen square, whatever is known of it by now."""
        place, piece = self.grid.place, self.grid.piece
        if place is not None and piece is not None:
            board, proposed = self._office.board, self.filters.with_proposed
            self.add_cover(board.why(place[0], piece, with_proposed=proposed))

    def add_cover(self, why: SquareWhy | None = None) -> None:
        """Record cover for the chosen gap: its post, days and share are there."""
        given: dict[str, Any] = {}
        if why is not None:
            given["post"] = why.post.code
            given |= board_range.given(why)
        dialogs.add_cover(self, self._office, given)
