"""What the program said, brought to the shape in which the oracle speaks."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.acceptance.driving import JSON
from tests.acceptance.papers import drafts as drafts_of
from tests.acceptance.sums import Sums

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from random import Random

    from tests.acceptance.driving import Program
    from tests.acceptance.oracle import Oracle
    from tests.acceptance.papers import Draft

KEYS = (
    *("authority", "engagement", "programme", "strand", "person", "role"),
    *("kind", "funder", "month", "quarter", "year"),
)
MEASURES = ("days", "hours", "entries", "people", "value", "granted", "contributed")
GROUPS = ("rate", "line", "person", "strand")
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


def draft(
    program: Program, oracle: Oracle, engagement: str, luck: Random
) -> list[tuple[int, Draft]]:
    """Draft an engagement, check the drafts; return them with their ids."""
    group = luck.choice(GROUPS)
    start, end = oracle.world.start, oracle.world.end
    drafts = drafts_of(oracle, engagement, start, end, group)
    _, stuck = oracle.items(engagement, start, end)
    words = ("invoice", "draft", "--engagement", engagement, *period(oracle))
    told = program.ask(*words, "--group", group)
    assert list(told) == ["drafts", "blocked"]
    assert sorted(map(repr, told["blocked"])) == sorted(
        repr(one._asdict()) for one in set(stuck)
    )
    assert len(told["drafts"]) == len(drafts)
    found = {_bundle(document): document for document in told["drafts"]}
    made = []
    for one in drafts:
        document = found[one.agreement["agreement"], one.items[0].vat_code == "O"]
        assert document["number"] is None
        compare_document(document, one, one.document())
        oracle.held |= one.claims
        made.append((document["draft"], one))
    return made


def _bundle(document: dict[str, Any]) -> tuple[str, bool]:
    return document["agreement"], document["lines"][0]["vat_code"] == "O"


def number(oracle: Oracle, on: date, n: int) -> str:
    """Return the n-th number of the financial year of a day."""
    prefix = oracle.settings.get("invoice_prefix", "LRPC")
    return f"{prefix}-{on.year - (on.month < 4)}-{n:04d}"


def issue(
    program: Program, oracle: Oracle, one: Draft, id_: int, on: date, n: int
) -> Any | None:
    """Issue a draft as the n-th of its year; return it, or None where it must not."""
    words = ("invoice", "issue", id_, "--on", on, *JSON)
    told = program.say(*words, code=1 if one.lacks_reason else 0)
    if one.lacks_reason:
        assert told.out == ""
        return None
    compare_document(told.json, one, one.document(on))
    assert told.json["number"] == number(oracle, on, n)
    return told.json


def compare_list(program: Program, issued: list[Any]) -> None:
    """Check `invoice list` against the documents that were issued."""
    keys = ("number", "kind", "status", "issued_on", "engagement", "gross")
    expected = [{key: one[key] for key in (*keys, "outstanding")} for one in issued]
    told = program.ask("invoice", "list")
    assert list(told) == ["invoices"]
    assert sorted(map(repr, told["invoices"])) == sorted(map(repr, expected))


def make_dearer(program: Program, oracle: Oracle, folder: Path) -> None:
    """Double every rate by bringing the folder in again."""
    rates = oracle.world.rows("rates")
    for row in rates:
        row["amount"] = str(Decimal(row["amount"]) * 2)
    told = program.ask("import", oracle.world.write(folder))
    assert [row["noun"] for row in told["rows"]] == ["rates"] * len(rates)
    assert {row["verdict"] for row in told["rows"]} <= {"changed"}
    assert told["totals"]["changed"] == len(rates)


def compare_summary(
    program: Program, oracle: Oracle, billed: dict[str, Decimal], luck: Random
) -> None:
    """Check two summaries by keys that luck chooses, and one of them as CSV."""
    world = oracle.world
    for n in (1, 2):
        by = luck.sample(KEYS, n)
        measures = luck.sample(MEASURES, luck.choice((1, 3, 7)))
        start = world.start + timedelta(days=luck.randrange(30))
        words = ("summary", "--from", start, "--to", world.end, "--by", ",".join(by))
        told = program.ask(*words, "--measure", ",".join(measures))
        expected = Sums(oracle, billed).summary(start, world.end, by, measures)
        if "value" not in measures:
            expected["unpriced"] = told["unpriced"]
        assert told == expected
        assert list(told) == list(expected)


def issued_prices(one: Draft) -> dict[str, Decimal]:
    """Return at what price each activity of a draft is billed."""
    items = (item for item in one.items if item.noun == "activities")
    return {item.code: item.unit_price for item in items}


def compare_documents(told: list[Any], drafts: list[Draft], on: date) -> None:
    """Check the issued documents of one engagement against the oracle's."""
    found = {_bundle(document): document for document in told}
    assert len(found) == len(told) == len(drafts)
    for one in drafts:
        document = found[one.agreement["agreement"], one.items[0].vat_code == "O"]
        compare_document(document, one, one.document(on))
