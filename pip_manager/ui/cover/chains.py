"""Chains: one secondment's cover from the post left to the interim at the end.

In ten seconds its user sees which chains are broken, where and from which day, what
the chain costs, and adds cover to the broken link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from pip_manager.ui.cover import dialogs
from pip_manager.ui.cover.board_filters import AsTall
from pip_manager.ui.cover.chains_pane import (
    ChainPane,
    ahead,
    chip,
    dates,
    is_chain,
    is_over,
    title_of,
)
from pip_manager.ui.cover.gaps_asking import Saving
from pip_manager.ui.cover.view import CoverView
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.columns import Column, chip_column
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from pip_manager.domain.values import Value
    from pip_manager.services.cover.chains import Break, Chained, ChainsFound, Unchained
    from pip_manager.services.office import Office

_DETAIL = 640


COLUMNS: tuple[Column[Chained | Unchained], ...] = (
    Column["Chained | Unchained"](
        "Secondment",
        lambda one: one.person,
        width=180,
        stretches=True,
        is_strong=True,
        tooltip=lambda one: f"{one.person} to {one.host}, {title_of(one)}, {one.code}",
    ),
    chip_column("Chain", chip, width=146),
    Column["Chained | Unchained"](
        "Host", lambda one: one.host, width=110, optional=True
    ),
    Column["Chained | Unchained"]("Post left", title_of, width=200, optional=True),
    Column["Chained | Unchained"]("When", dates, width=204, optional=True),
)


class ChainsView(CoverView):
    """The secondments at the left, the chain of the one chosen at the right."""

    key: ClassVar[str] = "chains"
    title: ClassVar[str] = "Chains"

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._search = ""
        self._target: object = None
        self.found: ChainsFound | None = None
        self._words: dict[str, str] = {}
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(lambda error: show_error(self, error))
        self._saving = Saving(self)
        self.proposed = QCheckBox("Include proposed")
        self.proposed.toggled.connect(self.reread)
        self._tools = AsTall(self.proposed)
        self.pane = ChainPane()
        self.pane.opened.connect(self.edit)
        self.pane.filled.connect(self.fill)
        self.pane.secondment_edited.connect(self.edit_chosen)
        self.pane.saved.connect(self.save)
        model = RowModel(COLUMNS, lambda one: one.code, self)
        self.table = Table(model, "chains", "Secondments")
        self.table.chosen.connect(self._show)
        self.table.edited.connect(self._edit_secondment)
        self.table.opened.connect(lambda _one: self.pane.tree.setFocus())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.split = Split(self.table, self.pane, "chains")
        self.split.setSizes([10, _DETAIL])
        whole.addWidget(self.split)

    # ---- what the page asks of a view

    @override
    def opened(self, target: object = None) -> None:
        self._target = target
        self.reread()

    @override
    def reread(self) -> None:
        chains, today = self._office.chains, reading.today()
        with_proposed = self.proposed.isChecked()

        def read() -> tuple[ChainsFound, dict[str, str]]:
            found = chains.all(today, with_proposed=with_proposed)
            every: list[Chained | Unchained] = [*found.chains, *found.unmeasured]
            return found, {one.code: _all_words(one) for one in every}

        self._latest.ask(read)

    @override
    def searched(self, text: str) -> None:
        self._search = text
        self._arrange()

    @override
    def tools(self) -> QWidget:
        return self._tools

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return self.table, self.pane.tree

    # ---- reading

    def _take(self, answer: tuple[ChainsFound, dict[str, str]]) -> None:
        found, self._words = answer
        self.found = found
        self._arrange()
        live = [one for one in found.chains if not is_over(one)]
        broken = sum(bool(ahead(one)) for one in live)
        told = [words.counted(len(live), "chain"), f"{broken} broken"]
        if not live:
            told = ["No chain now"]
        if len(live) < len(found.chains):
            told.append(f"{len(found.chains) - len(live)} over")
        if found.unmeasured:
            told.append(f"{len(found.unmeasured)} cannot be followed")
        self.told.emit(" · ".join(told))

    def _arrange(self) -> None:
        if self.found is None:
            return
        part = self._search.casefold()
        every: list[Chained | Unchained] = [
            *self.found.chains,
            *self.found.unmeasured,
        ]
        rows = [one for one in every if part in self._words[one.code]]
        self.table.model.show(rows)  # type: ignore[attr-defined]
        if self._search:
            self.table.set_empty(f"Nothing holds “{self._search}”.")
        else:
            add = self._add_secondment
            sentence = "Nobody is released, so there is no chain."
            self.table.set_empty(sentence, "Add secondment", add)
        wanted, self._target = self._target, None
        is_there = wanted is not None and self.table.select(self._owner(wanted))
        if not is_there and self.table.current() is None and rows:
            self.table.select(rows[0].code)
        self._show(self.table.current())

    def _owner(self, target: object) -> str:
        """Return the secondment of a target: itself, or whose chain it is a link of."""
        for one in () if self.found is None else self.found.chains:
            links = (link for post in one.root.walk() for link in post.links)
            if target in {one.code, one.root.post, *(link.cover for link in links)}:
                return one.code
        return str(target)

    def _show(self, one: Chained | Unchained | None) -> None:
        self.pane.show_chain(one)

    # ---- verbs

    def _add_secondment(self) -> None:
        dialogs.add_secondment(self, self._office)

    def _edit_secondment(self, one: Chained | Unchained) -> None:
        dialogs.edit(self, self._office, "secondments", one.code)

    def edit(self, about: object) -> None:
        """Edit the link, fill the break, or show the post on the board."""
        if (cover := getattr(about, "cover", None)) is not None:
            dialogs.edit(self, self._office, "cover", cover)
        elif hasattr(about, "goes_on"):
            self.fill(about)  # type: ignore[arg-type]
        elif about is not None:
            self.turned.emit("board", (about.post, about.start))  # type: ignore[attr-defined]

    def fill(self, one: Break) -> None:
        """Add cover where a chain is broken."""
        given: dict[str, Value] = {
            "post": one.post,
            "from": one.start.isoformat(),
            "fraction": one.most,
            "state": "proposed",
        }
        if not one.goes_on:
            given["to"] = one.end.isoformat()
        dialogs.add_cover(self, self._office, given)

    def edit_chosen(self) -> None:
        """Edit the secondment that is chosen."""
        if (one := self.table.current()) is not None:
            self._edit_secondment(one)

    def save(self, path: Path) -> None:
        """Save the chain that is chosen as its name asks: .pdf, .xlsx or .csv."""
        from pip_manager.services.cover import papers  # noqa: PLC0415 - first paint

        one = self.table.current()
        if one is not None and is_chain(one):
            save = papers.save_chain
            self._saving.save(path, lambda path: save(self._office, one, path))


def _all_words(one: Chained | Unchained) -> str:
    told = [one.code, one.person, one.host or "", title_of(one)]
    if is_chain(one):
        for post in one.root.walk():
            told += [post.title, post.post, *(link.who for link in post.links)]
    return " ".join(told).casefold()
