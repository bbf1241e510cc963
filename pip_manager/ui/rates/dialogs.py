"""The form of a rate, the change from a date, and what work would cost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from pip_manager.errors import InputError
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.figure_fields import MoneyField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.parts import button, label, redress
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.noun_fields import NounFields, OfferedField
from pip_manager.ui.rates import telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office
    from pip_manager.services.rates import Answer, Question

_LEVELS = list(telling.LEVELS.items())
_UNITS: list[tuple[Value, str]] = [("day", "Day"), ("hour", "Hour")]


class RateForm(Form):
    """The fields of a rate; the target follows the level, the margin is told."""

    def __init__(self, office: Office) -> None:
        make = NounFields(office.records, "rates").field
        self._office = office
        self._level = ChoiceField("level", "For", [*_LEVELS], required=True)
        self._target = SearchField("target", "Which one")
        self._cost = MoneyField("full_cost", "Full cost", hint="Of the same unit.")
        super().__init__(
            [
                (make("card", "Card", "The price list it belongs to."), self._level),
                self._target,
                "For whom: empty is anyone",
                (OfferedField("role", "Role", office.rates.roles()), make("strand")),
                make("person", hint="A rate for a person has no role or strand."),
                "Amount",
                (
                    MoneyField("amount", "Amount", required=True),
                    ChoiceField("unit", "Unit", _UNITS, required=True),
                ),
                (make("from"), make("to", hint="Empty: it goes on.")),
                "Why this amount",
                (
                    ChoiceField("basis", "Basis", [*telling.BASES.items()]),
                    self._cost,
                ),
                (make("market_low"), make("market_high")),
                make("evidence"),
                make("approved_by"),
            ]
        )
        self._level.changed.connect(self._follow_level)
        for name in ("amount", "full_cost"):
            self.field(name).changed.connect(self._tell_margin)
        self._follow_level()

    @override
    def set_values(self, values: Mapping[str, Value]) -> None:
        super().set_values({"level": values.get("level", "standard")})
        self._follow_level()
        super().set_values(values)
        self._tell_margin()

    def _follow_level(self) -> None:
        level = str(self._level.raw())
        self._target.set_entries(self._office.rates.targets(level))
        self._target.setVisible(level != "standard")
        if level == "standard":
            self._target.set_value(None)

    def _tell_margin(self) -> None:
        row: Row = {}
        for name in ("amount", "full_cost"):
            try:
                row[name] = self.field(name).value()
            except InputError:
                return
        told = telling.margin_words(row)
        left = telling.margin(row)
        if told and left is not None and left < 0:
            told = f"Careful: {told}. The council would pay the difference."
        self._cost.say(told or "")


def rate(
    parent: QWidget, office: Office, record: Record | None, given: Mapping[str, Value]
) -> FormDialog:
    """Return the form of a rate, new where there is no record."""
    form = RateForm(office)

    def submit(values: Row) -> object:
        if record is None:
            return office.rates.add(values)
        office.rates.change(record, values)
        return record

    usual: Row = {"card": office.rates.usual_card(reading.today()), "unit": "day"}
    form.set_values(record.row if record else {**usual, **given})
    verb = "Edit rate" if record else "Add rate"
    dialog = FormDialog(parent, verb, form, submit, sentence=telling.LADDER)
    if record:
        dialog.save.setText("Save")
    return dialog


def follow(parent: QWidget, office: Office, record: Record) -> FormDialog:
    """Return the form that ends a rate and begins another from a day."""
    make = NounFields(office.records, "rates").field
    form = Form(
        [
            (
                DayField("from", "From", required=True),
                MoneyField("amount", "New amount", required=True),
            ),
            (make("card"), MoneyField("full_cost", "Full cost")),
            make("evidence"),
            make("approved_by"),
        ]
    )
    names = ("card", "evidence", "approved_by", "full_cost")
    form.set_values({name: record.row[name] for name in names})

    def submit(values: Row) -> object:
        start = values.pop("from")
        assert isinstance(start, date)  # noqa: S101 - the field needs one
        office.rates.follow(record, start, values)
        return record

    sentence = (
        f"{telling.amount(record)} ends the day before; the new rate begins. Work"
        " before that day keeps its price."
    )
    return FormDialog(parent, "Change from a date", form, submit, sentence=sentence)


class Pricing(QDialog):
    """What would it cost? A person, an engagement, a day: the price and its why."""

    def __init__(self, parent: QWidget | None, office: Office) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What would it cost?")
        self._office = office
        records = office.records
        people = [(one.code, one.label) for one in records.choices("people")]
        places = [
            (one.code, f"{one.code} {one.label}")
            for one in records.choices("engagements")
        ]
        strands: list[tuple[Value, str]] = [(None, "not stated")]
        strands += [(one.code, one.label) for one in records.choices("strands")]
        self.form = Form(
            [
                SearchField("person", "Person", people, required=True),
                SearchField("engagement", "Engagement", places, required=True),
                (
                    DayField("on", "Day", required=True),
                    ChoiceField("unit", "Unit", _UNITS),
                ),
                ChoiceField("strand", "Strand", strands),
                ChoiceField("agreement", "Agreement", [(None, "the one in force")]),
            ]
        )
        self.form.set_values({"on": reading.today(), "unit": "day"})
        self.price = label("", "figure")
        self.why = label("", "muted", wraps=True)
        self._build()
        self.form.changed.connect(self._ask)
        self.form.field("engagement").changed.connect(self._offer_agreements)
        self._ask()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label("What would it cost?", "section"))
        column.addWidget(self.form)
        column.addWidget(self.price)
        column.addWidget(self.why)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Close", self.accept))
        column.addLayout(row)
        self.resize(theme().px(520), theme().px(560))

    def _offer_agreements(self) -> None:
        try:
            code = self.form.field("engagement").value()
        except InputError:
            return
        found: list[tuple[Value, str]] = [(None, "the one in force")]
        found += self._office.rates.agreements(str(code))
        field = self.form.field("agreement")
        assert isinstance(field, ChoiceField)  # noqa: S101 - made above
        field.set_choices(found)

    def _ask(self) -> None:
        question = self._question()
        if question is None:
            self._show("", "Choose who would do it, and on which engagement.")
            return
        answer = self._office.rates.quote(question)
        self._show(_price_words(answer), _why(answer))

    def _question(self) -> Question | None:
        from pip_manager.services.rates import Question  # noqa: PLC0415 - first paint

        try:
            asked = self.form.values()
        except InputError:
            return None
        on = asked["on"]
        assert isinstance(on, date)  # noqa: S101 - the field needs one
        strand, agreement = asked["strand"], asked["agreement"]
        return Question(
            str(asked["person"]),
            str(asked["engagement"]),
            on,
            str(asked["unit"]),
            None if strand is None else str(strand),
            None if agreement is None else str(agreement),
        )

    def _show(self, price: str, why: str) -> None:
        self.price.setText(price)
        self.why.setText(why)
        redress(self.price)


def _price_words(answer: Answer) -> str:
    if answer.price is None:
        return "No price"
    return f"{words.pounds(answer.price)} {telling.UNITS[answer.unit]}"


def _why(answer: Answer) -> str:
    parts = [f"{answer.why.rstrip('.')}."]
    if answer.role:
        parts.append(f"Role on that day: {answer.role}.")
    if answer.agreement:
        parts.append(f"Agreement {answer.agreement}. VAT is not in it.")
    return " ".join(parts)
