"""The bars of one post's timeline, made of its records and told in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import NO_COVER, ONE
from pip_manager.domain.cover.timeline import Bar, Lane, Unmeasured
from pip_manager.domain.measurable import missing
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.when import begins, ends, is_day, span_words
from pip_manager.domain.when import words as when_words
from pip_manager.errors import ConflictError
from pip_manager.models import rows
from pip_manager.models.writer import key_of
from pip_manager.services.cover.words import share_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.models import Connection

_COUNTING = frozenset({None, "confirmed", "in_place", "ended"})


@dataclass(frozen=True, slots=True)
class PostRecords:
    """The records of one post, and what people, posts and hosts are called."""

    record: Record
    holdings: Sequence[Record]
    secondments: Sequence[Record]
    cover: Sequence[Record]
    lent: Sequence[Record]
    titles: Mapping[str, Mapping[str, str]]

    @property
    def post(self) -> str:
        """Return the code of the post."""
        return str(self.record.row["post"])

    def title(self, noun: str, code: Value) -> str:
        """Return what a code is called; empty where there is none."""
        return "" if code is None else self.titles[noun].get(str(code), str(code))


def read_records(connection: Connection, post: str) -> PostRecords:
    """Read what concerns a post.

    Raises:
        ConflictError: there is none (any more).
    """
    record = rows.record(connection, "posts", [post])
    if record is None:
        raise ConflictError(f"There is no post “{post}” any more.")
    return PostRecords(
        record,
        rows.records(connection, "holdings", post=post),
        rows.records(connection, "secondments", home_post=post),
        rows.records(connection, "cover", post=post),
        rows.records(connection, "cover", from_post=post),
        {
            "people": rows.labels(connection, "people", "name"),
            "posts": rows.labels(connection, "posts", "title"),
            "authorities": rows.labels(connection, "authorities", "name"),
        },
    )


def bars(found: PostRecords) -> tuple[Bar, ...]:
    """Return every bar that can be drawn, lane by lane, by its first day."""
    made = [
        *(_holding(found, one) for one in found.holdings if _is_drawn(one.row)),
        *(_secondment(found, one) for one in found.secondments if _is_drawn(one.row)),
        *(_lent(found, one) for one in found.lent if _is_lent(one.row)),
        *(_cover(found, one) for one in found.cover if _is_drawn(one.row)),
    ]
    lanes = list(Lane)
    return tuple(sorted(made, key=lambda bar: (lanes.index(bar.lane), bar.start)))


def names(found: PostRecords) -> dict[tuple[str, str], str]:
    """Return what each record is called beside a figure, by its noun and code.

    A cover out of the post stands under `lent`.
    """
    told = {("holdings", _code(one)): _holder(found, one.row) for one in found.holdings}
    for one in found.secondments:
        told["secondments", _code(one)] = _release_words(found, one)
    for one in found.cover:
        told["cover", _code(one)] = _cover_words(found, one)
    for one in found.lent:
        told["lent", _code(one)] = f"covers {_covered(found, one)}"
    return told


def unmeasured(found: PostRecords) -> tuple[Unmeasured, ...]:
    """Return what counts in no figure for want of a date or a share."""
    told = []
    for one in (*found.secondments, *found.cover, *found.lent, *found.holdings):
        why = missing(one.row, has_share=one.noun != "holdings")
        is_lent = one.row.get("from_post") == found.post
        if why and not (is_lent and not _leaves(one.row)):
            words = _plain_words(found, one)
            told.append(Unmeasured(one.noun, _key(one), words, "; ".join(why)))
    return tuple(dict.fromkeys(told))


def _plain_words(found: PostRecords, one: Record) -> str:
    match one.noun:
        case "secondments":
            return f"Secondment {one.row['secondment']}: {_release_words(found, one)}"
        case "cover":
            return f"Cover {one.row['cover']}: {_cover_words(found, one)}"
        case _:
            return f"Post-holder {_holder(found, one.row)}"


def _holding(found: PostRecords, one: Record) -> Bar:
    row = one.row
    share = row["fte"] if row["fte"] is not None else Decimal(1)
    capacity = _said(row["capacity"])
    note = [capacity if capacity != "substantive" else "", _fte_words(share)]
    words = _holder(found, row)
    told = ["In post", words, capacity, share_words(_parts(share), None)]
    return _bar(one, Lane.IN_POST, (words, note), told, has_share=False)


def _secondment(found: PostRecords, one: Record) -> Bar:
    row, share = one.row, _share(one.row)
    told = [f"Released: {_release_words(found, one)}", share or "share not stated"]
    told += [_state(row), "end only expected" if row["to_is_expected"] else ""]
    host = _host(found, row)
    words = f"To {host}" if host else "Host not stated"
    if row["kind"] == "redeployment":
        words = "Redeployed"
    kind = "joint role" if row["kind"] == "joint_role" else ""
    note = [share or "", kind, found.title("people", row["person"])]
    return _bar(one, Lane.RELEASED, (words, note), told)


def _lent(found: PostRecords, one: Record) -> Bar:
    where = _covered(found, one)
    who = found.title("people", one.row["person"])
    words, share = f"Covers {where}", _share(one.row)
    told = [f"Released: {who or 'somebody'} covers {where}"]
    told += [share or "share not stated", _state(one.row)]
    made = _bar(one, Lane.RELEASED, (words, [share or "", who]), told)
    return replace(made, other_post=str(one.row["post"] or ""))


def _cover(found: PostRecords, one: Record) -> Bar:
    words, share = _cover_words(found, one), _share(one.row)
    kind = _said(one.row["kind"]) or "kind not stated"
    is_note = one.row["kind"] == NO_COVER
    if is_note:
        told = [words, str(one.row["reason"] or "reason not stated")]
        note = [str(one.row["reason"] or "")]
    else:
        who = found.title("people", one.row["person"])
        told = [f"Cover by {who}" if who else "Cover", kind]
        told += [share or "share not stated", _state(one.row)]
        is_named = words.casefold() != kind
        note = [share or "", kind if is_named else ""]
    if one.row["absorbed"]:
        told.append("absorbed beside own work")
        note.append("absorbed")
    if one.row["designated_dcs"]:
        told.append("designated as DCS")
        note.append("designated")
    made = _bar(one, Lane.COVERED, (words, note), told)
    return replace(made, other_post=str(one.row["from_post"] or ""))


def _bar(
    one: Record,
    lane: Lane,
    label: tuple[str, Sequence[str]],
    told: Sequence[str | None],
    *,
    has_share: bool = True,
) -> Bar:
    row = one.row
    first, last = _when(row["from"]), _when(row["to"])
    why = missing(row, has_share=has_share)
    end = None if last is None else ends(last)
    said = [part for part in told if part]
    said += [_dates(first, last)]
    said += [f"cannot be measured: {'; '.join(why)}"] if why else []
    words, notes = label
    return Bar(
        lane=lane,
        record=one,
        key=_key(one),
        words=words,
        note=" · ".join(note for note in notes if note),
        spoken=", ".join(said),
        start=begins(first),
        end=end,
        is_proposed=row.get("state") == "proposed",
        is_thin=bool(row.get("absorbed")),
        is_note=row.get("kind") == NO_COVER,
        starts_on_day=first is not None and is_day(first),
        ends_on_day=last is None or is_day(last),
        why="; ".join(why),
    )


def _dates(first: str | None, last: str | None) -> str:
    if first is None:
        return "dates not stated"
    if last is None:
        return f"from {when_words(first)}, no end recorded"
    if is_day(first) and is_day(last):
        return span_words(begins(first), ends(last))
    return f"{when_words(first)} to {when_words(last)}"


def _release_words(found: PostRecords, one: Record) -> str:
    row = one.row
    who = found.title("people", row["person"]) or "Somebody"
    host = _host(found, row)
    if row["kind"] == "joint_role":
        return f"{who}, joint role{f' with {host}' if host else ''}"
    if row["kind"] == "redeployment":
        return f"{who}, redeployed"
    return f"{who} to {host}" if host else f"{who}, host not stated"


def _covered(found: PostRecords, one: Record) -> str:
    return found.title("posts", one.row["post"]) or "another post"


def _host(found: PostRecords, row: Row) -> str:
    return found.title("authorities", row["authority"]) or str(row["host_role"] or "")


def _cover_words(found: PostRecords, one: Record) -> str:
    row = one.row
    if row["kind"] == NO_COVER:
        by = row["approved_by"]
        return f"No cover, accepted{f' by {by}' if by else ''}"
    kind = _said(row["kind"]) or "cover, kind not stated"
    return found.title("people", row["person"]) or f"{kind[:1].upper()}{kind[1:]}"


def _holder(found: PostRecords, row: Row) -> str:
    return found.title("people", row["person"]) or str(row["holder"] or "Not named")


def _is_drawn(row: Row) -> bool:
    return row["from"] is not None


def _is_lent(row: Row) -> bool:
    return _is_drawn(row) and _leaves(row)


def _leaves(row: Row) -> bool:
    """Tell whether a cover takes its share out of the post it is from."""
    kind = row["kind"]
    shares = kind == "shared_duties" and not row["absorbed"]
    return kind in {"acting_up", "backfill"} or shares


def _state(row: Row) -> str:
    return "" if row["state"] in _COUNTING else _said(row["state"])


def _share(row: Row) -> str | None:
    pattern = row["pattern"]
    fraction = row["fraction"]
    return share_words(
        None if fraction is None else _parts(fraction),
        None if pattern is None else str(pattern),
    )


def _fte_words(share: Value) -> str:
    return "" if share == 1 else share_words(_parts(share), None) or ""


def _parts(share: Value) -> int:
    return int(Decimal(str(share)) * ONE)


def _said(word: Value) -> str:
    return "" if word is None else str(word).replace("_", " ")


def _when(value: Value) -> str | None:
    return None if value is None else str(value)


def _key(one: Record) -> tuple[str, ...]:
    return tuple(key_of(NOUNS[one.noun], one.row))


def _code(one: Record) -> str:
    return "/".join(_key(one))
