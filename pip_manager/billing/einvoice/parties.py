"""Seller and buyer as an e-invoice names them, and where it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pip_manager.billing.einvoice.address import (
    UNITED_KINGDOM,
    Address,
    address,
    country_code,
)
from pip_manager.billing.einvoice.words import one_line

if TYPE_CHECKING:
    from pip_manager.billing.document import Party

_BRITISH_VAT = "9932"
_PREFIXED = re.compile("[A-Z]{2}")
# the schemes of electronic addresses (EAS); Peppol takes none of letters
_EAS = (
    "0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154"
    " 0158 0170 0177 0183 0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199"
    " 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 0217"
    " 0218 0219 0220 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910 9913"
    " 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931"
    " 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946"
    " 9947 9948 9949 9950 9951 9952 9953 9957 9959"
)
_SCHEMES = frozenset(_EAS.split())


class Endpoint(NamedTuple):
    """An electronic address and the scheme it is of."""

    scheme: str
    address: str


class Named(NamedTuple):
    """A party with everything in its place; what is not stated is empty."""

    name: str
    trading_name: str
    identifier: str
    vat_id: str
    endpoint: Endpoint | None
    address: Address
    country: str
    contact: str
    email: str


def named(party: Party, *, outside: bool) -> Named:
    """Read a party; `outside` the scope of VAT its VAT number must not be told.

    Source: EN 16931, rule BR-O-02.
    """
    country = country_code(party.country)
    return Named(
        name=one_line(party.name),
        trading_name=one_line(party.unit),
        identifier=one_line(party.gss_code),
        vat_id="" if outside else vat_id(party),
        endpoint=endpoint(party),
        address=address(party.address, country),
        country=country,
        contact=one_line(party.contact),
        email=one_line(party.email),
    )


def vat_id(party: Party) -> str:
    """Return the VAT number in one piece, its country in front."""
    number = re.sub(r"[\s.-]", "", party.vat_number).upper()
    if not number or _PREFIXED.match(number):
        return number
    return f"{country_code(party.country)}{number}"


def endpoint(party: Party) -> Endpoint | None:
    """Return the electronic address: the one stated, else a British VAT number.

    One stated under no scheme or an unknown one is no address.
    """
    scheme = one_line(party.endpoint_scheme)
    if stated := one_line(party.endpoint):
        return Endpoint(scheme, stated) if scheme in _SCHEMES else None
    number = vat_id(party)
    if number.startswith(UNITED_KINGDOM):
        return Endpoint(_BRITISH_VAT, number)
    return None
