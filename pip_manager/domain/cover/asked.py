"""What a form asks of a secondment or a cover beyond what a file must say.

Nothing here refuses an import: a file may state what nobody would decide today.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import NO_COVER, RELIEVING
from pip_manager.domain.when import begins, ends, span_words, words
from pip_manager.errors import FieldProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from pip_manager.domain.values import Row, Value

_ACTING = "acting_up"
NEVER_BOTH = (
    "Appointed to the post: a holding. Looking after it from elsewhere: cover. Never"
    " both"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """The records beside the one that is asked about, which is not among them."""

    people: Mapping[str, Row]
    posts: Mapping[str, Row]
    holdings: Sequence[Row]
    secondments: Sequence[Row]
    covers: Sequence[Row]

    def name(self, person: Value) -> str:
        """Return what a person is called."""
        return _called(self.people, "name", person)

    def title(self, post: Value) -> str:
        """Return what a post is called."""
        return _called(self.posts, "title", post)


def _called(rows: Mapping[str, Row], column: str, code: Value) -> str:
    found = rows.get(str(code))
    return str(found[column]) if found else str(code)


def problems(
    noun: str, row: Mapping[str, Value], beside: Beside
) -> tuple[FieldProblem, ...]:
    """Return every reason why a form does not keep a row; empty when it does."""
    found = [*_twice_stated(row), *_employment(row, beside)]
    if noun == "cover":
        found += [
            *_own_holder(row, beside),
            *_designation(row, beside),
            *_accepted(row),
            *_left_behind(row, beside),
        ]
    return tuple(found)


def notices(
    noun: str, row: Mapping[str, Value], beside: Beside
) -> tuple[FieldProblem, ...]:
    """Return what is kept all the same but ought to be looked at."""
    if noun == "holdings":
        return tuple(_covers_it(row, row.get("post"), beside))
    found = list(_no_end(row))
    found += (
        _holds_it_too(row, beside)
        if noun == "cover"
        else (_covers_it(row, row.get("home_post"), beside))
    )
    return tuple(found)


def _twice_stated(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("fraction") is not None and row.get("pattern") is not None:
        sentence = "Give a share or days of the week, not both: empty one of them."
        yield FieldProblem("pattern", sentence)


def _employment(row: Mapping[str, Value], beside: Beside) -> Iterator[FieldProblem]:
    person = beside.people.get(str(row.get("person")))
    if person is None or row.get("kind") == NO_COVER:
        return
    name, (first, last) = person["name"], span_of(person)
    start, end = span_of(row)
    if row.get("from") is not None and start < first:
        when = words(_text(person["from"]))
        sentence = f"{name} is here from {when}. Begin then or later."
        yield FieldProblem("from", sentence)
    elif start > last:
        when = words(_text(person["to"]))
        yield FieldProblem("from", f"{name} is here until {when} only.")
    elif end > last:
        when = words(_text(person["to"]))
        yield FieldProblem("to", f"{name} is here until {when}. End by then.")


def _own_holder(row: Mapping[str, Value], beside: Beside) -> Iterator[FieldProblem]:
    if row.get("person") is None or row.get("post") is None:
        return
    for out in (*beside.secondments, *beside.covers):
        post = out.get("home_post", out.get("from_post"))
        is_out = "home_post" in out or out.get("kind") in RELIEVING
        mine = out["person"] == row["person"] and post == row["post"]
        if mine and is_out and (common := meet(out, row)):
            name, title = beside.name(row["person"]), beside.title(post)
            sentence = (
                f"{name} is released from {title} {_then(common)} and cannot cover"
                " it. Choose somebody else, or other dates."
            )
            yield FieldProblem("person", sentence)
            return


def _designation(row: Mapping[str, Value], beside: Beside) -> Iterator[FieldProblem]:
    post = beside.posts.get(str(row.get("post")))
    if row.get("designated_dcs") and post and not post["statutory_dcs"]:
        sentence = (
            f"{post['title']} is not the statutory post of the Director of"
            " Children’s Services: only that one needs somebody designated."
        )
        yield FieldProblem("designated_dcs", sentence)


def _accepted(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("kind") != NO_COVER:
        return
    if row.get("approved_by") is None:
        yield FieldProblem("approved_by", "Say who accepts that nobody covers.")
    if row.get("reason") is None:
        yield FieldProblem("reason", "Say why nobody covers.")


def _left_behind(row: Mapping[str, Value], beside: Beside) -> Iterator[FieldProblem]:
    asks = row.get("kind") == _ACTING and row.get("from_post") is None
    if not asks or row.get("person") is None or row.get("reason") is not None:
        return
    if held := held_by(row, beside.holdings):
        name, titles = beside.name(row["person"]), _listed(map(beside.title, held))
        sentence = (
            f"{name} holds {titles} then. Say which post is left, or say below under"
            " “Reason” why it stays covered."
        )
        yield FieldProblem("from_post", sentence)


def held_by(row: Mapping[str, Value], holdings: Iterable[Row]) -> list[str]:
    """Return the other posts the person of a row holds on some day of it."""
    own = row.get("post", row.get("home_post"))
    return sorted(
        {
            str(holding["post"])
            for holding in holdings
            if holding["person"] == row.get("person")
            and holding["post"] != own
            and meet(holding, row)
        }
    )


def _no_end(row: Mapping[str, Value]) -> Iterator[FieldProblem]:
    if row.get("state") == "ended" and row.get("to") is None:
        sentence = "It has ended, but without a last day it counts for ever."
        yield FieldProblem("to", sentence)


def _holds_it_too(row: Mapping[str, Value], beside: Beside) -> Iterator[FieldProblem]:
    for holding in beside.holdings:
        mine = holding["person"] == row.get("person") is not None
        if mine and holding["post"] == row.get("post") and (when := meet(holding, row)):
            name = beside.name(row["person"])
            sentence = f"{NEVER_BOTH}. {name} holds this post {_then(when)}."
            yield FieldProblem("person", sentence)


def _covers_it(
    row: Mapping[str, Value], post: Value, beside: Beside
) -> Iterator[FieldProblem]:
    for cover in beside.covers:
        mine = cover["person"] == row.get("person") is not None
        if mine and cover["post"] == post and (when := meet(cover, row)):
            name = beside.name(row["person"])
            sentence = f"{name} is down to cover this post {_then(when)}."
            if "home_post" not in row:
                sentence = f"{NEVER_BOTH}. {sentence}"
            yield FieldProblem("person", sentence)


def span_of(row: Mapping[str, Value]) -> tuple[date, date]:
    """Return the first and last day of a row at their widest; empty is open."""
    return begins(_text(row.get("from"))), ends(_text(row.get("to")))


def meet(
    one: Mapping[str, Value], other: Mapping[str, Value]
) -> tuple[date, date] | None:
    """Return the days two rows have in common, or None."""
    first, last = span_of(one)
    start, end = span_of(other)
    common = max(first, start), min(last, end)
    return common if common[0] <= common[1] else None


def _then(when: tuple[date, date]) -> str:
    return then_words(*when)


def then_words(first: date, last: date) -> str:
    """Write a stretch that may be open: ``from 5 Jan to 27 Mar 2027``."""
    if first == last:
        return f"on {span_words(first, last)}"
    if last.year == last.max.year:
        is_always = first == first.min
        return "at all times" if is_always else f"from {span_words(first, first)} on"
    if first == first.min:
        return f"until {span_words(last, last)}"
    return f"from {span_words(first, last)}".replace("–", " to ")


def _listed(some: Iterable[str]) -> str:
    *first, last = some
    return f"{', '.join(first)} and {last}" if first else last


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
