"""What a credit note would do, told before it is issued, and what is left to credit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from pip_manager.errors import PipManagerError
from pip_manager.services.crediting import Terms, Wanted
from tests.services import books

FIRST = "LRPC-2017-0001"
ON = date(2017, 11, 20)
WHY = Terms(ON, "It did not happen")


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    books.october_days(office)
    books.add(
        office,
        "charges",
        charge="C1",
        engagement="E1",
        date=date(2017, 10, 31),
        description="Handbook",
        quantity=Decimal(1),
        unit_price=Decimal(90),
    )
    office.billing.issue(books.draft_of(office).draft, books.ISSUED_ON)
    yield office
    office.store.close()


def named(*codes):
    return Wanted(codes=frozenset(codes))


def test_what_is_left_is_every_line_and_item_at_its_price(office):
    left = office.crediting.left(FIRST)
    assert left.gross == Decimal("5234.40")
    assert [(line.n, line.quantity, line.net) for line in left.lines] == [
        (1, Decimal(3), Decimal(1920)),
        (2, Decimal("3.5"), Decimal(2352)),
        (3, Decimal(1), Decimal(90)),
    ]
    half = next(item for item in left.items if item.code == "A24")
    assert (half.n, half.date, half.net) == (2, date(2017, 10, 24), Decimal(336))
    assert half.what == "Case audit"
    assert sum(item.net for item in left.items) == Decimal(4362)


@pytest.mark.parametrize(
    ("wanted", "is_done", "amount", "effect"),
    [
        (
            named("A24"),
            True,
            "403.20",
            "and frees half a day for billing again.",
        ),
        (
            named("A24", "A30"),
            False,
            "1,209.60",
            "and marks 1.5 days as not delivered, never billed again.",
        ),
        (
            named("A30", "C1"),
            False,
            "914.40",
            (
                "and marks 1 day as not delivered, never billed again; frees 1"
                " fixed charge for billing again."
            ),
        ),
        (
            Wanted(line=(2, Decimal("0.5"))),
            True,
            "403.20",
            "as money: nothing is freed for billing again.",
        ),
        (
            Wanted(),
            True,
            "5,234.40",
            "and frees 6.5 days and 1 fixed charge for billing again.",
        ),
    ],
)
def test_what_it_will_do_is_said_and_then_done(office, wanted, is_done, amount, effect):
    terms = Terms(ON, "Why", not_delivered=not is_done)
    foreseen = office.crediting.foreseen(FIRST, wanted, replace(terms, reason=""))
    assert foreseen.sentence == f"Takes back £{amount} incl. VAT {effect}"
    assert office.billing.invoice(FIRST).credited == 0
    issued = office.crediting.issue(
        FIRST, wanted, Terms(ON, "Why", terms.not_delivered)
    )
    assert issued.gross == foreseen.document.gross
    assert issued.number == "LRPC-CN-2017-0001"
    assert office.billing.invoice(FIRST).credited == issued.gross


def test_work_marked_as_not_delivered_is_never_billed_again(office):
    office.crediting.issue(FIRST, named("A24"), Terms(ON, "Why", not_delivered=True))
    office.crediting.issue(FIRST, named("A30"), Terms(ON, "Why"))
    (again,) = office.billing.unbilled(date(2017, 10, 31))
    assert (again.items, again.net) == (1, Decimal(672))
    assert [item.code for item in office.crediting.left(FIRST).items] == [
        *("A02", "A05", "A11", "A13", "A16", "A18", "C1"),
    ]


def test_the_page_shown_before_is_a_draft_of_the_note_without_a_number(office):
    foreseen = office.crediting.foreseen(FIRST, named("A24"), Terms(ON, ""))
    assert foreseen.document.number is None
    page = pypdfium2.PdfDocument(foreseen.pdf)[0].get_textpage().get_text_range()
    for words in ("Credit note", "DRAFT", FIRST, "403.20", "Not stated yet"):
        assert words in page
    assert "LRPC-CN" not in page


def test_money_paid_already_is_said_to_be_given_back(office):
    office.payments.pay(FIRST, Decimal("5000.00"), ON)
    told = office.crediting.foreseen(FIRST, named("A24"), WHY).sentence
    # 234.40 was outstanding
    assert told.endswith("£168.80 of what was paid is then to be given back.")


def test_a_note_later_than_fourteen_days_after_the_change_says_so(office):
    def late(changed_on):
        return office.crediting.foreseen(FIRST, Wanted(), WHY, changed_on).late

    assert late(None) == ""
    assert late(date(2017, 11, 6)) == ""
    assert late(date(2017, 11, 5)) == (
        "This is 15 days after the change. For VAT a credit note is issued within 14"
        " days of it: tell the VAT team."
    )


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (named(), "Say what to credit"),
        (named("NONE"), "does not hold “NONE”"),
        (Wanted(line=(1, Decimal(4))), "has 3 left to credit, not 4"),
        (Wanted(line=(7, Decimal(1))), "has no line 7"),
    ],
)
def test_what_cannot_be_credited_is_refused_before_it_is_tried(
    office, wanted, sentence
):
    with pytest.raises(PipManagerError, match=sentence):
        office.crediting.foreseen(FIRST, wanted, WHY)
    with pytest.raises(PipManagerError, match="There is no invoice"):
        office.crediting.left("NONE")


def test_nothing_is_left_of_what_is_credited_in_full(office):
    office.crediting.issue(FIRST, Wanted(), WHY)
    left = office.crediting.left(FIRST)
    assert (left.gross, left.lines, left.items) == (0, (), ())
