"""The forms of an engagement and of what belongs to it: every column, grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.engagement_steps import words as status_words
from pip_manager.domain.nouns import ENGAGEMENT_STATUS
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.unstated import NOT_STATED
from pip_manager.ui.noun_fields import NounFields

if TYPE_CHECKING:
    from pip_manager.domain.values import Value
    from pip_manager.services.records import Records
    from pip_manager.ui.kit.fields import Field

LEGAL_BASES = (
    ("LAGSA1970", "Local Authorities (Goods and Services) Act 1970"),
    ("LGA1972_s113", "Local Government Act 1972, section 113"),
    ("LGA2003_s93", "Local Government Act 2003, section 93"),
    ("Localism2011", "Localism Act 2011"),
    ("grant", "Grant"),
    ("other", "Another basis"),
)
_VAT = (
    ("S", "S – standard rate"),
    ("R", "R – reduced rate"),
    ("Z", "Z – zero rate"),
    ("E", "E – exempt"),
    ("O", "O – outside the scope"),
)
_PHASE_STATES = ("planned", "under way", "done")

Rows = list["Field | tuple[Field, ...] | str"]


def engagement(records: Records, *, is_new: bool) -> Form:
    """Return the form of an engagement; a status is chosen once, then it steps."""
    made = NounFields(records, "engagements")
    start: Rows = []
    if is_new:
        statuses: list[tuple[Value, str]] = [
            (one, status_words(one).capitalize()) for one in ENGAGEMENT_STATUS
        ]
        status = ChoiceField("status", "Status", [(None, NOT_STATED), *statuses])
        code = made.field("engagement", "Code", "How exports and invoices name it.")
        start = [(code, status)]
    return Form(
        [
            made.field("title"),
            made.field("authority"),
            *start,
            (made.field("direction"), made.field("programme")),
            (
                made.field("from", hint="A month, a season or a year will do."),
                made.field("to", hint="Empty while it is open."),
            ),
            made.field("lead"),
            "What it is about",
            WordsField("context", "Context", lines=2),
            WordsField("summary", "Summary", lines=3),
            LineField("tags", "Tags", example="early help; audit"),
            *_source(made),
        ]
    )


def phase(records: Records) -> Form:
    """Return the form of a phase."""
    made = NounFields(records, "phases")
    return Form(
        [
            (made.field("seq", "Number"), made.field("planned_days", "Planned days")),
            made.field("name"),
            (_state(), LineField("duration", "Duration", example="six months")),
            (made.field("from"), made.field("to")),
            WordsField(
                "condition", "Condition", hint="What has to come first.", lines=2
            ),
            *_source(made),
        ]
    )


def _state() -> ChoiceField:
    choices: list[tuple[Value, str]] = [
        (one, one.capitalize()) for one in _PHASE_STATES
    ]
    return ChoiceField("state", "State", [(None, NOT_STATED), *choices])


def strand(records: Records, *, is_new: bool) -> Form:
    """Return the form of a strand of an engagement."""
    made = NounFields(records, "engagement_strands")
    which: Rows = [made.field("strand")] if is_new else []
    return Form(
        [
            *which,
            (made.field("planned_days", "Planned days"), made.field("seq", "Order")),
            WordsField("objective", "Objective", lines=2),
            made.field("lead", "Lead"),
            LineField("basis", "Basis", hint="Who says so: agreed, proposed, mapped."),
            *_source(made),
        ]
    )


def agreement(records: Records, *, is_new: bool) -> Form:
    """Return the form of an agreement, every column, grouped."""
    made = NounFields(records, "agreements")
    code: Rows = [made.field("agreement", "Code")] if is_new else []
    bases: list[tuple[Value, str]] = [(None, NOT_STATED), *LEGAL_BASES]
    rates: list[tuple[Value, str]] = [(None, "As usual (S)"), *_VAT]
    return Form(
        [
            made.field("title"),
            *code,
            made.field("parties", hint="Who agreed, with semicolons between."),
            (
                made.field("kind", hint="Such as s113 or grant."),
                made.field("state", hint="In its own words: signed, being agreed."),
            ),
            ChoiceField("legal_basis", "Legal basis", bases),
            "Dates",
            (made.field("from", hint="Empty: from the beginning."), made.field("to")),
            made.field("signed_on"),
            "Purchase order and caps",
            (made.field("po_number"), made.field("po_value")),
            (made.field("days_cap", "Days cap"), made.field("value_cap", "Value cap")),
            "How it is billed",
            (
                made.field(
                    "hours_per_day", "Hours a day", "Empty: as in the settings."
                ),
                made.field(
                    "payment_days", "Payment days", "Empty: as in the settings."
                ),
            ),
            _supply(),
            ChoiceField("vat_code", "VAT code", rates),
            made.field("vat_reason", "VAT reason", "E and O need one; it is printed."),
            "Terms",
            WordsField("terms", "Terms", lines=3),
            made.field("programme", hint="Where it is of a programme."),
            *_source(made),
        ]
    )


def _supply() -> ChoiceField:
    choices: list[tuple[Value, str]] = [
        (None, NOT_STATED),
        ("one_off", "One-off"),
        ("continuous", "Continuous"),
    ]
    hint = "Continuous: the tax point is the day of issue."
    return ChoiceField("supply_pattern", "Supply", choices, hint=hint)


def _source(made: NounFields) -> Rows:
    return [
        "Where it comes from",
        made.provenance(),
        made.field("quote"),
        made.field("note"),
    ]
