"""The chain of WE4: a head of service, a manager who acts up, an agency interim."""

from __future__ import annotations

from decimal import Decimal


def chain(office):
    """Record the chain of WE4: a head of service, a manager, an agency interim."""
    with office.writing("Record WE4") as writer:
        for code, title, tier in (
            ("HOS", "Head of Service", 2),
            ("SDM", "Service Delivery Manager", 3),
        ):
            post = {"post": code, "title": title, "tier": tier}
            writer.add("posts", {**post, "established_fte": Decimal(1)})
        out = {"secondment": "S1", "person": "P1", "home_post": "HOS"}
        when = {"from": "2017-11-06", "to": "2017-12-22"}
        more = {"authority": "E08000034", "fraction": Decimal(1), "state": "confirmed"}
        writer.add("secondments", {**out, **when, **more})
        for row in (
            ("C1", "HOS", "acting_up", "P2", "SDM", "2017-11-13", "2017-12-08", None),
            ("C2", "HOS", "agency_interim", None, None, "2017-12-04", "2017-12-22", 1),
            ("C3", "SDM", "backfill", "P3", None, "2017-11-27", "2017-12-08", None),
        ):
            writer.add("cover", cover_of(*row))


def cover_of(code, post, kind, person, from_post, start, end, weekly):
    row = {"cover": code, "post": post, "kind": kind, "person": person}
    row |= {"from_post": from_post, "from": start, "to": end, "state": "confirmed"}
    if weekly:
        return row | {"pattern": "Mon:1 Tue:1 Wed:1"}
    return row | {"fraction": Decimal(1)}
