"""Triggers that keep issued documents and the change log as they are.

One list of rules serves both databases. Each refusal begins with ``rule: `` and is a
sentence for the user (`models.faults`). `SQLITE` and `POSTGRES` map each trigger's name
to the statement that makes it: `verify` compares them with what a store really holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from pip_manager.models.faults import RULE


@dataclass(frozen=True, slots=True)
class _Rule:
    """Refuse `event` on `table`, always or where `condition` holds."""

    name: str
    event: str
    table: str
    words: str
    condition: str = ""


_FROZEN = {
    "invoices": "An issued invoice stays as it is. Credit it instead.",
    "invoice_lines": "The lines of an issued invoice stay as they are.",
    "invoice_items": "What an issued invoice holds stays as it is.",
    "documents": "A stored document stays as it is.",
    "changes": "The change log stays as it is.",
}
_IDENTITY = {"invoices": "number", "documents": "sha256"}
_BILLED = {"activities": "activity", "expenses": "expense", "charges": "charge"}
_BILLED_WORDS = "This is on an issued invoice and locked. Credit the invoice first."
_OVERLAP = (
    "EXISTS (SELECT 1 FROM rates r WHERE r.id <> COALESCE(NEW.id, -1)"
    " AND r.level = NEW.level"
    " AND COALESCE(r.target, '') = COALESCE(NEW.target, '')"
    " AND COALESCE(r.person, '') = COALESCE(NEW.person, '')"
    " AND COALESCE(r.role, '') = COALESCE(NEW.role, '')"
    " AND COALESCE(r.strand, '') = COALESCE(NEW.strand, '')"
    ' AND r."from" <= COALESCE(NEW."to", \'9999-12-31\')'
    ' AND NEW."from" <= COALESCE(r."to", \'9999-12-31\'))'
)


def _rules() -> list[_Rule]:
    rules = []
    for table, words in _FROZEN.items():
        rules.append(_Rule(f"{table}_never_change", "UPDATE", table, words))
        rules.append(_Rule(f"{table}_never_go", "DELETE", table, words))
    for table, key in _IDENTITY.items():
        # OR REPLACE deletes without firing delete triggers where a stranger's
        # connection has recursive_triggers off: the insert is refused as well.
        twice = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - ours
        rules.append(
            _Rule(f"{table}_never_twice", "INSERT", table, _FROZEN[table], twice)
        )
    rules.extend(
        _Rule(
            f"{table}_never_late",
            "INSERT",
            table,
            "The invoice is issued: nothing can be added to it.",
            "EXISTS (SELECT 1 FROM invoices WHERE number = NEW.number)",
        )
        for table in ("invoice_lines", "invoice_items")
    )
    for table, code in _BILLED.items():
        held = (
            f"EXISTS (SELECT 1 FROM holds WHERE noun = '{table}'"  # noqa: S608 - ours
            f" AND code = OLD.{code} AND number IS NOT NULL)"
        )
        rules.append(
            _Rule(f"{table}_billed_stay", "UPDATE", table, _BILLED_WORDS, held)
        )
        rules.append(
            _Rule(f"{table}_billed_keep", "DELETE", table, _BILLED_WORDS, held)
        )
    rules.extend(
        _Rule(
            f"rates_never_overlap_{event.lower()}",
            event,
            "rates",
            "Two rates of the same target, person, role and strand are in force on"
            " one day. End the first before the second begins.",
            _OVERLAP,
        )
        for event in ("INSERT", "UPDATE")
    )
    rules.append(
        _Rule(
            "invoices_add_up",
            "INSERT",
            "invoices",
            "The lines of the invoice do not add up to its net.",
            "NEW.gross <> NEW.net + NEW.vat_total OR NEW.net IS DISTINCT FROM"
            " (SELECT SUM(net) FROM invoice_lines WHERE number = NEW.number)",
        )
    )
    rules.append(
        _Rule(
            "changes_at_the_end",
            "INSERT",
            "changes",
            "An entry of the change log is added at its end only.",
            "NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM changes)",
        )
    )
    return rules


def _sqlite(rule: _Rule) -> str:
    when = f" WHEN {rule.condition}" if rule.condition else ""
    return (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table}"
        f" FOR EACH ROW{when} BEGIN SELECT RAISE(ABORT, '{RULE}{rule.words}'); END"
    )


def _postgres(rule: _Rule) -> str:
    refuse = f"RAISE EXCEPTION '{RULE}{rule.words}';"
    if rule.condition:
        refuse = f"IF {rule.condition} THEN {refuse} END IF;"
    row = "OLD" if rule.event == "DELETE" else "NEW"
    level = "STATEMENT" if rule.event == "TRUNCATE" else "ROW"
    return (
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {refuse} RETURN {row}; END $$;"
        f" CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table}"
        f" FOR EACH {level} EXECUTE FUNCTION {rule.name}()"
    )


_RULES = _rules()
_TRUNCATE = [
    _Rule(f"{table}_never_empty", "TRUNCATE", table, words)
    for table, words in _FROZEN.items()
]

SQLITE = {rule.name: _sqlite(rule) for rule in _RULES}
POSTGRES = {rule.name: _postgres(rule) for rule in (*_RULES, *_TRUNCATE)}
