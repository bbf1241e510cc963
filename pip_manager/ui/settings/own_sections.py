"""The sections of what is printed and reckoned: Centre, bank, invoices, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.domain import thresholds
from pip_manager.errors import InputError
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.figure_fields import NumberField, QuantityField
from pip_manager.ui.kit.parts import Facts
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.settings.sections import FormSection, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office
    from pip_manager.ui.kit.fields import Field

_MODES: list[tuple[Value, str]] = [
    ("vat_invoice", "We do: VAT invoices"),
    ("proforma", "The council's ledger: proforma"),
]
_YES_NO: list[tuple[Value, str]] = [("no", "No, roles only"), ("yes", "Yes")]
_SHOWN: list[tuple[Value, str]] = [("no", "Off"), ("yes", "Shown on late invoices")]


class _Own(FormSection):
    def __init__(
        self, office: Office, rows: Sequence[Field | tuple[Field, ...] | str]
    ) -> None:
        self._office = office
        super().__init__(rows, office.settings.all, office.centre.save)


class Centre(_Own):
    """Who the supplier is, as every invoice prints it."""

    title = "Centre"
    sentence = (
        "The supplier as every invoice names it. None can be issued without its name,"
        " its address and its VAT number."
    )

    def __init__(self, office: Office) -> None:
        found = office.records.choices("authorities")
        entries = [(one.code, one.label) for one in found]
        hint = "Posts without an authority are its own."
        super().__init__(
            office,
            [
                SearchField("home_authority", "Home authority", entries, hint=hint),
                (LineField("seller_name", "Name"), LineField("seller_unit", "Unit")),
                WordsField("seller_address", "Address", lines=4),
                (
                    LineField(
                        "seller_vat_number",
                        "VAT number",
                        hint="GB and nine digits; the check digits are tried.",
                        example="GB123456782",
                    ),
                    LineField("seller_country", "Country", hint="Two letters: GB."),
                ),
                (
                    LineField("seller_contact", "Contact"),
                    LineField("seller_email", "E-mail"),
                ),
                "For electronic invoices",
                (
                    LineField("seller_endpoint_scheme", "Endpoint scheme"),
                    LineField("seller_endpoint", "Endpoint"),
                ),
            ],
        )


class Bank(_Own):
    """Where money is to be paid to."""

    title = "Bank"
    sentence = "Where an authority pays to, printed at the foot of every invoice."

    def __init__(self, office: Office) -> None:
        sort_code = LineField("bank_sort_code", "Sort code", example="20-45-67")
        super().__init__(
            office,
            [
                LineField("bank_name", "Bank"),
                (sort_code, LineField("bank_account", "Account number")),
                LineField("iban", "IBAN", hint="Its check digits are tried."),
            ],
        )


class Invoices(_Own):
    """Who sends invoices, what they say, and when they are due."""

    title = "Invoices"
    sentence = "An agreement's own payment days and hours a day go before these."

    def __init__(self, office: Office) -> None:
        law = (
            "Shows what the Act of 1998 would allow on a late invoice. It never charges"
            " anything."
        )
        who = "A proforma asks the council's ledger to bill; it is no VAT invoice."
        super().__init__(
            office,
            [
                ChoiceField("document_mode", "Who sends the invoice", _MODES, hint=who),
                (
                    NumberField("payment_days", "Payment within (days)"),
                    QuantityField("hours_per_day", "Hours of a working day"),
                ),
                ChoiceField("names_on_invoice", "Print people's names", _YES_NO),
                ChoiceField(
                    "late_payment", "Late payment calculator", _SHOWN, hint=law
                ),
            ],
        )


class Numbering(_Own):
    """The prefixes of numbers, and what the next ones will be."""

    title = "Numbering"
    sentence = (
        "A number is the prefix, the year in which the financial year begins, and a"
        " counter that starts again each 1 April. No number is given twice, or left"
        " out."
    )

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            [
                (
                    LineField("invoice_prefix", "Invoices begin with"),
                    LineField("credit_prefix", "Credit notes begin with"),
                )
            ],
        )
        self.next = Facts()
        self.inside.insertSpacing(1, 16)
        self.inside.insertWidget(2, self.next)
        self.form.changed.connect(self._show_next)

    @override
    def forget(self) -> None:
        super().forget()
        self._show_next()

    def _show_next(self) -> None:
        try:
            values = self._texts(self.form.values())
        except InputError:
            return
        stated = {key: value for key, value in values.items() if value}
        found = self._office.centre.numbers(reading.today(), stated)
        self.next.clear()
        self.next.add("Financial year", found.year)
        self.next.add("Next invoice", found.invoice)
        self.next.add("Next credit note", found.credit_note)


class Thresholds(_Own):
    """From where a gap is amber or red."""

    title = "Thresholds"
    sentence = (
        "From where a gap in cover is amber or red. No published standard is known:"
        " these are proposals. A director's post that nobody holds is always critical."
    )

    def __init__(self, office: Office) -> None:
        rows: list[Field | tuple[Field, ...] | str] = []
        for heading, some in thresholds.THRESHOLDS.items():
            rows.append(heading)
            rows.append(tuple(_threshold(one) for one in some[:2]))
            rows.extend((_threshold(one),) for one in some[2:])
        super().__init__(office, rows)
        self._read = self._stated

    def _stated(self) -> Mapping[str, Value]:
        return dict(thresholds.values(self._office.settings.all()))

    @override
    def _texts(self, values: Row) -> dict[str, str]:
        """Keep nothing where a threshold is what it would be anyway."""
        told = {name: text(value) for name, value in values.items()}
        for one in thresholds.all_thresholds():
            if values[one.key] == one.default:
                told[one.key] = ""
        return told


def _threshold(one: thresholds.Threshold) -> Field:
    hint = f"Proposed: {text(one.default)}"
    return QuantityField(one.key, one.words, unit=one.unit, hint=hint)
