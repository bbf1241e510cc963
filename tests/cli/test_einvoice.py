"""`invoice xml` in this process: the file, the refusal, and the warning at issue."""

from __future__ import annotations

import pytest
from lxml import etree

from pip_manager.cli import main

FILES = {
    "people": "person,name\nP1,Jo\n",
    "engagements": "engagement,authority,title\nE1,E08000034,Practice\n",
    "agreements": "agreement,engagement,po_number\nAG1,E1,PO-1\n",
    "rates": "card,level,unit,amount,from\n2026,standard,day,500,2026-04-01\n",
    "settings": "key,value\nhome_authority,E08000035\nseller_name,Leeds\n"
    "seller_address,Civic Hall\nseller_vat_number,GB123456782\n",
    "authorities": "authority,billing_address,vat_number\nE08000034,Town Hall,{vat}\n",
    "activities": "activity,date,person,engagement,quantity,unit\n"
    "A1,2026-05-01,P1,E1,1,day\n",
}
MAY = ("--from", "2026-05-01", "--to", "2026-05-31")
NUMBER = "LRPC-2026-0001"


@pytest.fixture
def issue(tmp_path, capsys, monkeypatch):
    """Return a function that issues an invoice, and one that says further words."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    store = str(tmp_path / "pip-manager.store")

    def say(*words, code=0):
        assert main(["--store", store, *words]) == code
        out, err = capsys.readouterr()
        assert out == "" or words[0] != "invoice" or words[1] != "xml"
        return err.strip().splitlines()

    def issued(vat, *words):
        folder = tmp_path / "in"
        folder.mkdir()
        for name, text in FILES.items():
            (folder / f"{name}.csv").write_text(text.replace("{vat}", vat))
        say("new")
        say("import", str(folder))
        if words:
            return say("invoice", *words)
        say("invoice", "draft", "--engagement", "E1", *MAY)
        return say("invoice", "issue", "1", "--on", "2026-06-01")

    return issued, say


def test_the_e_invoice_is_written_to_a_file(issue, tmp_path):
    issued, say = issue
    assert issued("GB123456782") == [f"Issued: {NUMBER}"]
    path = tmp_path / "new" / "invoice.xml"
    assert say("invoice", "xml", NUMBER, str(path)) == [
        f"The e-invoice of {NUMBER} is written to {path}"
    ]
    assert etree.QName(etree.parse(path).getroot()).localname == "Invoice"


def test_who_has_no_electronic_address_is_named_at_issue_and_refused(issue, tmp_path):
    issued, say = issue
    warned, last = issued("")
    assert warned.startswith("It cannot be sent as an e-invoice yet: ")
    assert "no electronic address" in warned
    assert last == f"Issued: {NUMBER}"
    path = tmp_path / "invoice.xml"
    (refused,) = say("invoice", "xml", NUMBER, str(path), code=1)
    assert "no electronic address" in refused
    assert not path.exists()


def test_a_draft_says_what_it_lacks_while_it_can_still_be_mended(issue):
    issued, _ = issue
    warned, last = issued("", "draft", "--engagement", "E1", *MAY)
    assert warned.startswith("Draft 1 cannot be sent as an e-invoice yet: Kirklees has")
    assert last == "Drafted."


def test_an_unknown_number_is_refused(issue, tmp_path):
    issued, say = issue
    issued("")
    (refused,) = say("invoice", "xml", "LRPC-9", str(tmp_path / "x.xml"), code=1)
    assert "LRPC-9" in refused


@pytest.mark.parametrize(
    ("vat", "said"),
    [
        ("GB123456782", ["1 issued."]),
        (
            "",
            ["1 cannot be sent as e-invoices; `invoice xml` says why.", "1 issued."],
        ),
    ],
)
def test_a_run_counts_what_cannot_be_sent(issue, tmp_path, vat, said):
    issued, _ = issue
    run = ("run", *MAY, "--on", "2026-06-01", "--pdf", str(tmp_path / "pdf"))
    assert issued(vat, *run) == said
