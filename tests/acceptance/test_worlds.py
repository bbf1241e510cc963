"""Invented folders, brought in, priced, billed, summed up: all as the oracle says."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance import checking, papers, world
from tests.acceptance.oracle import Oracle

if TYPE_CHECKING:
    from decimal import Decimal

FEW, MANY = range(5), range(100, 400)


def seeds():
    slow = [pytest.param(seed, marks=pytest.mark.slow) for seed in MANY]
    return pytest.mark.parametrize("seed", [*FEW, *slow])


@pytest.fixture
def oracle(program, tmp_path, seed):
    made = world.make(seed)
    told = program.ask("import", made.write(tmp_path / "in"))
    assert told["totals"]["error"] == 0
    return Oracle(made)


@pytest.fixture
def luck(seed):
    return random.Random(seed)  # noqa: S311 - to repeat, not to hide


@pytest.fixture
def on(oracle, luck):
    return oracle.world.end + timedelta(days=luck.choice((1, 10, 40)))


def engagements(oracle):
    return sorted(oracle.world.codes("engagements", "engagement"))


@seeds()
def test_a_world_is_priced_drafted_and_issued(program, oracle, luck, on, tmp_path):
    issued: list[Any] = []
    billed: dict[str, Decimal] = {}
    for engagement in engagements(oracle):
        checking.compare_price(program, oracle, engagement)
        for id_, draft in checking.draft(program, oracle, engagement, luck):
            deed = luck.choice(("discard", "keep", "issue", "issue"))
            if deed == "discard":
                program.say("invoice", "discard", id_)
                oracle.held -= draft.claims
            elif deed == "issue":
                n = len(issued) + 1
                found = checking.issue(program, oracle, draft, id_, on, n)
                issued += [found] if found else []
                billed |= checking.issued_prices(draft) if found else {}
        checking.compare_price(program, oracle, engagement)
    checking.compare_list(program, issued)
    checking.make_dearer(program, oracle, tmp_path / "dearer")
    checking.compare_summary(program, oracle, billed, luck)
    for document in issued:
        assert program.ask("invoice", "show", document["number"]) == document
    assert program.ask("verify") == {"ok": True, "findings": []}


@seeds()
def test_a_world_is_summed_up(program, oracle, luck):
    for _ in range(3):
        checking.compare_summary(program, oracle, {}, luck)


@seeds()
def test_a_world_is_billed_by_one_run(program, oracle, on, tmp_path):
    start, end = oracle.world.start, oracle.world.end
    pdf = tmp_path / "not" / "yet"
    words = ("invoice", "run", *checking.period(oracle), "--on", on, "--pdf", pdf)
    told = program.say(*words, "--format", "json").lines
    numbers = []
    for engagement in engagements(oracle):
        drafts = papers.drafts(oracle, engagement, start, end, "rate")
        _, stuck = oracle.items(engagement, start, end)
        of_it = [one for one in told if engagement in one.values()]
        if stuck or any(draft.lacks_reason for draft in drafts):
            assert [list(one) for one in of_it] == [["held_back", "why"]]
            assert of_it[0]["held_back"] == engagement
            continue
        assert [list(one) for one in of_it] == [["issued", "engagement", "gross"]] * (
            len(drafts)
        )
        shown = [program.ask("invoice", "show", one["issued"]) for one in of_it]
        for line, document in zip(of_it, shown, strict=True):
            assert line["gross"] == document["gross"]
            numbers.append(document["number"])
        checking.compare_documents(shown, drafts, on)
    assert len(told) == len({id(one) for one in told})
    assert numbers == [
        checking.number(oracle, on, n) for n in range(1, len(numbers) + 1)
    ]
    assert sorted(path.name for path in pdf.glob("*")) == sorted(
        f"{number}.pdf" for number in numbers
    )
    assert program.say(*words, "--format", "json").lines == [
        line for line in told if "held_back" in line
    ]
