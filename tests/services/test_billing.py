"""Billing over real stores, a file and a server alike."""

from __future__ import annotations

import hashlib
import threading
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

import pytest

from pip_manager.billing import page, snapshot
from pip_manager.errors import ConflictError, PipManagerError
from pip_manager.services import frozen
from pip_manager.services.history import History
from tests.services import books
from tests.services.books import ISSUED_ON, OCTOBER, activity, add, change, rate

D = Decimal
TODAY = date.today()  # noqa: DTZ011 - the user's own day


@pytest.fixture
def location(store_url):
    return store_url


@pytest.fixture
def office(location):
    office = books.founded(location)
    yield office
    office.store.close()


@pytest.fixture
def worked(office):
    """An office where October 2017 was worked as in WE2."""
    books.october_days(office)
    return office


def counts(office):
    """Return how many rows the tables of billing hold."""
    from sqlalchemy import func, select

    from pip_manager.models import tables

    names = ("drafts", "holds", "invoices", "invoice_lines", "documents", "changes")
    with office.store.reading() as connection:
        return {
            name: connection.scalar(
                select(func.count()).select_from(tables.metadata.tables[name])
            )
            for name in names
        }


# ---- WE1: one invoice of everything


@pytest.fixture
def mixed(office):
    rate(office, "Head of Service", "650.00")
    rate(office, "Service Delivery Manager", "487.38")
    rate(office, "Team manager", "61.79", "hour")
    activity(office, "A1", date(2017, 10, 2), "4.5")
    activity(office, "A2", date(2017, 10, 3), "3.5", "P2")
    activity(office, "A3", date(2017, 10, 4), "7", "P3", unit="hour")
    item = {"engagement": "E1"}
    add(
        office,
        "expenses",
        expense="X1",
        date=date(2017, 10, 5),
        description="Rail fares recharged",
        quantity=D(1),
        unit_price=D("86.43"),
        **item,
    )
    add(
        office,
        "expenses",
        expense="X2",
        date=date(2017, 10, 6),
        description="Mileage recharged",
        quantity=D(113),
        unit="mile",
        unit_price=D("0.45"),
        **item,
    )
    add(
        office,
        "charges",
        charge="C1",
        date=date(2017, 10, 9),
        description="Restorative practice course",
        quantity=D(12),
        unit="delegate",
        unit_price=D(95),
        vat_code="E",
        vat_reason="Education by an eligible body",
        **item,
    )
    add(
        office,
        "charges",
        charge="C2",
        date=date(2017, 10, 10),
        description="Printed handbooks",
        quantity=D(60),
        unit_price=D("4.15"),
        vat_code="Z",
        **item,
    )
    return office


def test_seven_lines_of_mixed_vat_come_to_the_penny(mixed):
    draft = books.draft_of(mixed)
    issued = mixed.billing.issue(draft.draft, ISSUED_ON)
    nets = [line.net for line in issued.lines]
    assert [str(net) for net in nets] == [
        "2925.00",
        "1705.83",
        "432.53",
        "86.43",
        "50.85",
        "1140.00",
        "249.00",
    ]
    assert [line.vat_code for line in issued.lines] == list("SSSSSEZ")
    assert {row.code: (row.net, row.vat) for row in issued.vat} == {
        "S": (D("5200.64"), D("1040.13")),
        "E": (D("1140.00"), D("0.00")),
        "Z": (D("249.00"), D("0.00")),
    }
    assert (issued.net, issued.vat_total) == (D("6589.64"), D("1040.13"))
    assert issued.gross == D("7629.77")


def test_a_line_outside_the_scope_goes_on_a_document_of_its_own(mixed):
    add(
        mixed,
        "charges",
        charge="C3",
        date=date(2017, 10, 11),
        engagement="E1",
        description="Grant claim",
        quantity=D(6),
        unit="day",
        unit_price=D(500),
        vat_code="O",
        vat_reason="Grant, no supply",
    )
    inside, outside = mixed.billing.draft("E1", *OCTOBER).drafts
    assert inside.gross == D("7629.77")
    assert [(line.net, line.vat_rate) for line in outside.lines] == [(D(3000), None)]
    assert mixed.billing.issue(outside.draft, ISSUED_ON).gross == D(3000)


def test_exempt_without_a_reason_is_refused(mixed):
    change(mixed, "charges", "C1", vat_reason=None)
    draft = books.draft_of(mixed)
    (problem,) = mixed.billing.problems(draft.draft)
    assert (problem.code, problem.noun, problem.key) == (
        "vat_reason",
        "agreements",
        "AG1",
    )
    with pytest.raises(PipManagerError, match="has no reason"):
        mixed.billing.issue(draft.draft, ISSUED_ON)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("seller_vat_number", "", "VAT number is missing"),
        ("seller_vat_number", "GB123456789", "check digits"),
        ("seller_name", "", "supplier's name is missing"),
        ("seller_address", "", "supplier's address is missing"),
    ],
)
def test_what_the_supplier_lacks_is_named_and_stops_the_issue(
    worked, key, value, words
):
    worked.settings.save({key: value})
    draft = books.draft_of(worked)
    before = counts(worked)
    with pytest.raises(PipManagerError, match=words):
        worked.billing.issue(draft.draft, ISSUED_ON)
    assert counts(worked) == before
    worked.settings.save({key: books.SETTINGS[key]})
    assert worked.billing.issue(draft.draft, ISSUED_ON).number == "LRPC-2017-0001"


def test_an_authority_without_an_address_or_a_wanted_order_number_is_named(worked):
    change(worked, "authorities", "E08000034", billing_address=None, po_required=True)
    draft = books.draft_of(worked)
    texts = [problem.text for problem in worked.billing.problems(draft.draft)]
    assert texts == [
        "Kirklees has no billing address. Add it.",
        "Kirklees wants a purchase order number. Add it to agreement AG1.",
    ]


def test_an_authority_without_a_name_of_its_own_bears_the_published_one(worked):
    change(worked, "authorities", "E08000034", name=None)
    assert books.draft_of(worked).buyer.name == "Kirklees"


# ---- WE2: a change of rate, and what no later change touches


def test_a_change_of_rate_within_the_month_makes_two_lines(worked):
    issued = worked.billing.issue(books.draft_of(worked).draft, ISSUED_ON)
    lines = [(line.quantity, line.unit_price, line.net) for line in issued.lines]
    assert lines == [(D(3), D(640), D(1920)), (D("3.5"), D(672), D(2352))]
    assert (issued.net, issued.vat_total) == (D("4272.00"), D("854.40"))
    assert issued.gross == D("5126.40")
    assert (issued.tax_point, issued.due_on) == (ISSUED_ON, date(2017, 12, 2))
    assert (issued.period_from, issued.period_to) == OCTOBER


def test_nothing_changed_later_changes_an_issued_invoice(worked):
    issued = worked.billing.issue(books.draft_of(worked).draft, ISSUED_ON)
    pdf = worked.billing.pdf("LRPC-2017-0001")
    for record in worked.records.all("rates"):
        with worked.writing("Change rate") as writer:
            writer.change("rates", record.id, record.version, {"amount": D(1)})
    change(worked, "authorities", "E08000034", billing_address="Elsewhere")
    change(worked, "engagements", "E1", title="Another title")
    worked.settings.save({"seller_name": "Another council", "payment_days": "5"})
    assert worked.billing.document("LRPC-2017-0001") == issued
    assert worked.billing.pdf("LRPC-2017-0001") == pdf
    row = worked.billing.invoice("LRPC-2017-0001")
    assert (row.gross, row.outstanding, row.status) == (
        D("5126.40"),
        D("5126.40"),
        "issued",
    )


def test_a_draft_follows_the_rates_until_it_is_issued(worked):
    draft = books.draft_of(worked)
    (old, _) = worked.records.all("rates")
    with worked.writing("Change rate") as writer:
        writer.change("rates", old.id, old.version, {"amount": D(600)})
    assert worked.billing.draft_document(draft.draft).net == D("4152.00")


def test_the_snapshot_the_pdf_and_their_digests_belong_together(worked):
    issued = worked.billing.issue(books.draft_of(worked).draft, ISSUED_ON)
    detail = worked.invoicing.detail(str(issued.number), TODAY)
    text = snapshot.freeze(worked.billing.document("LRPC-2017-0001"))
    assert detail.sha256 == hashlib.sha256(text.encode()).hexdigest()
    pdf = worked.billing.pdf("LRPC-2017-0001")
    assert detail.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    # printed again from the snapshot alone, it comes out byte for byte
    assert frozen.rendered(worked.billing.document("LRPC-2017-0001")) == pdf


def test_what_is_invoiced_is_locked_and_a_hold_cannot_be_lost(worked):
    worked.billing.issue(books.draft_of(worked).draft, ISSUED_ON)
    with pytest.raises(ConflictError, match="Credit the invoice first"):
        change(worked, "activities", "A02", quantity=D(2))


def test_a_demonstration_is_marked_on_every_page_for_ever(worked):
    from pip_manager.models import loading

    with worked.store.begin() as connection:
        loading.set_mark(connection, "demo", "yes")
    issued = worked.billing.issue(books.draft_of(worked).draft, ISSUED_ON)
    assert worked.billing.document(str(issued.number)).marking == "DEMO"


# ---- drafts hold


def test_a_draft_holds_its_items_until_it_is_discarded(worked):
    draft = books.draft_of(worked)
    assert worked.billing.price("E1", *OCTOBER).charges == ()
    assert worked.billing.draft("E1", *OCTOBER).drafts == ()
    assert worked.billing.unbilled(TODAY) == []
    worked.billing.discard(draft.draft)
    assert worked.billing.price("E1", *OCTOBER).net == D(4272)
    assert counts(worked)["holds"] == 0
    with pytest.raises(PipManagerError, match="There is no draft 1"):
        worked.billing.discard(draft.draft)


def test_a_second_draft_leaves_out_what_the_first_holds(worked):
    books.draft_of(worked)
    activity(worked, "A90", date(2017, 10, 31), "2")
    second = books.draft_of(worked)
    assert [line.items for line in second.lines] == [("A90",)]


def test_nothing_to_bill_writes_nothing(office):
    before = counts(office)
    assert office.billing.draft("E1", *OCTOBER).drafts == ()
    assert counts(office) == before


def test_what_cannot_be_priced_stays_out_of_a_draft_and_is_named(worked):
    activity(worked, "A91", date(2017, 10, 20), "1", "P2")
    made = worked.billing.draft("E1", *OCTOBER)
    assert [blocked.why for blocked in made.blocked] == ["no rate"]
    assert made.drafts[0].net == D(4272)


def test_one_draft_without_a_price_does_not_hide_the_others(worked):
    with worked.writing("Add engagement") as writer:
        books.add_engagement(writer, "E2", "AG2")
    rate(worked, "Head of Service", "500", target="AG2")
    activity(worked, "A80", date(2017, 10, 20), "1", engagement="E2")
    first, second = books.draft_of(worked), books.draft_of(worked, "E2")
    gone = [r for r in worked.records.all("rates") if r.row["target"] == "AG2"]
    worked.records.remove(gone)
    fine, lost = worked.billing.drafts()
    assert fine.document == first
    assert lost.draft.draft == second.draft
    assert lost.document is None
    assert lost.why.startswith(
        "No rate for Head of Service is in force on 20 Oct 2017."
    )
    with pytest.raises(PipManagerError, match="No rate for Head of Service"):
        worked.billing.issue(second.draft, ISSUED_ON)


def test_an_item_that_came_to_nothing_is_not_held_by_the_invoice(worked):
    draft = books.draft_of(worked)
    change(worked, "activities", "A24", delivered=False)
    issued = worked.billing.issue(draft.draft, ISSUED_ON)
    assert issued.net == D(3936)
    change(worked, "activities", "A24", delivered=True)  # it is nobody's, so free
    assert worked.billing.price("E1", *OCTOBER).net == D(336)


def test_an_item_moved_to_another_agreement_is_refused_by_its_old_draft(worked):
    draft = books.draft_of(worked)
    agreement = {"agreement": "AG9", "engagement": "E1", "from": "2018"}
    add(worked, "agreements", **agreement)
    rate(worked, "Head of Service", "100", target="AG9")
    change(worked, "activities", "A24", agreement="AG9")
    with pytest.raises(PipManagerError, match="A24 belongs to agreement AG9 now"):
        worked.billing.issue(draft.draft, ISSUED_ON)


def test_two_agreements_make_two_drafts(worked):
    agreement = {"agreement": "AG9", "engagement": "E1", "from": "2018"}
    add(worked, "agreements", **agreement)
    rate(worked, "Head of Service", "100", target="AG9")
    activity(worked, "A92", date(2017, 10, 20), "1", agreement="AG9")
    first, second = worked.billing.draft("E1", *OCTOBER).drafts
    assert [(d.agreement, d.net) for d in (first, second)] == [
        ("AG1", D(4272)),
        ("AG9", D(100)),
    ]


@pytest.mark.parametrize("grouping", ["rate", "line", "person", "strand"])
def test_a_draft_is_grouped_another_way_at_the_same_total(worked, grouping):
    activity(worked, "A93", date(2017, 10, 20), "1", strand="AU")
    draft = books.draft_of(worked)
    shown = worked.billing.regroup(draft.draft, grouping)
    lines = {"rate": 2, "line": 9, "person": 2, "strand": 3}
    assert len(shown.lines) == lines[grouping]
    assert shown.net == D(4944)
    issued = worked.billing.issue(draft.draft, ISSUED_ON)
    assert issued.lines == shown.lines


def test_an_unknown_grouping_changes_nothing(worked):
    draft = books.draft_of(worked)
    before = counts(worked)
    with pytest.raises(PipManagerError, match="rate, line, person, strand"):
        worked.billing.regroup(draft.draft, "colour")
    with pytest.raises(PipManagerError, match="rate, line, person, strand"):
        worked.billing.draft("E1", *OCTOBER, grouping="colour")
    worked.billing.regroup(draft.draft, "rate")  # as it is: nothing to tell
    assert counts(worked) == before


# ---- undo


def test_drafting_and_discarding_are_undone(worked):
    seq = []
    worked.announce = lambda done: seq.append(done.seq)
    draft = books.draft_of(worked)
    History(worked).undo(seq[-1])
    assert worked.billing.price("E1", *OCTOBER).net == D(4272)
    History(worked).undo(seq[-1])  # again as it was
    assert worked.billing.draft_document(draft.draft) == draft
    worked.billing.discard(draft.draft)
    History(worked).undo(seq[-1])
    assert worked.billing.draft_document(draft.draft) == draft


def test_grouping_is_told_to_be_done_on_the_draft(worked):
    seq = []
    draft = books.draft_of(worked)
    worked.announce = lambda done: seq.append(done.seq)
    worked.billing.regroup(draft.draft, "line")
    with pytest.raises(PipManagerError, match="another way on the draft"):
        History(worked).undo(seq[-1])


def test_issuing_is_told_to_be_credited(worked):
    seq = []
    draft = books.draft_of(worked)
    worked.announce = lambda done: seq.append(done.seq)
    worked.billing.issue(draft.draft, ISSUED_ON)
    with pytest.raises(PipManagerError, match="A credit note corrects it"):
        History(worked).undo(seq[-1])


# ---- numbers and dates


def issue_days(office, *days):
    """Issue one activity a document, each on its day; return the numbers."""
    numbers = []
    for on in days:
        code = office.records.suggested_code("activities")
        activity(office, code, date(2017, 10, 20), "1")
        numbers.append(office.billing.issue(books.draft_of(office).draft, on).number)
    return numbers


@pytest.fixture
def rated(office):
    rate(office, "Head of Service", "640.00")
    return office


def test_each_financial_year_counts_for_itself(rated):
    days = date(2018, 3, 31), date(2018, 4, 1), date(2018, 3, 31), date(2018, 4, 2)
    assert issue_days(rated, *days) == [
        "LRPC-2017-0001",
        "LRPC-2018-0001",
        "LRPC-2017-0002",
        "LRPC-2018-0002",
    ]


def test_a_refused_issue_takes_no_number(rated):
    issue_days(rated, date(2017, 11, 2))
    activity(rated, "Z1", date(2017, 10, 20), "1")
    draft = books.draft_of(rated)
    before = counts(rated)
    with pytest.raises(PipManagerError, match=r"dated 2 Nov 2017\. Choose that day"):
        rated.billing.issue(draft.draft, date(2017, 11, 1))
    with pytest.raises(PipManagerError, match="in the future"):
        rated.billing.issue(draft.draft, TODAY + timedelta(days=1))
    assert counts(rated) == before
    assert rated.billing.issue(draft.draft, date(2017, 11, 2)).number.endswith("0002")


def test_a_pdf_that_cannot_be_made_takes_no_number(rated, monkeypatch):
    activity(rated, "Z1", date(2017, 10, 20), "1")
    draft = books.draft_of(rated)
    before = counts(rated)

    def broken(*_):
        raise OSError("the font is gone")

    with monkeypatch.context() as patch:
        patch.setattr(page, "render", broken)
        with pytest.raises(OSError, match="font"):
            rated.billing.issue(draft.draft, ISSUED_ON)
    assert counts(rated) == before
    assert rated.billing.issue(draft.draft, ISSUED_ON).number == "LRPC-2017-0001"


def test_numbers_grow_past_9999(rated):
    from sqlalchemy import insert

    from pip_manager.models import tables

    with rated.store.begin() as connection:
        connection.execute(insert(tables.series).values(key="LRPC-2017", n=9999))
    assert issue_days(rated, ISSUED_ON) == ["LRPC-2017-10000"]


def test_requests_for_an_invoice_have_a_series_of_their_own(rated):
    issue_days(rated, ISSUED_ON)
    rated.settings.save({"document_mode": "proforma", "seller_vat_number": ""})
    assert issue_days(rated, date(2017, 11, 1)) == ["LRPC-RQ-2017-0001"]
    assert rated.billing.document("LRPC-RQ-2017-0001").mode == "proforma"
    rated.settings.save({"document_mode": "", "seller_vat_number": "GB123456782"})
    assert issue_days(rated, ISSUED_ON) == ["LRPC-2017-0002"]


def at_once(location, works):
    """Do things on threads of their own, each with its store; return the answers."""
    answers: list[object] = [None] * len(works)
    start = threading.Barrier(len(works))

    def one(n, work):
        with books.opened(location) as office:
            start.wait()
            try:
                answers[n] = work(office)
            except PipManagerError as error:
                answers[n] = error

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_who_issue_at_once_get_numbers_without_a_gap(rated, location):
    drafts = []
    for n in range(6):
        activity(rated, f"Z{n}", date(2017, 10, 20), "1")
        drafts.append(books.draft_of(rated).draft)

    def issuing(mine):
        return lambda office: [
            office.billing.issue(draft, ISSUED_ON).number for draft in mine
        ]

    found = at_once(location, [issuing(drafts[:3]), issuing(drafts[3:])])
    numbers = [f"LRPC-2017-{n:04d}" for n in range(1, 7)]
    assert sorted(chain.from_iterable(found)) == numbers


def test_one_draft_issued_by_two_at_once_is_issued_once(rated, location):
    activity(rated, "Z1", date(2017, 10, 20), "1")
    draft = books.draft_of(rated).draft
    found = at_once(location, [lambda o: o.billing.issue(draft, ISSUED_ON)] * 2)
    refused = [answer for answer in found if isinstance(answer, PipManagerError)]
    assert len(refused) == 1
    assert [row.number for row in rated.billing.invoices()] == ["LRPC-2017-0001"]


def test_two_who_draft_at_once_never_hold_the_same_days(office, location):
    lend(office, "SEC1", "9000", date(2017, 10, 1), None)
    halves = (date(2017, 10, 1), date(2017, 10, 31)), (date(2017, 10, 16),) * 2

    def drafting(period):
        return lambda o: o.billing.draft("E1", *period)

    at_once(location, [drafting(period) for period in halves])
    total = sum(drawn.document.net for drawn in office.billing.drafts())
    assert total == D(9000)


# ---- secondments


def lend(office, code, amount, start, end, **more):
    """Lend a post-holder to the authority at so much a month."""
    if not office.records.all("posts"):
        add(office, "posts", post="HOS", title="Head of Service", kind="post")
    row = {"secondment": code, "person": "P1", "home_post": "HOS", "engagement": "E1"}
    row |= {"from_": start.isoformat(), "to": end and end.isoformat()}
    row |= {"fraction": D(1), "charge_basis": "monthly", "charge_amount": D(amount)}
    add(office, "secondments", **(row | more))


def test_a_changed_monthly_amount_is_billed_in_its_parts(office):
    lend(office, "SEC1", "9000", date(2017, 10, 1), date(2017, 10, 15))
    lend(office, "SEC2", "9450", date(2017, 10, 16), None)
    issued = office.billing.issue(books.draft_of(office).draft, ISSUED_ON)
    assert [line.net for line in issued.lines] == [D("4090.91"), D("5154.55")]
    assert issued.net == D("9245.46")


def test_a_month_asked_for_in_two_parts_is_billed_once(office):
    lend(office, "SEC1", "9000", date(2017, 10, 16), None)
    first = books.draft_of(office, period=(date(2017, 10, 1), date(2017, 10, 20)))
    office.billing.issue(first.draft, ISSUED_ON)
    second = books.draft_of(office)
    assert (first.net, second.net) == (D("2045.45"), D("2863.64"))
    office.billing.issue(second.draft, ISSUED_ON)
    assert office.billing.draft("E1", *OCTOBER).drafts == ()
    # all in one it is 4,909.09: each part is rounded by itself


def test_a_secondment_that_ended_earlier_is_held_as_far_as_it_is_billed(office):
    lend(office, "SEC1", "9000", date(2017, 10, 1), None)
    draft = books.draft_of(office)
    assert draft.net == D(9000)
    change(office, "secondments", "SEC1", to="2017-10-15")
    issued = office.billing.issue(draft.draft, ISSUED_ON)
    assert issued.net == D("4090.91")
    change(office, "secondments", "SEC1", to=None)
    assert books.draft_of(office).net == D("4909.09")


# ---- a whole month


@pytest.fixture
def many(worked):
    """Add three engagements: one fine, one blocked, one of a bare authority."""
    add(worked, "authorities", authority="E08000035", name="Leeds")
    with worked.writing("Add engagements") as writer:
        books.add_engagement(writer, "E2", "AG2")
        books.add_engagement(writer, "E3", "AG3")
        books.add_engagement(writer, "E4", "AG4", "E08000035")
    for agreement in ("AG2", "AG4"):
        rate(worked, "Head of Service", "500", target=agreement)
    for code in ("E2", "E3", "E4"):
        activity(worked, f"B{code}", date(2017, 10, 20), "1", engagement=code)
    add(
        worked,
        "expenses",
        expense="XE3",
        date=date(2017, 10, 20),
        engagement="E3",
        description="Rail fares",
        quantity=D(1),
        unit_price=D(20),
    )
    return worked


def test_a_run_issues_what_it_can_and_holds_back_the_others_whole(many):
    steps = list(many.billing.run(*OCTOBER, ISSUED_ON))
    assert [(step.engagement, step.number, step.gross) for step in steps] == [
        ("E1", "LRPC-2017-0001", D("5126.40")),
        ("E2", "LRPC-2017-0002", D("600.00")),
        ("E3", None, None),
        ("E4", None, None),
    ]
    assert steps[2].why.startswith("No rate for Head of Service")
    assert steps[3].why == "Leeds has no billing address. Add it."
    assert many.billing.drafts() == []
    left = {one.engagement: one.items for one in many.billing.unbilled(TODAY)}
    assert left == {"E3": 1, "E4": 1}


def test_a_run_sees_what_somebody_else_changed_meanwhile(many, location):
    running = many.billing.run(*OCTOBER, ISSUED_ON)
    assert next(running).number == "LRPC-2017-0001"
    with books.opened(location) as other:
        rate(other, "Head of Service", "300", target="AG3")
        change(other, "authorities", "E08000034", billing_address="New Street")
    steps = list(running)
    assert [step.number for step in steps] == ["LRPC-2017-0002", "LRPC-2017-0003", None]
    assert many.billing.document("LRPC-2017-0002").buyer.address == "New Street"


def test_a_run_again_issues_nothing_twice(many):
    list(many.billing.run(*OCTOBER, ISSUED_ON))
    again = list(many.billing.run(*OCTOBER, ISSUED_ON))
    assert [step.engagement for step in again] == ["E3", "E4"]
    assert all(step.number is None for step in again)


def test_a_run_dated_wrongly_begins_nothing(many):
    before = counts(many)
    with pytest.raises(PipManagerError, match="in the future"):
        list(many.billing.run(*OCTOBER, TODAY + timedelta(days=1)))
    with pytest.raises(PipManagerError, match="Turn the dates round"):
        list(many.billing.run(*reversed(OCTOBER), ISSUED_ON))
    assert counts(many) == before


def test_what_is_to_bill_is_told_by_engagement_with_what_is_in_the_way(many):
    found = {one.engagement: one for one in many.billing.unbilled(TODAY)}
    assert found["E1"].net == D(4272)
    assert (found["E1"].first, found["E1"].last) == (
        date(2017, 10, 2),
        date(2017, 10, 30),
    )
    assert [blocked.why for blocked in found["E3"].blocked] == ["no rate"]
    assert list(found) == ["E1", "E2", "E4", "E3"]
