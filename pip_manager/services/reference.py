"""Published facts that come with the program: authorities, judgements, calendars.

Everything is read once from `resources/reference` and kept. An authority is known by
its GSS code; a former code leads to the authority that bears a newer one.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from pip_manager import assets
from pip_manager.services.reference_facts import (
    Authority,
    Candidate,
    Judgement,
    Match,
    Neighbour,
    Tile,
    Trust,
    VatRate,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIRST_YEAR, LAST_YEAR = 2015, 2035
SATURDAY = 5

ATTRIBUTIONS = (
    (
        "Contains public sector information licensed under the Open Government"
        " Licence v3.0 (Department for Education)."
    ),
    (
        "Source: Office for National Statistics licensed under the Open Government"
        " Licence v3.0."
    ),
    "UK Local Authority Names and Codes, mySociety, licensed under CC BY 4.0; adapted.",
    "Contains Ofsted information licensed under the Open Government Licence v3.0.",
    "© Crown copyright 2025, Ofsted, licensed under the Open Government Licence.",
    "Bank Rate: Bank of England.",
)


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return assets.table("reference", f"{name}.csv")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def authorities() -> Mapping[str, Authority]:
    """Return every authority by GSS code, those in being first, by name."""
    return {
        row["gss_code"]: Authority(
            row["gss_code"],
            row["name"],
            row["official_name"],
            row["dfe_la_code"],
            row["region"],
            row["type"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            tuple(row["successor_gss_codes"].split(";"))
            if row["successor_gss_codes"]
            else (),
            row["change_note"],
        )
        for row in _rows("authorities")
    }


@cache
def _newer_codes() -> Mapping[str, str]:
    return {
        row["old_gss_code"]: row["new_gss_code"] for row in _rows("gss_code_history")
    }


def authority(code: str) -> Authority | None:
    """Return the authority of a GSS code, present or former, or None."""
    known = authorities()
    while code not in known and code in _newer_codes():
        code = _newer_codes()[code]
    return known.get(code)


def former_codes(code: str) -> tuple[str, ...]:
    """Return the GSS codes the same area bore before, newest first."""
    for old, new in _newer_codes().items():
        if new == code:
            return (old, *former_codes(old))
    return ()


def region(code: str) -> str | None:
    """Return the region of an authority, None where the code is not known."""
    found = authority(code)
    return found.region if found else None


@cache
def regions() -> tuple[str, ...]:
    """Return the nine regions of England, by name."""
    return tuple(sorted({one.region for one in authorities().values()}))


def trusts(code: str) -> tuple[Trust, ...]:
    """Return the children's trusts known of an authority, oldest first."""
    return tuple(
        Trust(
            row["gss_code"],
            row["trust_name"],
            _day(row["operated_from"]),
            _day(row["operated_to"]),
            row["status"],
            row["evidence"],
            row["evidence_date"],
        )
        for row in _rows("childrens_trusts")
        if row["gss_code"] == code
    )


def judgements(code: str) -> tuple[Judgement, ...]:
    """Return the published inspections of an authority, the latest first.

    Those of the same area under a former code are among them.
    """
    found = authority(code)
    codes = {found.code, *former_codes(found.code)} if found else set()
    return tuple(one for one in _judgements() if one.authority in codes)


@cache
def _judgements() -> tuple[Judgement, ...]:
    every = [_judgement(row) for row in _rows("ofsted_judgements")]
    return tuple(sorted(every, key=lambda one: one.published_on, reverse=True))


def _judgement(row: dict[str, str]) -> Judgement:
    return Judgement(
        row["gss_code"],
        row["framework"],
        row["inspection_type"],
        _day(row["inspection_start"]),
        date.fromisoformat(row["publication_date"]),
        row["overall"] or None,
        row["leaders"] or None,
        row["help_and_protection"] or None,
        row["in_care"] or None,
        row["care_leavers"] or None,
        row["source"],
        row["verified"],
    )


def neighbours(code: str) -> tuple[Neighbour, ...]:
    """Return the ten statistical neighbours of an authority by the latest model."""
    found = authority(code)
    return _neighbours().get(found.code, ()) if found else ()


@cache
def _neighbours() -> Mapping[str, tuple[Neighbour, ...]]:
    rows = _rows("statistical_neighbours")
    latest = max(row["model"] for row in rows)
    by_authority: dict[str, list[Neighbour]] = {}
    for row in rows:
        if row["model"] == latest:
            code = _code_of(row["dfe_la_code"], row["authority"])
            other = _code_of(row["neighbour_dfe_la_code"], row["neighbour"])
            by_authority.setdefault(code, []).append(
                Neighbour(int(row["rank"]), other, row["neighbour"], row["closeness"])
            )
    return {
        code: tuple(sorted(found, key=lambda one: one.rank))
        for code, found in by_authority.items()
    }


@cache
def _codes_by_number() -> Mapping[str, str]:
    # those in being come first in the table, so a number that two bore is the newer's
    numbers: dict[str, str] = {}
    for one in authorities().values():
        numbers.setdefault(one.dfe_code, one.code)
    return numbers


def _code_of(dfe_code: str, name: str) -> str:
    return _codes_by_number().get(dfe_code, name)


@cache
def bank_holidays(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> frozenset[date]:
    """Return the weekday bank holidays of England from one year to another.

    The bundled table holds 2015–2035; other years follow the rules as they stand, for
    a holiday yet to be proclaimed cannot be known.
    """
    listed = [date.fromisoformat(row["date"]) for row in _holiday_rows()]
    years = set(range(first, last + 1))
    found = {day for day in listed if day.year in years}
    found |= _reckoned(years - {day.year for day in listed})
    return frozenset(found)


def _holiday_rows() -> tuple[dict[str, str], ...]:
    return _rows("bank_holidays_england_wales_2015_2035")


def _reckoned(years: set[int]) -> set[date]:
    if not years:
        return set()
    from holidays import country_holidays

    reckoned = country_holidays("GB", subdiv="ENG", years=sorted(years))
    # the package names the Saturday itself beside its substitute
    return {day for day in reckoned if day.weekday() < SATURDAY and day.year in years}


@cache
def bank_holiday_names() -> Mapping[date, str]:
    """Return what each bundled bank holiday is called."""
    return {date.fromisoformat(row["date"]): row["name"] for row in _holiday_rows()}


@cache
def vat_rates() -> tuple[VatRate, ...]:
    """Return every dated rate of VAT, general ones and those of single trades."""
    return tuple(
        VatRate(
            row["rate_kind"],
            row["en16931_category"],
            Decimal(row["rate_percent"]) if row["rate_percent"] else None,
            date.fromisoformat(row["effective_from"]),
            _day(row["effective_to"]),
            row["label"],
        )
        for row in _rows("vat_rates")
    )


@cache
def tiles() -> tuple[Tile, ...]:
    """Return the tile map of England: one tile for each authority in being."""
    return tuple(
        Tile(
            row["gss_code"],
            int(row["column"]),
            int(row["row"]),
            row["shifted"] == "yes",
        )
        for row in _rows("england_tiles")
    )


def match(name: str, on: date | None = None) -> Match:
    """Find the authority that a name, a GSS code or a DfE number means.

    Some names belong to a county and to its successor; `on` tells which. Without it
    they are candidates, as are the nearest spellings of a name nobody bears.
    """
    if found := authority(name.strip()):
        return Match(found.code)
    for spelling, names in ((_plain(name), _spellings()), (_core(name), _cores())):
        if codes := names.get(spelling):
            return _settled(codes, on)
    return Match(None, _nearest(name, on))


def _settled(codes: tuple[str, ...], on: date | None) -> Match:
    known = authorities()
    if len(codes) > 1 and on:
        codes = tuple(code for code in codes if known[code].in_being(on)) or codes
    if len(codes) == 1:
        return Match(codes[0])
    return Match(None, tuple(Candidate(code, known[code].name, 100) for code in codes))


def _nearest(name: str, on: date | None) -> tuple[Candidate, ...]:
    from rapidfuzz import fuzz, process

    known = authorities()
    best: dict[str, int] = {}
    near = process.extract(
        _core(name), list(_cores()), scorer=fuzz.ratio, score_cutoff=70, limit=8
    )
    for core, score, _ in near:
        for code in _cores()[core]:
            if on is None or known[code].in_being(on):
                best.setdefault(code, int(score))
    return tuple(Candidate(c, known[c].name, best[c]) for c in list(best)[:5])


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", letters.replace("'", "").replace("’", "")))


_TITLES = frozenset(
    [
        *("authority", "borough", "city", "council", "county", "district"),
        *("metropolitan", "of", "royal", "the", "unitary"),
        *("bc", "cc", "lb", "mbc", "ua"),
    ]
)


def _core(name: str) -> str:
    words = _plain(name).split()
    return " ".join(word for word in words if word not in _TITLES) or _plain(name)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    known = authorities().values()
    own = [(one.code, name) for one in known for name in (one.name, one.official_name)]
    numbers = [(one.code, one.dfe_code) for one in known]
    variants = [
        (row["gss_code"], row["variant"].strip("[]"))
        for row in _rows("authority_name_variants")
    ]
    return tuple(own + numbers + variants)


@cache
def _spellings() -> Mapping[str, tuple[str, ...]]:
    return _by_spelling(_plain)


@cache
def _cores() -> Mapping[str, tuple[str, ...]]:
    return _by_spelling(_core)


def _by_spelling(spelt: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for code, name in _names():
        found.setdefault(spelt(name), {})[code] = None
    order = list(authorities())
    return {
        spelling: tuple(sorted(codes, key=order.index))
        for spelling, codes in found.items()
    }
