"""Each secondment's chain of cover: its links, what they cost, where it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.calendar import Period
from pip_manager.domain.cover.costs import NOTHING, Price, cost
from pip_manager.domain.cover.days import FOREVER
from pip_manager.domain.cover.facts import NO_COVER, ONE, Secondment
from pip_manager.domain.cover.measured import Measured, life
from pip_manager.domain.cover.openings import Opening, openings
from pip_manager.domain.cover.tree import Branch, Node, tree
from pip_manager.services.cover.gaps import fte
from pip_manager.services.cover.grounds import read_grounds
from pip_manager.services.cover.names import KINDS, CoverNames, span_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pip_manager.domain.cover.facts import Cover, Post
    from pip_manager.domain.cover.measured import Part
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.services.cover.grounds import CoverGrounds
    from pip_manager.services.workplace import Workplace

_YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain is broken; `words` say who is missing, from when to when."""

    post: str
    title: str
    start: date
    end: date
    goes_on: bool
    fte_days: Decimal
    most: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """A cover of a chain; a `cost` of None is not stated, and `why` says what lacks."""

    cover: str
    who: str
    kind: str
    state: str | None
    start: date
    end: date | None
    share: str
    cost: Decimal | None
    why: str
    leaves: PostLeft | None


@dataclass(frozen=True, slots=True)
class PostLeft:
    """A post of a chain: who left it and how, what covers it, where it stays open."""

    post: str
    title: str
    tier: int | None
    how: str
    start: date
    end: date | None
    share: str
    short: Decimal
    breaks: Sequence[Break]
    links: Sequence[Link]

    def walk(self) -> Iterator[PostLeft]:
        """Give this post and every one further down."""
        yield self
        for link in self.links:
            if link.leaves is not None:
                yield from link.leaves.walk()


@dataclass(frozen=True, slots=True)
class Chained:
    """A secondment and its whole chain; `until` is how far an open end is counted."""

    code: str
    person: str
    host: str | None
    state: str | None
    start: date
    end: date | None
    until: date
    share: str
    root: PostLeft
    cost: Decimal
    unpriced: int
    links: int
    is_doubtful: bool

    @property
    def breaks(self) -> list[Break]:
        """Return every break, the first to open first."""
        found = [one for post in self.root.walk() for one in post.breaks]
        return sorted(found, key=lambda one: (one.start, one.post))


@dataclass(frozen=True, slots=True)
class Unchained:
    """A secondment that cannot be measured, and why."""

    code: str
    person: str
    title: str
    host: str | None
    why: str


@dataclass(frozen=True, slots=True)
class ChainsFound:
    """Every chain, those not over first; and what cannot be followed."""

    today: date
    chains: Sequence[Chained]
    unmeasured: Sequence[Unchained]


class Chains:
    """What the view of chains asks."""

    def __init__(self, office: Workplace) -> None:
        """Follow the chains of an office."""
        self._office = office

    def all(self, today: date, *, with_proposed: bool = False) -> ChainsFound:
        """Return the chain of every secondment that counts."""
        with self._office.store.reading() as connection:
            ground = read_grounds(connection, today - _YEAR, today + 3 * _YEAR)
            names = CoverNames.read(connection)
        measured = Measured(ground.recorded, with_proposed=with_proposed)
        parts = [part for some in measured.seconded.values() for part in some]
        spans = [_counted(part, today) for part in parts]
        if spans:
            # the costs of partly asked months need no further days than these
            first = min(start for start, _ in spans)
            last = max(end for _, end in spans)
            over = (date.fromordinal(first), date.fromordinal(last))
            grounds = ground.over(*over, with_proposed=with_proposed)
            maker = _Chained(ground, grounds, names)
            made = [
                maker.chained(part.fact, *span)
                for part, span in zip(parts, spans, strict=True)
                if isinstance(part.fact, Secondment)
            ]
        else:
            made = []
        return ChainsFound(
            today,
            sorted(made, key=lambda one: _order(one, today)),
            _unmeasured(Measured(ground.recorded, with_proposed=True), names),
        )


def _counted(part: Part, today: date) -> tuple[int, int]:
    """Return the days of a secondment; an open end is counted for a year from now."""
    if part.end < FOREVER:
        return part.start, part.end
    return part.start, max(part.start, today.toordinal()) + _YEAR.days


def _order(one: Chained, today: date) -> tuple[bool, bool, int, str]:
    """Order what is not over first, and of that what is broken or will be."""
    if one.end is not None and one.end < today:
        return True, True, -one.start.toordinal(), one.code
    is_broken = any(each.end >= today for each in one.breaks)
    return False, not is_broken, one.start.toordinal(), one.code


def _unmeasured(measured: Measured, names: CoverNames) -> list[Unchained]:
    """Return every secondment that cannot be followed, the proposed ones too."""
    return [
        Unchained(
            doubt.code,
            _capital(names.person(doubt.fact.person)),
            names.post(doubt.fact.post),
            names.host(doubt.code),
            doubt.why,
        )
        for doubt in measured.not_measurable(0, FOREVER)
        if isinstance(doubt.fact, Secondment)
    ]


class _Chained:
    """Makes the chains of one moment."""

    def __init__(
        self, ground: CoverGrounds, grounds: Grounds, names: CoverNames
    ) -> None:
        self._calendar = ground.calendar
        self._grounds = grounds
        self._names = names
        self._posts = {post.code: post for post in ground.recorded.posts}
        self._accepting: dict[str, list[Cover]] = {}
        for cover in ground.recorded.covers:
            if cover.kind == NO_COVER and cover.post is not None:
                self._accepting.setdefault(cover.post, []).append(cover)

    def chained(self, fact: Secondment, start: int, end: int) -> Chained:
        measured = self._grounds.measured
        root = tree(fact.post, measured, start, end)
        asked = Period(date.fromordinal(start), date.fromordinal(end))
        share = _share(fact.pattern, fact.fraction)
        how = f"Left by {self._names.person(fact.person)}"
        made = self._post(root, how, asked, share)
        links = [link for post in made.walk() for link in post.links]
        has_end = fact.end is not None
        return Chained(
            code=fact.code,
            person=_capital(self._names.person(fact.person)),
            host=self._names.host(fact.code),
            state=fact.state,
            start=asked.start,
            end=asked.end if has_end else None,
            until=asked.end,
            share=share,
            root=made,
            cost=sum((one.cost or NOTHING for one in links), NOTHING),
            unpriced=sum(one.cost is None for one in links),
            links=len(links),
            is_doubtful=any(self._is_doubtful(node) for node in root.walk()),
        )

    def _is_doubtful(self, node: Node) -> bool:
        doubts = self._grounds.measured.doubts_of.get(node.post, ())
        return any(doubt.touches(node.start, node.end) for doubt in doubts)

    def _post(self, node: Node, how: str, asked: Period, share: str = "") -> PostLeft:
        post = self._posts.get(node.post)
        found = self._openings(post, node)
        is_open = node.end == asked.end.toordinal()
        return PostLeft(
            post=node.post,
            title=self._names.post(node.post),
            tier=post.tier if post else None,
            how=how,
            start=date.fromordinal(node.start),
            end=date.fromordinal(node.end),
            share=share,
            short=Decimal(sum(one.fte_days for one in found)) / ONE,
            breaks=[self._break(one, node, is_open=is_open) for one in found],
            links=[self._link(branch, asked) for branch in node.branches],
        )

    def _openings(self, post: Post | None, node: Node) -> list[Opening]:
        if post is None:
            return []
        return openings(post, self._grounds, (node.start, node.end))

    def _break(self, one: Opening, node: Node, *, is_open: bool) -> Break:
        post = self._posts[node.post]
        start, end = date.fromordinal(one.start), date.fromordinal(one.end)
        goes_on = is_open and one.end == node.end
        most = Decimal(one.most) / ONE
        return Break(
            post=post.code,
            title=post.title,
            start=start,
            end=end,
            goes_on=goes_on,
            fte_days=Decimal(one.fte_days) / ONE,
            most=most,
            words=f"{_missing(one, post)} {span_from(start, end)}"
            + self._accepted(post.code, one),
        )

    def _accepted(self, post: str, one: Opening) -> str:
        """Say who accepted that there is no cover, where somebody did."""
        for cover in self._accepting.get(post, ()):
            start, end = life(cover.start, cover.end)
            if start <= one.end and end >= one.start:
                by = self._names.words_of(cover.code, "approved_by")
                return f", accepted by {by}" if by else ", accepted"
        return ""

    def _link(self, branch: Branch, asked: Period) -> Link:
        cover = branch.cover
        amount, why = self._cost(branch, asked)
        kind = KINDS.get(cover.kind or "", "kind not stated")
        who = self._names.person(cover.person) if cover.person else f"{kind}, not named"
        share = _share(cover.pattern, cover.fraction)
        leaves = None
        if branch.leaves is not None:
            how = f"Left by {who}, {kind}" if cover.person else f"Left for {kind}"
            leaves = self._post(branch.leaves, how, asked, share)
        start, end = life(cover.start, cover.end)
        return Link(
            cover=cover.code,
            who=_capital(who),
            kind=f"{kind}, absorbed" if cover.is_absorbed else kind,
            state=cover.state,
            start=date.fromordinal(start),
            end=None if end == FOREVER else date.fromordinal(end),
            share=share,
            cost=amount,
            why=why,
            leaves=leaves,
        )

    def _cost(self, branch: Branch, asked: Period) -> tuple[Decimal | None, str]:
        """Return what a link costs within the secondment; paid once counts whole."""
        cover = branch.cover
        price = Price.of(self._names.covers[cover.code])
        if price.unit == "once":
            first = date.fromordinal(life(cover.start, cover.end)[0])
            asked = Period(min(first, asked.start), asked.end)
        try:
            return cost(cover, price, asked, self._calendar), _price_words(price)
        except LookupError as error:
            return None, str(error)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _share(pattern: str | None, fraction: int | None) -> str:
    if pattern is not None:
        return pattern.replace(":1 ", " ").removesuffix(":1")
    return "not stated" if fraction is None else fte(fraction)


def _price_words(price: Price) -> str:
    unit = {"once": "once", "month": "a month", "day": "a day"}[str(price.unit)]
    return f"£{price.amount:,.2f} {unit}"


def _missing(one: Opening, post: Post) -> str:
    if not one.is_held:
        return "nobody holds the statutory post"
    whole = ONE if post.established is None else post.established
    if one.most >= whole and one.is_even and not one.is_broken:
        return "nobody"
    told = f"{'' if one.is_even else 'up to '}{fte(one.most)} short"
    return f"{told} on some days of the week" if one.is_broken else told
