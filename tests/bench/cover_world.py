"""Ten years of cover for a great authority: posts, secondments, cover, in a real store.

The records are drawn with a fixed seed. Cover is only ever taken out of a later post,
so that it never goes round in a circle.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from pip_manager.services import stores
from pip_manager.services.office import Office, Store, Who

if TYPE_CHECKING:
    from pathlib import Path

    from pip_manager.domain.values import Row

POSTS, SECONDMENTS, COVERS = 300, 2000, 4000
FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
HOME, HOST = "E08000035", "E08000034"
_PATTERNS = ("Tue:1 Thu:1", "Mon:0.5 Wed:1", "Fri:1")
_SHARES = (*("0.2", "0.4", "0.5", "0.6", "0.8"), "1", "1")
_KINDS = ("acting_up", "backfill", "agency_interim", "shared_duties")
_STATES = ("confirmed", "in_place", "ended", "proposed")
# of a hundred
_PATTERNED, _OPEN, _VAGUE = 10, 3, 2


def store(folder: Path, times: int = 1) -> Path:
    """Return the path of a store so many times the size, made on first use."""
    path = folder / f"cover-{times}.store"
    if not path.exists():
        opened = Store.create(str(path))
        stores.load(Office(opened, Who("bench")), world(times), "Load the bench")
        opened.close()
    return path


def world(times: int = 1) -> dict[str, list[Row]]:
    """Return the rows of every noun cover is worked out from."""
    rng = Random(times)  # noqa: S311 - invented figures, not secrets
    count = POSTS * times
    return {
        "settings": [{"key": "home_authority", "value": HOME}],
        "authorities": [
            {"authority": HOME, "name": "Leeds"},
            {"authority": HOST, "name": "Kirklees"},
        ],
        "people": [{"person": f"P{n}", "name": f"Person {n}"} for n in range(count)],
        "posts": [_post(n) for n in range(count)],
        "holdings": [
            {"post": f"H{n}", "person": f"P{n}", "from": "2010-01-01"}
            for n in range(count)
        ],
        "secondments": [_secondment(n, count, rng) for n in range(SECONDMENTS * times)],
        "cover": [_cover(n, count, rng) for n in range(COVERS * times)],
    }


def _post(n: int) -> Row:
    return {
        "post": f"H{n}",
        "title": f"Post {n}",
        "kind": "post",
        "tier": 1 + n % 4,
        "established_fte": Decimal(1),
        "statutory_dcs": n == 0,
    }


def _secondment(n: int, count: int, rng: Random) -> Row:
    post = rng.randrange(count)
    return {
        "secondment": f"S{n}",
        "person": f"P{post}",
        "home_post": f"H{post}",
        "authority": HOST,
        "kind": "secondment",
        "state": "ended",
        **_when(rng),
        **_share(rng),
    }


def _cover(n: int, count: int, rng: Random) -> Row:
    post = rng.randrange(count - 1)
    kind = rng.choice(_KINDS)
    other = rng.randrange(post + 1, count)
    takes = kind != "agency_interim" and rng.randrange(2) == 0
    return {
        "cover": f"C{n}",
        "post": f"H{post}",
        "kind": kind,
        "person": f"P{other}",
        "from_post": f"H{other}" if takes else None,
        "absorbed": kind == "shared_duties" and rng.randrange(3) == 0,
        "state": rng.choice(_STATES),
        **_when(rng),
        **_share(rng),
    }


def _when(rng: Random) -> Row:
    start = FIRST + timedelta(rng.randrange((LAST - FIRST).days))
    lot = rng.randrange(100)
    if lot < _VAGUE:
        return {"from": f"{start:%Y-%m}", "to": None}
    if lot < _VAGUE + _OPEN:
        return {"from": start.isoformat(), "to": None}
    end = start + timedelta(rng.randrange(20, 400))
    return {"from": start.isoformat(), "to": end.isoformat()}


def _share(rng: Random) -> Row:
    if rng.randrange(100) < _PATTERNED:
        return {"pattern": rng.choice(_PATTERNS)}
    return {"fraction": Decimal(rng.choice(_SHARES))}
