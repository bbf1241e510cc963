"""What the lists of the invoices page show of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.when import span_words
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from pip_manager.services.invoicing import DraftRow, IssuedRow, ToBill
    from pip_manager.services.issuing import Issued
    from pip_manager.services.statements import Debtor

    Age = Callable[[Debtor], Decimal]

_STATES = {
    "issued": ChipWords("Issued", "accent", "clock"),
    "part_paid": ChipWords("Part paid", "accent", "half"),
    "paid": ChipWords("Paid", "good"),
    "credited": ChipWords("Credited", "plain", "undo"),
}


def days(count: int) -> str:
    """Write a number of days."""
    return words.counted(count, "day")


def state_of(row: IssuedRow) -> ChipWords:
    """Return how an issued document stands."""
    if row.invoice.kind == "credit_note":
        return ChipWords("Credit note", "plain", "undo")
    if row.late:
        icon = "half" if row.invoice.status == "part_paid" else ""
        return ChipWords(f"{days(row.late)} overdue", "bad", icon)
    return _STATES[row.invoice.status]


def state_of_draft(row: DraftRow) -> ChipWords:
    """Return whether a draft can be issued."""
    if row.drawn.document is None:
        return ChipWords("No price", "bad")
    if row.obstacles:
        return ChipWords(f"{len(row.obstacles)} missing", "warn")
    return ChipWords("Ready", "good")


def _in_the_way(row: ToBill) -> ChipWords | None:
    if not row.obstacles:
        return None
    return ChipWords(f"{len(row.unbilled.blocked)} blocked", "warn")


def _days_of_work(row: ToBill) -> str:
    first, last = row.unbilled.first, row.unbilled.last
    return span_words(first, last) if first and last else "–"


def _gross(row: DraftRow) -> str | None:
    document = row.drawn.document
    return words.money(document.gross) if document else None


TO_BILL: tuple[Column[ToBill], ...] = (
    Column["ToBill"](
        "Engagement", lambda r: r.unbilled.title, width=240, stretches=True
    ),
    Column["ToBill"]("Authority", lambda r: r.authority, width=120, optional=True),
    Column["ToBill"](
        "Work of",
        _days_of_work,
        order=lambda r: str(r.unbilled.first),
        width=190,
        optional=True,
    ),
    Column["ToBill"](
        "Items",
        lambda r: f"{r.unbilled.items:,}",
        order=lambda r: r.unbilled.items,
        width=64,
        is_figure=True,
    ),
    Column["ToBill"](
        "Net (£)",
        lambda r: words.money(r.unbilled.net),
        order=lambda r: r.unbilled.net,
        width=110,
        is_figure=True,
        is_strong=True,
    ),
    chip_column("In the way", _in_the_way, width=124, optional=True),
)

DRAFTS: tuple[Column[DraftRow], ...] = (
    Column["DraftRow"](
        "Draft",
        lambda r: str(r.drawn.draft.draft),
        order=lambda r: r.drawn.draft.draft,
        width=58,
        is_figure=True,
    ),
    Column["DraftRow"]("Engagement", lambda r: r.title, width=150, stretches=True),
    Column["DraftRow"](
        "Period",
        lambda r: span_words(r.drawn.draft.period_from, r.drawn.draft.period_to),
        order=lambda r: r.drawn.draft.period_from,
        width=190,
        optional=True,
    ),
    Column["DraftRow"](
        "Gross (£)",
        _gross,
        order=lambda r: r.drawn.document.gross if r.drawn.document else 0,
        width=100,
        is_figure=True,
        is_strong=True,
    ),
    chip_column("State", state_of_draft, width=112),
)

ISSUED: tuple[Column[IssuedRow], ...] = (
    Column["IssuedRow"](
        "Number", lambda r: r.invoice.number, width=136, is_strong=True
    ),
    Column["IssuedRow"]("Engagement", lambda r: r.title, width=150, stretches=True),
    Column["IssuedRow"](
        "Issued",
        lambda r: words.day(r.invoice.issued_on),
        order=lambda r: (r.invoice.issued_on, r.invoice.number),
        width=100,
        optional=True,
    ),
    Column["IssuedRow"](
        "Gross (£)",
        lambda r: words.money(r.invoice.gross),
        order=lambda r: r.invoice.gross,
        width=118,
        is_figure=True,
        optional=True,
    ),
    Column["IssuedRow"](
        "Owed (£)",
        lambda r: words.money(r.invoice.outstanding),
        order=lambda r: r.invoice.outstanding,
        heading_tooltip="What is outstanding: gross less credits and payments.",
        width=104,
        is_figure=True,
        is_strong=True,
    ),
    Column["IssuedRow"](
        "Due",
        lambda r: (
            "–" if r.invoice.kind == "credit_note" else words.day(r.invoice.due_on)
        ),
        order=lambda r: r.invoice.due_on,
        width=104,
        optional=True,
    ),
    chip_column("Status", state_of, width=162, optional=True),
    Column["IssuedRow"]("Authority", lambda r: r.authority, width=120, optional=True),
)

AGES: tuple[tuple[str, Age], ...] = (
    ("Not due (£)", lambda r: r.owed.not_due),
    ("1–30 days", lambda r: r.owed.d1_30),
    ("31–60 days", lambda r: r.owed.d31_60),
    ("61–90 days", lambda r: r.owed.d61_90),
    ("Over 90 days", lambda r: r.owed.d90_plus),
    ("Owed (£)", lambda r: r.owed.total),
)
"""What is owed by how late it is, and in all."""


def _age(
    heading: str, age: Age, *, is_strong: bool = False, optional: bool = True
) -> Column[Debtor]:
    return Column["Debtor"](
        heading,
        lambda r: words.money(age(r)),
        order=age,
        width=93,
        is_figure=True,
        is_strong=is_strong,
        optional=optional,
    )


OWED: tuple[Column[Debtor], ...] = (
    Column["Debtor"]("Authority", lambda r: r.name, width=110, stretches=True),
    *(_age(heading, age) for heading, age in AGES[:-2]),
    _age(*AGES[-2], optional=False),
    _age(*AGES[-1], is_strong=True, optional=False),
)

BILLED: tuple[Column[Issued], ...] = (
    Column["Issued"]("Engagement", lambda r: r.engagement, width=120),
    Column["Issued"](
        "What became of it",
        lambda r: r.number or r.why,
        width=340,
        stretches=True,
        tooltip=lambda r: r.number or r.why or "",
    ),
    Column["Issued"](
        "Gross (£)",
        lambda r: "" if r.gross is None else words.money(r.gross),
        order=lambda r: r.gross or 0,
        width=110,
        is_figure=True,
    ),
    chip_column(
        "State",
        lambda r: (
            ChipWords("Issued", "good") if r.number else ChipWords("Held back", "warn")
        ),
        width=120,
    ),
)
