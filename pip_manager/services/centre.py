"""The settings as the Centre sees them: sections, the store, and who works at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pip_manager.billing.invoicing import number
from pip_manager.billing.vat_number import is_vat_number
from pip_manager.domain import thresholds
from pip_manager.domain.calendar import financial_year, financial_year_start
from pip_manager.errors import FieldProblem, InputError
from pip_manager.models import loading, numbering, rows, verify
from pip_manager.models.changes import Who
from pip_manager.services.records import Records
from pip_manager.services.settings import Settings, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from pip_manager.domain.records import Record
    from pip_manager.services.workplace import Workplace

_SORT_CODE, _ACCOUNT = re.compile(r"\d{2}-?\d{2}-?\d{2}"), re.compile(r"\d{6,10}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_IBAN_REST = 97


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers the next documents get, and the financial year they count in."""

    invoice: str
    credit_note: str
    year: str


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What the store says of itself; `records` counts those of every noun."""

    location: str
    schema: str
    kind: str
    records: int
    changes: int


@dataclass(frozen=True, slots=True)
class Login:
    """Who sits here: the computer's login, and the person bound to it."""

    login: str
    person: str | None


class Centre:
    """The verbs of the settings screen."""

    def __init__(self, office: Workplace) -> None:
        """Read and write the settings of an office."""
        self._office = office
        self._settings = Settings(office)
        self._records = Records(office)

    def save(self, values: Mapping[str, str]) -> None:
        """Set one section; what is as it was before is not looked at again.

        Raises:
            InputError: a value cannot be held, by key.
        """
        before = self._settings.all()
        fresh = {k: v for k, v in values.items() if v != before.get(k, "")}
        found = [
            FieldProblem(key, sentence)
            for key, value in fresh.items()
            if value and (sentence := _problem(key, value))
        ]
        if found:
            raise InputError(*found)
        if fresh:
            self._settings.save(fresh)

    def numbers(self, today: date, values: Mapping[str, str] | None = None) -> Numbers:
        """Return the numbers documents issued today would get.

        Args:
            today: the day of issue.
            values: prefixes not saved yet; else those that are set.
        """
        year = financial_year_start(today)
        with self._office.store.reading() as connection:
            stated = settings(connection) | dict(values or {})
            told = []
            for key in ("invoice_prefix", "credit_prefix"):
                last = numbering.last_number(connection, f"{stated[key]}-{year}")
                told.append(number(stated[key], year, last + 1))
        return Numbers(told[0], told[1], financial_year(today))

    # ---- days off

    def days_off(self) -> list[Record]:
        """Return the days not worked besides the bank holidays, latest first."""
        return self._records.all("days_off")[::-1]

    # ---- who sits here

    def login(self) -> Login:
        """Return who works here, as the store has it now."""
        login = self._office.who.login
        with self._office.store.reading() as connection:
            found = rows.record(connection, "logins", [login])
        return Login(login, str(found.row["person"]) if found else None)

    def bind(self, person: str | None) -> None:
        """Bind the computer's login to a person, or to nobody.

        Raises:
            InputError: there is no such person.
        """
        login = self._office.who.login
        with self._office.writing("Say who works here") as writer:
            found = rows.record(writer.connection, "logins", [login])
            if found is not None and person is None:
                writer.remove("logins", found.id, found.version)
            elif found is not None:
                self._records.alter(writer, found, {"person": person})
            elif person is not None:
                row = {"login": login, "person": person}
                self._records.put(writer, "logins", row)
        self._office.who = Who(login, person)

    # ---- the store

    def facts(self) -> StoreFacts:
        """Return what the store says of itself."""
        store = self._office.store
        facts = store.facts()
        with store.reading() as connection:
            counted = loading.counts(connection)
        version = facts["sqlite_version"]
        kind = f"One file (SQLite {version})" if version else "A team server"
        return StoreFacts(
            _shown(store.location),
            str(facts["schema"]),
            kind,
            sum(n for noun, n in counted.items() if noun != "changes"),
            counted.get("changes", 0),
        )

    def last_backup(self) -> datetime | None:
        """Return when the store was last copied, by the clock here; None: never."""
        from pip_manager.models import backup

        found = backup.last(self._office.store.location)
        return None if found is None else found.astimezone()

    def back_up(self) -> str:
        """Copy the store, check the copy, and return where it is.

        Raises:
            StoreError: it cannot be read, or the copy not be written.
            VerifyError: the copy is not sound, and was not kept.
        """
        from pip_manager.models import backup

        return str(backup.backup(self._office.store))

    def verify(self) -> list[str]:
        """Return all that is wrong with the store, in words; nothing: it is sound."""
        return [finding.what for finding in verify.verify(self._office.store)]


def _shown(location: str) -> str:
    """Return a location that may be read by anyone: without its password."""
    before, at, after = location.rpartition("@")
    scheme, _, login = before.partition("://")
    return f"{scheme}://{login.split(':')[0]}@{after}" if at and scheme else location


def _problem(key: str, value: str) -> str | None:
    """Return why a value cannot be what a key needs, or None."""
    if key.startswith("threshold_"):
        return _threshold_problem(value)
    is_fine, sentence = _NEEDS.get(key, (bool, ""))
    return None if is_fine(value) else sentence


def _threshold_problem(value: str) -> str | None:
    try:
        return thresholds.problem(Decimal(value))
    except InvalidOperation:
        return "A threshold is a figure from 0, such as 0.2."


def _is_iban(text: str) -> bool:
    """Tell whether the two check digits of an account number agree (ISO 13616)."""
    signs = "".join(text.split()).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", signs):
        return False
    turned = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % _IBAN_REST == 1


_NEEDS: dict[str, tuple[Callable[[str], object], str]] = {
    "seller_vat_number": (
        is_vat_number,
        "The check digits do not agree. A VAT number is GB and nine digits.",
    ),
    "seller_email": (
        _MAIL.fullmatch,
        "An e-mail address has one @ and a domain, such as office@leeds.gov.uk.",
    ),
    "bank_sort_code": (
        _SORT_CODE.fullmatch,
        "A sort code is six digits, such as 20-45-67.",
    ),
    "bank_account": (
        _ACCOUNT.fullmatch,
        "An account number is digits only, usually eight.",
    ),
    "iban": (
        _is_iban,
        "The check digits of the IBAN do not agree. Look at it again.",
    ),
}
