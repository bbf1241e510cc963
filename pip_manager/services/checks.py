"""Why a record cannot be kept, told from it and from the records around it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pip_manager.billing import charges, rates
from pip_manager.domain import checks
from pip_manager.domain.cover import loops as cover_loops
from pip_manager.domain.labels import one
from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import FieldProblem
from pip_manager.models import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection

_OF_AGREEMENT = ("activities", "expenses", "charges", "secondments")
_TARGETS = {
    "agreement": "agreements",
    "authority": "authorities",
    "programme": "programmes",
}


class Around:
    """The records a check needs, read when first asked for."""

    def __init__(self, connection: Connection) -> None:
        """Ask through one unit of reading or writing."""
        self._connection = connection
        self._codes: dict[str, set[str]] = {}

    def codes(self, noun: str) -> set[str]:
        """Return every code of a noun, those about to be added included."""
        if noun not in self._codes:
            self._codes[noun] = rows.codes(self._connection, noun)
        return self._codes[noun]

    @cached_property
    def agreements(self) -> dict[str, Row]:
        """Agreements by code."""
        found = rows.rows(self._connection, "agreements")
        return {str(row["agreement"]): row for row in found}

    @cached_property
    def rates(self) -> list[Row]:
        """Every rate row."""
        return rows.rows(self._connection, "rates")

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of posts by code."""
        return rows.labels(self._connection, "posts", "title")

    @cached_property
    def cover(self) -> list[Row]:
        """Every cover arrangement."""
        return rows.rows(self._connection, "cover")


def problems(
    name: str, row: Mapping[str, Value], around: Around
) -> tuple[FieldProblem, ...]:
    """Return every reason why `row` cannot be kept as a record of that noun."""
    found = list(checks.problems(NOUNS[name], row))
    found.extend(_unknown(name, row, around))
    if not found:
        found.extend(_rules(name, row, around))
    return tuple(found)


def _unknown(
    name: str, row: Mapping[str, Value], around: Around
) -> Iterator[FieldProblem]:
    for column in NOUNS[name].columns:
        code = row.get(column.name)
        if column.refers is None or code is None:
            continue
        itself = column.refers == name and code == row.get(str(NOUNS[name].code))
        if not itself and code not in around.codes(column.refers):
            sentence = f"There is no {one(column.refers)} “{code}”."
            yield FieldProblem(column.name, sentence)


def _rules(
    name: str, row: Mapping[str, Value], around: Around
) -> Iterator[FieldProblem]:
    if name == "activities":
        yield from charges.share_problems(row)
    if name in _OF_AGREEMENT:
        yield from charges.agreement_problems(row, around.agreements)
    if name == "rates":
        yield from rates.problems(rates.RateRow.from_row(row))
        yield from _target(row, around)
    if name == "settings" and row["key"] == "home_authority":
        code = row["value"]
        if code is not None and code not in around.codes("authorities"):
            yield FieldProblem("value", f"There is no authority “{code}”.")


def _target(row: Mapping[str, Value], around: Around) -> Iterator[FieldProblem]:
    noun = _TARGETS.get(str(row["level"]))
    target = row.get("target")
    if noun and target is not None and target not in around.codes(noun):
        yield FieldProblem("target", f"There is no {one(noun)} “{target}”.")


def among(
    name: str, row: Mapping[str, Value], before: Row | None, around: Around
) -> tuple[FieldProblem, ...]:
    """Return why `row` cannot stand beside the others of its noun.

    Args:
        name: the noun.
        row: the record as it shall be.
        before: the record as it is kept; None where it is new.
        around: the records around it.
    """
    if name == "rates":
        others = [other for other in around.rates if other != before]
        return _overlaps(row, others)
    if name == "cover":
        others = [other for other in around.cover if other != before]
        return _loops(row, others, around.titles)
    return ()


def _overlaps(row: Mapping[str, Value], others: list[Row]) -> tuple[FieldProblem, ...]:
    mine = rates.RateRow.from_row(row)
    near = [rates.RateRow.from_row(other) for other in others]
    same = [r for r in near if (r.level, r.target) == (mine.level, mine.target)]
    if not any(mine in pair for pair in rates.overlaps([mine, *same])):
        return ()
    sentence = (
        "Another rate of the same target, person, role and strand is in force then."
        " End it first, or choose other dates."
    )
    return (FieldProblem("from", sentence),)


def _loops(
    row: Mapping[str, Value], others: list[Row], titles: Mapping[str, str]
) -> tuple[FieldProblem, ...]:
    found = cover_loops.loops(cover_loops.links([row, *others]))
    mine = [loop for loop in found if row["cover"] in loop]
    if not mine:
        return ()
    return (FieldProblem("from_post", loop_words(mine[0], [row, *others], titles)),)


def loop_words(
    loop: Sequence[str],
    covers: Iterable[Mapping[str, Value]],
    titles: Mapping[str, str],
) -> str:
    """Return the sentence that refuses a loop, naming its covers and their posts."""
    found = {str(row["cover"]): row for row in covers}

    def title(code: str, column: str) -> str:
        post = str(found[code][column])
        return titles.get(post, post)

    ways = [f"{title(code, 'post')} out of {title(code, 'from_post')}" for code in loop]
    return (
        f"The cover goes round in a circle ({' → '.join(loop)}): it covers"
        f" {', '.join(ways[:-1])} and {ways[-1]}. Break it at one of them."
        if len(ways) > 1
        else f"The cover goes round in a circle ({loop[0]}): it covers {ways[0]}."
    )
