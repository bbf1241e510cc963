"""The gaps list: each stretch a post is short, what is open now first.

In ten seconds its user reads what is open now and what opens next, why, and who
decides; presses Enter to see it on the board, or saves the list for a meeting.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.cover import dialogs
from pip_manager.ui.cover.gaps_asking import (
    Asked,
    PeriodBar,
    Saving,
    note,
    save_button,
    stacked,
)
from pip_manager.ui.cover.view import CoverView
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.columns import ChipWords, Column
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.parts import Card, button, label
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pip_manager.domain.values import Value
    from pip_manager.services.cover.gaps_list import GapLine, GapsFound
    from pip_manager.services.office import Office

LEVELS: dict[str, ChipWords] = {
    "green": ChipWords("Green", "good"),
    "amber": ChipWords("Amber", "warn"),
    "red": ChipWords("Red", "bad"),
    "critical": ChipWords("Critical", "critical"),
    "unknown": ChipWords("Not known", "unknown"),
}
_ORDER = ("critical", "red", "amber", "unknown", "green")
_SECTIONS = {"soon": "Opens soon", "later": "Later", "past": "Past"}


def when(line: GapLine) -> str:
    """Write where a line stands in time."""
    return "Open now" if line.is_open else _SECTIONS[line.section]


def start(line: GapLine) -> str:
    """Write from when a gap runs."""
    if line.opens_before:
        return f"before {words.when(line.start.isoformat()[:7])}"
    return words.day(line.start)


def end(line: GapLine) -> str:
    """Write to when a gap runs."""
    if line.has_no_end:
        return "no end"
    if line.goes_on:
        return f"after {words.when(line.end.isoformat()[:7])}"
    return words.day(line.end)


def _place(line: GapLine) -> tuple[int, bool, int]:
    at = list(_SECTIONS).index(line.section)
    return at, not line.is_open, line.start.toordinal()


COLUMNS: tuple[Column[GapLine], ...] = (
    Column["GapLine"]("When", when, width=112, order=_place),
    Column["GapLine"](
        "Post", lambda line: line.title, width=290, stretches=True, is_strong=True
    ),
    Column["GapLine"]("From", start, width=128, order=lambda line: line.start),
    Column["GapLine"]("To", end, width=128, order=lambda line: line.end),
    Column["GapLine"](
        "FTE-days",
        lambda line: words.quantity(line.fte_days),
        width=84,
        is_figure=True,
        order=lambda line: line.fte_days,
    ),
    Column["GapLine"](
        "Most FTE",
        lambda line: words.quantity(line.most),
        width=84,
        is_figure=True,
        order=lambda line: line.most,
        optional=True,
        heading_tooltip="The highest FTE short on a day",
    ),
    Column["GapLine"](
        "Run, days",
        lambda line: str(line.longest_run),
        width=84,
        is_figure=True,
        order=lambda line: line.longest_run,
        optional=True,
        heading_tooltip="Working days of the longest unbroken run",
    ),
    Column["GapLine"](
        "Level",
        lambda line: LEVELS[line.level].words,
        width=112,
        order=lambda line: _ORDER.index(line.level),
        chip=lambda line: LEVELS[line.level],
    ),
    Column["GapLine"](
        "Who decides", lambda line: line.decides, width=132, optional=True
    ),
    Column["GapLine"](
        "Cause",
        lambda line: line.cause,
        width=420,
        optional=True,
        tooltip=lambda line: line.cause,
    ),
)


class GapsView(CoverView):
    """The list, the line chosen in words, and what no figure counts."""

    key: ClassVar[str] = "gaps"
    title: ClassVar[str] = "Gaps"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._search = ""
        self._target: object = None
        self.found: GapsFound | None = None
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(self._fail)
        self._saving = Saving(self)
        self.bar = PeriodBar()
        self.bar.asked.connect(self._ask)
        self.bar.refused.connect(self._refuse)
        self.save_as = save_button(self, self._name, self.save)
        self.bar.add(self.save_as)
        self.table = Table(RowModel(COLUMNS, lambda one: one.key, self), "gaps", "Gaps")
        self.table.opened.connect(self._to_board)
        self.table.chosen.connect(self._chosen)
        self.table.add_action("Show on the board", "cover", self._board, "")
        self.table.add_action("Add cover", "add", self._add_cover, "")
        self.detail = _Detail(self._board, self._add_cover)
        self.footnote = note()
        stacked(self, self.table, self.detail, self.footnote)

    # ---- what the page asks of a view

    @override
    def opened(self, target: object = None) -> None:
        self._target = target
        self.bar.ask()

    @override
    def reread(self) -> None:
        self.bar.ask()

    @override
    def searched(self, text: str) -> None:
        self._search = text
        self._arrange()

    @override
    def tools(self) -> QWidget:
        return self.bar

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return self.table, self.detail

    # ---- reading

    def _ask(self, asked: Asked) -> None:
        gaps, today = self._office.gaps_list, reading.today()
        self._latest.ask(
            lambda: gaps.ask(
                asked.first, asked.last, today, with_proposed=asked.with_proposed
            )
        )

    def _take(self, found: GapsFound) -> None:
        self.found = found
        self._arrange()
        self._tell(found)
        if self._target is not None:
            self._find(self._target)

    def _find(self, target: object) -> None:
        """Select the first line of a post that is not over, else any of it."""
        self._target = None
        lines = [] if self.found is None else self.found.lines
        for line in lines:
            if line.post == target and self.table.select(line.key):
                return

    def _arrange(self) -> None:
        if self.found is None:
            return
        part = self._search.casefold()
        rows = [line for line in self.found.lines if part in _all_words(line)]
        self.table.model.show(rows)  # type: ignore[attr-defined]
        if self._search:
            self.table.set_empty(f"No gap holds “{self._search}”.")
        else:
            self.table.set_empty(_nothing(self.found))
        if self.table.current() is None and rows:
            self.table.select(rows[0].key)
        self._chosen(self.table.current())

    def _tell(self, found: GapsFound) -> None:
        from pip_manager.services.cover import papers  # noqa: PLC0415 - first paint

        now = sum(line.is_open for line in found.lines)
        counted = dict.fromkeys(_SECTIONS, 0)
        for line in found.lines:
            counted[line.section] += 1
        soon = counted["soon"] - now
        told = [
            f"{words.counted(now, 'gap')} open now" if now else _none(found),
            f"{soon} {'opens' if soon == 1 else 'open'} by {words.day(found.horizon)}",
            *([f"{counted['later']} later"] if counted["later"] else []),
            *([f"{counted['past']} past"] if counted["past"] else []),
        ]
        if found.not_measurable:
            told.append(f"{len(found.not_measurable)} cannot be measured")
        self.told.emit(" · ".join(told))
        self.footnote.setText(papers.footnote_line(found))
        self.footnote.setToolTip("\n".join(papers.footnotes(found)))
        self.footnote.setVisible(bool(self.footnote.text()))
        self.save_as.setEnabled(True)

    def _refuse(self, sentence: str) -> None:
        self._latest.drop()
        self.found = None
        self.table.model.show([])  # type: ignore[attr-defined]
        self.table.set_empty(sentence)
        self._chosen(None)
        self.footnote.setVisible(False)
        self.save_as.setEnabled(False)
        self.told.emit("")

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, PipManagerError):
            self._refuse(str(error))
        else:
            show_error(self, error)

    # ---- what is chosen

    def _chosen(self, line: GapLine | None) -> None:
        self.detail.show_line(line)

    def _board(self) -> None:
        if (line := self.table.current()) is not None:
            self._to_board(line)

    def _to_board(self, line: GapLine) -> None:
        today = reading.today()
        self.turned.emit("board", (line.post, max(line.start, min(today, line.end))))

    def _add_cover(self) -> None:
        if (line := self.table.current()) is not None:
            dialogs.add_cover(self, self._office, given_of(line))

    # ---- files

    def _name(self) -> str:
        if self.found is None:
            return "gaps"
        return f"gaps {self.found.first.isoformat()} to {self.found.last.isoformat()}"

    def save(self, path: Path) -> None:
        """Save the whole list as its name asks: .pdf, .xlsx or .csv."""
        from pip_manager.services.cover import papers  # noqa: PLC0415 - first paint

        if (found := self.found) is not None:
            save = papers.save_gaps
            self._saving.save(path, lambda path: save(self._office, found, path))


def given_of(line: GapLine) -> dict[str, Value]:
    """Return what a cover that fills a gap begins with."""
    given: dict[str, Value] = {
        "post": line.post,
        "from": line.start.isoformat(),
        "fraction": min(line.most, Decimal(1)),
    }
    if not line.goes_on:
        given["to"] = line.end.isoformat()
    return given


def _none(found: GapsFound) -> str:
    is_known = not found.not_measurable and not found.unstated
    return "No gap is open now" if is_known else "No gap is known now"


def _nothing(found: GapsFound) -> str:
    period = f"from {words.day(found.first)} to {words.day(found.last)}"
    told = f"No gap can be seen {period}."
    if found.not_measurable:
        told += " What cannot be measured is named below: it may hide one."
    return told


def _all_words(line: GapLine) -> str:
    told = (line.post, line.title, line.cause, line.decides or "", when(line))
    return " ".join(told).casefold()


class _Detail(Card):
    """The chosen line in words, and what can be done about it."""

    def __init__(
        self, board: Callable[[], object], add_cover: Callable[[], object]
    ) -> None:
        super().__init__()
        self.what = label("", "strong", wraps=True)
        self.cause = label("", wraps=True)
        self.decides = label("", "small", wraps=True)
        told = QVBoxLayout()
        told.setSpacing(4)
        for one in (self.what, self.cause, self.decides):
            told.addWidget(one)
        self.add_cover = button("Add cover", add_cover, icon="add")
        self.board = button("Show on the board", board, look="quiet")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(told, 1)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.board, 0, top)
        row.addWidget(self.add_cover, 0, top)
        self.body.addLayout(row)
        self.setVisible(False)

    def show_line(self, line: GapLine | None) -> None:
        """Show a line; None shows nothing."""
        self.setVisible(line is not None)
        if line is None:
            return
        short = f"up to {words.quantity(line.most)} FTE short"
        span = f"from {start(line)} to {end(line)}"
        self.what.setText(f"{line.title}: {short} {span}")
        self.cause.setText(f"{line.cause}.")
        by = line.decides or words.NOT_STATED
        proposed = " Cover is proposed." if line.is_proposed else ""
        self.decides.setText(f"Who decides: {by}.{proposed}")
        self.add_cover.setEnabled(line.section != "past")
