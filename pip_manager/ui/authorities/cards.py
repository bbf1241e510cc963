"""The cards of one authority: who they are, how they are billed, how they stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pip_manager.domain.engagement_steps import is_live
from pip_manager.domain.engagement_steps import words as status_words
from pip_manager.ui.authorities.looks import NO_GRADE, standing_chip
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.kit.parts import Card, Chip, Facts, button, label, link
from pip_manager.ui.record_lines import contradictions, line, listing, notice
from pip_manager.ui.record_parts import nothing, source, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Value
    from pip_manager.services.authorities import Near, Sheet
    from pip_manager.services.reference_facts import Judgement
    from pip_manager.ui.authorities.verbs import Verbs

NEEDED = {
    "billing_name": "Billing name",
    "billing_address": "Billing address",
}
_LATEST = 6
"""Documents shown here; the rest are on their own page."""
_PARTS = (
    ("Leaders", "leaders"),
    ("Help and protection", "help_and_protection"),
    ("In care", "in_care"),
    ("Care leavers", "care_leavers"),
)


# ---- who they are


def about(sheet: Sheet, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of who an authority is and what we do with it."""
    yield _who(sheet)
    yield _trust(sheet, verbs)
    yield _contact(sheet, verbs)
    yield _work(sheet, verbs)
    yield contradictions(sheet.contradictions)
    yield source(sheet.record.row)


def _who(sheet: Sheet) -> Card:
    card, facts = Card("Who they are"), Facts()
    known = sheet.facts
    facts.add("Official name", known.official_name if known else None)
    facts.add("GSS code", sheet.code if known else None)
    if not known:
        facts.add("Our code", sheet.code)
    if sheet.former:
        facts.add("Former codes", ", ".join(sheet.former))
    facts.add("Region", known.region if known else None)
    facts.add("Type", known.kind if known else None)
    facts.add("DfE number", known.dfe_code if known else None)
    if known and known.valid_to:
        facts.add("In being until", words.day(known.valid_to))
    if known and known.change_note:
        facts.add("Change", known.change_note)
    card.body.addWidget(facts)
    return card


def _trust(sheet: Sheet, verbs: Verbs) -> Card | None:
    lines = []
    for trust in sheet.trusts:
        ended = f" to {words.day(trust.to_day)}" if trust.to_day else ""
        began = "From a day not stated"
        if trust.from_day:
            began = f"From {words.day(trust.from_day)}"
        told = (
            f"{began}{ended}; {trust.status}",
            f"Evidence ({trust.evidence_on}): {trust.evidence}",
        )
        is_billed = sheet.record.row["billing_name"] == trust.name
        bill = (("Bill the trust", partial(verbs.bill_trust, trust)),)
        chip = ChipWords("Billed", "plain", "ok") if is_billed else None
        can_be = trust.to_day is None and not is_billed
        lines.append(line(trust.name, told, chip=chip, verbs=bill if can_be else ()))
    return listing("Children’s trust", lines, "") if lines else None


def _contact(sheet: Sheet, verbs: Verbs) -> Card:
    card, facts, row = Card("Contact"), Facts(), sheet.record.row
    card.verbs.addWidget(_edit("Contact", partial(verbs.edit_field, "contact_name")))
    facts.add("Name", _text(row["contact_name"]))
    facts.add("E-mail", _text(row["contact_email"]))
    card.body.addWidget(facts)
    return card


def _work(sheet: Sheet, verbs: Verbs) -> Card:
    lines = []
    for one in sheet.work:
        tone = "unknown" if one.status is None else "plain"
        if is_live(one.status):
            tone = "accent"
        dates = {"from": one.start, "to": one.end}
        chip = ChipWords(status_words(one.status).capitalize(), tone)  # type: ignore[arg-type]
        go = partial(verbs.page.go, "engagements", one.engagement)
        told = (f"{one.engagement}, {span(dates)}",)
        lines.append(line(one.title, told, chip=chip, verbs=(("Open", go),)))
    return listing("Engagements", lines, "We have no engagement with them.")


# ---- how they are billed


def billing(sheet: Sheet, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of how an authority is billed and what it owes."""
    yield _bill_to(sheet, verbs)
    yield _account(sheet)
    lines = []
    for one in sheet.documents[:_LATEST]:
        kind = "Credit note" if one.kind == "credit_note" else "Invoice"
        owed = f", {words.pounds(one.outstanding)} owed" if one.outstanding > 0 else ""
        told = (
            f"{words.day(one.issued_on)}, due {words.day(one.due_on)},"
            f" {words.pounds(one.gross)} with VAT{owed}"
        )
        chip = ChipWords(one.status.replace("_", " ").capitalize(), "plain")
        go = partial(verbs.page.go, "invoices", one.number)
        name = f"{kind} {one.number}"
        lines.append(line(name, (told,), chip=chip, verbs=(("Open", go),)))
    card = listing("Invoices", lines, "Nothing was issued to them yet.")
    if more := len(sheet.documents) - len(lines):
        words_ = f"Show {words.counted(more, 'earlier one')}"
        card.body.addWidget(link(words_, partial(verbs.page.go, "invoices")))
    yield card


def _bill_to(sheet: Sheet, verbs: Verbs) -> Card:
    card, facts, row = Card("Bill to"), Facts(), sheet.record.row
    card.verbs.addWidget(_edit("Bill to", verbs.edit))
    for name in sheet.missing:
        what = NEEDED[name].lower()
        told = f"{sheet.name} has no {what}. An invoice cannot do without."
        card.body.addWidget(notice(told, "Add it", partial(verbs.edit_field, name)))
    facts.add("Name", _text(row["billing_name"]))
    facts.add("Address", _text(row["billing_address"]))
    facts.add("Country", _text(row["country"]))
    facts.add("VAT number", _text(row["vat_number"]))
    facts.add("Purchase order", _required(row["po_required"]))
    facts.add("Buyer reference", _text(row["buyer_reference"]))
    endpoint = filter(None, (row["endpoint_scheme"], row["endpoint"]))
    facts.add("Electronic address", " : ".join(map(str, endpoint)) or None)
    card.body.addWidget(facts)
    return card


def _required(value: Value) -> str | None:
    if value is None:
        return None
    return "Required before an invoice" if value else "Not required"


def _account(sheet: Sheet) -> Card:
    card, facts, account = Card("Money, with VAT"), Facts(), sheet.account
    facts.add("Invoiced", words.pounds(account.invoiced))
    facts.add("Paid", words.pounds(account.paid))
    facts.add("Outstanding", words.pounds(account.outstanding))
    facts.add("Overdue", words.pounds(account.overdue))
    card.body.addWidget(facts)
    return card


# ---- how they stand


def standing(sheet: Sheet, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of standing, published judgements and neighbours."""
    lines = [_standing(record, verbs) for record in sheet.standing]
    sentence = "No intervention, notice, direction, commissioner or trust is recorded."
    add = partial(verbs.standing, None)
    yield listing("Standing", lines, sentence, "Add a standing", add)
    found = [judged(one) for one in sheet.judgements]
    yield listing("Published judgements", found, "None is published that we know of.")
    yield _neighbours(sheet.neighbours, verbs)


def _standing(record: Record, verbs: Verbs) -> QWidget:
    row = record.row
    chip = standing_chip(str(row["kind"]))
    told = (
        span(row),
        f"Source: {row['source']}" if row["source"] else "",
        f"“{row['quote']}”" if row["quote"] else "",
        _text(row["note"]) or "",
    )
    ways = (
        ("Edit", partial(verbs.standing, record)),
        ("Remove", partial(verbs.remove, record)),
    )
    return line(chip.words, told, chip=chip, verbs=ways)


def judged(one: Judgement) -> QWidget:
    """Return one inspection: its grades, and that there is no overall one."""
    graded = [("Overall", one.overall or NO_GRADE)]
    for heading, name in _PARTS:
        if grade := getattr(one, name):
            graded.append((heading, grade))
    told = (
        f"Published {words.day(one.published_on)}",
        f"Source: {one.source} ({one.verified})",
    )
    kind = one.kind if one.framework in one.kind else f"{one.kind}, {one.framework}"
    return line(kind, told, under=_grades(graded))


def _grades(graded: list[tuple[str, str]]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for at, (heading, grade) in enumerate(graded):
        grid.addWidget(label(heading, "small"), at, 0)
        grid.addWidget(label(grade), at, 1)
    return table


def _neighbours(found: tuple[Near, ...], verbs: Verbs) -> Card:
    card = Card("Statistical neighbours")
    if not found:
        card.body.addWidget(nothing("None is published for this authority."))
        return card
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, near in enumerate(found):
        one = near.neighbour
        grid.addWidget(label(str(one.rank), "label"), at, 0)
        go = link(one.name, partial(verbs.page.opened, one.code))
        grid.addWidget(go, at, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(one.closeness, "small"), at, 2)
        if near.is_ours:
            grid.addWidget(Chip("We work with them", "accent"), at, 3)
    card.body.addWidget(inside)
    return card


# ---- words


def head_chips(sheet: Sheet, today_kinds: tuple[str, ...]) -> list[ChipWords]:
    """Return the chips at the head of an authority: what stands today."""
    found = [standing_chip(kind) for kind in today_kinds]
    if sheet.account.overdue > 0:
        found.append(ChipWords("Overdue", "warn"))
    return found


def _edit(what: str, then: object) -> QWidget:
    made = button("Edit", then, look="link")  # type: ignore[arg-type]
    made.setAccessibleName(f"Edit: {what}")
    return made


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
