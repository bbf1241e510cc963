"""What needs a decision today, each with the place where it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.money import pounds
from pip_manager.domain.values import plain
from pip_manager.domain.when import begins, day_words, ends
from pip_manager.models import changes, drafts, ledger, rows
from pip_manager.models import today as asked
from pip_manager.services.matters import Matter, order
from pip_manager.services.settings import hours_per_day, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pip_manager.models import Connection
    from pip_manager.models.changes import Who
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.models.today import AgreementTerms, LiveEngagement, Worked
    from pip_manager.services.billing import Unbilled
    from pip_manager.services.cover.outlook import CoverOutlook
    from pip_manager.services.workplace import Workplace

AHEAD = timedelta(days=60)
_NEAR_CAP, _HUNDREDTH = Decimal("0.8"), Decimal("0.01")


_NO_ENGAGEMENT = Matter(
    "missing",
    "No engagement is recorded yet",
    "Begin with the authority you help",
    "engagements",
    "",
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures over the page; amounts are GBP.

    `has_work` and `has_invoices` tell a nought of nothing recorded from a real one.
    """

    owed: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)
    live: int = 0
    has_work: bool = False
    has_invoices: bool = False


class Today:
    """The questions of the first page."""

    def __init__(self, workplace: Workplace) -> None:
        """Ask of the store of a workplace."""
        self._workplace = workplace
        self._known: tuple[tuple[int, date, Who], tuple[list[Matter], Tally]] | None
        self._known = None
        self._cover: CoverOutlook | None = None
        self._answered: tuple[int, date] | None = None
        self._answer: tuple[list[Matter], Decimal] = ([], Decimal(0))

    def quick(self, today: date) -> tuple[list[Matter], Tally]:
        """Return what is known without pricing anything, most pressing first.

        It is read once while the store does not change: the start asks ahead.
        """
        with self._workplace.store.reading() as connection:
            seen = changes.head(connection)[0], today, self._workplace.who
            if self._known is None or self._known[0] != seen:
                self._known = seen, self._look(connection, today)
        return self._known[1]

    def _look(self, connection: Connection, today: date) -> tuple[list[Matter], Tally]:
        issued = ledger.issued(connection)
        live = asked.live_engagements(connection)
        terms = asked.agreement_terms(connection)
        stated = settings(connection)
        titles = rows.labels(connection, "engagements", "title")
        matters = [
            *_overdue(issued, titles, today),
            *self._unsettled(stated),
            *_missing(live, terms, today),
            *_ending(terms, titles, today),
            *_value_capped(terms, asked.invoiced(connection), titles),
            *(_draft(draft, titles) for draft in drafts.all_drafts(connection)),
            *_unstated(asked.unstated_engagements(connection)),
        ]
        if asked.is_empty(connection):
            matters.append(_NO_ENGAGEMENT)
        has_work = asked.has_work(connection)
        owing = [row for row in issued if row.outstanding > 0]
        late = [row for row in owing if row.due_on < today]
        tally = Tally(
            sum((row.outstanding for row in owing), Decimal(0)),
            sum((row.outstanding for row in late), Decimal(0)),
            len(live),
            has_work,
            bool(issued),
        )
        return sorted(matters, key=order), tally

    def _days_capped(self) -> list[Matter]:
        with self._workplace.store.reading() as connection:
            terms = asked.agreement_terms(connection)
            hours = hours_per_day(settings(connection))
            used = _used(terms, asked.worked(connection), hours)
            titles = rows.labels(connection, "engagements", "title")
        return list(_days_capped(terms, used, titles))

    def _unsettled(self, stated: dict[str, str]) -> Iterator[Matter]:
        """Give what the settings still lack for an invoice and for the history."""
        if not stated.get("seller_name") or not stated.get("seller_address"):
            words = "The Centre’s own name and address are not set"
            yield Matter("missing", words, "Invoices wait for it", "settings", "Centre")
        if self._workplace.who.person is None:
            words = "Nobody is named as you yet"
            told = "The history shows only your login"
            yield Matter("missing", words, told, "settings", "Who am I")

    def priced(self, today: date) -> tuple[list[Matter], Decimal]:
        """Return what takes longer to know, and the net of all that is unbilled.

        That is what is unbilled, what cannot be priced, and caps on days. While the
        store does not change it is worked out once a day.
        """
        with self._workplace.store.reading() as connection:
            asked_at = changes.head(connection)[0], today
        if asked_at != self._answered:
            self._answer = self._price(today)
            self._answered = asked_at
        return self._answer

    def covered(self, today: date) -> list[Matter]:
        """Return what of cover needs a decision; read beside what is on the screen."""
        from pip_manager.services.cover.matters import matters  # after the first rows
        from pip_manager.services.cover.outlook import CoverOutlook

        if self._cover is None:
            self._cover = CoverOutlook(self._workplace)
        return sorted(matters(self._cover.seen(today)), key=order)

    def _price(self, today: date) -> tuple[list[Matter], Decimal]:
        from pip_manager.services.billing import Billing  # after the first rows

        unbilled = Billing(self._workplace).unbilled(today)
        matters = [*_blocked(unbilled), *_to_bill(unbilled), *self._days_capped()]
        net = sum((one.net for one in unbilled), Decimal(0))
        return sorted(matters, key=order), net


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
            t for t in terms if t.engagement == one.engagement and _in_force(t, today)
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


def _used(
    terms: Iterable[AgreementTerms], worked: Iterable[Worked], hours: Decimal
) -> dict[str, Decimal]:
    """Return the days logged under each agreement with a cap on them.

    What names no agreement counts for the one of its engagement in force on its day.
    """
    capped: dict[str, list[AgreementTerms]] = {}
    for one in terms:
        if one.days_cap:
            capped.setdefault(one.engagement, []).append(one)
    used: dict[str, Decimal] = {}
    for each in worked:
        for one in capped.get(each.engagement, ()):
            if _is_under(each, one):
                per_day = one.hours_per_day or hours
                days = each.quantity / (1 if each.unit == "day" else per_day)
                used[one.agreement] = used.get(one.agreement, Decimal(0)) + days
    return used


def _is_under(each: Worked, one: AgreementTerms) -> bool:
    if each.on is None:
        return each.agreement == one.agreement
    return _in_force(one, each.on)


def _in_force(terms: AgreementTerms, on: date) -> bool:
    return begins(terms.start) <= on <= ends(terms.end)


def _days_capped(
    terms: Iterable[AgreementTerms], used: dict[str, Decimal], titles: dict[str, str]
) -> Iterator[Matter]:
    for one in terms:
        days = used.get(one.agreement)
        if days is None or not one.days_cap or days < one.days_cap * _NEAR_CAP:
            continue
        said = f"{plain(days.quantize(_HUNDREDTH))} of {plain(one.days_cap)} days used"
        yield _capped(one, said, titles)


def _value_capped(
    terms: Iterable[AgreementTerms],
    invoiced: dict[str, Decimal],
    titles: dict[str, str],
) -> Iterator[Matter]:
    for one in terms:
        net = invoiced.get(one.agreement)
        if net is None or not one.value_cap or net < one.value_cap * _NEAR_CAP:
            continue
        said = f"{pounds(net)} of {pounds(one.value_cap)} invoiced"
        yield _capped(one, said, titles)


def _capped(one: AgreementTerms, said: str, titles: dict[str, str]) -> Matter:
    words = f"{one.title or one.agreement}: {said}"
    title = titles.get(one.engagement, one.engagement)
    return Matter("cap", words, title, "engagements", one.engagement)


def _draft(draft: drafts.Draft, titles: dict[str, str]) -> Matter:
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
