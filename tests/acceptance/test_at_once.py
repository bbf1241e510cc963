"""Killed while it issues, and two at once: no invoice lost, halved or out of number."""

from __future__ import annotations

import random
import time

import pytest

from tests.acceptance import small

MONTH = ("--from", "2017-10-01", "--to", "2017-10-31")
RUN = ("invoice", "run", *MONTH, "--on", "2017-11-02")
MANY = 12


@pytest.fixture
def program(another, tmp_path):
    """Return a program on a store with many engagements to bill."""
    program = another("a")
    world = small.folder()
    for n in range(3, MANY + 1):
        row = {"engagement": f"E{n}", "authority": "E08000034", "title": f"No {n}"}
        world.rows("engagements").append(row)
        world.rows("agreements").append({"agreement": f"AG{n}", "engagement": f"E{n}"})
    for n in range(2, MANY + 1):
        work = small.WORK | {"activity": f"A{n}", "engagement": f"E{n}"}
        world.rows("activities").append(work)
    program.say("import", world.write(tmp_path / "in"))
    return program


def all_is_whole(program, acknowledged, pdf):
    """Check a store after a fall: what was said is there, and nothing is half."""
    assert program.ask("verify") == {"ok": True, "findings": []}
    found = program.ask("invoice", "list")["invoices"]
    numbers = sorted(row["number"] for row in found)
    assert numbers == [f"LRPC-2017-{n:04d}" for n in range(1, len(found) + 1)]
    assert set(acknowledged) <= set(numbers)
    for number in numbers:
        document = program.ask("invoice", "show", number)
        assert document["gross"] == "600.00"
        assert [line["net"] for line in document["lines"]] == ["500.00"]
        copy = pdf.parent / f"copy-{number}.pdf"
        program.say("invoice", "pdf", number, copy)
        saved = pdf / f"{number}.pdf"
        if saved.exists():
            assert saved.read_bytes() == copy.read_bytes()
        copy.unlink()
    return found


def engagements(rows):
    return sorted(row["engagement"] for row in rows)


EVERY = sorted(f"E{n}" for n in range(1, MANY + 1))


@pytest.mark.parametrize(
    "trial",
    [*range(5), *(pytest.param(n, marks=pytest.mark.slow) for n in range(5, 100))],
)
def test_a_run_that_is_killed_goes_on_where_it_was(program, tmp_path, trial):
    luck = random.Random(trial)  # noqa: S311 - to repeat, not to hide
    pdf = tmp_path / "pdf"
    process = program.started(*RUN, "--pdf", pdf, "--format", "json")
    assert process.stdout is not None
    head = [process.stdout.readline() for _ in range(luck.randrange(1, MANY - 1))]
    time.sleep(luck.random() * 0.1)
    process.kill()
    rest, _ = process.communicate()
    told = [line for line in [*head, *rest.splitlines(keepends=True)] if line]
    whole = [line for line in told if line.endswith("\n")]
    acknowledged = [line.split('"')[3] for line in whole]
    assert acknowledged
    found = all_is_whole(program, acknowledged, pdf)
    assert len(found) <= len(acknowledged) + 1
    assert program.ask("info")["counts"]["drafts"] == 0
    more = program.say(*RUN, "--pdf", pdf, "--format", "json").lines
    assert len(more) == MANY - len(found)
    assert engagements(all_is_whole(program, acknowledged, pdf)) == EVERY


def test_two_runs_at_once_bill_everything_once(program, tmp_path):
    pdf = tmp_path / "pdf"
    both = [program.started(*RUN, "--pdf", pdf, "--format", "json") for _ in range(2)]
    told = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    lines = [line for out, _ in told for line in out.splitlines()]
    numbers = [line.split('"')[3] for line in lines if '"issued"' in line]
    assert len(numbers) == len(set(numbers)) == MANY
    assert engagements(all_is_whole(program, numbers, pdf)) == EVERY


def test_two_issue_at_once_without_a_gap(program, tmp_path):
    drafts = [
        program.ask("invoice", "draft", "--engagement", f"E{n}", *MONTH)["drafts"][0]
        for n in range(1, 5)
    ]
    words = ("--on", "2017-11-02", "--pdf", tmp_path / "pdf", "--format", "json")
    all_of_them = [
        program.started("invoice", "issue", draft["draft"], *words) for draft in drafts
    ]
    told = [process.communicate(timeout=60) for process in all_of_them]
    assert [process.returncode for process in all_of_them] == [0] * 4, told
    assert len(all_is_whole(program, [], tmp_path / "pdf")) == 4


def test_one_draft_is_issued_by_one_of_two(program, tmp_path):
    words = ("invoice", "draft", "--engagement", "E1", *MONTH)
    id_ = program.ask(*words)["drafts"][0]["draft"]
    issue = ("invoice", "issue", id_, "--on", "2017-11-02", "--format", "json")
    both = [program.started(*issue) for _ in range(2)]
    told = [process.communicate(timeout=60) for process in both]
    assert sorted(process.returncode for process in both) in ([0, 1], [0, 17]), told
    assert len(all_is_whole(program, [], tmp_path / "pdf")) == 1
