"""The two small forms of a release: a cover of an option, and the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.values import plain
from pip_manager.errors import FieldProblem, InputError
from pip_manager.services.cover.release_facts import Decision, Intended, Price
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.figure_fields import MoneyField, PatternField, QuantityField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.kit.words import NOT_STATED, pounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.cover.release_facts import (
        Answer,
        Costed,
        Offered,
        Option,
        Question,
    )
    from pip_manager.ui.kit.fields import Field

_KINDS: list[tuple[Value, str]] = [
    ("acting_up", "Acting up"),
    ("backfill", "Backfill"),
    ("agency_interim", "Agency interim"),
    ("shared_duties", "Shared duties, relieved"),
]
_UNITS: list[tuple[Value, str]] = [
    (None, NOT_STATED),
    ("day", "A day"),
    ("month", "A month"),
    ("once", "Once"),
]
_INSIDE = frozenset({"acting_up", "backfill", "shared_duties"})


def cover_form(
    parent: QWidget,
    offered: Offered,
    answer: Answer,
    costed: Costed,
    take: Callable[[Intended], object],
) -> FormDialog:
    """Ask how a cover of an option is to be; nothing is kept by it."""
    before, asked = costed.intended, answer.question
    people = [(one.code, one.label) for one in offered.people]
    posts = [(one.code, one.label) for one in offered.posts]
    is_for_director = before.post is None and answer.is_statutory
    designated: list[Field] = [FlagField("designated", "Designated as DCS")]
    form = Form(
        [
            (
                ChoiceField("kind", "Kind", _KINDS, required=True),
                SearchField("person", "By", people, hint="Empty: not named yet."),
            ),
            SearchField(
                "from_post",
                "Taken from post",
                posts,
                hint="The post of theirs it opens; empty for somebody from outside.",
            ),
            (DayField("from", "From"), DayField("to", "To")),
            QuantityField("fraction", "Share", unit="FTE", hint="1 is a whole post."),
            PatternField("pattern", "Or days of the week"),
            *(designated if is_for_director else ()),
            "What it costs",
            (
                MoneyField("amount", "Amount", hint="Empty: not stated."),
                ChoiceField("unit", "For", _UNITS),
            ),
        ]
    )
    form.set_values(_cover_values(before, asked, costed.price))
    form.field("person").changed.connect(lambda: _fill_post(form, offered))

    def submit(values: Row) -> object:
        intended = _intended(values, before, asked, costed.price)
        _refuse_unopened(intended, offered)
        return take(intended)

    dialog = FormDialog(
        parent,
        "Change cover",
        form,
        submit,
        sentence="Only tried out here: nothing is kept until an option is accepted.",
    )
    dialog.save.setText("Use")
    return dialog


def _fill_post(form: Form, offered: Offered) -> None:
    """Fill in the post of whoever is named: it is opened where they come from it."""
    try:
        person = form.field("person").value()
    except InputError:  # still being typed
        return
    if form.field("kind").raw() in _INSIDE and person is not None:
        form.field("from_post").set_value(offered.holds.get(str(person)))


def _refuse_unopened(intended: Intended, offered: Offered) -> None:
    holds = intended.person is not None and intended.person in offered.holds
    if intended.kind == "acting_up" and holds and intended.from_post is None:
        sentence = "Say which post of theirs it opens: nobody acts up and stays."
        raise InputError(FieldProblem("from_post", sentence))


def _cover_values(before: Intended, asked: Question, price: Price) -> Row:
    has_share = before.fraction is not None or before.pattern is not None
    share = before if has_share else asked
    return {
        "kind": before.kind,
        "person": before.person,
        "from_post": before.from_post,
        "from": before.first or asked.first,
        "to": before.last or asked.last,
        "fraction": None if share.pattern else share.fraction,
        "pattern": share.pattern,
        "amount": price.amount,
        "unit": price.unit,
        "designated": before.is_designated,
    }


def _intended(
    values: Mapping[str, object], before: Intended, asked: Question, price: Price
) -> Intended:
    """Return what was asked for; what is as in the release follows the release."""
    first: date | None = values["from"]  # type: ignore[assignment]
    last: date | None = values["to"]  # type: ignore[assignment]
    fraction: Decimal | None = values["fraction"]  # type: ignore[assignment]
    pattern: str | None = values["pattern"]  # type: ignore[assignment]
    amount: Decimal | None = values["amount"]  # type: ignore[assignment]
    kind = str(values["kind"])
    share = (None if pattern else fraction), pattern
    is_share = share == ((None if asked.pattern else asked.fraction), asked.pattern)
    is_priced = amount == price.amount and values["unit"] == price.unit
    typed = Price(price.kind, amount, _text(values["unit"]))
    return Intended(
        kind,
        _text(values["person"]),
        _text(values["from_post"]) if kind in _INSIDE else None,
        before.post,
        None if first == asked.first else first,
        None if last == asked.last else last,
        *((None, None) if is_share else share),
        before.price if is_priced and kind == before.kind else typed,
        bool(values.get("designated")),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def decision_form(
    parent: QWidget,
    answer: Answer,
    option: Option | None,
    take: Callable[[Decision], object],
) -> FormDialog:
    """Ask for the decision: what speaks for it, what against, and who decides."""
    form = Form(
        [
            WordsField(
                "benefits",
                "What it brings",
                hint="To Leeds: funding, influence, learning, a neighbour helped.",
                lines=3,
            ),
            WordsField(
                "demands",
                "What it asks of us",
                hint="What is put off, who carries more, what may go wrong.",
                lines=3,
            ),
            LineField("by", "Decided by", hint="A name or a role."),
        ]
    )
    verb = f"Accept: {option.title}" if option else "Decline the release"
    sentence = _accepting(answer, option) if option else _DECLINING
    dialog = FormDialog(
        parent,
        verb,
        form,
        lambda values: take(
            Decision(
                _text(values["benefits"]), _text(values["demands"]), _text(values["by"])
            )
        ),
        sentence=sentence,
    )
    dialog.save.setText("Accept" if option else "Decline")
    return dialog


_DECLINING = "Only the decision and its reason are kept. Nobody is released."


def _accepting(answer: Answer, option: Option) -> str:
    count = len(option.covers)
    net = NOT_STATED if option.net is None else pounds(option.net)
    covers = {0: "that no cover is accepted", 1: "its cover"}.get(
        count, f"its {count} covers"
    )
    return (
        f"Records the release of {answer.name} and {covers}, all as proposed, with"
        " this decision. Only where the benefits outweigh the demands:"
        f" {plain(option.short)} FTE-days short, net {net}."
    )
