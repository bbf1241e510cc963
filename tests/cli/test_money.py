"""Credit notes, payments and debt over the command line: WE5, and what is refused."""

from __future__ import annotations

import pytest

DAYS = {
    "T02": ("2017-10-02", "1"),
    "T05": ("2017-10-05", "0.5"),
    "T11": ("2017-10-11", "1"),
    "T13": ("2017-10-13", "0.5"),
    "T16": ("2017-10-16", "1"),
    "T18": ("2017-10-18", "1"),
    "T24": ("2017-10-24", "0.5"),
    "T30": ("2017-10-30", "1"),
}
FILES = {
    "settings": "key,value\nhome_authority,E08000035\nseller_name,Leeds\n"
    "seller_address,Civic Hall\nseller_vat_number,GB123456782\n",
    "authorities": "authority,billing_address\nE08000034,Town Hall\n",
    "people": "person,name\nP1,Role one\n",
    "engagements": "engagement,authority,title\nE1,E08000034,Practice\n",
    "agreements": "agreement,engagement\nAG1,E1\n",
    "rates": "card,level,target,unit,amount,from,to\n"
    "c,agreement,AG1,day,640,2017-04-01,2017-10-15\n"
    "c,agreement,AG1,day,672,2017-10-16,\n",
    "activities": "activity,date,person,engagement,quantity,unit\n"
    + "".join(f"{code},{on},P1,E1,{n},day\n" for code, (on, n) in DAYS.items()),
}
OCTOBER = ("--from", "2017-10-01", "--to", "2017-10-31")
FIRST = "LRPC-2017-0001"
WHY = ("--reason", "The half day on 24 October did not happen")


@pytest.fixture
def say(filled):
    said = filled(FILES)
    bill(said)
    return said


def bill(say):
    words = ("invoice", "draft", "--engagement", "E1", *OCTOBER)
    made, _ = say(*words, "--format", "json")
    for draft in made["drafts"]:
        say("invoice", "issue", str(draft["draft"]), "--on", "2017-11-02")
    return made["drafts"]


def credit(say, *words, number=FIRST, on="2017-11-20", code=0):
    how = ("--on", on, *WHY, "--format", "json")
    return say("invoice", "credit", number, *words, *how, code=code)


def listed(say):
    found, _ = say("invoice", "list", "--format", "json")
    return {
        row["number"]: (row["status"], row["outstanding"]) for row in found["invoices"]
    }


def test_a_half_day_is_credited_and_never_billed_again(say):
    note, _ = credit(say, "--activity", "T24", "--not-delivered")
    assert note["number"] == "LRPC-CN-2017-0001"
    assert note["credits"] == FIRST
    assert (note["net"], note["vat_total"], note["gross"]) == (
        "336.00",
        "67.20",
        "403.20",
    )
    (line,) = note["lines"]
    assert (line["quantity"], line["items"]) == ("0.5", ["T24"])
    assert listed(say)[FIRST] == ("issued", "4723.20")
    assert bill(say) == []


def test_cancelling_frees_all_and_bills_it_again_under_a_new_number(say):
    note, _ = credit(say, "--all")
    assert note["gross"] == "5126.40"
    assert listed(say)[FIRST] == ("credited", "0.00")
    (again,) = bill(say)
    assert again["gross"] == "5126.40"
    assert "LRPC-2017-0002" in listed(say)


def test_several_days_are_freed_together_and_only_they(say):
    note, _ = credit(say, "--activity", "T02", "T24", "--activity", "T05")
    assert note["net"] == "1296.00"
    (again,) = bill(say)
    assert again["net"] == "1296.00"
    codes = [code for line in again["lines"] for code in line["items"]]
    assert sorted(codes) == ["T02", "T05", "T24"]


def test_money_of_a_line_frees_nothing(say):
    note, _ = credit(say, "--line", "2", "--quantity", "0.5")
    assert note["gross"] == "403.20"
    assert note["lines"][0]["items"] == []
    assert bill(say) == []
    rest, _ = credit(say, "--all")
    assert rest["gross"] == "4723.20"
    (again,) = bill(say)
    assert again["gross"] == "5126.40"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--activity", "NONE"), 1, "does not hold “NONE”"),
        (("--line", "3", "--quantity", "1"), 1, "has no line 3"),
        (("--line", "1", "--quantity", "3.5"), 1, "has 3 left to credit, not 3.5"),
        (("--line", "1", "--quantity", "half"), 2, "is not a figure"),
        (("--line", "1"), 2, "is not a figure"),
        ((), 2, "Say one of"),
        (("--all", "--line", "1", "--quantity", "1"), 2, "Say one of"),
        (("--all", "EXTRA"), 2, "one word too many"),
    ],
)
def test_what_cannot_be_credited_is_refused_and_changes_nothing(
    say, words, code, sentence
):
    before = listed(say)
    _, err = credit(say, *words, code=code)
    assert sentence in err
    assert listed(say) == before
    # no number was used up
    note, _ = credit(say, "--all")
    assert note["number"] == "LRPC-CN-2017-0001"


def test_nothing_is_credited_twice(say):
    credit(say, "--activity", "T24")
    _, err = credit(say, "--activity", "T24", code=1)
    assert "credited already" in err
    credit(say, "--all")
    _, err = credit(say, "--all", code=1)
    assert "credited in full already" in err
    _, err = credit(say, "--all", number="LRPC-CN-2017-0001", code=1)
    assert "is a credit note" in err
    _, err = credit(say, "--all", number="NONE", code=1)
    assert "There is no invoice" in err


def test_a_credit_note_comes_as_a_pdf(say, tmp_path):
    credit(say, "--all", "--pdf", str(tmp_path / "notes"))
    (found,) = (tmp_path / "notes").iterdir()
    assert found.name == "LRPC-CN-2017-0001.pdf"
    assert found.read_bytes().startswith(b"%PDF")


def pay(say, amount, on="2017-11-30", number=FIRST, code=0):
    return say("invoice", "pay", number, "--amount", amount, "--on", on, code=code)


def test_payments_in_part_add_up_and_never_exceed_what_is_owed(say):
    _, err = pay(say, "5000")
    assert "£126.40 outstanding" in err
    assert listed(say)[FIRST] == ("part_paid", "126.40")
    _, err = pay(say, "126.41", code=1)
    assert "has £126.40 outstanding, less than £126.41." in err
    pay(say, "126.40")
    assert listed(say)[FIRST] == ("paid", "0.00")


@pytest.mark.parametrize(
    ("amount", "on", "code", "sentence"),
    [
        ("0", "2017-11-30", 1, "more than nothing"),
        ("-5", "2017-11-30", 2, "is not a figure"),
        ("1.005", "2017-11-30", 2, "two decimals"),
        ("5", "2999-01-01", 1, "in the future"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(say, amount, on, code, sentence):
    _, err = pay(say, amount, on, code=code)
    assert sentence in err
    assert listed(say)[FIRST] == ("issued", "5126.40")


def test_debt_is_told_by_how_late_it_is_and_as_it_stood(say):
    # due on 2 December 2017
    pay(say, "126.40", on="2018-01-10")
    columns = ("not_due", "d1_30", "d31_60", "d61_90", "d90_plus")
    for on, column, amount in [
        ("2017-12-02", "not_due", "5126.40"),
        ("2017-12-03", "d1_30", "5126.40"),
        ("2018-01-01", "d1_30", "5126.40"),
        ("2018-01-02", "d31_60", "5126.40"),
        ("2018-01-31", "d31_60", "5000.00"),
        ("2018-02-01", "d61_90", "5000.00"),
        ("2018-03-02", "d61_90", "5000.00"),
        ("2018-03-03", "d90_plus", "5000.00"),
    ]:
        found, _ = say("debt", "--on", on, "--format", "json")
        (row,) = found["rows"]
        nothing = dict.fromkeys(columns, "0.00")
        expected = {**nothing, column: amount, "total": amount}
        assert row == {"authority": "E08000034", **expected}, on
        assert found["total"] == expected
    before, _ = say("debt", "--on", "2017-11-01", "--format", "json")
    assert before["rows"] == []
