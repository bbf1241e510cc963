"""What nouns and columns are called on screen, in sentences and in files for people."""

from __future__ import annotations

NOUNS: dict[str, tuple[str, str]] = {
    "settings": ("setting", "settings"),
    "days_off": ("day off", "days off"),
    "authorities": ("authority", "authorities"),
    "standing": ("standing", "standings"),
    "people": ("person", "people"),
    "logins": ("login", "logins"),
    "roles": ("role", "roles"),
    "posts": ("post", "posts"),
    "holdings": ("post-holder", "post-holders"),
    "programmes": ("programme", "programmes"),
    "engagements": ("engagement", "engagements"),
    "phases": ("phase", "phases"),
    "strands": ("strand", "strands"),
    "engagement_strands": ("strand of the engagement", "strands of the engagement"),
    "agreements": ("agreement", "agreements"),
    "rates": ("rate", "rates"),
    "grants": ("grant", "grants"),
    "grant_budget": ("budget line", "budget lines"),
    "activities": ("activity", "activities"),
    "expenses": ("expense", "expenses"),
    "charges": ("fixed charge", "fixed charges"),
    "secondments": ("secondment", "secondments"),
    "cover": ("cover arrangement", "cover arrangements"),
    "costs": ("cost", "costs"),
    "plan": ("plan item", "plan items"),
    "measures": ("measure", "measures"),
    "readings": ("reading", "readings"),
    "events": ("event", "events"),
    "attendance": ("attendance", "attendances"),
    "journey": ("journey entry", "journey entries"),
    "decisions": ("decision", "decisions"),
    "contradictions": ("contradiction", "contradictions"),
    "payments": ("payment", "payments"),
    "invoices": ("invoice", "invoices"),
    "drafts": ("draft", "drafts"),
}

_COLUMNS = {
    "fte": "FTE",
    "established_fte": "established FTE",
    "statutory_dcs": "statutory DCS post",
    "po_number": "purchase order number",
    "po_value": "purchase order value",
    "po_required": "purchase order required",
    "vat_number": "VAT number",
    "vat_code": "VAT code",
    "vat_reason": "VAT reason",
    "designated_dcs": "designated DCS",
    "rag": "RAG",
    "hours_per_day": "hours a day",
    "per_day": "grant a day",
    "engagement": "engagement",
    "home_post": "home post",
    "from_post": "taken from post",
    "email": "e-mail",
    "contact_email": "contact e-mail",
    "source_ref": "place in the source",
    "charge_percent": "charged share %",
    "grant_percent": "granted share %",
    "contributed_percent": "contributed share %",
}


def label(column: str) -> str:
    """Return what a column is called within a sentence: ``billing address``."""
    return _COLUMNS.get(column, column.replace("_", " "))


def heading(column: str) -> str:
    """Return what a column is called above a field or a list: ``Billing address``."""
    words = label(column)
    return words[:1].upper() + words[1:]


def one(noun: str) -> str:
    """Return the word for one record of a noun: ``authority``."""
    return NOUNS[noun][0]


def counted(noun: str, n: int) -> str:
    """Return a count with its word: ``1 authority``, ``3 authorities``."""
    return f"{n:,} {NOUNS[noun][0 if n == 1 else 1]}"
