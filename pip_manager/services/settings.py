"""What the Centre has set: keys and values as the exchange format names them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pip_manager.domain.calendar import Calendar
    from pip_manager.models import Connection
    from pip_manager.services.workplace import Workplace

DEFAULTS = {
    "seller_country": "GB",
    "invoice_prefix": "LRPC",
    "credit_prefix": "LRPC-CN",
    "payment_days": "30",
    "hours_per_day": "7.4",
    "document_mode": "vat_invoice",
    "names_on_invoice": "no",
    "late_payment": "no",
}


def settings(connection: Connection) -> dict[str, str]:
    """Return every setting, the defaults where nothing is set."""
    stated = {
        str(row["key"]): str(row["value"])
        for row in rows.rows(connection, "settings")
        if row["value"] is not None
    }
    return DEFAULTS | stated


def hours_per_day(stated: Mapping[str, str]) -> Decimal:
    """Return the hours of a day where an agreement says nothing."""
    return Decimal(stated["hours_per_day"])


def calendar(connection: Connection, *asked: date) -> Calendar:
    """Return the working days: bank holidays of England and the store's days off.

    The holidays of every year of a secondment and of the days `asked` are among them.
    """
    from pip_manager.domain.calendar import Calendar
    from pip_manager.services import reference

    off = (row["date"] for row in rows.rows(connection, "days_off"))
    days = (day for day in off if isinstance(day, date))
    lent = [*rows.years(connection, "secondments"), *(day.year for day in asked)]
    first = min([reference.FIRST_YEAR, *lent])
    last = max([reference.LAST_YEAR, *lent])
    return Calendar(reference.bank_holidays(first, last).union(days))


class Settings:
    """The verbs of the settings screen."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the settings of an office."""
        self._office = office

    def all(self) -> dict[str, str]:
        """Return every setting, the defaults where nothing is set."""
        with self._office.store.reading() as connection:
            return settings(connection)

    def save(self, values: Mapping[str, str]) -> None:
        """Set what is given; an empty value clears a setting.

        Raises:
            InputError: a value cannot be held, by key.
        """
        from pip_manager.domain.checks import setting_problem

        problems = [
            FieldProblem(key, sentence)
            for key, value in values.items()
            if value and (sentence := setting_problem(key, value))
        ]
        if problems:
            raise InputError(*problems)
        with self._office.writing("Change settings") as writer:
            for key, value in values.items():
                found = rows.record(writer.connection, "settings", [key])
                if found is None and value:
                    writer.add("settings", {"key": key, "value": value})
                elif found is not None:
                    fields = {"value": value or None}
                    writer.change("settings", found.id, found.version, fields)
