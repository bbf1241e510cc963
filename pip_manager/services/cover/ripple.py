"""A change of a secondment or cover with all that follows from it, as one verb."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover import ripple, ripple_days
from pip_manager.domain.cover.asked import then_words
from pip_manager.domain.cover.days import FOREVER, WorkingDays
from pip_manager.domain.cover.facts import NO_COVER
from pip_manager.domain.cover.imagined import fact_of, narrowed
from pip_manager.domain.cover.planned import Effect, Planned
from pip_manager.domain.money import pounds
from pip_manager.domain.values import plain
from pip_manager.domain.when import begins, day_words, ends, span_words
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import cover, rows
from pip_manager.services.cover.arrangements_form import problems
from pip_manager.services.cover.arrangements_look import with_plan
from pip_manager.services.cover.names import KINDS, CoverNames
from pip_manager.services.cover.ripple_charges import billing_of
from pip_manager.services.cover.words import share_words
from pip_manager.services.records import Records
from pip_manager.services.settings import calendar, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pip_manager.domain.cover.facts import Cover, Establishment
    from pip_manager.domain.cover.ripple import Misfit, NotHeld
    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

_YEAR = 366
_CHARGE = "charge"
_WHY = {
    ripple.ALONG: "It began or ended together with what now lasts longer.",
    ripple.UNDESIGNATED: "The statutory post is held without a designation then.",
    ripple_days.GONE: "Nobody is released from this post then any more.",
    ripple_days.EARLY: "It begins before anybody is released.",
    ripple_days.LONG: "It lasts longer than the release.",
    ripple_days.MUCH: "It gives more than is released.",
    ripple_days.LOOK: "On some of its days less is released: look at it yourself.",
}
_COSTS = {
    "honorarium": "honorarium",
    "acting_allowance": "acting allowance",
    "agency": "agency charge",
    "salary": "salary",
}
_UNITS = {"month": " a month", "day": " a day", "once": ""}


class Ripples:
    """Changes of secondments and cover, seen before they are saved."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the arrangements of an office."""
        self._office = office
        self._records = Records(office)

    def of(self, planned: Planned) -> tuple[Effect, ...]:
        """Return what no longer fits once a record is changed or gone."""
        if planned.record is None:
            return ()
        with self._office.store.reading() as connection:
            return tuple(_effects(connection, planned))

    def save(
        self,
        planned: Planned,
        accepted: Iterable[Effect] = (),
        covers: Sequence[Row] = (),
    ) -> Record | None:
        """Save a record, what was accepted and new covers of it, all or nothing.

        Returns:
            The record as it is kept; None where it is gone.

        Raises:
            InputError: it cannot be kept; of the covers, fields as ``1.person``.
            ConflictError: somebody else changed something of it first.
        """
        effects = [one for one in accepted if one.becomes]
        with self._office.writing(_verb(planned, effects, covers)) as writer:
            kept = self._keep(writer, planned, effects)
            for effect in effects:
                self._accept(writer, effect)
            for place, row in enumerate(covers):
                self._add_cover(writer, place, row)
        return kept

    def _keep(
        self, writer: Writer, planned: Planned, effects: Iterable[Effect]
    ) -> Record | None:
        noun, record, row = planned.noun, planned.record, planned.row
        if row is None:
            if record is not None:
                writer.remove(noun, record.id, record.version)
            return None
        for effect in effects:
            if effect.key == _CHARGE:
                row = {**row, **(effect.fields or {})}
        if found := problems(writer.connection, Planned(noun, record, row)):
            raise InputError(*found)
        if record is None:
            return self._records.put(writer, noun, row)
        self._records.alter(writer, record, row)
        return record

    def _accept(self, writer: Writer, effect: Effect) -> None:
        if effect.key == _CHARGE or effect.record is None:
            return
        if effect.fields is None:
            record = effect.record
            writer.remove(record.noun, record.id, record.version)
        else:
            self._records.alter(writer, effect.record, effect.fields)

    def _add_cover(self, writer: Writer, place: int, row: Row) -> None:
        found = problems(writer.connection, Planned("cover", None, row))
        if found:
            told = (FieldProblem(f"{place}.{one.field}", one.message) for one in found)
            raise InputError(*told)
        self._records.put(writer, "cover", row)


def _verb(planned: Planned, effects: Sequence[Effect], covers: Sequence[Row]) -> str:
    what = "cover arrangement" if planned.noun == "cover" else "secondment"
    did = "Delete" if planned.row is None else "Change" if planned.record else "Add"
    more = any(one.key != _CHARGE for one in effects) or covers
    if not more:
        return f"{did} {what}"
    return f"{did} {what} and its cover" if what == "secondment" else f"{did} {what}s"


def _effects(connection: Connection, planned: Planned) -> Iterator[Effect]:
    record = planned.record
    assert record is not None  # noqa: S101 - asked by the one who calls
    code = str(planned.code)
    stated = settings(connection)
    before = cover.establishment(connection, stated.get("home_authority"))
    after = with_plan(before, [planned])
    span = _looked_at(before, after, planned.noun, code)
    if span is not None:
        days = WorkingDays(calendar(connection, *span), *span)
        found = ripple.ripple(before, after, planned.noun, code, days)
        if found.misfits or found.not_held:
            words = _Words(connection)
            yield from (words.misfit(one) for one in found.misfits)
            yield from (words.not_held(one) for one in found.not_held)
    if planned.noun == "secondments":
        yield from _of_charges(connection, planned)


def _looked_at(
    before: Establishment, after: Establishment, noun: str, code: str
) -> tuple[date, date] | None:
    """Return the days of a record and of all cover under it; open ones for a year."""
    facts = [
        one for one in (fact_of(before, noun, code), fact_of(after, noun, code)) if one
    ]
    posts = {
        post
        for one in facts
        if (post := getattr(one, "from_post", getattr(one, "post", None)))
    }
    if not posts:
        return None
    covers = [*narrowed(before, posts).covers, *narrowed(after, posts).covers]
    every = [*facts, *covers]
    starts = [begins(one.start) for one in every if one.start]
    closed = [ends(one.end) for one in every if one.end]
    if not starts:
        return None
    first, last = min(starts), max([*starts, *closed])
    if any(one.end is None for one in every):
        last = date.fromordinal(min(last.toordinal() + _YEAR, FOREVER))
    return first, last


def _of_charges(connection: Connection, planned: Planned) -> Iterator[Effect]:
    record = planned.record
    if record is None:
        return
    found = billing_of(connection, record.row, planned.row)
    if found.amount is not None and found.was is not None:
        yield Effect(
            _CHARGE,
            f"The monthly charge of {pounds(found.was)}",
            "It was agreed for another share.",
            f"{pounds(found.amount)} a month, in proportion",
            record,
            {"charge_amount": found.amount},
        )
    for place, told in enumerate(found.told):
        what, _, why = told.partition(": ")
        if not why:
            what, why = "Already billed", told
        yield Effect(f"told {place}", what, why)


class _Words:
    """Effects in words."""

    def __init__(self, connection: Connection) -> None:
        self._covers = {
            record.row["cover"]: record for record in rows.records(connection, "cover")
        }
        self._names = CoverNames.read(connection)

    def not_held(self, one: NotHeld) -> Effect:
        when = then_words(date.fromordinal(one.start), date.fromordinal(one.end))
        return Effect(
            f"not held {one.post.code} {one.start}",
            f"{one.post.title} would not be held {when}",
            "The law wants the post held on every day: designate somebody.",
            is_critical=True,
        )

    def misfit(self, one: Misfit) -> Effect:
        record = self._covers[one.cover.code]
        why = " ".join(_WHY[word] for word in one.why)
        if told := self._cost(one, record.row):
            why = f"{why} {told}"
        if one.fresh == one.cover:
            return Effect(one.cover.code, self._what(one.cover), why, below=one.below)
        return Effect(
            one.cover.code,
            self._what(one.cover),
            why,
            _becomes(one.cover, one.fresh),
            record,
            _fields(one.cover, one.fresh),
            one.below,
        )

    def _what(self, cover: Cover) -> str:
        post = self._names.post(cover.post)
        when = then_words(begins(cover.start), ends(cover.end))
        if cover.kind == NO_COVER:
            return f"No cover of {post}, accepted, {when}"
        who = self._names.person(cover.person) if cover.person else "Cover"
        kind = KINDS.get(str(cover.kind), "kind not stated")
        verb = "covers" if cover.person else "of"
        share = share_words(cover.fraction, cover.pattern)
        return f"{who} {verb} {post}, {kind}, {share or 'share not stated'}, {when}"

    def _cost(self, one: Misfit, row: Mapping[str, Value]) -> str:
        amount = row["cost_amount"]
        if not isinstance(amount, Decimal):
            return ""
        what = _COSTS.get(str(row["cost_kind"]), "cost")
        told = f"{what} of {pounds(amount)}{_UNITS.get(str(row['cost_unit']), '')}"
        if one.fresh is None:
            return f"Its {told} goes with it."
        if one.fresh.fraction != one.cover.fraction:
            return f"Its {told} was agreed for the share it has: look at it."
        is_longer = (one.fresh.start, one.fresh.end) != (one.cover.start, one.cover.end)
        return f"Its {told} follows the dates." if is_longer else ""


def _becomes(cover: Cover, fresh: Cover | None) -> str:
    if fresh is None:
        return "Removed"
    told = []
    if (cover.start, cover.end) != (fresh.start, fresh.end):
        told.append(_dates(cover, fresh))
    if cover.fraction != fresh.fraction:
        told.append(f"{share_words(fresh.fraction, None)}")
    if cover.is_designated != fresh.is_designated:
        told.append("no longer designated")
    words = ", ".join(told)
    return words[:1].upper() + words[1:]


def _dates(cover: Cover, fresh: Cover) -> str:
    start, end = begins(fresh.start), ends(fresh.end)
    if cover.start == fresh.start and fresh.end is not None:
        return f"until {day_words(end)}"
    if cover.end == fresh.end or fresh.end is None:
        return f"from {day_words(start)}" + (" on" if fresh.end is None else "")
    return span_words(start, end)


def _fields(cover: Cover, fresh: Cover | None) -> Row | None:
    if fresh is None:
        return None
    fields: Row = {}
    if cover.start != fresh.start:
        fields["from"] = fresh.start
    if cover.end != fresh.end:
        fields["to"] = fresh.end
    if cover.fraction != fresh.fraction and fresh.fraction is not None:
        fields["fraction"] = Decimal(plain(Decimal(fresh.fraction) / 10_000))
    if cover.is_designated != fresh.is_designated:
        fields["designated_dcs"] = False
    return fields
