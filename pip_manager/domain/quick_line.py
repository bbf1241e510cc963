"""Understand a line such as “Tue 0.5d Kirklees practice – case audit with Jo”.

Before a dash stand day, quantity, engagement and strand in any order; after it the
summary. Expenses and “with” somebody may stand anywhere. Nothing is guessed: what may
mean several things is ambiguous and counts for nothing until one is chosen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from pip_manager.domain.quick_line_dates import day_chip
from pip_manager.domain.quick_line_figures import expense_chips, quantity_chips
from pip_manager.domain.quick_line_names import known
from pip_manager.domain.quick_line_parts import (
    Candidate,
    Chip,
    Expense,
    Name,
    Part,
    State,
    Understood,
)
from pip_manager.domain.quick_line_reading import Reading, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from pip_manager.domain.quick_line_names import Known

__all__ = [
    "Candidate",
    "Chip",
    "Expense",
    "Name",
    "Part",
    "State",
    "Understood",
    "choices",
    "choose",
    "next_choice",
    "understand",
]

LONGEST_LINE = 1_000

_DASH = re.compile(r"(?<![0-9])\s*[–—]\s*|\s[–—]\s*|\s--?(?:\s|$)|^\s*-\s")
_NONE_CHOSEN: Mapping[str, Candidate] = MappingProxyType({})


def understand(  # noqa: PLR0913 - a line is read against all that is known
    text: str,
    *,
    today: date,
    people: Sequence[Name],
    engagements: Sequence[Name],
    strands: Sequence[Name],
    me: str | None = None,
    recent: Sequence[str] = (),
    chosen: Mapping[str, Candidate] = _NONE_CHOSEN,
) -> Understood:
    """Read a line as one activity with its expenses; never fails.

    `me` is the person where none is named, `recent` the codes of engagements worked on
    lately, latest first, which are offered first. `chosen` are the `choices` of the
    line as it was a keystroke ago.
    """
    line = text[:LONGEST_LINE]
    names = known(tuple(people), tuple(engagements), tuple(strands))
    reading = Reading(line, names)
    dash = _DASH.search(line)
    head, body = dash.span() if dash else (len(line), len(line))
    _find(reading, head, body, today)
    reading.chips[:] = [
        _with_choice(chip, line, chosen)
        for chip in _settled(reading.chips, names, recent)
    ]
    in_head = list(reading.rest(0, head, State.TEXT))
    in_body = list(reading.rest(body, len(line), State.SURE))
    reading.add([*in_head, *in_body])
    return _assembled(text, reading.chips, me, today)


def _find(reading: Reading, head: int, body: int, today: date) -> None:
    reading.add(expense_chips(reading.text))
    reading.add([day_chip(reading.text, head, today)])
    free = (chip for chip in quantity_chips(reading.text, head))
    for chip in free:
        reading.add([chip])
        if chip in reading.chips:
            break  # a further quantity stays text
    reading.find_companions(0, head, begun=True)
    reading.find_companions(body, len(reading.text), begun=False)
    reading.find_names(head)


def _settled(chips: list[Chip], names: Known, recent: Sequence[str]) -> Iterable[Chip]:
    """Settle an engagement by the strand named, then by which are open."""
    sure = [chip.meaning for chip in chips if chip.state is State.SURE]
    strands = {
        meaning.code
        for meaning in sure
        if isinstance(meaning, Candidate) and meaning.part is Part.STRAND
    }
    for chip in chips:
        if {candidate.part for candidate in chip.candidates} == {Part.ENGAGEMENT}:
            found = _narrowed(chip.candidates, names, strands)
            found.sort(key=lambda candidate: _age(candidate, recent))
            yield named(chip.start, chip.end, found)
        else:
            yield chip


def _narrowed(
    candidates: tuple[Candidate, ...], names: Known, strands: set[str]
) -> list[Candidate]:
    found = list(candidates)
    fits = [c for c in found if strands & {*names.names[c.part, c.code].strands}]
    found = fits or found
    return [c for c in found if names.names[c.part, c.code].is_open] or found


def _age(candidate: Candidate, recent: Sequence[str]) -> int:
    return recent.index(candidate.code) if candidate.code in recent else len(recent)


def _with_choice(chip: Chip, line: str, chosen: Mapping[str, Candidate]) -> Chip:
    choice = chosen.get(_words_of(chip, line))
    if choice is None or choice not in chip.candidates:
        return chip
    return _chosen(chip, choice)


def _words_of(chip: Chip, line: str) -> str:
    return line[chip.start : chip.end].casefold()


def _chosen(chip: Chip, candidate: Candidate) -> Chip:
    return replace(chip, part=candidate.part, state=State.SURE, meaning=candidate)


def choices(understood: Understood) -> dict[str, Candidate]:
    """Return what was chosen where a choice was, by the words it was chosen for."""
    return {
        _words_of(chip, understood.text): chip.meaning
        for chip in understood.chips
        if len(chip.candidates) > 1 and isinstance(chip.meaning, Candidate)
    }


def choose(
    understood: Understood, span: tuple[int, int], candidate: Candidate
) -> Understood:
    """Let the chip at `span` mean `candidate`; anything it cannot mean is ignored."""
    chips = [
        _chosen(chip, candidate)
        if chip.span == span and candidate in chip.candidates
        else chip
        for chip in understood.chips
    ]
    return _assembled(understood.text, chips, understood.me, understood.today)


def next_choice(understood: Understood, span: tuple[int, int]) -> Understood:
    """Go on to the next thing the chip at `span` may mean, round and round."""
    for chip in understood.chips:
        if chip.span == span and chip.candidates:
            after = 0
            if isinstance(chip.meaning, Candidate):
                after = chip.candidates.index(chip.meaning) + 1
            candidate = chip.candidates[after % len(chip.candidates)]
            return choose(understood, span, candidate)
    return understood


def _assembled(
    text: str, chips: Iterable[Chip], me: str | None, today: date
) -> Understood:
    ordered = tuple(sorted(chips, key=lambda chip: chip.span))
    day_code = _code(ordered, Part.DATE)
    day = date.fromisoformat(day_code) if day_code else None
    quantity, unit = _measure(ordered)
    companions = [
        chip.meaning.code
        for chip in ordered
        if chip.with_them and isinstance(chip.meaning, Candidate)
    ]
    person = _code(ordered, Part.PERSON) or me
    understood = Understood(
        text=text,
        chips=ordered,
        day=day,
        quantity=quantity,
        unit=unit,
        engagement=_code(ordered, Part.ENGAGEMENT),
        strand=_code(ordered, Part.STRAND),
        person=person,
        companions=tuple(dict.fromkeys(companions)),
        expenses=tuple(c.meaning for c in ordered if isinstance(c.meaning, Expense)),
        summary=_summary(ordered),
        missing=(),
        today=today,
        me=me,
        is_future=bool(day and day > today),
    )
    return replace(understood, missing=_missing(understood))


def _code(chips: tuple[Chip, ...], part: Part) -> str | None:
    for chip in chips:
        if (
            chip.part is part
            and not chip.with_them
            and isinstance(chip.meaning, Candidate)
        ):
            return chip.meaning.code
    return None


def _measure(chips: tuple[Chip, ...]) -> tuple[Decimal | None, str | None]:
    for chip in chips:
        if isinstance(chip.meaning, tuple):
            return chip.meaning
    return None, None


def _summary(chips: tuple[Chip, ...]) -> str:
    """Join the words after the dash, or where there are none those left over."""
    words = [chip for chip in chips if isinstance(chip.meaning, str)]
    said = [chip for chip in words if chip.state is State.SURE] or words
    return " ".join(str(chip.meaning) for chip in said)


def _missing(understood: Understood) -> tuple[str, ...]:
    wanted = {
        "date": understood.day,
        "quantity": understood.quantity,
        "engagement": understood.engagement,
        "person": understood.person,
    }
    missing = [name for name, value in wanted.items() if value is None]
    if any(not expense.description for expense in understood.expenses):
        missing.append("description")
    if any(expense.unit_price is None for expense in understood.expenses):
        missing.append("unit_price")
    return tuple(missing)
