"""What the program said, brought to the shape in which the oracle speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.acceptance.driving import Program
    from tests.acceptance.oracle import Draft, Oracle

PRICE = ["charges", "blocked", "net"]
CHARGE = [
    *("noun", "code", "date", "person", "role", "strand", "description", "quantity"),
    *("unit", "unit_price", "net", "vat_code", "why"),
]
WHY = ["level", "card", "match", "from", "to", "text"]
DOCUMENT = [
    *("number", "draft", "kind", "status", "engagement", "agreement", "issued_on"),
    *("tax_point", "due_on", "period_from", "period_to", "po_number", "credits"),
    *("seller", "buyer", "lines", "vat", "net", "vat_total", "gross", "paid"),
    *("credited", "outstanding"),
]
LINE = [
    *("n", "description", "quantity", "unit", "unit_price", "net", "vat_code"),
    *("vat_rate", "items"),
]


def period(oracle: Oracle) -> tuple[object, ...]:
    """Return the words that ask for the whole period of a world."""
    return "--from", oracle.world.start, "--to", oracle.world.end


def compare_price(program: Program, oracle: Oracle, engagement: str) -> None:
    """Check the whole answer of `price` for one engagement."""
    words = ("price", "--engagement", engagement, *period(oracle))
    told = program.ask(*words)
    assert list(told) == PRICE
    expected = oracle.price(engagement, oracle.world.start, oracle.world.end)
    assert [_charge(one) for one in told["charges"]] == expected["charges"]
    blocked = sorted(told["blocked"], key=lambda one: tuple(one.values()))
    assert blocked == expected["blocked"]
    assert told["net"] == expected["net"]


def _charge(told: dict[str, Any]) -> dict[str, Any]:
    """Check the keys and texts of a charge; return what the oracle says of one."""
    assert list(told) == CHARGE
    assert list(told["why"]) == WHY
    assert told["description"]
    assert told["why"]["text"]
    charge = {key: told[key] for key in CHARGE if key != "description"}
    if told["noun"] == "secondments":
        return charge | {"why": None}
    if told["why"]["level"] == "typed":
        return charge | {"why": {"level": "typed"}}
    return charge | {"why": {key: told["why"][key] for key in WHY[:-1]}}


def compare_document(told: dict[str, Any], draft: Draft, expected: Any) -> None:
    """Check a DOCUMENT whole, but for its words, against the oracle's."""
    assert list(told) == DOCUMENT
    lines = [_line(line, n) for n, line in enumerate(told["lines"], 1)]
    _compare_lines(lines, expected["lines"])
    assert sorted(told["vat"], key=repr) == sorted(expected["vat"], key=repr)
    rest = {k: v for k, v in expected.items() if k not in {"lines", "vat"}}
    assert {k: told[k] for k in rest} == rest
    assert told["buyer"] == buyer(draft)
    assert told["seller"]["name"] == draft.oracle.settings["seller_name"]


def _compare_lines(told: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Check that each line is there once, the one with the first date first."""
    firsts: dict[str, list[Any]] = {}
    for line in sorted(expected, key=lambda one: one["first"]):
        firsts.setdefault(_text(line), []).append(line["first"])
    assert sorted(map(_text, told)) == sorted(map(_text, expected))
    seen = [firsts[_text(line)].pop(0) for line in told]
    assert seen == sorted(seen)


def _text(line: dict[str, Any]) -> str:
    """Return a line without its first day, to find it again."""
    return repr({k: v for k, v in line.items() if k != "first"})


def _line(told: dict[str, Any], n: int) -> dict[str, Any]:
    assert list(told) == LINE
    assert told["n"] == n
    assert told["description"]
    told = told | {"items": sorted(set(told["items"]))}
    return {key: told[key] for key in LINE if key not in {"n", "description"}}


NAMES = {
    "E08000034": "Kirklees",
    "E08000036": "Wakefield",
    "E08000024": "Sunderland",
    "E06000005": "Darlington",
}


def buyer(draft: Draft) -> dict[str, str]:
    """Return whom a document of an engagement is for."""
    gss_code = draft.oracle.engagement(draft.engagement)["authority"]
    rows = draft.oracle.world.rows("authorities")
    row = next(r for r in rows if r["authority"] == gss_code)
    name = row["billing_name"] or NAMES[gss_code]
    return {"gss_code": gss_code, "name": name, "address": row["billing_address"]}
