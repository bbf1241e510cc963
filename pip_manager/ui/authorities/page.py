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
from pip_manager.ui.record_page import RecordPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox

    from pip_manager.domain.values import Value
    from pip_manager.services.authorities import Listed
    from pip_manager.services.office import Office

OURS, ALL, NO_ADDRESS, STANDING = "ours", "all", "no address", "standing"


class AuthoritiesPage(RecordPage["Listed"]):
    """The list of authorities with search and a filter, and the pane of one."""

    help_text = (
        "Every children’s services authority of England is known here, with what is"
        " published of it: codes, region, judgements, statistical neighbours.\n\nWhat"
        " we keep is how it is billed, whom we speak to, and how it stands. The list"
        " shows those we work with; the filter shows all, or those of a region."
    )
    shows = frozenset(
        {
            *("authorities", "standing", "engagements", "invoices", "payments"),
            *("contradictions", "people"),
        }
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Enter", "Mend what invoices lack, or go to the pane"),
        ("F2", "Edit the authority"),
        ("Ctrl+PgUp, Ctrl+PgDown", "Change the part of it that is shown"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("Authorities", "authority")
        self._office = office
        self.verbs = Verbs(self, office)
        self._search, self._which = "", OURS
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
        self.lay_out(columns(), Detail(self.verbs))
        self.table.edited.connect(lambda _row: self.verbs.edit())
        self.table.add_action("Edit", "edit", self.verbs.edit)
        self.table.add_action("Delete", "delete", self._remove)

    # ---- being shown

    @override
    def found(self) -> list[Listed]:
        return self._office.authorities.listed(self.verbs.today())

    @override
    def take(self, found: list[Listed]) -> None:
        self._all = sorted(found, key=order)
        self._is_stale = True
        self._offer_regions()
        self.set_sense(_sense(self._all))
        self._choose()

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
        self.list_rows(rows)
        owed = sum((one.owed for one in rows), Decimal(0))
        self.table.set_totals({"Owed (£)": words.money(owed)} if owed else {})

    def _say_why_empty(self) -> None:
        if self._search or self._which != OURS:
            sentence = "No authority fits the search and the filter."
        else:
            sentence = "We work with no authority yet. An engagement makes the first."
        self.table.set_empty(sentence, "Show every authority", self.widen)

    @override
    def widen(self) -> None:
        if self.search is not None:
            self.search.clear()
        self._search, self._which = "", ALL
        blocked = self.which.blockSignals(True)
        self.which.setCurrentIndex(self.which.findData(ALL))
        self.which.blockSignals(blocked)
        self._choose()

    # ---- the one chosen

    @override
    def bring(self, code: str) -> bool:
        """Choose an authority; where its invoices lack something, that is shown."""
        is_here = super().bring(code)
        if is_here and self._lacks_billing():
            self.detail.tabs.choose(BILLING)
        return is_here

    @override
    def enter(self) -> None:
        if self._lacks_billing():
            self.verbs.edit_missing()
        else:
            super().enter()

    def _lacks_billing(self) -> bool:
        listed = self.table.current()
        return listed is not None and listed.is_ours and listed.lacks_billing

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
