"""Where to pay, as far as it is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing import page_words as say
from pip_manager.billing.einvoice.words import one_line

if TYPE_CHECKING:
    from pip_manager.billing.document import Document


class Account(NamedTuple):
    """An IBAN, else an account number with its sort code, in one piece each."""

    number: str
    name: str
    is_iban: bool
    sort_code: str = ""


def account(document: Document) -> Account | None:
    """Return where to pay; None on a credit note, or where no account is stated."""
    bank = document.bank
    name = one_line(bank.name)
    if say.is_credit(document):
        return None
    if iban := _in_one_piece(bank.iban):
        return Account(iban.upper(), name, is_iban=True)
    if number := _in_one_piece(bank.account):
        sort_code = _in_one_piece(bank.sort_code)
        return Account(number, name, is_iban=False, sort_code=sort_code)
    return None


def _in_one_piece(text: str) -> str:
    return "".join(one_line(text).replace("-", "").split())
