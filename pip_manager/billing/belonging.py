"""Which agreement an item belongs to, and the VAT code that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.billing.priced import Blocked
from pip_manager.domain.when import day_words
from pip_manager.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pip_manager.billing.book import Book
    from pip_manager.billing.facts import Agreement, Item
    from pip_manager.domain.values import Value

NEEDS_REASON = frozenset({"E", "O"})
_STANDARD_RATED = "S"


def agreement_of(book: Book, item: Item, on: date) -> Agreement | Blocked:
    """Return the agreement an item names, else the one in force on its day.

    A named agreement counts whatever its dates and kind. The search looks neither at
    grants nor at agreements without an engagement.
    """
    if item.agreement is not None:
        found = [book.agreements[item.agreement]]
    else:
        found = book.candidates(item.engagement or "", on)
    if len(found) == 1:
        return found[0]
    day = day_words(on)
    if found:
        codes = ", ".join(sorted(agreement.code for agreement in found))
        text = f"Several agreements are in force on {day}: {codes}. Name one."
        return Blocked(item.noun, item.code, "several agreements in force", text)
    text = (
        f"No agreement of engagement {item.engagement} is in force on {day}."
        " Add one, or mend its dates."
    )
    return Blocked(item.noun, item.code, "no agreement in force", text)


def vat_of(
    agreement: Agreement, code: str | None = None, reason: str | None = None
) -> tuple[str, str]:
    """Return VAT code and reason of an item: its own, else the agreement's, else S.

    A reason goes only with exempt and outside the scope; it may be empty.
    """
    vat_code = code or agreement.vat_code or _STANDARD_RATED
    if vat_code not in NEEDS_REASON:
        return vat_code, ""
    return vat_code, reason or agreement.vat_reason or ""


def agreement_problems(
    row: Mapping[str, Value], agreements: Mapping[str, Mapping[str, Value]]
) -> tuple[FieldProblem, ...]:
    """Refuse an item that names another engagement's agreement.

    `agreements` are rows by code; one without an engagement is nobody else's, and to
    a secondment without an engagement no agreement is another's.
    """
    agreement = agreements.get(str(row.get("agreement")))
    if agreement is None or not _is_anothers(agreement, row.get("engagement")):
        return ()
    return (
        FieldProblem(
            "agreement",
            f"Agreement {row['agreement']} belongs to engagement"
            f" {agreement['engagement']}. Name one of this engagement.",
        ),
    )


def _is_anothers(agreement: Mapping[str, Value], engagement: Value) -> bool:
    if engagement is None:
        return False
    return agreement.get("engagement") not in {None, engagement}
