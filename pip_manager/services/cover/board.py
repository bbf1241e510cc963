"""The cover board: every post over time, and what stands behind one of its squares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.domain.cover.board import board
from pip_manager.domain.cover.board_sheet import BoardSheet, SheetLine, Unmeasured, Zoom
from pip_manager.domain.cover.board_sheet import columns as cut
from pip_manager.domain.cover.days import WorkingDays
from pip_manager.domain.cover.measured import Measured, life
from pip_manager.domain.cover.openings import openings
from pip_manager.domain.cover.reach import reached
from pip_manager.models import rows
from pip_manager.services.cover.grounds import CoverGrounds, read_grounds
from pip_manager.services.cover.why import square_why
from pip_manager.services.files import save

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pip_manager.domain.cover.days import Piece
    from pip_manager.domain.cover.facts import Cover, Establishment, Holding, Secondment
    from pip_manager.domain.cover.measured import Doubt
    from pip_manager.domain.cover.report import Grounds
    from pip_manager.models import Connection
    from pip_manager.services.cover.why import SquareWhy
    from pip_manager.services.workplace import Workplace

_WEEK = 7
_TWO_YEARS = 730
_LEAVES = 30  # calendar days that holidays take out of twice as many as are worked


class BoardAsked(NamedTuple):
    """The time a board shows, both days included, and how it is cut."""

    zoom: Zoom
    first: date
    last: date
    today: date
    with_proposed: bool = False


class CoverBoard:
    """What the board of cover shows."""

    def __init__(self, office: Workplace) -> None:
        """Read the cover of an office."""
        self._office = office

    def sheet(self, asked: BoardAsked) -> BoardSheet:
        """Return the board of a stretch of time."""
        ahead = asked.today + timedelta(_TWO_YEARS)
        with self._office.store.reading() as connection:
            grounds = read_grounds(connection, asked.first, asked.last, ahead)
            names = _Names(connection)
        over = grounds.over(asked.first, asked.last, with_proposed=asked.with_proposed)
        pieces = cut(asked.zoom, asked.first, asked.last, over.days)
        hosts = _hosts(over, names)
        about = _about_posts(grounds.recorded, names)
        open_today, opening = _soon(over, grounds, asked.today)
        return BoardSheet(
            zoom=asked.zoom,
            today=asked.today.toordinal(),
            with_proposed=asked.with_proposed,
            pieces=pieces,
            lines=[
                SheetLine(
                    row.post,
                    row.cells,
                    frozenset(hosts.get(row.post.code, ())),
                    " ".join(sorted(about.get(row.post.code, ()))),
                )
                for row in board(over, pieces)
            ],
            not_measurable=_not_measurable(grounds, over.days, names),
            open_today=open_today,
            opening=opening,
            forward=grounds.forward,
            hosts=_listed(hosts.values(), names.authorities),
            places=_places(grounds.recorded),
        )

    def why(self, post: str, piece: Piece, *, with_proposed: bool = False) -> SquareWhy:
        """Return what stands behind a square.

        Raises:
            ConflictError: there is no such post (any more).
        """
        return square_why(self._office, post, piece, with_proposed=with_proposed)

    def save(self, path: Path, content: bytes) -> None:
        """Save a picture of the board where the user says, whole or not at all.

        Raises:
            PipManagerError: it cannot be written, with its own kind for each reason.
        """
        save(path, content)

    def save_pdf(self, path: Path, sheet: BoardSheet) -> None:
        """Save a board as a PDF, whole or not at all.

        Raises:
            PipManagerError: it cannot be written, with its own kind for each reason.
        """
        from pip_manager.reports.cover_board_pdf import board_pdf
        from pip_manager.services.cover.papers import author

        save(path, board_pdf(sheet, author(self._office)))


class _Names:
    """What codes are called, read once."""

    def __init__(self, connection: Connection) -> None:
        self.authorities = rows.labels(connection, "authorities", "name")
        self.people = rows.labels(connection, "people", "name")
        self.posts = rows.labels(connection, "posts", "title")
        self.host_of = rows.labels(connection, "secondments", "authority")


def _hosts(grounds: Grounds, names: _Names) -> dict[str, set[str]]:
    """Return the hosts whose help each post gives, or covers for."""
    found: dict[str, set[str]] = {}
    days = grounds.days
    for secondment, post in reached(grounds.measured, days.first, days.last):
        host = names.host_of.get(secondment)
        if host is not None and host != secondment:  # without a host: its own code
            found.setdefault(post, set()).add(host)
    return found


def _about_posts(recorded: Establishment, names: _Names) -> dict[str, set[str]]:
    """Return the names of the people and hosts that have to do with each post."""
    found: dict[str, set[str]] = {}
    every: list[Holding | Secondment | Cover] = [
        *recorded.holdings,
        *recorded.secondments,
        *recorded.covers,
    ]
    for one in every:
        if one.post is not None and one.person is not None:
            name = names.people.get(one.person, one.person)
            found.setdefault(one.post, set()).add(name)
    for release in recorded.secondments:
        host = names.authorities.get(names.host_of.get(release.code, ""))
        if host is not None:
            found.setdefault(release.post, set()).add(host)
    return found


def _places(recorded: Establishment) -> dict[str, tuple[str, int]]:
    """Return the post of each secondment and cover that names one, and its first day.

    A vague day is its first, one not stated the first of all.
    """
    every: list[Cover | Secondment] = [*recorded.covers, *recorded.secondments]
    return {
        one.code: (one.post, life(one.start, one.end)[0])
        for one in every
        if one.post is not None
    }


def _listed(
    found: Iterable[set[str]], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    codes = {code for some in found for code in some}
    return sorted(((code, names.get(code, code)) for code in codes), key=_by_name)


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _soon(over: Grounds, about: CoverGrounds, today: date) -> tuple[int, int]:
    """Count the posts short on the working day of today, and those short soon.

    A gap of some weekdays is open on the days between as well, as in the list of gaps.
    """
    last = today + timedelta(about.forward * 2 + _LEAVES)
    near = WorkingDays(about.calendar, today, last).ordinals
    if not near:
        return 0, 0
    now, horizon = near[0], near[: about.forward + 1][-1]
    around = date.fromordinal(now - _WEEK), date.fromordinal(horizon)
    grounds = replace(over, days=WorkingDays(about.calendar, *around))
    open_today = opening = 0
    for post in over.measured.recorded.home_posts():
        ahead = [one for one in openings(post, grounds) if one.end >= now]
        is_open = any(one.start <= now for one in ahead)
        open_today += is_open
        opening += bool(ahead) and not is_open
    return open_today, opening


def _not_measurable(
    grounds: CoverGrounds, days: WorkingDays, names: _Names
) -> list[Unmeasured]:
    """Return what cannot be measured in that time, the proposed ones among it."""
    measured = Measured(grounds.recorded, with_proposed=True)
    return [
        Unmeasured(doubt.noun, doubt.code, _about(doubt, names.posts), doubt.why)
        for doubt in measured.not_measurable(days.first, days.last)
    ]


def _about(doubt: Doubt, titles: Mapping[str, str]) -> str:
    post = doubt.fact.post
    return "a post not stated" if post is None else titles.get(post, post)


__all__ = ["BoardAsked", "BoardSheet", "CoverBoard"]
