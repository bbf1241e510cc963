"""A small establishment for the tests of cover: a director, two heads, a manager."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.services import books

if TYPE_CHECKING:
    from pip_manager.domain.values import Row

HOME = "E08000035"
START, END = "2027-01-05", "2027-03-27"
FTE = Decimal(1)
POSTS = (
    ("DCS", "Director of Children’s Services", 1, True),
    ("HOS", "Head of Service – front door", 3, None),
    ("HOS2", "Head of Service – safeguarding", 3, None),
    ("SDM", "Service Delivery Manager – duty", 4, None),
)
HOLDERS = (("DCS", "P4"), ("HOS", "P1"), ("HOS2", "P2"), ("SDM", "P3"))
SECONDMENT: Row = {
    "secondment": "S1",
    "person": "P1",
    "home_post": "HOS",
    "authority": "E08000034",
    "from": START,
    "to": END,
    "fraction": Decimal("0.6"),
    "state": "confirmed",
}
COVER: Row = {
    "cover": "C1",
    "post": "HOS",
    "kind": "acting_up",
    "person": "P3",
    "from_post": "SDM",
    "fraction": Decimal("0.6"),
    "from": START,
    "to": END,
    "state": "confirmed",
}


def founded(location):
    """Make a store with four posts, each held by one person since April 2020."""
    office = books.founded(location)
    with office.writing("Set up the posts") as writer:
        writer.add("settings", {"key": "home_authority", "value": HOME})
        writer.add("authorities", {"authority": HOME, "name": "Leeds"})
        writer.add("people", {"person": "P4", "name": "Dee Example"})
        for code, title, tier, is_statutory in POSTS:
            row = {"post": code, "title": title, "tier": tier, "established_fte": FTE}
            writer.add("posts", row | {"statutory_dcs": is_statutory})
        for post, person in HOLDERS:
            row = {"post": post, "person": person, "from": "2020-04-01"}
            writer.add("holdings", row | {"capacity": "substantive"})
    return office


def add(office, noun, row, **more):
    """Keep one record as the forms would, without their questions."""
    fields = {key.rstrip("_"): value for key, value in more.items()}
    return office.records.add(noun, row | fields)
