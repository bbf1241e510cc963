"""The forms of an activity, an expense, a fixed charge, and of several at once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.domain.money import times
from pip_manager.domain.values import plain
from pip_manager.errors import InputError
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.fields import Field, LineField, WordsField
from pip_manager.ui.kit.figure_fields import MoneyField, QuantityField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.activity import Choices

KEEP = "\x00keep"
"""The choice that leaves a column as it is, when several entries are edited."""

_UNITS = (("day", "days"), ("hour", "hours"))
_KINDS = (
    (None, words.NOT_STATED),
    ("instalment", "Instalment"),
    ("course", "Course"),
    ("event", "Event"),
    ("resource", "Resource"),
    ("cancellation", "Cancellation"),
)
_VAT = (
    (None, "The agreement’s"),
    ("S", "Standard"),
    ("R", "Reduced"),
    ("Z", "Zero"),
    ("E", "Exempt"),
    ("O", "Outside the scope"),
)
_SHARES = ("charge_percent", "grant_percent", "contributed_percent")
_WHOLE = Decimal(100)
MILEAGE = Decimal("0.45")


def _named(word: str) -> tuple[str, str] | None:
    return word, word


def _agreements(choices: Choices, engagement: Value) -> list[tuple[Value, str]]:
    ours = [(code, told) for code, told, of in choices.agreements if of == engagement]
    return [(None, "The one in force on the day"), *ours]


def _strands(choices: Choices) -> list[tuple[Value, str]]:
    return [(None, words.NOT_STATED), *choices.strands]


class _OfEngagement(Form):
    """A form in which the agreement offered follows the engagement chosen."""

    def __init__(
        self, rows: list[Field | tuple[Field, ...] | str], choices: Choices
    ) -> None:
        super().__init__(rows)
        self._choices = choices
        self.field("engagement").changed.connect(self._offer)

    @override
    def set_values(self, values: Mapping[str, Value]) -> None:
        """Show values; the agreements offered are those of the engagement."""
        super().set_values(values)
        self._offer()
        super().set_values(values)

    def _offer(self) -> None:
        agreement = self.field("agreement")
        try:
            engagement = self.field("engagement").value()
        except InputError:
            return
        if isinstance(agreement, ChoiceField):
            agreement.set_choices(_agreements(self._choices, engagement))


def _engagement(choices: Choices) -> SearchField:
    return SearchField("engagement", "Engagement", choices.engagements, required=True)


def _person(choices: Choices, *, required: bool = True) -> SearchField:
    return SearchField("person", "Person", choices.people, required=required)


def _agreement() -> ChoiceField:
    return ChoiceField("agreement", "Agreement", _agreements_of_none())


def _agreements_of_none() -> list[tuple[Value, str]]:
    return [(None, "The one in force on the day")]


class ActivityForm(_OfEngagement):
    """Every column of an activity; the shares say what they make while typed."""

    def __init__(
        self, choices: Choices, today: Callable[[], date] = reading.today
    ) -> None:
        kind = SearchField("kind", "Kind", [(one, one) for one in choices.kinds])
        kind.offer_new(_named)
        charged = QuantityField("charge_percent", "Charged", unit="%")
        rows: list[Field | tuple[Field, ...] | str] = [
            (DayField("date", "Day", required=True, today=today), _person(choices)),
            _engagement(choices),
            (
                QuantityField("quantity", "Quantity", required=True),
                ChoiceField("unit", "Unit", _UNITS),
            ),
            (ChoiceField("strand", "Strand", _strands(choices)), kind),
            WordsField("summary", "Summary", lines=2),
            "Shares and price",
            (charged, QuantityField("contributed_percent", "Contributed", unit="%")),
            (
                QuantityField("grant_percent", "Paid by a grant", unit="%"),
                ChoiceField(
                    "grant", "Grant", [(None, words.NOT_STATED), *choices.grants]
                ),
            ),
            _agreement(),
            (
                MoneyField("unit_price", "Price for a day or hour"),
                LineField("price_reason", "Why this price"),
            ),
            FlagField("delivered", "Delivered"),
        ]
        super().__init__(rows, choices)
        for name in _SHARES:
            self.field(name).changed.connect(self._reckon)
        self._reckon()

    @override
    def set_values(self, values: Mapping[str, Value]) -> None:
        """Show values; an activity counts as delivered where nothing is said."""
        delivered = values.get("delivered")
        super().set_values({**values, "delivered": delivered is not False})
        self._reckon()

    def shares_words(self) -> str:
        """Return what the shares make together, in words."""
        try:
            shares = {name: self._share(name) for name in _SHARES}
        except InputError:
            return ""
        total = sum((share or Decimal(0) for share in shares.values()), Decimal(0))
        if shares["charge_percent"] is None and total <= _WHOLE:
            return f"Empty: what the others leave, {plain(_WHOLE - total)} %."
        if total == _WHOLE:
            return "The shares make 100 %."
        return f"The shares make {plain(total)} %. They must make 100."

    def _share(self, name: str) -> Decimal | None:
        value = self.field(name).value()
        return value if isinstance(value, Decimal) else None

    def _reckon(self) -> None:
        self.field("charge_percent").say(self.shares_words())


class ExpenseForm(_OfEngagement):
    """An expense; *miles* fills in the approved rate where no price is typed."""

    def __init__(
        self, choices: Choices, today: Callable[[], date] = reading.today
    ) -> None:
        unit = LineField("unit", "Unit", hint="Empty: item. “mile” is paid at £0.45.")
        rows: list[Field | tuple[Field, ...] | str] = [
            (
                DayField("date", "Day", required=True, today=today),
                _person(choices, required=False),
            ),
            _engagement(choices),
            LineField("description", "What for", required=True),
            (QuantityField("quantity", "Quantity", required=True), unit),
            MoneyField("unit_price", "Price of each", required=True),
            _agreement(),
            FlagField("chargeable", "Charge it to the authority"),
        ]
        super().__init__(rows, choices)
        unit.changed.connect(self._price_miles)
        for name in ("quantity", "unit_price"):
            self.field(name).changed.connect(self._reckon)

    @override
    def set_values(self, values: Mapping[str, Value]) -> None:
        """Show values; an expense is charged where nothing is said."""
        charged = values.get("chargeable")
        super().set_values({**values, "chargeable": charged is not False})
        self._reckon()

    def _price_miles(self) -> None:
        price = self.field("unit_price")
        is_miles = str(self.field("unit").raw()).casefold() in {"mile", "miles", "mi"}
        if is_miles and not price.raw():
            price.set_value(MILEAGE)

    def _reckon(self) -> None:
        _say_total(self)


class ChargeForm(_OfEngagement):
    """A fixed charge: an instalment, course places, an event."""

    def __init__(
        self, choices: Choices, today: Callable[[], date] = reading.today
    ) -> None:
        rows: list[Field | tuple[Field, ...] | str] = [
            (
                DayField("date", "Day", required=True, today=today),
                ChoiceField("kind", "Kind", _KINDS),
            ),
            _engagement(choices),
            LineField("description", "What for", required=True),
            (
                QuantityField("quantity", "Quantity", required=True),
                LineField("unit", "Unit", hint="Empty: item. For example: delegate."),
            ),
            MoneyField("unit_price", "Price of each", required=True),
            _agreement(),
            (
                ChoiceField("vat_code", "VAT", _VAT),
                LineField("vat_reason", "Why no VAT", hint="For exempt and outside."),
            ),
        ]
        super().__init__(rows, choices)
        for name in ("quantity", "unit_price"):
            self.field(name).changed.connect(lambda: _say_total(self))


def _say_total(form: Form) -> None:
    try:
        quantity = form.field("quantity").value()
        price = form.field("unit_price").value()
    except InputError:
        return
    if isinstance(quantity, Decimal) and isinstance(price, Decimal):
        total = words.pounds(times(quantity, price))
        form.field("unit_price").say(f"{total} in all.")


class BulkForm(Form):
    """What several activities shall hold from now on; the rest stays as it is."""

    def __init__(self, choices: Choices, engagement: str | None) -> None:
        stays: list[tuple[Value, str]] = [(KEEP, "Leave as it is")]
        kinds = [(one, one) for one in choices.kinds]
        kind = SearchField("kind", "Kind", kinds, hint="Empty: leave as it is.")
        kind.offer_new(_named)
        leave = "Empty: leave as it is."
        rows: list[Field | tuple[Field, ...] | str] = [
            ChoiceField("strand", "Strand", [*stays, *_strands(choices)]),
            SearchField("person", "Person", choices.people, hint=leave),
            SearchField("engagement", "Engagement", choices.engagements, hint=leave),
            kind,
            ChoiceField(
                "agreement",
                "Agreement",
                [*stays, *_agreements(choices, engagement)],
                hint="" if engagement else "Select entries of one engagement to name.",
            ),
            ChoiceField(
                "delivered", "Delivered", [*stays, (True, "Yes"), (False, "No")]
            ),
        ]
        super().__init__(rows)

    def chosen(self, values: Row) -> Row:
        """Return only what is to be set."""
        return {
            name: value
            for name, value in values.items()
            if value != KEEP
            and not (name in {"person", "engagement", "kind"} and value is None)
        }
