"""One small folder without a fault, to plant faults in."""

from __future__ import annotations

import copy
from datetime import date

from tests.acceptance.world import World

RATE = {"card": "D", "level": "standard", "unit": "hour", "amount": "1"}
TABLES = {
    "settings": [
        {"key": "home_authority", "value": "E08000035"},
        {"key": "seller_name", "value": "Riverton City Council"},
        {"key": "seller_address", "value": "1 Civic Way\nRiverton"},
        {"key": "seller_vat_number", "value": "GB123456782"},
    ],
    "authorities": [{"authority": "E08000034", "billing_address": "Town Hall"}],
    "programmes": [{"programme": "PG1", "name": "First"}],
    "strands": [{"strand": "ST1", "name": "Audit"}],
    "people": [
        {"person": "P1", "name": "Jo", "fte": "1"},
        {"person": "P2", "name": "Sam", "fte": ""},
    ],
    "roles": [{"person": "P1", "role": "Lead", "from": "", "to": ""}],
    "posts": [
        {"post": "PO1", "title": "Head", "tier": "1"},
        {"post": "PO2", "title": "Deputy", "tier": ""},
    ],
    "holdings": [{"post": "PO1", "person": "P1", "from": "2017", "to": ""}],
    "engagements": [
        {"engagement": "E1", "authority": "E08000034", "title": "Support"},
        {"engagement": "E2", "authority": "E08000034", "title": "Other"},
    ],
    "agreements": [
        {"agreement": "AG1", "engagement": "E1"},
        {"agreement": "AG2", "engagement": "E2"},
    ],
    "rates": [
        {
            "card": "C",
            "level": "standard",
            "unit": "day",
            "amount": "500",
            "from": "2017-01-01",
            "to": "2017-12-31",
        }
    ],
    "activities": [
        {
            "activity": "A1",
            "date": "2017-10-02",
            "person": "P1",
            "engagement": "E1",
            "agreement": "",
            "quantity": "1",
            "unit": "day",
            "summary": "-12.50 is a figure, =this is not",
        }
    ],
    "secondments": [
        {
            "secondment": "S1",
            "person": "P1",
            "home_post": "PO1",
            "authority": "E08000034",
            "engagement": "E1",
            "fraction": "0.5",
            "from": "2017-10-01",
            "to": "2017-12-31",
            "state": "confirmed",
        }
    ],
    "cover": [
        {
            "cover": "CV1",
            "post": "PO1",
            "kind": "acting_up",
            "person": "P2",
            "from_post": "PO2",
            "fraction": "0.5",
            "from": "2017-10-01",
            "state": "confirmed",
        }
    ],
}
BACK = {
    "cover": "CV2",
    "post": "PO2",
    "kind": "acting_up",
    "person": "P1",
    "from_post": "PO1",
    "fraction": "0.5",
}
WORK = {
    "activity": "A1",
    "date": "2017-10-03",
    "person": "P1",
    "engagement": "E1",
    "quantity": "1",
    "unit": "day",
}


def folder() -> World:
    """Return the folder without a fault."""
    return World(date(2017, 10, 1), date(2017, 10, 31), copy.deepcopy(TABLES))
