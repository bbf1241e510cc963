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
    sqlite_only: bool = False


_FROZEN = {
    "invoices": "An issued invoice stays as it is. Credit it instead.",
    "invoice_lines": "The lines of an issued invoice stay as they are.",
    "invoice_items": "What an issued invoice holds stays as it is.",
    "documents": "A stored document stays as it is.",
    "changes": "The change log stays as it is.",
}
_IDENTITY = {
    "invoices": "number = NEW.number OR command = NEW.command"
    " OR (series = NEW.series AND n = NEW.n)",
    "documents": "sha256 = NEW.sha256",
}
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
    for table, same in _IDENTITY.items():
        # OR REPLACE deletes without firing delete triggers where a stranger's
        # connection has recursive_triggers off: the insert is refused as well.
        twice = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - ours
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
        rules.extend(_billed(table, code))
    rules.extend(_held())
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


def _billed(table: str, code: str) -> list[_Rule]:
    """Lock what an issued invoice holds, also against being replaced by another."""
    held = (
        f"EXISTS (SELECT 1 FROM holds WHERE noun = '{table}'"  # noqa: S608 - ours
        f" AND code = OLD.{code} AND number IS NOT NULL)"
    )
    by_code = (
        f"EXISTS (SELECT 1 FROM holds WHERE noun = '{table}'"  # noqa: S608 - ours
        f" AND code = NEW.{code} AND number IS NOT NULL)"
        f" AND EXISTS (SELECT 1 FROM {table} t WHERE t.{code} = NEW.{code}"
    )
    by_id = (
        f"EXISTS (SELECT 1 FROM {table} t JOIN holds h ON h.noun = '{table}'"  # noqa: S608 - ours
        f" AND h.code = t.{code} AND h.number IS NOT NULL WHERE t.id = NEW.id"
    )
    return [
        _Rule(f"{table}_billed_stay", "UPDATE", table, _BILLED_WORDS, held),
        _Rule(f"{table}_billed_keep", "DELETE", table, _BILLED_WORDS, held),
        _Rule(
            f"{table}_billed_not_replaced",
            "INSERT",
            table,
            _BILLED_WORDS,
            # an id that is not stated is no conflict, and most are not
            f"{by_code}) OR NEW.id > 0 AND {by_id})",
            sqlite_only=True,
        ),
        _Rule(
            f"{table}_billed_not_displaced",
            "UPDATE",
            table,
            _BILLED_WORDS,
            f"{by_code} AND t.id <> OLD.id)"
            f" OR NEW.id <> OLD.id AND {by_id} AND t.id <> OLD.id)",
            sqlite_only=True,
        ),
    ]


def _held() -> list[_Rule]:
    """Let an issued invoice keep what it holds until a credit note is there."""
    words = "An issued invoice holds this. Credit the invoice first."
    mine = "EXISTS (SELECT 1 FROM holds h WHERE h.number IS NOT NULL"
    same = 'h.noun = NEW.noun AND h.code = NEW.code AND h."from" = NEW."from"'
    return [
        _Rule(
            "holds_issued_keep",
            "DELETE",
            "holds",
            words,
            "OLD.number IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM invoices i WHERE i.credits = OLD.number)",
        ),
        _Rule("holds_issued_stay", "UPDATE", "holds", words, "OLD.number IS NOT NULL"),
        _Rule(
            "holds_issued_not_replaced",
            "INSERT",
            "holds",
            words,
            f"{mine} AND {same})",
        ),
        _Rule(
            "holds_issued_not_displaced",
            "UPDATE",
            "holds",
            words,
            f"OLD.number IS NULL AND {mine} AND {same})",
            sqlite_only=True,
        ),
    ]


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
    # the path is fixed, or a stranger's temporary table could pass for ours
    return (
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql"
        f" SET search_path = public, pg_temp AS $$"
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
POSTGRES = {
    rule.name: _postgres(rule) for rule in (*_RULES, *_TRUNCATE) if not rule.sqlite_only
}
