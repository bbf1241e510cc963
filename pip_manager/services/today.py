"""What needs a decision today, each with the place where it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.money import pounds
from pip_manager.domain.when import begins, day_words, ends
from pip_manager.models import billing as kept
from pip_manager.models import rows
from pip_manager.models import today as asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.models.billing import InvoiceRow
    from pip_manager.models.today import AgreementTerms, LiveEngagement
    from pip_manager.services.billing import Unbilled
    from pip_manager.services.workplace import Workplace

AHEAD = timedelta(days=60)
_NEAR_CAP = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to decide: what, of which record, and the page that settles it.

    `kind` is one of `KINDS`; `amount` is GBP, net for what is unbilled and gross for
    what is owed.
    """

    kind: str
    words: str
    detail: str
    page: str
    target: str
    amount: Decimal | None = None
    on: date | None = None


KINDS = (
    "overdue",
    "blocked",
    "missing",
    "ending",
    "cap",
    "to_bill",
    "draft",
    "not_stated",
)
"""The kinds of matter, most pressing first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures over the page; amounts are GBP."""

    to_bill: Decimal | None = None
    owed: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)
    live: int = 0


class Today:
    """The questions of the first page."""

    def __init__(self, workplace: Workplace) -> None:
        """Ask of the store of a workplace."""
        self._workplace = workplace

    def is_empty(self) -> bool:
        """Tell whether the store has no engagement yet."""
        with self._workplace.store.reading() as connection:
            return asked.is_empty(connection)

    def quick(self, today: date) -> tuple[list[Matter], Tally]:
        """Return what is known without pricing anything, most pressing first."""
        with self._workplace.store.reading() as connection:
            issued = kept.issued(connection)
            live = asked.live_engagements(connection)
            terms = asked.agreement_terms(connection)
            used = asked.days_under(connection)
            unstated = asked.unstated_engagements(connection)
            drafts = kept.all_drafts(connection)
            titles = rows.labels(connection, "engagements", "title")
        matters = [
            *_overdue(issued, titles, today),
            *_missing(live, terms, today),
            *_ending(terms, titles, today),
            *_caps(terms, used, titles),
            *(_draft(draft, titles) for draft in drafts),
            *_unstated(unstated),
        ]
        owing = [row for row in issued if row.outstanding > 0]
        late = [row for row in owing if row.due_on < today]
        tally = Tally(
            None,
            sum((row.outstanding for row in owing), Decimal(0)),
            sum((row.outstanding for row in late), Decimal(0)),
            len(live),
        )
        return sorted(matters, key=_order), tally

    def priced(self, today: date) -> tuple[list[Matter], Decimal]:
        """Return what is unbilled and what cannot be priced, and the net of it all."""
        from pip_manager.services.billing import Billing  # after the first rows

        unbilled = Billing(self._workplace).unbilled(today)
        matters = [*_blocked(unbilled), *_to_bill(unbilled)]
        net = sum((one.net for one in unbilled), Decimal(0))
        return sorted(matters, key=_order), net


def merged(quick: Iterable[Matter], priced: Iterable[Matter]) -> list[Matter]:
    """Return both lists as one, most pressing first."""
    return sorted([*quick, *priced], key=_order)


def _order(matter: Matter) -> tuple[int, date, Decimal, str]:
    amount = -(matter.amount or Decimal(0))
    return KINDS.index(matter.kind), matter.on or date.max, amount, matter.target


def _overdue(
    issued: Iterable[InvoiceRow], titles: dict[str, str], today: date
) -> Iterator[Matter]:
    for row in issued:
        late = (today - row.due_on).days
        if row.outstanding > 0 and late > 0:
            yield Matter(
                "overdue",
                f"Invoice {row.number} is {late} {'day' if late == 1 else 'days'} late",
                titles.get(row.engagement, row.engagement),
                "invoices",
                row.number,
                row.outstanding,
                row.due_on,
            )


def _missing(
    live: Iterable[LiveEngagement], terms: list[AgreementTerms], today: date
) -> Iterator[Matter]:
    told: set[str] = set()
    for one in live:
        under = [
            t
            for t in terms
            if t.engagement == one.engagement
            and begins(t.start) <= today <= ends(t.end)
        ]
        if not under:
            words = "No agreement is in force"
            yield Matter("missing", words, one.title, "engagements", one.engagement)
        if not one.has_address and one.authority not in told:
            told.add(one.authority)
            words = f"{one.authority_name} has no billing address"
            yield Matter(
                "missing", words, "Invoices wait for it", "authorities", one.authority
            )
        if one.po_required and any(not t.po_number for t in under):
            words = f"{one.authority_name} asks for a purchase order number"
            yield Matter("missing", words, one.title, "engagements", one.engagement)


def _ending(
    terms: Iterable[AgreementTerms], titles: dict[str, str], today: date
) -> Iterator[Matter]:
    for one in terms:
        end = ends(one.end)
        if one.end and today <= end <= today + AHEAD:
            yield Matter(
                "ending",
                f"{one.title or one.agreement} ends on {day_words(end)}",
                titles.get(one.engagement, one.engagement),
                "engagements",
                one.engagement,
                on=end,
            )


def _caps(
    terms: Iterable[AgreementTerms], used: dict[str, Decimal], titles: dict[str, str]
) -> Iterator[Matter]:
    for one in terms:
        days = used.get(one.agreement)
        if days is None or not one.days_cap or days < one.days_cap * _NEAR_CAP:
            continue
        words = f"{one.title or one.agreement}: {days:f} of {one.days_cap:f} days used"
        title = titles.get(one.engagement, one.engagement)
        yield Matter("cap", words, title, "engagements", one.engagement)


def _draft(draft: kept.Draft, titles: dict[str, str]) -> Matter:
    return Matter(
        "draft",
        f"Draft {draft.draft} waits to be issued or discarded",
        titles.get(draft.engagement, draft.engagement),
        "invoices",
        f"draft {draft.draft}",
        on=draft.made_on,
    )


def _unstated(engagements: Iterable[tuple[str, str]]) -> Iterator[Matter]:
    for code, title in engagements:
        yield Matter(
            "not_stated", "The status is not stated", title, "engagements", code
        )


def _blocked(unbilled: Iterable[Unbilled]) -> Iterator[Matter]:
    for one in unbilled:
        if not one.blocked:
            continue
        count = len(one.blocked)
        more = f" (and {count - 1} more)" if count > 1 else ""
        words = f"{one.blocked[0].text}{more}"
        yield Matter("blocked", words, one.title, "invoices", one.engagement)


def _to_bill(unbilled: Iterable[Unbilled]) -> Iterator[Matter]:
    for one in unbilled:
        if one.net:
            words = f"{pounds(one.net)} to bill"
            yield Matter(
                "to_bill",
                words,
                one.title,
                "invoices",
                one.engagement,
                one.net,
                one.first,
            )
