"""The gaps in cover of an asked range, as the command line and files tell them."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pip_manager.domain.cover.facts import ONE, Cover
from pip_manager.domain.cover.report import report
from pip_manager.domain.values import plain
from pip_manager.errors import PipManagerError
from pip_manager.exchange.delimited import write_records
from pip_manager.models import rows
from pip_manager.services.cover.grounds import read_grounds
from pip_manager.services.desk import forwards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.cover.chains import Chain
    from pip_manager.domain.cover.days import Piece
    from pip_manager.domain.cover.figures import Sums
    from pip_manager.domain.cover.report import Asked, Report, Row, Total
    from pip_manager.services.workplace import Workplace

COLUMNS = (
    "post",
    "title",
    "tier",
    "period_start",
    "period_end",
    "working_days",
    "released",
    "cover",
    "effective",
    "gap",
    "overlap",
    "responsibility_gap",
    "gap_fte",
    "coverage_percent",
    "longest_run",
    "lag_days",
    "level",
    "statutory_held",
)
"""The columns of a row, as the contract names and orders them."""

_THREE = Decimal("0.001")
_ONE_DECIMAL = Decimal("0.1")


def gaps(office: Workplace, asked: Asked) -> Report:
    """Return what is asked of cover.

    Raises:
        PipManagerError: the range ends before it begins, or there is no such post.
    """
    forwards(asked.first, asked.last)
    with office.store.reading() as connection:
        if asked.post is not None and asked.post not in rows.codes(connection, "posts"):
            raise PipManagerError(f"There is no post “{asked.post}”.")
        grounds = read_grounds(connection, asked.first, asked.last)
    return report(grounds.recorded, grounds.calendar, grounds.limits, asked)


def as_json(found: Report) -> dict[str, object]:
    """Return a report as the document of the contract."""
    return {
        "rows": [row_json(row) for row in found.rows],
        "totals": [_total_json(total) for total in found.totals],
        "chains": [_chain_json(chain) for chain in found.chains],
        "not_measurable": [
            {"noun": doubt.noun, "code": doubt.code, "why": doubt.why}
            for doubt in found.not_measurable
        ],
        "over_committed": [
            {
                "person": over.person,
                "from": _day(over.start),
                "to": _day(over.end),
                "fte": fte(over.fte),
            }
            for over in found.over_committed
        ],
    }


def as_csv(found: Report) -> str:
    """Return the rows as CSV with the columns of the contract, and no totals."""
    stream = io.StringIO()
    lines = ([_text(cell) for cell in row] for row in cells(found))
    write_records(stream, COLUMNS, lines)
    return stream.getvalue()


def cells(found: Report) -> Iterator[list[object]]:
    """Give the cells of each row, in the order of `COLUMNS`."""
    for row in found.rows:
        told = row_json(row)
        yield [told[name] for name in COLUMNS]


def total_cells(found: Report) -> Iterator[list[object]]:
    """Give the cells of each total, in the order of `COLUMNS`."""
    for total in found.totals:
        told = {**_total_json(total), "post": "Total"}
        yield [told[name] for name in COLUMNS]


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def row_json(row: Row) -> dict[str, object]:
    """Return one row as the contract writes it."""
    return {
        "post": row.post.code,
        "title": row.post.title,
        "tier": row.post.tier,
        **_figures(row.piece, row.sums),
        "longest_run": str(row.longest_run),
        "lag_days": None if row.lag_days is None else str(row.lag_days),
        "level": row.level,
        "statutory_held": row.statutory_held,
    }


def _total_json(total: Total) -> dict[str, object]:
    nothing = dict.fromkeys(COLUMNS)
    return nothing | _figures(total.piece, total.sums)


def _figures(piece: Piece, sums: Sums) -> dict[str, object]:
    return {
        "period_start": _day(piece.start),
        "period_end": _day(piece.end),
        "working_days": str(piece.working_days),
        **{name: fte(figure) for name, figure in asdict(sums).items()},
        "gap_fte": plain(gap_fte(sums, piece)),
        "coverage_percent": coverage_percent(sums),
    }


def gap_fte(sums: Sums, piece: Piece) -> Decimal:
    """Return the FTE short on the average working day, to three decimals, half up."""
    share = Decimal(sums.gap) / (piece.working_days * ONE)
    return share.quantize(_THREE, ROUND_HALF_UP)


def coverage_percent(sums: Sums) -> str | None:
    """Return how much of what is released is covered; None where nothing is."""
    if not sums.released:
        return None
    share = Decimal(sums.effective * 100) / sums.released
    return str(share.quantize(_ONE_DECIMAL, ROUND_HALF_UP))


def fte(parts: int) -> str:
    """Write ten-thousandths of FTE or of FTE-days: ``0.5``, ``35``."""
    return plain(Decimal(parts) / ONE)


def share_text(cover: Cover) -> str | None:
    """Write the share of a cover: its pattern, else its fraction."""
    if cover.pattern is not None:
        return cover.pattern
    return None if cover.fraction is None else fte(cover.fraction)


def _chain_json(chain: Chain) -> dict[str, object]:
    return {
        "secondment": chain.secondment.code,
        "person": chain.secondment.person,
        "post": chain.secondment.post,
        "links": [
            {
                "cover": link.cover.code,
                "post": link.cover.post,
                "person": link.cover.person,
                "from_post": link.cover.from_post,
                "from": link.cover.start,
                "to": link.cover.end,
                "share": share_text(link.cover),
            }
            for link in chain.links
        ],
    }


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
