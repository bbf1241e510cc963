"""The cards of one engagement: what it is, its work, its terms, its money."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pip_manager.domain import engagement_steps as rules
from pip_manager.domain import measurable
from pip_manager.ui.engagements.looks import DaysBar, status_chip
from pip_manager.ui.kit import words
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.kit.parts import Card, Facts, link
from pip_manager.ui.noun_fields import said
from pip_manager.ui.record_lines import contradictions, line, listing
from pip_manager.ui.record_parts import nothing, source, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Value
    from pip_manager.services.engagement_sheet import Money, Sheet
    from pip_manager.ui.engagements.verbs import Verbs

_DONE = ("done", "past", "completed")
_UNDER_WAY = "under way"
_LATEST = 6
"""Documents shown here; the rest are on their own page."""
_STATES = {
    "confirmed": ChipWords("Confirmed", "good"),
    "proposed": ChipWords("Proposed", "plain", "note"),
    "ended": ChipWords("Ended", "plain", "ok"),
}


# ---- what it is


def overview(sheet: Sheet, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of what an engagement is."""
    yield _about(sheet, verbs)
    yield _steps(sheet, verbs)
    yield contradictions(sheet.contradictions)
    yield source(sheet.engagement.row)


def _about(sheet: Sheet, verbs: Verbs) -> Card:
    row, card = sheet.engagement.row, Card("What it is")
    facts = Facts()
    name = sheet.name("authorities", row["authority"]) or ""
    go = partial(verbs.page.go, "authorities", str(row["authority"]))
    facts.add("Authority", link(name, go))
    facts.add("Programme", sheet.name("programmes", row["programme"]))
    facts.add("Direction", _said(row["direction"]))
    facts.add("Lead", sheet.name("people", row["lead"]))
    facts.add("From", _when(row["from"]))
    facts.add("To", _when(row["to"]))
    facts.add("Tags", _text(row["tags"]))
    facts.add("Context", _text(row["context"]))
    facts.add("Summary", _text(row["summary"]))
    card.body.addWidget(facts)
    return card


def _steps(sheet: Sheet, verbs: Verbs) -> Card:
    lines = [
        line(
            f"{_capital(rules.words(step.before))} → {rules.words(step.after)}",
            (_on_and_by(step.on, step.by), step.reason or ""),
        )
        for step in sheet.steps
    ]
    sentence = "No step is recorded yet; each is kept with its date."
    return listing("Steps", lines, sentence, "Take a step", verbs.step)


def _on_and_by(on: str, by: str | None) -> str:
    return f"{words.when(on)}, {by}" if by else words.when(on)


# ---- the work


def work(sheet: Sheet, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of the work: phases, strands, people, the latest activity."""
    yield _phases(sheet, verbs)
    yield _strands(sheet, verbs)
    yield _people(sheet)
    yield _recent(sheet, verbs)


def _phases(sheet: Sheet, verbs: Verbs) -> Card:
    lines = [_phase(record, verbs) for record in sheet.phases]
    sentence = "No phase is recorded."
    add = partial(verbs.phase, None)
    return listing("Phases", lines, sentence, "Add a phase", add)


def _phase(record: Record, verbs: Verbs) -> QWidget:
    row, state = record.row, record.row["state"]
    planned = _days(row["planned_days"], "planned")
    told = [", ".join(filter(None, (span(row), _text(row["duration"]), planned)))]
    if row["condition"]:
        told.append(f"Condition: {row['condition']}")
    ways = [("Edit", partial(verbs.phase, record))]
    if state not in _DONE:
        if state != _UNDER_WAY:
            ways.insert(0, ("Begin", partial(verbs.begin_phase, record)))
        else:
            ways.insert(0, ("End", partial(verbs.end_phase, record)))
    ways.append(("Remove", partial(verbs.remove, record)))
    return line(
        f"{row['seq']}. {row['name']}", told, chip=_phase_chip(state), verbs=ways
    )


def _phase_chip(state: Value) -> ChipWords:
    if state is None:
        return ChipWords("Not stated", "unknown")
    if state == _UNDER_WAY:
        return ChipWords("Under way", "good", "activity")
    done = state in _DONE
    return ChipWords(_capital(str(state)), "plain", "ok" if done else "")


def _strands(sheet: Sheet, verbs: Verbs) -> Card:
    lines = [_strand(record, sheet, verbs) for record in sheet.strands]
    planned = {record.row["strand"] for record in sheet.strands}
    for code, days in sorted(sheet.days_by_strand.items(), key=lambda one: -one[1]):
        if code not in planned:
            name = sheet.name("strands", code) or "No strand named"
            lines.append(line(name, (f"{words.quantity(days)} days, not planned",)))
    add = partial(verbs.strand, None)
    return listing("Strands", lines, "No strand is recorded.", "Add a strand", add)


def _strand(record: Record, sheet: Sheet, verbs: Verbs) -> QWidget:
    row = record.row
    days = sheet.days_by_strand.get(str(row["strand"]), Decimal(0))
    planned = row["planned_days"]
    limit = planned if isinstance(planned, Decimal) else None
    of = (
        "planned not stated" if limit is None else f"of {words.quantity(limit)} planned"
    )
    lead = f"lead {sheet.name('people', row['lead'])}" if row["lead"] else ""
    told = ", ".join(filter(None, (f"{words.quantity(days)} days {of}", lead)))
    ways = [
        ("Edit", partial(verbs.strand, record)),
        ("Remove", partial(verbs.remove, record)),
    ]
    name = sheet.name("strands", row["strand"]) or ""
    detail = (_text(row["objective"]) or "", told)
    return line(name, detail, under=DaysBar(days, limit), verbs=ways)


def _people(sheet: Sheet) -> Card:
    facts, card = Facts(), Card("People who worked")
    most = sorted(sheet.days_by_person.items(), key=lambda one: -one[1])
    for person, days in most:
        facts.add(str(sheet.name("people", person)), f"{words.quantity(days)} days")
    card.body.addWidget(facts if most else nothing("Nobody has logged a day yet."))
    return card


def _recent(sheet: Sheet, verbs: Verbs) -> Card:
    lines = [
        line(
            f"{words.day(one.date)} · {_amount(one.quantity, one.unit)}",
            (one.person, one.summary or ""),
        )
        for one in sheet.recent
    ]
    sentence = "Nothing is logged yet. What is logged can be billed."
    card = listing("Latest activity", lines, sentence, "Log a day", verbs.log_day)
    if lines:
        every = partial(verbs.page.go, "activity", sheet.code)
        card.body.addWidget(link("Show all of it", every))
    return card


def _amount(quantity: Decimal, unit: str) -> str:
    many = unit if quantity == 1 else f"{unit}s"
    return f"{words.quantity(quantity)} {many}"


# ---- the terms


def terms(sheet: Sheet, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of agreements and of secondments as recorded."""
    lines = [_agreement(record, sheet, verbs) for record in sheet.agreements]
    sentence = "No agreement is recorded. Without one in force nothing can be billed."
    add = partial(verbs.agreement, None)
    yield listing("Agreements", lines, sentence, "Add an agreement", add)
    lent = [_secondment(record, sheet, verbs) for record in sheet.secondments]
    add = partial(verbs.secondment, None)
    sentence = "No secondment is recorded."
    yield listing("Secondments as recorded", lent, sentence, "Add a secondment", add)


def _agreement(record: Record, sheet: Sheet, verbs: Verbs) -> QWidget:
    row, code = record.row, str(record.row["agreement"])
    basis = said(str(row["kind"])) if row["kind"] else ""
    signed = f"signed {words.when(str(row['signed_on']))}" if row["signed_on"] else ""
    told = [
        ", ".join(filter(None, (code, basis, span(row, "no dates stated"), signed))),
        _purchase_order(row),
        _cap(row["days_cap"], sheet.used_days(code)),
        _value_cap(row["value_cap"], sheet.invoiced_under.get(code, Decimal(0))),
        _text(row["terms"]) or "",
        *_sourced(row),
    ]
    state = ChipWords(_capital(str(row["state"])), "plain") if row["state"] else None
    ways = [
        ("Edit", partial(verbs.agreement, record)),
        ("Remove", partial(verbs.remove, record)),
    ]
    name = str(row["title"] or code)
    return line(
        name, told, chip=state or ChipWords("Not stated", "unknown"), verbs=ways
    )


def _purchase_order(row: Mapping[str, Value]) -> str:
    if row["po_number"] is None:
        return "Purchase order: not stated"
    value = row["po_value"]
    worth = f", {words.pounds(value)}" if isinstance(value, Decimal) else ""
    return f"Purchase order {row['po_number']}{worth}"


def _cap(cap: Value, used: Decimal) -> str:
    if not isinstance(cap, Decimal):
        return f"{words.quantity(used)} days used; no cap" if used else ""
    return f"{words.quantity(used)} of {words.quantity(cap)} days used"


def _value_cap(cap: Value, used: Decimal) -> str:
    if not isinstance(cap, Decimal):
        return f"{words.pounds(used)} invoiced (net)" if used else ""
    return f"{words.pounds(used)} of {words.pounds(cap)} invoiced (net)"


def _sourced(row: Mapping[str, Value]) -> Iterator[str]:
    if row.get("source"):
        place = f" ({row['source_ref']})" if row.get("source_ref") else ""
        yield f"Source: {row['source']}{place}"
    if row.get("quote"):
        yield f"“{row['quote']}”"


def _secondment(record: Record, sheet: Sheet, verbs: Verbs) -> QWidget:
    row = record.row
    who = sheet.name("people", row["person"]) or "Person not stated"
    role = _text(row["host_role"]) or said(str(row["kind"] or "secondment"))
    missing = measurable.missing(row)
    chip = _STATES.get(str(row["state"]), ChipWords("Not stated", "unknown"))
    if missing and row["state"] != "ended":
        chip = ChipWords("Cannot be measured", "unknown")
    told = [
        f"{who}, from the post {sheet.name('posts', row['home_post'])}",
        ", ".join(filter(None, (span(row), _share(row)))),
        f"Cannot be measured – {'; '.join(missing)}" if missing else "",
        *_sourced(row),
    ]
    ways = [
        ("Edit", partial(verbs.secondment, record)),
        ("Remove", partial(verbs.remove_secondment, record)),
    ]
    return line(role, told, chip=chip, verbs=ways)


def _share(row: Mapping[str, Value]) -> str:
    if row["pattern"]:
        return words.pattern(str(row["pattern"]))
    share = row["fraction"]
    return f"{words.quantity(share)} FTE" if isinstance(share, Decimal) else ""


# ---- the money


def money(sheet: Sheet, found: Money | None, verbs: Verbs) -> Iterator[QWidget | None]:
    """Give the cards of money; `found` is None while it is being priced."""
    yield _sums(sheet, found, verbs)
    lines = []
    for one in sheet.documents[:_LATEST]:
        kind = "Credit note" if one.kind == "credit_note" else "Invoice"
        owed = f", {words.pounds(one.outstanding)} owed" if one.outstanding > 0 else ""
        told = (
            f"{words.day(one.issued_on)}, {words.pounds(one.net)} net,"
            f" {words.pounds(one.gross)} with VAT{owed}"
        )
        go = partial(verbs.page.go, "invoices", one.number)
        name = f"{kind} {one.number}"
        chip = ChipWords(_capital(one.status.replace("_", " ")), "plain")
        lines.append(line(name, (told,), chip=chip, verbs=(("Open", go),)))
    card = listing("Issued", lines, "Nothing was issued yet.")
    if more := len(sheet.documents) - len(lines):
        words_ = f"Show {words.counted(more, 'earlier one')}"
        card.body.addWidget(
            link(words_, partial(verbs.page.go, "invoices", sheet.code))
        )
    yield card


def _sums(sheet: Sheet, found: Money | None, verbs: Verbs) -> Card:
    card, facts = Card("Money"), Facts()
    draft = link("Draft invoice", verbs.draft_invoice)
    card.verbs.addWidget(draft)
    invoiced = sum(sheet.invoiced_under.values(), Decimal(0))
    facts.add("Planned (net)", _planned(sheet))
    facts.add("Invoiced (net)", words.pounds(invoiced))
    if found is None:
        facts.add("Value so far", "Pricing…")
    else:
        value = invoiced + found.drafted + found.unbilled
        facts.add("In drafts (net)", words.pounds(found.drafted))
        facts.add("Unbilled (net)", words.pounds(found.unbilled))
        facts.add("Value so far (net)", words.pounds(value))
    bills = [one for one in sheet.documents if one.kind == "invoice"]
    paid = sum((one.paid for one in bills), Decimal(0))
    owed = sum((one.outstanding for one in bills), Decimal(0))
    facts.add("Paid (with VAT)", words.pounds(paid))
    facts.add("Owed (with VAT)", words.pounds(owed))
    card.body.addWidget(facts)
    return card


def _planned(sheet: Sheet) -> str | None:
    """Return the value of the purchase orders, or of the caps, where any are stated."""
    for column in ("value_cap", "po_value"):
        values = (record.row[column] for record in sheet.agreements)
        stated = [value for value in values if isinstance(value, Decimal)]
        if stated:
            return words.pounds(sum(stated, Decimal(0)))
    return None


# ---- words


def chips(sheet: Sheet) -> list[ChipWords]:
    """Return the chips at the head of an engagement."""
    row = sheet.engagement.row
    found = [status_chip(_text(row["status"]))]
    if row["direction"]:
        found.append(ChipWords(_capital(str(row["direction"])), "plain", "swap"))
    return found


def _days(value: Value, what: str) -> str:
    return f"{words.quantity(value)} days {what}" if isinstance(value, Decimal) else ""


def _when(value: Value) -> str | None:
    return None if value is None else words.when(str(value))


def _said(value: Value) -> str | None:
    return None if value is None else said(str(value))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _capital(told: str) -> str:
    return told[:1].upper() + told[1:]
