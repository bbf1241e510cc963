"""The line in which a day is logged: what it may name, what it lacks, keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.domain import quick_line
from pip_manager.domain.money import pounds
from pip_manager.domain.nouns import NOUNS
from pip_manager.domain.quick_line_parts import Name, State, Understood
from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words
from pip_manager.errors import InputError, PipManagerError
from pip_manager.models import activity as asked
from pip_manager.models import rows
from pip_manager.services import checks
from pip_manager.services.activity_rules import MILEAGE, in_days, next_codes
from pip_manager.services.settings import hours_per_day, settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pip_manager.domain.quick_line_parts import Candidate, Chip, Expense
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

NOTHING = Decimal(0)
_CLOSED = frozenset({"completed", "declined", "ended_early"})
_WANTED = {
    "date": "the day (type today, Tue or 2 Mar)",
    "quantity": "how long (type 0.5d, 1 day or 3h)",
    "engagement": "for whom (type the authority’s or the engagement’s name)",
    "person": "who did it (type the person’s name)",
    "description": "what the money was for (type travel 12.40)",
    "unit_price": "the price of the expense",
}


@dataclass(frozen=True, slots=True)
class Names:
    """All that a line may name; `labels` gives the words of each code by its noun."""

    people: tuple[Name, ...]
    engagements: tuple[Name, ...]
    strands: tuple[Name, ...]
    me: str | None
    recent: tuple[str, ...]
    labels: Mapping[tuple[str, str], str]
    hours: Decimal

    def days(self, line: Understood) -> Decimal:
        """Return the quantity of a line in days, by the hours of a day that are set."""
        return in_days(line.quantity or NOTHING, str(line.unit), self.hours)

    def understand(
        self, text: str, today: date, chosen: Mapping[str, Candidate]
    ) -> Understood:
        """Read a line against these names."""
        return quick_line.understand(
            text,
            today=today,
            people=self.people,
            engagements=self.engagements,
            strands=self.strands,
            me=self.me,
            recent=self.recent,
            chosen=chosen,
        )

    def unclear(self, line: Understood) -> str:
        """Return what stands in the way of keeping a line, in a sentence."""
        return unclear(line)


@dataclass(frozen=True, slots=True)
class Logged:
    """What a line became: the codes kept, and a sentence that says so."""

    activity: str
    expenses: tuple[str, ...]
    words: str


class QuickEntry:
    """Logs an activity, and its expenses where typed, from one line."""

    def __init__(self, office: Workplace) -> None:
        """Log into the store of an office."""
        self._office = office

    def names(self) -> Names:
        """Return all that a line may name."""
        me = self._office.who.person
        with self._office.store.reading() as connection:
            people = rows.labels(connection, "people", "name")
            strands = rows.labels(connection, "strands", "name")
            engagements = asked.engagement_names(connection)
            recent = tuple(asked.recent(connection, me)) if me else ()
            hours = hours_per_day(settings(connection))
        labels = {("person", code): name for code, name in people.items()}
        labels |= {("strand", code): name for code, name in strands.items()}
        for one in engagements:
            labels["engagement", one.code] = f"{one.authority} – {one.title}"
        return Names(
            tuple(Name(code, (name,)) for code, name in people.items()),
            tuple(_engagement(one) for one in engagements),
            tuple(Name(code, (name,)) for code, name in strands.items()),
            me if me in people else None,
            recent,
            labels,
            hours,
        )

    def log(self, line: Understood, names: Names) -> Logged:
        """Keep what a line says, activity and expenses as one verb.

        Raises:
            PipManagerError: something is missing or may mean several things.
        """
        if sentence := unclear(line):
            raise PipManagerError(sentence)
        quantity = line.quantity or NOTHING
        amount = f"{plain(quantity)} {line.unit}{'' if quantity == 1 else 's'}"
        whom = names.labels["engagement", str(line.engagement)]
        with self._office.writing(f"Log {amount} for {whom}") as writer:
            around = checks.Around(writer.connection)
            activity = _keep(writer, around, "activities", _activity(line, names))
            expenses = _expenses(writer, around, line)
        words = f"Logged {amount} for {whom} on {day_words(line.day or line.today)}"
        if expenses:
            words += f", with {pounds(spent(line))} of expenses"
        return Logged(activity, expenses, f"{words}.")


def wanted(line: Understood) -> tuple[str, ...]:
    """Return what a line still lacks, each with how to say it."""
    names = [name for name in line.missing if name != "unit_price"]
    if any(price_of(expense) is None for expense in line.expenses):
        names.append("unit_price")
    return tuple(_WANTED[name] for name in names)


def unclear(line: Understood) -> str:
    """Return what stands in the way of keeping a line; an empty text for nothing."""
    for chip in line.chips:
        if chip.state is State.AMBIGUOUS:
            words = line.text[chip.start : chip.end]
            return (
                f"“{words}” may mean {len(chip.candidates)} things."
                " Press Tab to choose one."
            )
    lacking = wanted(line)
    return f"Still needed: {'; '.join(lacking)}." if lacking else ""


def price_of(expense: Expense) -> Decimal | None:
    """Return the price of an expense: the one typed, or that of a mile."""
    if expense.unit_price is None and expense.unit == "mile":
        return MILEAGE
    return expense.unit_price


def spent(line: Understood) -> Decimal:
    """Return what the expenses of a line come to, in GBP."""
    amounts = [one.quantity * (price_of(one) or 0) for one in line.expenses]
    return sum(amounts, start=NOTHING).quantize(MILEAGE)


def summary_of(line: Understood, names: Names) -> str | None:
    """Return the summary a line makes: no word of it is lost, companions are named."""
    loose = [_said(chip) for chip in line.chips if chip.state is State.TEXT]
    words = line.summary
    if words and " ".join(loose) != words:
        words = " – ".join([*loose, words])
    if line.companions:
        people = [names.labels["person", code] for code in line.companions]
        words = f"{words} with {' and '.join(people)}".strip()
    return words or None


def _said(chip: Chip) -> str:
    return chip.meaning if isinstance(chip.meaning, str) else ""


def _engagement(name: asked.EngagementName) -> Name:
    return Name(
        name.code,
        (name.authority, name.title),
        name.strands,
        name.status not in _CLOSED,
    )


def _activity(line: Understood, names: Names) -> Row:
    return {
        "date": line.day,
        "person": line.person,
        "engagement": line.engagement,
        "strand": line.strand,
        "quantity": line.quantity,
        "unit": line.unit,
        "summary": summary_of(line, names),
    }


def _expenses(
    writer: Writer, around: checks.Around, line: Understood
) -> tuple[str, ...]:
    return tuple(
        _keep(
            writer,
            around,
            "expenses",
            {
                "date": line.day,
                "engagement": line.engagement,
                "person": line.person,
                "description": one.description,
                "quantity": one.quantity,
                "unit": one.unit if one.unit != "item" else None,
                "unit_price": price_of(one),
            },
        )
        for one in line.expenses
    )


def _keep(writer: Writer, around: checks.Around, noun: str, row: Row) -> str:
    code = _next_code(writer.connection, noun)
    full = {**row, str(NOUNS[noun].code): code}
    if problems := checks.problems(noun, full, around):
        raise InputError(*problems)
    writer.add(noun, full)
    return code


def _next_code(connection: Connection, noun: str) -> str:
    return next(next_codes(connection, noun))
