"""Capacity: each tier's FTE at home by week, against what is established.

In ten seconds its user sees which tier is thinnest and when, reads a week with the
arrows, turns to the table with T, and saves picture or table for a paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.cover.gaps import LEVELS
from pip_manager.ui.cover.gaps_asking import (
    FORMS,
    Asked,
    PeriodBar,
    Saving,
    note,
    periods,
    save_button,
    stacked,
)
from pip_manager.ui.cover.view import CoverView
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.chart import Chart, Panel
from pip_manager.ui.kit.chart_view import ChartView
from pip_manager.ui.kit.columns import Column
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from pip_manager.services.cover.capacity import CapacityFound, Tier, Week
    from pip_manager.services.office import Office

_PICTURES = {"png": "Picture", "svg": "Drawing (SVG)"}


class CapacityView(CoverView):
    """The chart or its table, and what is in no line of it."""

    key: ClassVar[str] = "capacity"
    title: ClassVar[str] = "Capacity"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.found: CapacityFound | None = None
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(self._fail)
        self._saving = Saving(self)
        order = ("this_year", "around", "next_year", "last_year")
        offered = {one[0]: one for one in periods(reading.today())}
        self.bar = PeriodBar([offered[name] for name in order])
        self.bar.asked.connect(self._ask)
        self.bar.refused.connect(self._refuse)
        self.turn = button("Table", self.turn_over, icon="report", tooltip="T")
        self.copy = button("Copy", self._copy, icon="copy", tooltip="Ctrl+C")
        forms = {**FORMS, **_PICTURES}
        self.save_as = save_button(self, self._name, self.save, forms)
        for tool in (self.turn, self.copy, self.save_as):
            self.bar.add(tool)
        self.chart = ChartView("Capacity by tier and week")
        self.chart.pointed.connect(self._point)
        self.read = label("", "small", wraps=True)
        self.stack = QStackedWidget()
        self.empty = Empty()
        self.table = self._made(())
        for page in (self.chart, self.table, self.empty):
            self.stack.addWidget(page)
        self.footnote = note()
        stacked(self, self.stack, self.read, self.footnote)
        QShortcut(QKeySequence("T"), self).activated.connect(self.turn_over)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.chart)
        copy.activated.connect(self._copy)

    # ---- what the page asks of a view

    @override
    def opened(self, target: object = None) -> None:
        self.bar.ask()

    @override
    def reread(self) -> None:
        self.bar.ask()

    @override
    def tools(self) -> QWidget:
        return self.bar

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self._shown,)

    # ---- reading

    def _ask(self, asked: Asked) -> None:
        capacity = self._office.capacity
        self._latest.ask(
            lambda: capacity.ask(
                asked.first, asked.last, with_proposed=asked.with_proposed
            )
        )

    def _take(self, found: CapacityFound) -> None:
        from pip_manager.services.cover import papers  # noqa: PLC0415 - first paint

        self.found = found
        tiers = _drawn(found)
        has_any = bool(tiers)
        for tool in (self.turn, self.copy, self.save_as):
            tool.setEnabled(has_any)
        meaning, *notes = papers.capacity_notes(found)
        self.footnote.setText(" ".join(notes))
        self.footnote.setToolTip(meaning)
        self.footnote.setVisible(bool(notes))
        self.told.emit(sense(found))
        if not has_any:
            self._refuse_drawing(found)
            return
        chart = chart_of(found)
        self.chart.show_chart(chart, [told(found, at) for at in range(len(chart.days))])
        self._fill(tiers)
        self._point(-1)
        if self._shown is self.empty:
            self.stack.setCurrentWidget(self.chart)

    def _refuse_drawing(self, found: CapacityFound) -> None:
        posts = found.team.posts
        if posts:
            sentence = (
                f"None of the {words.counted(posts, 'post')} has a stated FTE, so"
                " capacity cannot be reckoned. State it on each post."
            )
            verb = "People and posts", lambda: self.went.emit("people", None)
            self.empty.say(sentence, *verb)
        else:
            self.empty.say("No post is recorded in this period.")
        self.read.setText("")
        self.stack.setCurrentWidget(self.empty)

    def _refuse(self, sentence: str) -> None:
        self._latest.drop()
        self.found = None
        self.empty.say(sentence)
        self.stack.setCurrentWidget(self.empty)
        self.footnote.setVisible(False)
        self.told.emit("")

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, PipManagerError):
            self._refuse(str(error))
        else:
            show_error(self, error)

    def _point(self, step: int) -> None:
        if self.found is None:
            return
        hint = "Arrow keys or the mouse read a week; T shows the table."
        self.read.setText(hint if step < 0 else told(self.found, step))

    # ---- the table

    def _made(self, tiers: tuple[Tier, ...]) -> Table[int]:
        columns = [
            Column[int](
                "Week of",
                self._week_words,
                width=130,
                is_strong=True,
                order=lambda at: at,
            ),
            *(self._column(tier) for tier in tiers),
            Column[int]("All tiers", self._all_words, width=140, is_figure=True),
            Column[int](
                "Level",
                lambda at: LEVELS[self._level(at)].words,
                width=130,
                chip=lambda at: LEVELS[self._level(at)],
                stretches=True,
            ),
        ]
        model = RowModel(columns, lambda at: at, self)
        return Table(model, f"capacity/{len(tiers)}", "Capacity by tier and week")

    def _column(self, tier: Tier) -> Column[int]:
        def text(at: int) -> str:
            return figures(tier.weeks[at])

        def order(at: int) -> Decimal:
            return tier.weeks[at].present

        return Column[int](tier.name, text, width=140, is_figure=True, order=order)

    def _week_words(self, at: int) -> str:
        return "" if self.found is None else words.day(self.found.team.weeks[at].start)

    def _all_words(self, at: int) -> str:
        return "" if self.found is None else figures(self.found.team.weeks[at])

    def _level(self, at: int) -> str:
        return "unknown" if self.found is None else self.found.levels[at]

    def _fill(self, tiers: list[Tier]) -> None:
        was = self._shown is self.table
        old, self.table = self.table, self._made(tuple(tiers))
        self.stack.addWidget(self.table)
        self.table.model.show(list(range(len(tiers[0].weeks))))  # type: ignore[attr-defined]
        if was:
            self.stack.setCurrentWidget(self.table)
        self.stack.removeWidget(old)
        old.hide()
        old.deleteLater()

    def turn_over(self) -> None:
        """Turn from the chart to its table, and back."""
        if self.found is None or self._shown is self.empty:
            return
        to_table = self._shown is self.chart
        self.stack.setCurrentWidget(self.table if to_table else self.chart)
        self.turn.setText("Chart" if to_table else "Table")
        self.read.setVisible(not to_table)
        self._shown.setFocus()

    @property
    def _shown(self) -> QWidget:
        """Return the chart, the table, or what says why there is neither."""
        return self.stack.currentWidget() or self.empty

    # ---- files

    def _copy(self) -> None:
        self.chart.copy()
        self.said.emit("The chart is copied as a picture.", None)

    def _name(self) -> str:
        if self.found is None:
            return "capacity"
        return f"capacity {self.found.first.isoformat()}"

    def save(self, path: Path) -> None:
        """Save the table (.pdf, .xlsx, .csv) or the chart (.png, .svg)."""
        from pip_manager.services import files  # noqa: PLC0415 - first paint
        from pip_manager.services.cover import papers  # noqa: PLC0415 - first paint

        found = self.found
        if found is None:
            return
        suffix = path.suffix.casefold().removeprefix(".")
        if suffix in _PICTURES:
            content = self.chart.saved_as(suffix)
            self._saving.save(path, lambda path: files.save(path, content))
        else:
            save = papers.save_capacity
            self._saving.save(path, lambda path: save(self._office, found, path))


def _drawn(found: CapacityFound) -> list[Tier]:
    return [tier for tier in found.tiers if any(w.established for w in tier.weeks)]


def figures(week: Week) -> str:
    """Write a week: ``7.4 of 8``; nothing where no FTE is established."""
    if not week.established:
        return "–"
    present, whole = words.quantity(week.present), words.quantity(week.established)
    return f"{present} of {whole}"


def told(found: CapacityFound, at: int) -> str:
    """Say a week in words, tier by tier."""
    team = found.team.weeks[at]
    each = [f"{tier.name} {figures(tier.weeks[at])}" for tier in _drawn(found)]
    level = LEVELS[found.levels[at]].words.casefold()
    whole = f"together {figures(team)} FTE, {level}"
    return f"Week of {words.day(team.start)}: {', '.join(each)}; {whole}."


def sense(found: CapacityFound) -> str:
    """Return the line of sense: how many weeks are red, how many amber."""
    if not _drawn(found):
        return ""
    counted = [
        f"{words.counted(found.levels.count(level), 'week')} {level}"
        for level in ("red", "amber")
        if found.levels.count(level)
    ]
    weeks = words.counted(len(found.team.weeks), "week")
    return " · ".join([weeks, *(counted or ["none amber or red"])])


def finding(found: CapacityFound) -> str:
    """Return what the chart shows: the tier and week that are shortest, if any."""
    from pip_manager.services.cover.capacity import percent_short  # noqa: PLC0415

    short = [(tier, tier.worst) for tier in _drawn(found)]
    worst = [(tier, week) for tier, week in short if week is not None]
    if not worst and found.not_measurable:
        return "No tier is known to be short; not everything can be measured"
    if not worst:
        return "Every tier has all of its established FTE in Leeds throughout"
    tier, week = max(worst, key=lambda one: percent_short(one[1]) or 0)
    return (
        f"{tier.name} is thinnest: {figures(week)} FTE in the week of"
        f" {words.day(week.start)}"
    )


def chart_of(found: CapacityFound) -> Chart:
    """Return the chart of each tier that has a stated FTE."""
    return Chart(
        title=finding(found),
        about="FTE in Leeds on the average working day of each week; dashed is what is"
        " established, hatched is what is short",
        days=[week.start for week in found.team.weeks],
        panels=[_panel(tier) for tier in _drawn(found)],
        today=reading.today(),
    )


def _panel(tier: Tier) -> Panel:
    worst = tier.worst
    least = "never short" if worst is None else f"least {words.quantity(worst.present)}"
    return Panel(
        name=tier.name,
        note=least,
        limit=[float(week.established) for week in tier.weeks],
        values=[float(week.present) for week in tier.weeks],
        end=figures(tier.weeks[-1]),
    )
