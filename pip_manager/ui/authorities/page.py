"""Authorities: the list, and the one chosen beside it.

In ten seconds its user types a name, a variant or a code old or new, and reads what the
authority owes or mends what its invoices lack: Enter opens the form at that field.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from pip_manager.ui.authorities.detail import BILLING, Detail
from pip_manager.ui.authorities.looks import columns, order
from pip_manager.ui.authorities.verbs import Verbs
from pip_manager.ui.kit import words
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox

    from pip_manager.domain.values import Value
    from pip_manager.services.authorities import Listed
    from pip_manager.services.office import Office

OURS, ALL, NO_ADDRESS, STANDING = "ours", "all", "no address", "standing"
_SHOWN = frozenset(
    {
        *("authorities", "standing", "engagements", "invoices", "payments"),
        *("contradictions", "people"),
    }
)


class AuthoritiesPage(Page):
    """The list of authorities with search and a filter, and the pane of one."""

    help_text = (
        "Every children’s services authority of England is known here, with what is"
        " published of it: codes, region, judgements, statistical neighbours.\n\nWhat"
        " we keep is how it is billed, whom we speak to, and how it stands. The list"
        " shows those we work with; the filter shows all, or those of a region."
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Enter", "Mend what invoices lack, or go to the pane"),
        ("F2", "Edit the authority"),
        ("Ctrl+PgUp, Ctrl+PgDown", "Change the part of it that is shown"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Authorities")
        self._office = office
        self.verbs = Verbs(self, office)
        self._all: list[Listed] = []
        self._search, self._which = "", OURS
        self._is_stale = True
        self._has_read = False
        self._target: str | None = None
        self._first = Latest(self)
        self._first.answered.connect(self._take_first)
        self._first.failed.connect(lambda error: show_error(self, error))
        self._furnish()

    def _furnish(self) -> None:
        self.add_search("Search by name or code")
        self.searched.connect(self._look_for)
        choices: list[tuple[Value, str]] = [(OURS, "Those we work with")]
        self.which: QComboBox = self.add_filter("Which", choices, self._choose_which)
        fit = self.which.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.which.setSizeAdjustPolicy(fit)
        self.which.setMinimumContentsLength(18)
        self.set_primary("Add authority", self.verbs.add)
        self.model: RowModel[Listed] = RowModel(columns(), lambda one: one.code, self)
        self.table = Table(self.model, "authorities", "Authorities")
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _row: self._enter())
        self.table.edited.connect(lambda _row: self.verbs.edit())
        self.table.add_action("Edit", "edit", self.verbs.edit)
        self.table.add_action("Delete", "delete", self._remove)
        self.detail = Detail(self.verbs)
        self.split(self.table, self.detail, "authorities")

    # ---- being shown

    @override
    def opened(self, target: object = None) -> None:
        """Show the list, and the authority whose code is given.

        Where its invoices lack something, that is shown marked. The first time it is
        read in the background: what reads is imported there.
        """
        self._target = target if isinstance(target, str) else self._target
        if self._has_read:
            self._read()
            self._land()
        else:
            today = self.verbs.today()
            self._first.ask(lambda: self._office.authorities.listed(today))

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if nouns & _SHOWN and self._has_read and self.isVisible():
            self._read()

    def _read(self) -> None:
        self._take_rows(self._office.authorities.listed(self.verbs.today()))

    def _take_first(self, found: list[Listed]) -> None:
        self._has_read = True
        self._take_rows(found)
        self._land()

    def _take_rows(self, found: list[Listed]) -> None:
        self._all = sorted(found, key=order)
        self._is_stale = True
        self._offer_regions()
        self.set_sense(_sense(self._all))
        self._choose()

    def _land(self) -> None:
        """Show what was asked for, else the first, where nothing is shown yet."""
        target, self._target = self._target, None
        if target is not None:
            self._bring(target)
        elif self.table.current() is None and self.model.rowCount():
            self.table.select(self.model.id_at(0))

    def _offer_regions(self) -> None:
        regions = sorted({one.region for one in self._all if one.region})
        box, chosen = self.which, self._which
        blocked = box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        box.addItem("Without a billing address", NO_ADDRESS)
        box.addItem("With a standing", STANDING)
        box.addItem("Every authority", ALL)
        for region in regions:
            box.addItem(region, region)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(blocked)

    # ---- narrowing

    def _look_for(self, text: str) -> None:
        self._search = text
        self._choose()

    def _choose_which(self, value: Value) -> None:
        self._which = str(value)
        self._choose()

    def _choose(self) -> None:
        terms = self._search.casefold().split()
        rows = [
            one
            for one in self._all
            if _is_of(one, self._which) and all(term in one.spoken for term in terms)
        ]
        self._say_why_empty()
        self.model.show(rows)
        owed = sum((one.owed for one in rows), Decimal(0))
        self.table.set_totals({"Owed (£)": words.money(owed)} if owed else {})
        if self.table.current() is None and rows:
            self.table.select(self.model.id_at(0))
        if not rows:
            self._show(None)

    def _say_why_empty(self) -> None:
        if self._search or self._which != OURS:
            sentence = "No authority fits the search and the filter."
        else:
            sentence = "We work with no authority yet. An engagement makes the first."
        self.table.set_empty(sentence, "Show every authority", self._widen)

    def _widen(self) -> None:
        if self.search is not None:
            self.search.clear()
        self._search, self._which = "", ALL
        blocked = self.which.blockSignals(True)
        self.which.setCurrentIndex(self.which.findData(ALL))
        self.which.blockSignals(blocked)
        self._choose()

    # ---- the one chosen

    def _show(self, one: Listed | None) -> None:
        """Show one beside the list; what is shown already is not made again."""
        sheet = self.detail.sheet
        if one and sheet and sheet.code == one.code and not self._is_stale:
            return
        self._is_stale = False
        self.detail.show_one(one)

    def _bring(self, code: str) -> None:
        if self.model.position_of(code) is None:
            self._widen()
        if not self.table.select(code):
            self.say(f"There is no authority “{code}” any more.")
            return
        listed = self.table.current()
        if listed is not None and listed.is_ours and listed.lacks_billing:
            self.detail.tabs.choose(BILLING)

    def _enter(self) -> None:
        listed = self.table.current()
        if listed is not None and listed.is_ours and listed.lacks_billing:
            self.verbs.edit_missing()
        else:
            self.detail.tabs.bar.setFocus()

    def _remove(self) -> None:
        if self.detail.sheet is not None:
            self.verbs.remove(self.detail.sheet.record)


def _is_of(one: Listed, which: str) -> bool:
    match which:
        case "ours":
            return one.is_ours
        case "all":
            return True
        case "no address":
            return one.is_ours and one.lacks_billing
        case "standing":
            return bool(one.standing)
        case _:
            return one.region == which


def _sense(found: Sequence[Listed]) -> str:
    ours = [one for one in found if one.is_ours]
    if not ours:
        return f"{words.counted(len(found), 'authority', 'authorities')} known"
    told = [f"{len(ours)} we work with"]
    lacking = sum(one.lacks_billing and one.live > 0 for one in ours)
    if lacking:
        told.append(f"{lacking} live without a billing address")
    owed = sum((one.owed for one in found), Decimal(0))
    if owed:
        told.append(f"{words.pounds(owed)} owed")
    return " · ".join(told)
