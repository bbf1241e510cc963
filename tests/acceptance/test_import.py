"""What an import says of each row, takes, refuses and takes back."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from datetime import date

import openpyxl
import pytest

from tests.acceptance import small, world

CHANGES = {  # what a fault is called: noun, changed columns of its first row, column
    "unknown person": ("activities", {"person": "P9"}, "person"),
    "unknown engagement": ("activities", {"engagement": "E9"}, "engagement"),
    "unknown authority": ("engagements", {"authority": "E99999999"}, "authority"),
    "unknown programme": ("engagements", {"programme": "PG9"}, "programme"),
    "unknown agreement": ("activities", {"agreement": "AG9"}, "agreement"),
    "unknown strand": ("rates", {"strand": "ST9"}, "strand"),
    "no such day": ("activities", {"date": "2017-02-30"}, "date"),
    "a British date": ("activities", {"date": "02/10/2017"}, "date"),
    "a vague day": ("activities", {"date": "2017-10"}, "date"),
    "a backwards rate": ("rates", {"to": "2016-01-01"}, "to"),
    "a backwards secondment": ("secondments", {"to": "2016-01-01"}, "to"),
    "a backwards agreement": ("agreements", {"from": "2018", "to": "2017"}, "to"),
    "a backwards role": ("roles", {"from": "2018", "to": "2017-05"}, "to"),
    "a backwards holding": ("holdings", {"to": "2016"}, "to"),
    "no such season": ("secondments", {"from": "2017 fall"}, "from"),
    "an unknown level": ("rates", {"level": "special"}, "level"),
    "an unknown unit": ("rates", {"unit": "week"}, "unit"),
    "an activity in items": ("activities", {"unit": "item"}, "unit"),
    "shares of 110": (
        "activities",
        {"charge_percent": "60", "grant_percent": "50"},
        None,
    ),
    "shares of 90": ("activities", {"charge_percent": "90"}, None),
    "a share below nought": ("activities", {"grant_percent": "-10"}, "grant_percent"),
    "another's agreement": ("activities", {"agreement": "AG2"}, "agreement"),
    "no quantity": ("activities", {"quantity": ""}, "quantity"),
    "no title": ("engagements", {"title": ""}, "title"),
    "no code": ("activities", {"activity": ""}, "activity"),
    "five decimals": ("activities", {"quantity": "0.33333"}, "quantity"),
    "half a penny": ("rates", {"amount": "500.125"}, "amount"),
    "no figure": ("rates", {"amount": "five"}, "amount"),
    "thousands": ("rates", {"amount": "1,000.00"}, "amount"),
    "a price without a reason": (
        "activities",
        {"unit_price": "400"},
        "price_reason",
    ),
    "a post out of itself": ("cover", {"from_post": "PO1"}, "from_post"),
    "an agency out of a post": ("cover", {"kind": "agency_interim"}, "from_post"),
    "no share": ("secondments", {"fraction": "0"}, "fraction"),
    "a share above one": ("secondments", {"fraction": "1.5"}, "fraction"),
    "an unknown weekday": ("secondments", {"pattern": "Sat:1"}, "pattern"),
    "a weekday twice": ("secondments", {"pattern": "Tue:1 Tue:0.5"}, "pattern"),
    "a weekday above one": ("secondments", {"pattern": "Tue:1.5"}, "pattern"),
    "an unknown state": ("secondments", {"state": "done"}, "state"),
    "an unknown status": ("engagements", {"status": "open"}, "status"),
    "an unknown kind": ("cover", {"kind": "other"}, "kind"),
    "an unknown VAT code": ("agreements", {"vat_code": "X"}, "vat_code"),
    "neither yes nor no": ("authorities", {"po_required": "true"}, "po_required"),
    "tier 5": ("posts", {"tier": "5"}, "tier"),
}
MORE = {  # a fault in a second row
    "an unknown target": (
        "rates",
        small.RATE | {"level": "agreement", "target": "AG9", "from": "2017-01-01"},
    ),
    "rates that overlap": ("rates", small.RATE | {"from": "2017-12-31"}),
    "a rate of person and role": (
        "rates",
        small.RATE | {"person": "P1", "role": "Lead", "from": "2018-01-01"},
    ),
    "a rate of person and strand": (
        "rates",
        small.RATE | {"person": "P1", "strand": "ST1", "from": "2018-01-01"},
    ),
    "a code twice": ("activities", small.WORK),
    "a key twice": ("roles", {"person": "P1", "role": "Lead"}),
    "cover in a circle": ("cover", small.BACK | {"from": "2017-11-01"}),
    "proposed cover in a circle": (
        "cover",
        small.BACK | {"from": "2017-11-01", "state": "proposed"},
    ),
    "a holding of nobody": ("holdings", {"post": "PO2"}),
}
FINE = {
    "rates that meet": ("rates", small.RATE | {"from": "2018-01-01"}),
    "cover back and forth on other days": (
        "cover",
        small.BACK | {"from": "2016-11-01", "to": "2017-09-30"},
    ),
    "cover back that has ended": (
        "cover",
        small.BACK | {"from": "2017-11-01", "state": "ended"},
    ),
    "a secondment without an engagement under an agreement": (
        "secondments",
        {"secondment": "S2", "home_post": "PO2", "agreement": "AG2"},
    ),
}


def refused(program, world, tmp_path):
    """Bring a faulty folder in, for a check and in earnest; return the error rows."""
    before = program.ask("info")
    path = world.write(tmp_path / "in")
    checked = program.ask("import", path, "--check", code=16)
    told = program.ask("import", path, code=16)
    assert told == checked
    assert list(told) == ["batch", "rows", "totals"]
    assert told["batch"] is None
    assert program.ask("info") == before
    errors = [row for row in told["rows"] if row["verdict"] == "error"]
    assert told["totals"]["error"] == len(errors) > 0
    for row in told["rows"]:
        keys = ["sheet", "row", "noun", "verdict", "problems", "read_as"]
        assert list(row) == keys
        for problem in row["problems"]:
            assert list(problem) == ["column", "level", "code", "text"]
            assert problem["level"] in {"error", "warning"}
    return errors


@pytest.mark.parametrize("fault", CHANGES)
def test_a_fault_in_a_row_refuses_the_whole(program, tmp_path, fault):
    noun, changes, column = CHANGES[fault]
    world = small.folder()
    world.rows(noun)[0].update(changes)
    (row,) = refused(program, world, tmp_path)
    assert (row["noun"], row["row"]) == (noun, 2)
    levels = {(found["column"], found["level"]) for found in row["problems"]}
    assert column is None or (column, "error") in levels


@pytest.mark.parametrize("fault", MORE)
def test_a_fault_between_rows_refuses_the_whole(program, tmp_path, fault):
    noun, added = MORE[fault]
    world = small.folder()
    world.rows(noun).append(added)
    errors = refused(program, world, tmp_path)
    assert {row["noun"] for row in errors} == {noun}
    assert 3 in {row["row"] for row in errors}


@pytest.mark.parametrize("case", FINE)
def test_what_no_rule_forbids_comes_in(program, tmp_path, case):
    noun, added = FINE[case]
    world = small.folder()
    world.rows(noun).append(added)
    told = program.ask("import", world.write(tmp_path / "in"))
    assert told["totals"]["error"] == 0


def test_unknown_columns_and_nouns_are_refused(program, tmp_path):
    world = small.folder()
    world.rows("people")[0]["colour"] = "red"
    (row,) = refused(program, world, tmp_path)
    assert (row["noun"], row["problems"][0]["column"]) == ("people", "colour")
    world = small.folder()
    world.rows("colours").append({"colour": "red"})
    assert len(refused(program, world, tmp_path / "2")) == 1


def test_a_required_column_that_is_missing_is_refused(program, tmp_path):
    world = small.folder()
    for row in world.rows("activities"):
        del row["quantity"]
    for row in refused(program, world, tmp_path):
        assert {found["column"] for found in row["problems"]} == {"quantity"}


def test_acting_up_by_who_holds_a_post_asks_for_the_post_left(program, tmp_path):
    world = small.folder()
    world.rows("holdings").append({"post": "PO2", "person": "P2", "from": "2017-01-01"})
    world.rows("cover")[0]["from_post"] = ""
    told = program.ask("import", world.write(tmp_path / "in"))
    (row,) = [row for row in told["rows"] if row["verdict"] == "warning"]
    assert (row["noun"], row["problems"][0]["column"]) == ("cover", "from_post")
    assert told["batch"] is not None


def test_the_same_again_is_the_same_and_changes_nothing(program, tmp_path):
    world = small.folder()
    world.rows("activities")[0]["quantity"] = "2"  # warned of, once
    path = world.write(tmp_path / "in")
    first = program.ask("import", path)
    assert first["totals"]["warning"] == 1
    before = program.ask("info")
    again = program.ask("import", path)
    rows = sum(map(len, world.tables.values()))
    assert {name: n for name, n in again["totals"].items() if n} == {"same": rows}
    assert (again["batch"], again["rows"]) == (None, [])
    assert program.ask("info") == before


def test_changed_rows_are_listed_and_empty_columns_are_emptied(program, tmp_path):
    world = small.folder()
    world.rows("people")[0]["email"] = "jo@example.org"
    program.say("import", world.write(tmp_path / "in"))
    world.rows("people")[0]["email"] = ""
    del world.tables["holdings"]
    told = program.ask("import", world.write(tmp_path / "again"))
    assert [(row["noun"], row["verdict"]) for row in told["rows"]] == [
        ("people", "changed")
    ]
    counts = program.ask("info")["counts"]
    assert counts["holdings"] == 1


def test_an_import_is_taken_back_whole(program, tmp_path):
    first = program.ask("info")["counts"]
    done = program.ask("import", small.folder().write(tmp_path / "in"))
    program.say("import-undo", done["batch"])
    counts = program.ask("info")["counts"]
    assert counts | {"changes": 0} == first | {"changes": 0}
    program.say("import-undo", done["batch"], code=1)
    told = program.ask("import", small.folder().write(tmp_path / "in"))
    assert told["totals"]["new"] == done["totals"]["new"]


def test_an_import_that_was_built_upon_is_not_taken_back(program, tmp_path):
    world = small.folder()
    first = program.ask("import", world.write(tmp_path / "in"))
    world.rows("people")[0]["name"] = "Joanna"
    second = program.ask("import", world.write(tmp_path / "again"))
    told = program.say("import-undo", first["batch"], code=1)
    assert "P1" in told.err
    program.say("import-undo", second["batch"])
    program.say("import-undo", first["batch"])


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "changes.csv"
    }


def billed(program, tmp_path):
    """Fill a store; leave one issued document and one draft in it."""
    world = small.folder()
    world.rows("activities").append(small.WORK | {"activity": "A2", "engagement": "E2"})
    program.say("import", world.write(tmp_path / "billed"))
    month = ("--from", "2017-10-01", "--to", "2017-10-31")
    for engagement in ("E1", "E2"):
        program.say("invoice", "draft", "--engagement", engagement, *month)
    program.say("invoice", "issue", 1, "--on", "2017-11-02", "--pdf", tmp_path / "pdf")


@pytest.mark.parametrize("form", ["", ".zip"])
def test_an_export_into_an_empty_store_gives_the_same_export(
    program, another, tmp_path, form
):
    billed(program, tmp_path)
    out, back = tmp_path / f"out{form}", tmp_path / f"back{form}"
    program.say("export", out)
    other = another("b")
    told = other.ask("import", out)
    assert told["totals"]["error"] == 0
    other.say("export", back)
    if form:
        for path in (out, back):
            with zipfile.ZipFile(path) as file:
                file.extractall(path.with_suffix(""))
        out, back = out.with_suffix(""), back.with_suffix("")
    found = digests(out)
    assert found == digests(back)
    assert len([name for name in found if name.startswith("documents/")]) == 1
    changes = [(path / "changes.csv").read_text("utf-8") for path in (out, back)]
    assert changes[1].startswith(changes[0])
    number = "LRPC-2017-0001"
    shown = [one.ask("invoice", "show", number) for one in (program, other)]
    assert shown[0] == shown[1]
    other.say("invoice", "pdf", number, tmp_path / "copy.pdf")
    saved = tmp_path / "pdf" / f"{number}.pdf"
    assert (tmp_path / "copy.pdf").read_bytes() == saved.read_bytes()
    assert other.ask("verify")["ok"]
    assert other.ask("info")["counts"]["drafts"] == 0
    price = ("price", "--from", "2017-10-01", "--to", "2017-10-31", "--engagement")
    assert other.ask(*price, "E1")["net"] == "0.00"
    assert other.ask(*price, "E2")["net"] == "500.00"
    other.say("import", out, code=16)


def test_issued_documents_come_into_an_empty_store_only(program, another, tmp_path):
    billed(program, tmp_path)
    program.say("export", tmp_path / "out")
    other = another("b")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "strands.csv").write_text("strand,name\nST7,More\n")
    other.say("import", tmp_path / "more")
    before = other.ask("info")
    other.say("import", tmp_path / "out", code=16)
    assert other.ask("info") == before
    shutil.rmtree(tmp_path / "more")


def test_what_is_billed_does_not_change(program, tmp_path):
    billed(program, tmp_path)
    world = small.folder()
    world.rows("activities")[0]["quantity"] = "0.5"
    told = program.ask("import", world.write(tmp_path / "changed"), code=16)
    (row,) = [row for row in told["rows"] if row["verdict"] == "error"]
    assert (row["noun"], row["row"]) == ("activities", 2)


def test_a_workbook_carries_the_same_values(program, another, tmp_path):
    program.say("import", small.folder().write(tmp_path / "in"))
    program.say("export", tmp_path / "out.xlsx")
    other = another("b")
    assert other.ask("import", tmp_path / "out.xlsx")["totals"]["error"] == 0
    for one, name in ((program, "one"), (other, "two")):
        one.say("export", tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert program.ask("import", tmp_path / "out.xlsx")["rows"] == []


def typed(text):
    """Return what a spreadsheet would hold for a text."""
    for kind in (int, float, date.fromisoformat):
        try:
            return kind(text)
        except ValueError:
            continue
    return text or None


def exported(program, path):
    program.say("export", path)
    return digests(path)


def typed_workbook(made, path):
    """Write a world as a person's spreadsheet: figures and days, no apostrophes."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for noun, rows in made.tables.items():
        if rows:
            sheet = book.create_sheet(noun)
            sheet.append(list(rows[0]))
            for n, row in enumerate(rows, 2):
                for column, text in enumerate(row.values(), 1):
                    cell = sheet.cell(n, column, typed(text.removeprefix("'")))
                    if text.startswith("="):
                        cell.data_type = "s"
    book.save(path)
    return path


@pytest.mark.parametrize("seed", range(2))
def test_every_form_of_a_world_says_the_same(program, another, tmp_path, seed):
    made = world.make(seed)
    folder = made.write(tmp_path / "in")
    program.say("import", folder)
    expected = exported(program, tmp_path / "expected")
    shutil.make_archive(str(tmp_path / "zipped"), "zip", folder)
    lines = (folder / "people.csv").read_text("utf-8")
    (folder / "people.csv").write_text("\ufeff" + lines, "utf-8", newline="\r\n")
    zipped, marked = another("zipped"), another("marked")
    zipped.say("import", tmp_path / "zipped.zip")
    marked.say("import", folder)
    assert exported(zipped, tmp_path / "one") == expected
    assert exported(marked, tmp_path / "two") == expected
    told = program.ask("import", typed_workbook(made, tmp_path / "typed.xlsx"))
    assert told["rows"] == []
