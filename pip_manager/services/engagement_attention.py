"""What has to be settled of an engagement, told from its row and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain import engagement_steps as rules
from pip_manager.domain.values import plain
from pip_manager.domain.when import begins, ends
from pip_manager.domain.when import words as when_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pip_manager.models.engagements import EngagementRow
    from pip_manager.services.billing import Unbilled


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one engagement; `unbilled` is None where nothing is."""

    days: Decimal
    unbilled: Unbilled | None


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to settle: in a word, in a sentence, and the page that settles it."""

    word: str
    sentence: str
    page: str
    target: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One engagement of the list; `figures` are None until they are counted."""

    row: EngagementRow
    phase: str | None
    planned: Decimal | None
    """Days agreed: the agreements' caps, else what strands or phases plan."""
    has_agreement: bool
    figures: Figures | None = None

    @property
    def code(self) -> str:
        """Return the code of the engagement."""
        return self.row.engagement


def nothing() -> Figures:
    """Return the figures of an engagement without work."""
    return Figures(Decimal(0), None)


def attention(listed: Listed, today: date) -> tuple[Attention, ...]:
    """Return what has to be settled of an engagement, most pressing first."""
    return tuple(_attention(listed, today))


def _attention(listed: Listed, today: date) -> Iterator[Attention]:
    row, figures = listed.row, listed.figures
    code, is_outward = row.engagement, row.direction in {None, "outward"}
    if rules.is_open(row.status) and ends(row.end) < today:
        yield Attention(
            "Past its end",
            f"It was to end {_by(row.end)} and is still {rules.words(row.status)}."
            " Put the end off, or take the next step.",
            "engagements",
            code,
        )
    has_begun = row.status in rules.LIVE and begins(row.start) <= today
    if has_begun and is_outward and not listed.has_agreement:
        yield Attention(
            "No agreement",
            "No agreement is in force today, so today’s work cannot be billed.",
            "agreement",
            code,
        )
    yield from _money_attention(listed, is_outward=is_outward)
    if figures and listed.planned is not None and _is_over(listed):
        used, agreed = plain(figures.days), plain(listed.planned)
        yield Attention(
            "Over its days",
            f"Days logged: {used}, of {agreed} agreed.",
            "strand",
            code,
        )


def _is_over(listed: Listed) -> bool:
    if listed.planned is None or listed.figures is None:
        return False
    return rules.is_open(listed.row.status) and listed.figures.days > listed.planned


def _money_attention(listed: Listed, *, is_outward: bool) -> Iterator[Attention]:
    row = listed.row
    unbilled = listed.figures.unbilled if listed.figures else None
    if unbilled and unbilled.blocked:
        more = len(unbilled.blocked) - 1
        others = f" (and {more} more)" if more else ""
        yield Attention(
            "No price",
            f"{unbilled.blocked[0].text}{others}",
            "invoices",
            row.engagement,
        )
    is_billed = (row.status in rules.LIVE and is_outward) or bool(unbilled)
    if is_billed and not row.can_be_billed:
        yield Attention(
            "No billing address",
            f"{row.authority_name} has no billing name or address.",
            "authorities",
            row.authority,
        )


def _by(end: str | None) -> str:
    return f"by {when_words(end)}"
