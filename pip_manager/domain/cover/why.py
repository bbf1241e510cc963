"""What made the figures of one post on one day: the releases and the covers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.days import weekday
from pip_manager.domain.cover.sweep import NOBODY, sweep

if TYPE_CHECKING:
    from pip_manager.domain.cover.facts import Cover, Holding, Post, Secondment
    from pip_manager.domain.cover.measured import Doubt, Measured, Parts
    from pip_manager.domain.cover.sweep import Flat


class Given(NamedTuple):
    """A record and the share of that day, in ten-thousandths of FTE."""

    fact: Secondment | Cover | Holding
    share: int


class DayAccount(NamedTuple):
    """The figures of a day and each record behind them; `doubts` are in none."""

    figures: Flat
    vacancy: int
    held: tuple[Given, ...]
    seconded: tuple[Given, ...]
    lent: tuple[Given, ...]
    restored: tuple[Given, ...]
    absorbed: tuple[Given, ...]
    doubts: tuple[Doubt, ...]


def account(post: Post, measured: Measured, day: int) -> DayAccount:
    """Return what made the figures of a working day."""
    found = sweep(post, measured, day, day)
    doubts = measured.doubts_of.get(post.code, ())
    return DayAccount(
        figures=found[0].on(weekday(day)) if found else NOBODY,
        vacancy=measured.vacant_on(post, day),
        held=_given(measured.held, post, day),
        seconded=_given(measured.seconded, post, day),
        lent=_given(measured.lent, post, day),
        restored=_given(measured.restored, post, day),
        absorbed=_given(measured.absorbed, post, day),
        doubts=tuple(doubt for doubt in doubts if doubt.touches(day, day)),
    )


def _given(parts: Parts, post: Post, day: int) -> tuple[Given, ...]:
    given = (
        Given(fact, share if isinstance(share, int) else share[weekday(day)])
        for start, end, share, fact in parts.get(post.code, ())
        if start <= day <= end
    )
    return tuple(one for one in given if one.share)
