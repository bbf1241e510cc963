"""The command line in this process: answers, exit codes, the last sentence."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pip_manager.cli import main

FILES = {
    "people": "person,name\nP1,Jo\n",
    "engagements": "engagement,authority,title\nE1,E08000034,Practice\n",
    "agreements": "agreement,engagement\nAG1,E1\n",
    "rates": "card,level,unit,amount,from\n2026,standard,day,500,2026-04-01\n",
    "settings": "key,value\nhome_authority,E08000035\nseller_name,Leeds\n"
    "seller_address,Civic Hall\nseller_vat_number,GB123456782\n",
    "authorities": "authority,billing_address\nE08000034,Town Hall\n",
    "activities": "activity,date,person,engagement,quantity,unit\n"
    "A1,2026-05-01,P1,E1,1,day\nA2,2026-05-04,P1,E1,0.5,day\n",
}
MAY = ("--from", "2026-05-01", "--to", "2026-05-31")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory, monkeypatch):
    """Keep copies and logs out of the user's own folders."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("own")))


@pytest.fixture
def say(capsys, store_url):
    """Return a function that says words to a store and returns code, JSON and error."""

    def said(*words, code=0):
        told = main(["--store", store_url, *words])
        out, err = capsys.readouterr()
        assert told == code, err
        assert "Traceback" not in err
        return (json.loads(out) if "json" in words and out else out), err

    return said


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "in"
    where.mkdir()
    for name, text in FILES.items():
        (where / f"{name}.csv").write_text(text)
    return where


@pytest.fixture
def full(say, folder):
    say("new")
    say("import", str(folder))
    return say


def last(err):
    return err.strip().splitlines()[-1]


def test_info_tells_what_the_store_runs_with(full, store_url):
    facts, err = full("info", "--format", "json")
    assert err == ""
    assert facts["counts"]["activities"] == 2
    assert facts["schema"] == 1
    if store_url.startswith("postgresql"):
        assert facts["journal_mode"] is None
    else:
        assert facts["store"] == store_url
        assert facts["journal_mode"] == "delete"
        assert (facts["foreign_keys"], facts["secure_delete"]) == (1, 1)
        assert (facts["trusted_schema"], facts["synchronous"]) == (0, 3)


def test_an_import_prints_its_verdicts_and_its_batch(say, folder):
    say("new")
    checked, _ = say("import", str(folder), "--check", "--format", "json")
    assert checked["batch"] is None
    done, err = say("import", str(folder), "--format", "json")
    assert done["batch"] == 1
    assert done["totals"] == checked["totals"]
    assert [row["noun"] for row in done["rows"]] == ["authorities"]
    assert last(err) == "Imported as batch 1."
    again, _ = say("import", str(folder), "--format", "json")
    assert (again["batch"], again["rows"]) == (None, [])


def test_a_refused_import_prints_its_verdicts_and_ends_with_sixteen(full, folder):
    (folder / "people.csv").write_text("person,name\nP1,Jo\nP2,\n")
    for words in ((), ("--check",)):
        told, err = full("import", str(folder), *words, "--format", "json", code=16)
        (row,) = told["rows"]
        assert (row["sheet"], row["row"], row["verdict"]) == ("people", 3, "error")
        assert row["problems"][0]["column"] == "name"
        assert row["problems"][0]["level"] == "error"
        assert row["read_as"]["person"] == "P2"
        assert "Nothing was imported" in last(err)


def test_an_import_is_taken_back_by_its_batch(full, folder):
    (folder / "people.csv").write_text("person,name\nP1,Jo\nP2,Sam\n")
    done, _ = full("import", str(folder), "--format", "json")
    full("import-undo", str(done["batch"]))
    facts, _ = full("info", "--format", "json")
    assert facts["counts"]["people"] == 1
    _, err = full("import-undo", str(done["batch"]), code=1)
    assert "undone already" in last(err)
    full("invoice", "draft", "--engagement", "E1", *MAY)
    _, err = full("import-undo", "1", code=1)
    assert "activity A1" in last(err)


def test_from_price_to_the_stored_invoice(full, tmp_path):
    priced, _ = full("price", "--engagement", "E1", *MAY, "--format", "json")
    assert priced["net"] == "750.00"
    assert [charge["code"] for charge in priced["charges"]] == ["A1", "A2"]
    drafted, _ = full(
        "invoice", "draft", "--engagement", "E1", *MAY, "--format", "json"
    )
    (draft,) = drafted["drafts"]
    assert (draft["number"], draft["status"], draft["gross"]) == (
        None,
        "draft",
        "900.00",
    )
    assert (
        full("price", "--engagement", "E1", *MAY, "--format", "json")[0]["net"]
        == "0.00"
    )
    issued, err = full(
        *("invoice", "issue", str(draft["draft"]), "--on", "2026-06-01"),
        *("--pdf", str(tmp_path / "new" / "pdf"), "--format", "json"),
    )
    assert issued["number"] == "LRPC-2026-0001"
    assert last(err) == "Issued: LRPC-2026-0001"
    saved = tmp_path / "new" / "pdf" / "LRPC-2026-0001.pdf"
    full("invoice", "pdf", issued["number"], str(tmp_path / "copy.pdf"))
    assert saved.read_bytes() == (tmp_path / "copy.pdf").read_bytes()
    shown, _ = full("invoice", "show", issued["number"], "--format", "json")
    assert shown == issued
    listed, _ = full("invoice", "list", "--format", "json")
    assert listed == {
        "invoices": [
            {
                "number": "LRPC-2026-0001",
                "kind": "invoice",
                "status": "issued",
                "issued_on": "2026-06-01",
                "engagement": "E1",
                "gross": "900.00",
                "outstanding": "900.00",
            }
        ]
    }


def test_a_discarded_draft_frees_its_items(full):
    drafted, _ = full(
        "invoice", "draft", "--engagement", "E1", *MAY, "--format", "json"
    )
    number = str(drafted["drafts"][0]["draft"])
    full("invoice", "discard", number)
    assert (
        full("price", "--engagement", "E1", *MAY, "--format", "json")[0]["net"]
        == "750.00"
    )
    _, err = full("invoice", "discard", number, code=1)
    assert "draft" in last(err)


def test_an_invoice_is_not_issued_where_its_pdf_cannot_be_put(full, tmp_path):
    (tmp_path / "taken").write_text("a file")
    full("invoice", "draft", "--engagement", "E1", *MAY)
    words = ("--on", "2026-06-01", "--pdf", str(tmp_path / "taken"))
    full("invoice", "issue", "1", *words, code=14)
    full("invoice", "run", *MAY, *words, code=14)
    assert full("invoice", "list", "--format", "json")[0] == {"invoices": []}


def test_nothing_to_bill_is_no_failure(full):
    none = ("--from", "2026-07-01", "--to", "2026-07-31")
    told, _ = full("invoice", "draft", "--engagement", "E1", *none, "--format", "json")
    assert told == {"drafts": [], "blocked": []}


@pytest.mark.usefixtures("full")
def test_a_run_tells_each_engagement_on_a_line_of_its_own(capsys, tmp_path, store_url):
    words = ("--on", "2026-06-01", "--pdf", str(tmp_path / "pdf"), "--format", "json")
    code = main(["--store", store_url, "invoice", "run", *MAY, *words])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert lines == [
        {"issued": "LRPC-2026-0001", "engagement": "E1", "gross": "900.00"}
    ]
    assert (tmp_path / "pdf" / "LRPC-2026-0001.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("full")
def test_a_run_says_for_people_what_was_issued_and_why_not(capsys, tmp_path, store_url):
    more = tmp_path / "more"
    more.mkdir()
    engagements = "engagement,authority,title\nE2,E08000035,Lent\n"
    (more / "engagements.csv").write_text(engagements)
    work = "activity,date,person,engagement,quantity,unit\nB1,2026-05-05,P1,E2,1,day\n"
    (more / "activities.csv").write_text(work)
    (more / "authorities.csv").write_text("authority\nE08000035\n")
    assert main(["--store", store_url, "import", str(more)]) == 0
    capsys.readouterr()
    run = ["--store", store_url, "invoice", "run", "--pdf", str(tmp_path / "pdf")]
    none = ("--from", "2026-07-01", "--to", "2026-07-31", "--on", "2026-08-01")
    assert main([*run, *none]) == 0
    nothing = "Nothing was issued: there is nothing to bill in this period."
    assert last(capsys.readouterr().err) == nothing
    assert main([*run, *MAY, "--on", "2026-06-01"]) == 0
    told = capsys.readouterr()
    first, second = told.out.splitlines()
    assert first == "LRPC-2026-0001 issued for E1: £900.00"
    assert second.startswith("E2 held back: No agreement")
    assert last(told.err) == "1 issued, 1 held back."
    assert main([*run, *MAY, "--on", "2026-06-01"]) == 0
    assert last(capsys.readouterr().err) == "Nothing was issued, 1 held back."


def test_a_summary_is_printed_and_written(full, tmp_path):
    words = (*MAY, "--by", "authority,month", "--measure", "days,value")
    told, _ = full("summary", *words, "--format", "json")
    assert told == {
        "by": ["authority", "month"],
        "measures": ["days", "value"],
        "rows": [{"key": ["E08000034", "2026-05"], "values": ["1.5", "750.00"]}],
        "total": ["1.5", "750.00"],
        "unpriced": 0,
    }
    full("summary", *words, "--out", str(tmp_path / "s.csv"))
    written = list(csv.reader(io.StringIO((tmp_path / "s.csv").read_text())))
    assert written[-1] == ["Total", "", "1.5", "750.00"]


def test_an_export_comes_back_into_an_empty_store(full, tmp_path):
    full("export", str(tmp_path / "all.zip"))
    other = ["--store", str(tmp_path / "other.store")]
    assert main([*other, "new"]) == 0
    assert main([*other, "import", str(tmp_path / "all.zip")]) == 0
    assert main([*other, "verify"]) == 0
    _, err = full("export", str(tmp_path / "all.zip"), code=1)
    assert "already" in last(err)


def test_verify_finds_nothing_wrong(full):
    told, err = full("verify", "--format", "json")
    assert told == {"ok": True, "findings": []}
    assert last(err) == "Nothing is wrong with the store."


def test_tables_for_people_come_without_json(full):
    out, _ = full("price", "--engagement", "E1", *MAY)
    assert "A1" in out
    assert "Net 750.00" in out
    out, _ = full("invoice", "draft", "--engagement", "E1", *MAY)
    assert "900.00" in out
    out, _ = full("invoice", "issue", "1", "--on", "2026-06-01")
    assert "LRPC-2026-0001" in out
    out, _ = full("invoice", "list")
    assert "LRPC-2026-0001" in out
    out, _ = full("summary", *MAY, "--by", "person")
    assert out.splitlines()[-1].split() == ["Total", "1.5"]
    out, _ = full("info")
    assert "activities" in out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["price", "--engagement", "E9", *MAY], 1, "E9"),
        (
            [
                "price",
                "--engagement",
                "E1",
                "--from",
                "2026-05-31",
                "--to",
                "2026-05-01",
            ],
            1,
            "before it begins",
        ),
        (
            ["price", "--engagement", "E1", "--from", "May", "--to", "2026-05-01"],
            2,
            "“May” is not a date",
        ),
        (["price", "--engagement", "E1"], 2, "--from"),
        (["invoice", "draft", "--engagement", "E9", *MAY], 1, "E9"),
        (["invoice", "draft", "--engagement", "E1", *MAY, "--group", "x"], 2, "group"),
        (["invoice", "discard", "77"], 1, "77"),
        (["invoice", "discard", "x"], 1, "x"),
        (["invoice", "issue", "77", "--on", "2026-06-01"], 1, "77"),
        (["invoice", "issue", "77", "--on", "2999-06-01"], 1, ""),
        (["invoice", "show", "LRPC-1"], 1, "LRPC-1"),
        (["invoice", "pdf", "LRPC-1", "x.pdf"], 1, "LRPC-1"),
        (["import", "/nowhere/at/all"], 16, "/nowhere/at/all"),
        (["import", __file__], 16, "neither"),
        (["import-undo", "77"], 1, "77"),
        (["summary", *MAY, "--by", "town"], 2, "town"),
        (["summary", *MAY, "--by", "month", "--measure", "x"], 2, "“x”"),
        (
            ["summary", "--from", "2026-05-31", "--to", "2026-05-01", "--by", "month"],
            1,
            "before",
        ),
        (["new"], 1, "already"),
        (["nonsense"], 2, "nonsense"),
        (["info", "--nonsense"], 2, "nonsense"),
        (["info", "--format", "xml"], 2, "xml"),
    ],
)
def test_each_refusal_has_its_code_and_a_sentence(full, words, code, sentence):
    out, err = full(*words, code=code)
    assert out == ""
    assert sentence in last(err)
    assert len(last(err)) > 10


def test_a_defect_is_told_in_a_sentence_and_logged_without_its_words(
    full, monkeypatch, tmp_path
):
    from pip_manager.services import summary

    def broken(*_):
        raise ZeroDivisionError("Jo’s salary")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(summary, "summarise", broken)
    _, err = full("summary", *MAY, "--by", "month", code=1)
    (log,) = (tmp_path / "state").rglob("command.log")
    assert str(log) in last(err)
    assert "ZeroDivisionError at test_commands.py" in log.read_text()
    assert "salary" not in log.read_text()


def test_ones_own_export_is_refused_in_a_sentence_and_its_rows_in_json(full, tmp_path):
    path = str(tmp_path / "all.zip")
    full("export", path)
    out, err = full("import", path, code=16)
    assert out.count("Issued documents come back only into an empty store.") == 1
    assert last(err) == (
        "Nothing was imported. Issued documents come back only into an empty store."
        " Make a new store and import there."
    )
    told, _ = full("import", path, "--format", "json", code=16)
    rows = [row["row"] for row in told["rows"] if row["verdict"] == "error"]
    assert len(rows) == told["totals"]["error"]
    assert None not in rows


def test_a_mistyped_option_ends_its_question_once(say):
    _, err = say("pric", code=2)
    assert "Did you mean 'price'? See pip-manager --help." in err


def test_help_reads_like_a_manual(capsys):
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert "PIP_MANAGER_STORE" in told
    assert "Exit codes:" in told
    assert "Examples:" in told
    assert main(["export", "--help"]) == 0
    assert "annual_salary" in capsys.readouterr().out
