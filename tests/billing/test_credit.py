from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.billing.credit import (
    CreditTerms,
    Left,
    Taken,
    credit,
    everything,
    left,
)
from pip_manager.errors import PipManagerError
from tests.billing.making import (
    D,
    book,
    charge,
    invoice,
    october_2017,
    priced,
)

if TYPE_CHECKING:
    from pip_manager.billing.document import Document

INVOICE = invoice(october_2017().charges)
ON = date(2017, 11, 20)


def terms(n=1, on=ON, reason="The half day on 24 October did not happen"):
    return CreditTerms(f"LRPC-CN-2017-{n:04}", on, reason)


def test_a_half_day_is_taken_back_and_the_balance_is_right():
    note = credit(INVOICE, [], Taken({2: D("0.5")}, {2: ("T24",)}), terms())
    assert (note.net, note.vat_total, note.gross) == (
        D("336.00"),
        D("67.20"),
        D("403.20"),
    )
    assert (note.kind, note.number) == ("credit_note", "LRPC-CN-2017-0001")
    assert (note.credits, note.credits_on) == ("LRPC-2017-0007", date(2017, 11, 2))
    assert (note.issued_on, note.due_on, note.tax_point) == (
        ON,
        None,
        INVOICE.tax_point,
    )
    (line,) = note.lines
    assert (line.n, line.credits, line.items) == (1, 2, ("T24",))
    assert INVOICE.net - note.net == D("3936.00")
    assert INVOICE.gross - note.gross == D("4723.20")


def test_cancelling_and_issuing_again_leaves_the_same_income():
    note = credit(INVOICE, [], everything(INVOICE, []), terms())
    assert note.gross == INVOICE.gross == D("5126.40")
    assert [line.items for line in note.lines] == [line.items for line in INVOICE.lines]
    again = invoice(october_2017(without={24}).charges, "LRPC-2017-0008")
    assert [(line.quantity, line.net) for line in again.lines] == [
        (D("3.0"), D("1920.00")),
        (D("3.0"), D("2016.00")),
    ]
    assert again.gross == D("4723.20")
    assert INVOICE.net - note.net + again.net == D("3936.00")


def test_all_means_all_that_is_left():
    first = credit(INVOICE, [], Taken({2: D("0.5")}, {2: ("T24",)}), terms())
    rest = credit(INVOICE, [first], everything(INVOICE, [first]), terms(2))
    assert rest.gross == D("4723.20")
    assert [line.items for line in rest.lines] == [
        ("T02", "T05", "T11", "T13"),
        ("T16", "T18", "T30"),
    ]
    with pytest.raises(PipManagerError, match="credited in full already"):
        everything(INVOICE, [first, rest])


def test_a_credit_of_money_names_no_items():
    (line,) = credit(INVOICE, [], Taken({1: D("3.0")}), terms()).lines
    assert line.items == ()


@pytest.mark.parametrize(
    ("quantities", "match"),
    [
        ({2: D("3.6")}, "Line 2 has 3.5 left to credit, not 3.6"),
        ({2: D(0)}, "left to credit, not 0"),
        ({2: D(-1)}, "left to credit, not -1"),
        ({3: D(1)}, "has no line 3"),
        ({}, "Say what to credit"),
    ],
)
def test_what_is_not_there_cannot_be_credited(quantities, match):
    with pytest.raises(PipManagerError, match=match):
        credit(INVOICE, [], Taken(quantities), terms())


def test_a_line_credited_to_its_end_has_nothing_left():
    first = credit(INVOICE, [], Taken({1: D("3.0")}), terms())
    assert left(INVOICE, [first])[1] == Left(D(0), D(0))
    with pytest.raises(PipManagerError, match="has 0 left"):
        credit(INVOICE, [first], Taken({1: D("0.5")}), terms(2))


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (terms(reason=" "), "Say why"),
        (terms(on=date(2017, 11, 1)), "issued on 2 Nov 2017: it cannot be credited"),
    ],
)
def test_a_credit_note_has_a_reason_and_is_not_older_than_its_invoice(given, match):
    with pytest.raises(PipManagerError, match=match):
        credit(INVOICE, [], Taken({1: D(1)}), given)


def test_a_draft_cannot_be_credited():
    draft = replace(INVOICE, number=None, issued_on=None)
    with pytest.raises(PipManagerError, match="A draft is not issued"):
        credit(draft, [], Taken({1: D(1)}), terms())


def test_the_last_credit_of_a_line_takes_what_is_left_of_its_net():
    row = charge(quantity=D("1.5"), unit_price=D("0.33"))
    original = invoice(priced(book(), charges=[row]).charges)
    assert original.net == D("0.50")
    notes: list[Document] = []
    for n in range(3):
        notes.append(credit(original, notes, Taken({1: D("0.5")}), terms(n)))
    assert [note.net for note in notes] == [D("0.17"), D("0.17"), D("0.16")]


def test_the_last_credit_takes_what_is_left_of_the_vat():
    row = charge(quantity=D(4), unit_price=D("0.03"))
    original = invoice(priced(book(), charges=[row]).charges)
    assert (original.net, original.vat_total) == (D("0.12"), D("0.02"))
    notes: list[Document] = []
    for n in range(4):
        notes.append(credit(original, notes, Taken({1: D(1)}), terms(n)))
    found = [note.vat_total for note in notes]
    assert found == [D("0.01"), D("0.01"), D("0.00"), D("0.00")]


def test_roundings_up_never_take_back_more_than_the_line():
    row = charge(quantity=D(2), unit_price=D("0.01"))
    original = invoice(priced(book(), charges=[row]).charges)
    notes: list[Document] = []
    for n in range(4):
        notes.append(credit(original, notes, Taken({1: D("0.5")}), terms(n)))
    found = [note.net for note in notes]
    assert found == [D("0.01"), D("0.01"), D("0.00"), D("0.00")]


def test_an_adjustment_below_nought_is_taken_back_as_it_was():
    rows = [charge("C1"), charge("C2", quantity=D(-1), unit_price=D("12.50"))]
    original = invoice(priced(book(), charges=rows).charges)
    note = credit(original, [], everything(original, []), terms())
    assert (note.net, note.gross) == (original.net, original.gross)


pieces = st.lists(
    st.tuples(st.integers(1, 3), st.decimals("0.01", "1.5", places=2)), max_size=6
)
priced_lines = st.lists(
    st.tuples(
        st.decimals("0.5", "9", places=2),
        st.decimals("0.01", "500", places=2),
        st.sampled_from(["S", "R", "Z"]),
    ),
    min_size=3,
    max_size=3,
)


@given(priced_lines, pieces)
def test_credits_never_exceed_the_invoice_and_end_at_nought(drawn, asked):
    rows = [
        charge(f"C{n}", quantity=quantity, unit_price=price, vat_code=code)
        for n, (quantity, price, code) in enumerate(drawn)
    ]
    charges = priced(book(), charges=rows).charges
    original = invoice(charges)
    notes: list[Document] = []
    for n, quantity in asked:
        if n in left(original, notes) and quantity <= left(original, notes)[n].quantity:
            notes.append(
                credit(original, notes, Taken({n: quantity}), terms(len(notes)))
            )
    if any(rest.quantity for rest in left(original, notes).values()):
        notes.append(credit(original, notes, everything(original, notes), terms(99)))
    for note in notes:
        assert note.net >= 0
        assert note.vat_total >= 0
        assert note.gross == note.net + note.vat_total
    assert sum((note.net for note in notes), Decimal(0)) == original.net
    assert sum((note.vat_total for note in notes), Decimal(0)) == original.vat_total
