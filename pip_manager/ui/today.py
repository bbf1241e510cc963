"""Today: what needs a decision.

In ten seconds its user reads the first lines, presses Enter on one, and stands where it
is settled.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from typing_extensions import override

from pip_manager.domain.nouns import NOUNS
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Job, Latest, pool
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.parts import Tile, tiles
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from datetime import date

    from pip_manager.domain.values import Value
    from pip_manager.services.matters import Matter
    from pip_manager.services.office import Office
    from pip_manager.services.today import Tally

_CHIPS = {
    "not_held": ChipWords("Not held", "critical"),
    "statutory": ChipWords("Statutory post", "bad"),
    "gap": ChipWords("Gap open", "bad", "gap"),
    "leadership": ChipWords("Leadership", "bad"),
    "overdue": ChipWords("Overdue", "bad"),
    "over_committed": ChipWords("Over-committed", "warn", "person"),
    "gap_ahead": ChipWords("Gap ahead", "warn", "gap"),
    "blocked": ChipWords("No price", "warn"),
    "missing": ChipWords("Missing", "warn"),
    "proposed": ChipWords("Only proposed", "warn", "half"),
    "returning": ChipWords("Returning", "warn", "swap"),
    "review": ChipWords("Review", "warn", "calendar"),
    "ending": ChipWords("Ending", "warn", "calendar"),
    "cap": ChipWords("Near its cap", "warn"),
    "to_bill": ChipWords("To bill", "accent", "invoice"),
    "draft": ChipWords("Draft", "plain", "edit"),
    "not_known": ChipWords("Not known", "unknown"),
    "not_stated": ChipWords("Not stated", "unknown"),
}
_WHAT, _WHERE = 1, 2
_AFTER_PAINT = 40
_SHOWS = frozenset(NOUNS) | {"invoices", "drafts"}


def _whole(amount: Decimal) -> str:
    """Write whole pounds: a tile is narrow, and pence decide nothing here."""
    pounds = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return words.pounds(pounds).removesuffix(".00")


def _amount(matter: Matter) -> str | None:
    return "" if matter.amount is None else words.money(matter.amount)


def _chip(matter: Matter) -> ChipWords:
    chip = _CHIPS[matter.kind]
    is_softer = matter.is_slight and chip.tone == "bad"
    return replace(chip, tone="warn") if is_softer else chip


def _since(matter: Matter) -> str | None:
    return "" if matter.on is None else words.day(matter.on)


COLUMNS: tuple[Column[Matter], ...] = (
    chip_column("Kind", _chip, width=140),
    Column["Matter"]("What", lambda m: m.words, width=300, stretches=True),
    Column["Matter"]("Where", lambda m: m.detail, width=330, optional=True),
    Column["Matter"](
        "Date", _since, order=lambda m: str(m.on or ""), width=110, optional=True
    ),
    Column["Matter"](
        "£", _amount, order=lambda m: m.amount or 0, width=110, is_figure=True
    ),
)


class TodayPage(Page):
    """The first page: four figures, then every matter, most pressing first."""

    help_text = (
        "What needs a decision, most pressing first. Press Enter on a line to go where"
        " it is settled.\n\nWhat is open at home comes first: a statutory post held by"
        " nobody, posts that are short now, leaders away together. Then invoices that"
        " are late, gaps that open in the next 60 working days, work that has no price,"
        " what the next invoice lacks, secondments and agreements about to end,"
        " reviews, work to bill and drafts. Prices are computed when you look: what you"
        " read is what an invoice would say now."
    )
    shortcuts = (("Enter", "Go where the line is settled"),)

    def __init__(self, office: Office) -> None:
        """Ask what is due of the store of an office."""
        super().__init__("Today")
        self._office = office
        self._has_work = False
        self._kind: Value = None
        self._quick: list[Matter] = []
        self._priced: list[Matter] = []
        self._covered: list[Matter] = []
        self._covering = Latest(self)
        self._covering.answered.connect(self._show_covered)
        self._covering.failed.connect(lambda error: show_error(self, error))
        self._pricing: Job | None = None
        self._fill()

    def _fill(self) -> None:
        self.to_bill = Tile("To bill", lambda: self.go("invoices"))
        self.overdue = Tile("Overdue", lambda: self.go("invoices", "overdue"))
        self.owed = Tile("Owed in all", lambda: self.go("invoices", "owed"))
        self.live = Tile("Live engagements", lambda: self.go("engagements"))
        self.body.addWidget(tiles(self.to_bill, self.overdue, self.owed, self.live))
        columns = (COLUMNS[0], replace(COLUMNS[_WHAT], text=self._what), *COLUMNS[2:])
        self.model = RowModel(columns, lambda m: (m.kind, m.page, m.target, m.words))
        self.table = Table(self.model, "today", "What needs a decision")
        self.table.opened.connect(self._settle)
        self.table.set_empty("Nothing needs a decision today.", "", None)
        self.body.addWidget(self.table, 1)
        choices = [(None, "Every kind"), *((k, c.words) for k, c in _CHIPS.items())]
        self.kinds = self.add_filter("Kind", choices, self._narrow)
        self.set_primary("Log a day", lambda: self.go("activity"))

    def _what(self, matter: Matter) -> str:
        """Say where too, while its column has no room."""
        if matter.detail and self.table.view.isColumnHidden(_WHERE):
            return f"{matter.words} – {matter.detail}"
        return matter.words

    def _settle(self, matter: Matter) -> None:
        self.go(matter.page, matter.target or None)

    def _narrow(self, kind: Value) -> None:
        self._kind = kind
        self._show()

    @override
    def opened(self, target: object = None) -> None:
        """Read afresh whenever the page is shown."""
        del target
        self._ask()

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        """Read again after any verb: nearly all can settle something here."""
        if nouns & _SHOWS and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        today = reading.today()
        self._quick, tally = self._office.today.quick(today)
        self._show_tally(tally)
        self._show()
        # what prices is imported then: the lines stand on the screen first
        QTimer.singleShot(_AFTER_PAINT, self, lambda: self._look_on(today))

    def _look_on(self, today: date) -> None:
        self._covering.ask(lambda: self._office.today.covered(today))
        self._price(today)

    def _price(self, today: date) -> None:
        """Price beside other reading: it may take long where much is unbilled."""
        if self._pricing is not None:
            self._pricing.succeeded.disconnect(self._show_priced)
            self._pricing.failed.disconnect(self._could_not_price)
            self._pricing.cancel()
        self._pricing = Job(lambda _job: self._office.today.priced(today))
        self._pricing.succeeded.connect(self._show_priced)
        self._pricing.failed.connect(self._could_not_price)
        self._pricing.start(pool("pricing"))

    def _show_tally(self, tally: Tally) -> None:
        late, owed = "after its due date", "on issued invoices"
        if not tally.has_invoices:
            late = owed = "no invoice is issued yet"
        self._has_work = tally.has_work
        self.overdue.show_figure(_whole(tally.overdue), late)
        self.owed.show_figure(_whole(tally.owed), owed)
        self.live.show_figure(str(tally.live), "agreed, active or reducing")

    def _show_priced(self, answer: tuple[list[Matter], Decimal]) -> None:
        self._pricing = None
        self._priced, net = answer
        told = (
            "priced today, without VAT" if self._has_work else "no work is logged yet"
        )
        self.to_bill.show_figure(_whole(net), told)
        self._show()

    def _show_covered(self, matters: list[Matter]) -> None:
        self._covered = matters
        self._show()

    def _could_not_price(self, error: BaseException) -> None:
        self._pricing = None
        self.to_bill.show_figure(None, str(error))

    def _show(self) -> None:
        from pip_manager.services.matters import merged  # noqa: PLC0415 - after the paint

        matters = merged(self._quick, self._priced, self._covered)
        of_kind = [m for m in matters if self._kind in {None, m.kind}]
        if self._kind and not of_kind:
            self.table.set_empty("Nothing of this kind needs a decision.", "", None)
        else:
            self.table.set_empty("Nothing needs a decision today.", "", None)
        self.model.show(of_kind)
        pressing = sum(matter.kind == "overdue" for matter in matters)
        sense = words.counted(len(matters), "matter to decide", "matters to decide")
        if pressing:
            sense += f" · {words.counted(pressing, 'invoice')} late"
        self.set_sense(sense)
