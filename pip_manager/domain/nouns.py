"""Every noun the store keeps and the exchange format carries, stated once.

Tables, the exchange codec, the change log and forms derive from this list. A noun is
written as its columns in order, separated by spaces. A column is its name followed by

    *            required            :kind        its kind, text where nothing is said
    >noun        a code of that noun =a|b|c       the only words allowed

Source: the exchange format, section 2. `source`, `source_ref`, `quote` and `note` stand
in every noun and are not repeated. Nouns come in an order in which each refers only to
itself and to earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    WHEN = "when"
    MONEY = "money"
    QUANTITY = "quantity"
    NUMBER = "number"
    FLAG = "flag"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a noun; `refers` names the noun whose code it holds."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    refers: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun: its exchange columns in order and the columns that make its key.

    In a composite key the columns of `either` count as one: the first that is stated.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    either: tuple[str, ...] = ()
    _by_name: dict[str, Column] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self._by_name.update({column.name: column for column in self.columns})

    def column(self, name: str) -> Column:
        """Return the column of that name, or raise KeyError."""
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Tell whether the noun has a column of that name."""
        return name in self._by_name

    @property
    def code(self) -> str | None:
        """Return the name of the single key column that other nouns refer to."""
        return self.key[0] if len(self.key) == 1 else None


PROVENANCE = ("source", "source_ref", "quote", "note")

ENGAGEMENT_STATUS = (
    "enquiry",
    "in_discussion",
    "agreed",
    "active",
    "reducing",
    "completed",
    "suspended",
    "declined",
    "ended_early",
)
VAT_CODES = ("S", "R", "Z", "E", "O")
RATE_LEVELS = ("agreement", "authority", "programme", "standard")


def _column(word: str, key: tuple[str, ...]) -> Column:
    choices: tuple[str, ...] = ()
    refers: str | None = None
    kind = Kind.TEXT
    if "=" in word:
        word, words = word.split("=", 1)
        choices = tuple(words.split("|"))
    if ">" in word:
        word, refers = word.split(">", 1)
        kind = Kind.CODE
    if ":" in word:
        word, kind_word = word.split(":", 1)
        kind = Kind(kind_word)
    name = word.rstrip("*")
    if kind is Kind.TEXT and key == (name,):
        kind = Kind.CODE
    return Column(name, kind, word.endswith("*"), refers, choices)


def _noun(
    name: str,
    key: str,
    columns: str,
    either: tuple[str, ...] = (),
) -> Noun:
    keys = tuple(key.split())
    stated = tuple(_column(word, keys) for word in columns.split())
    extra = tuple(Column(word) for word in PROVENANCE)
    return Noun(name, stated + extra, keys, either)


_VAT = "vat_code=S|R|Z|E|O vat_reason"

_ALL = (
    _noun("settings", "key", "key* value"),
    _noun("days_off", "date", "date*:day name"),
    _noun(
        "authorities",
        "authority",
        "authority* name billing_name billing_address country vat_number"
        " po_required:flag buyer_reference endpoint_scheme endpoint contact_name"
        " contact_email",
    ),
    _noun(
        "standing",
        "authority kind from",
        "authority*>authorities"
        " kind*=intervention|improvement_notice|direction|commissioner|trust"
        " from:when to:when",
    ),
    _noun(
        "people",
        "person",
        "person* name* email employer fte:quantity from:when to:when",
    ),
    _noun("logins", "login", "login* person*>people"),
    _noun("roles", "person role from", "person*>people role* from:when to:when"),
    _noun(
        "posts",
        "post",
        "post* title* kind=post|team authority>authorities tier:number"
        " established_fte:quantity statutory_dcs:flag from:when to:when service",
    ),
    _noun(
        "holdings",
        "post person holder from",
        "post*>posts person>people holder fte:quantity from:when to:when"
        " capacity=substantive|interim|designated",
        either=("person", "holder"),
    ),
    _noun("programmes", "programme", "programme* name* funder"),
    _noun(
        "engagements",
        "engagement",
        "engagement* authority*>authorities title* direction=outward|inward|mutual"
        f" programme>programmes status={'|'.join(ENGAGEMENT_STATUS)} from:when"
        " to:when lead>people context summary tags",
    ),
    _noun(
        "phases",
        "engagement seq",
        "engagement*>engagements seq*:number name* state from:when to:when duration"
        " condition planned_days:quantity",
    ),
    _noun("strands", "strand", "strand* name* wording"),
    _noun(
        "engagement_strands",
        "engagement strand",
        "engagement*>engagements strand*>strands seq:number planned_days:quantity"
        " objective lead basis",
    ),
    _noun(
        "agreements",
        "agreement",
        "agreement* engagement>engagements programme>programmes title parties kind"
        " state legal_basis signed_on:when from:when to:when terms po_number"
        " po_value:money value_cap:money days_cap:quantity hours_per_day:quantity"
        f" payment_days:number supply_pattern=one_off|continuous {_VAT}",
    ),
    _noun(
        "rates",
        "level target person role strand from",
        f"rate card* level*={'|'.join(RATE_LEVELS)} target person>people role"
        " strand>strands unit*=day|hour amount*:money from*:day to:day"
        " basis=market|cost_recovery|grant_funded|free evidence approved_by"
        " market_low:money market_high:money full_cost:money",
    ),
    _noun(
        "grants",
        "grant",
        "grant* name* kind=grant|match|part|aggregate|income funder"
        " programme>programmes engagement>engagements amount:money amount_text"
        " part_of>grants from:when to:when restricted_to=cover|delivery"
        " per_day:money",
    ),
    _noun(
        "grant_budget",
        "grant line year funder",
        "grant*>grants line* year* funder* amount*:money printed_total:flag",
    ),
    _noun(
        "activities",
        "activity",
        "activity* date*:day person*>people engagement*>engagements"
        " agreement>agreements strand>strands kind quantity*:quantity"
        " unit*=day|hour summary charge_percent:quantity grant_percent:quantity"
        " contributed_percent:quantity grant>grants unit_price:money price_reason"
        " delivered:flag",
    ),
    _noun(
        "expenses",
        "expense",
        "expense* date*:day engagement*>engagements agreement>agreements"
        " person>people description* quantity*:quantity unit unit_price*:money"
        " chargeable:flag",
    ),
    _noun(
        "charges",
        "charge",
        "charge* date*:day engagement*>engagements agreement>agreements"
        " kind=instalment|course|event|resource|cancellation description*"
        f" quantity*:quantity unit unit_price*:money {_VAT}",
    ),
    _noun(
        "secondments",
        "secondment",
        "secondment* person>people home_post*>posts authority>authorities"
        " engagement>engagements kind=secondment|joint_role|redeployment host_role"
        " from:when to:when to_is_expected:flag fraction:quantity pattern:pattern"
        " agreement>agreements notice_days:number review_on:when"
        " charge_basis=none|monthly|daily|percent_of_salary|grant"
        " charge_amount:money annual_salary:money state=proposed|confirmed|ended",
    ),
    _noun(
        "cover",
        "cover",
        "cover* post>posts"
        " kind=acting_up|backfill|agency_interim|shared_duties|no_cover_accepted"
        " person>people from_post>posts absorbed:flag fraction:quantity"
        " pattern:pattern from:when to:when state=proposed|confirmed|in_place|ended"
        " designated_dcs:flag"
        " cost_kind=honorarium|acting_allowance|agency|salary cost_amount:money"
        " cost_unit=once|month|day grant>grants approved_by reason",
    ),
    _noun(
        "costs",
        "cost",
        "cost* date*:day kind*=cover|delivery|reinvestment|income"
        " engagement>engagements post>posts grant>grants description* amount*:money"
        " purpose",
    ),
    _noun(
        "plan",
        "item",
        "item* engagement>engagements theme outcome priority lead action milestone"
        " due:when done_on:when rag evidence",
    ),
    _noun(
        "measures",
        "measure",
        "measure* engagement>engagements name*"
        " quadrant=how_much|how_well|better_off unit baseline:quantity"
        " target:quantity direction",
    ),
    _noun(
        "readings",
        "measure date",
        "measure*>measures date*:when value*:quantity",
    ),
    _noun(
        "events",
        "event",
        "event* title* kind date:when to:when place topics engagement>engagements"
        " attendance_text",
    ),
    _noun(
        "attendance",
        "event authority",
        "event*>events authority*>authorities people:number",
    ),
    _noun(
        "journey",
        "seq",
        "seq*:number date:when to:when title* category authority>authorities"
        " engagement>engagements",
    ),
    _noun(
        "decisions",
        "decision",
        "decision* engagement>engagements on*:when what* reason by",
    ),
    _noun(
        "contradictions",
        "topic statement_a",
        "topic* statement_a* source_a statement_b* source_b used",
    ),
    _noun(
        "payments",
        "payment",
        "number* on*:day amount*:money reference payment*",
    ),
)

NOUNS: dict[str, Noun] = {noun.name: noun for noun in _ALL}
