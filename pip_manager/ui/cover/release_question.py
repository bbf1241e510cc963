"""The question of a release: who, to whom, when, how much, and how it is charged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pip_manager.errors import InputError
from pip_manager.services.cover.release_facts import Question
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.figure_fields import MoneyField, PatternField, QuantityField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.cover.release_facts import Answer, Offered

_BASES: list[tuple[Value, str]] = [
    ("daily", "A day rate"),
    ("monthly", "A sum a month"),
    ("percent_of_salary", "A share of the salary"),
    ("grant", "Paid from a grant"),
    ("none", "Nothing"),
]
_KINDS: list[tuple[Value, str]] = [
    ("secondment", "Secondment"),
    ("joint_role", "Joint role: holds both posts"),
    ("redeployment", "Redeployment"),
]
_NEEDED = ("person", "from", "to")
_NO_ENGAGEMENT: tuple[Value, str] = (None, "None yet")


class QuestionForm(QWidget):
    """Its fields, and beside them what the host would be charged.

    Signals:
        changed(): something of the question was altered.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._authority: Value = None
        self._engagements: Mapping[str, list[tuple[Value, str]]] = {}
        self.post = ChoiceField("post", "Leaves", [(None, "")])
        self.engagement = ChoiceField("engagement", "Engagement", [_NO_ENGAGEMENT])
        self.amount = MoneyField("amount", "Amount")
        self.salary = MoneyField("salary", "Salary a year")
        self.form = Form(
            [
                SearchField("person", "Who is asked for"),
                self.post,
                SearchField("authority", "By which authority"),
                ChoiceField("kind", "As", _KINDS),
                (DayField("from", "From"), DayField("to", "To")),
                QuantityField("fraction", "Share of a full post", unit="FTE"),
                PatternField(
                    "pattern", "Or days of the week", hint="Instead of the share."
                ),
                "What we would charge",
                self.engagement,
                ChoiceField("basis", "By", _BASES),
                self.amount,
                self.salary,
            ]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(6)
        column.addWidget(self.form)
        column.addStretch(1)
        self.post.setVisible(False)
        self._fit_basis()
        self.form.changed.connect(self._altered)

    def offer(self, offered: Offered) -> None:
        """Offer whom and what may be named."""
        for name, choices in (
            ("person", offered.people),
            ("authority", offered.authorities),
        ):
            field = self.form.field(name)
            assert isinstance(field, SearchField)  # noqa: S101 - made so above
            field.set_entries([(one.code, one.label) for one in choices])
        self._engagements = {
            code: [(one.code, one.label) for one in some]
            for code, some in offered.engagements.items()
        }

    def give(self, given: Mapping[str, Value]) -> None:
        """Put what is known already into the fields."""
        values: Row = dict(given)
        for name in ("from", "to"):
            if isinstance(value := values.get(name), str):
                values[name] = _day(value)
        if home := values.pop("home_post", None):
            self.post.set_choices([(home, str(home))])
            values["post"] = home
        whole = None if values.get("pattern") else Decimal(1)
        self.form.set_values({"fraction": whole, **values})
        self._fit_engagements()
        if engagement := values.get("engagement"):
            self.engagement.set_value(engagement)

    def question(self) -> Question | None:
        """Return the question; None while something needed is missing or unread."""
        for field in self.form.fields.values():
            # what is being typed is not finished for the user
            if not field.isAncestorOf(self.focusWidget()):
                field.finish()
        try:
            found = self.form.values()
        except InputError:
            return None
        has_share = found["fraction"] is not None or found["pattern"] is not None
        if not has_share or any(found[name] is None for name in _NEEDED):
            return None
        basis = str(found["basis"])
        values: dict[str, object] = dict(found)
        return Question(
            person=str(found["person"]),
            first=values["from"],  # type: ignore[arg-type]
            last=values["to"],  # type: ignore[arg-type]
            authority=values["authority"],  # type: ignore[arg-type]
            fraction=None if found["pattern"] else values["fraction"],  # type: ignore[arg-type]
            pattern=values["pattern"],  # type: ignore[arg-type]
            post=values["post"],  # type: ignore[arg-type]
            kind=str(found["kind"]),
            engagement=values["engagement"],  # type: ignore[arg-type]
            basis=basis,
            amount=values["amount"] if self.amount.isVisibleTo(self) else None,  # type: ignore[arg-type]
            salary=values["salary"] if basis == "percent_of_salary" else None,  # type: ignore[arg-type]
        )

    def show_answer(self, answer: Answer) -> None:
        """Show which posts the person may leave, and what would be charged."""
        choices: list[tuple[Value, str]] = [
            (one.code, one.label) for one in answer.posts
        ]
        blocked = self.post.blockSignals(True)
        self.post.set_choices(choices or [(None, "")])
        if answer.question.post is not None:
            self.post.set_value(answer.question.post)
        self.post.blockSignals(blocked)
        self.post.setVisible(bool(choices))

    def _altered(self) -> None:
        self._fit_engagements()
        self._fit_basis()
        self.changed.emit()

    def _fit_engagements(self) -> None:
        """Offer the engagements of the authority named."""
        try:
            authority = self.form.field("authority").value()
        except InputError:
            authority = None
        live = self._engagements.get(str(authority), [])
        if authority == self._authority:
            return
        self._authority = authority
        choices = [_NO_ENGAGEMENT, *live]
        kept = live[0][0] if len(live) == 1 else self.engagement.raw()
        blocked = self.engagement.blockSignals(True)
        self.engagement.set_choices(choices)
        is_offered = kept in {value for value, _ in choices}
        self.engagement.set_value(kept if is_offered else None)
        self.engagement.blockSignals(blocked)

    def _fit_basis(self) -> None:
        basis = self.form.field("basis").raw()
        self.amount.setVisible(basis in {"daily", "monthly"})
        self.salary.setVisible(basis == "percent_of_salary")
        self.amount.say("Empty: as the rates have it." if basis == "daily" else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # a month or a season: the day is to be said here
        return None
