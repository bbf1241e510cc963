"""Posts, releases and covers written shortly, for tests of the rules of cover."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from pip_manager import assets
from pip_manager.domain.calendar import Calendar
from pip_manager.domain.cover.facts import Establishment
from pip_manager.domain.cover.levels import Limits
from pip_manager.domain.cover.report import Asked, report


@cache
def england() -> Calendar:
    """Return the working days of the bundled bank holidays."""
    table = assets.table("reference", "bank_holidays_england_wales_2015_2035.csv")
    return Calendar(date.fromisoformat(row["date"]) for row in table)


def post(code, **more):
    return {"post": code, "title": code, "established_fte": Decimal(1), **more}


def held(code, person, **more):
    return {"post": code, "person": person, "from": "2010-01-01", **more}


def out(code, home_post, share="1", start=None, end=None, **more):
    """Return a secondment; a share with a colon is a pattern, None not stated."""
    row = {"secondment": code, "home_post": home_post, "from": start, "to": end}
    return row | _share(share) | {"person": f"{home_post}-H"} | more


def covered(code, covered_post, share="1", start=None, end=None, **more):
    """Return a cover; an agency interim unless a kind is given."""
    row = {"cover": code, "post": covered_post, "from": start, "to": end}
    return row | _share(share) | {"kind": "agency_interim"} | more


def _share(share):
    if share is not None and ":" in share:
        return {"pattern": share, "fraction": None}
    return {"fraction": None if share is None else Decimal(share), "pattern": None}


def recorded(posts=(), secondments=(), cover=(), holdings=(), people=(), home=None):
    """Return an establishment of rows; each post may be a code alone."""
    rows = [post(one) if isinstance(one, str) else one for one in posts]
    found = {
        "posts": rows,
        "secondments": secondments,
        "cover": cover,
        "holdings": holdings,
        "people": people,
    }
    return Establishment.from_rows(found, home)


def told(establishment, first, last, by="total", **more):
    """Return the report of a range given as ISO dates, with England's holidays."""
    asked = Asked(date.fromisoformat(first), date.fromisoformat(last), by, **more)
    return report(establishment, england(), Limits(), asked)
