"""What was done, said of the thing it was done to: “Engagement added”."""

from __future__ import annotations

import re

_PAST = {
    "Add": "added",
    "Bill": "billed",
    "Change": "changed",
    "Copy": "copied",
    "Credit": "credited",
    "Delete": "deleted",
    "Discard": "discarded",
    "Draft": "drafted",
    "Duplicate": "duplicated",
    "End": "ended",
    "Group": "grouped",
    "Import": "imported",
    "Issue": "issued",
    "Log": "logged",
    "Move": "moved",
    "Record": "recorded",
    "Remove": "removed",
    "Split": "split",
}
_TURNED = {"Undo ": "undone", "Redo ": "done again"}
_REST = re.compile(r"(?P<what>.*?)(?P<rest> (?:for|from|by|on|at) .*)?")


def done(verb: str) -> str:
    """Return what a verb of the log comes to, once it is done.

    A verb that is not among the usual ones stays as it is.
    """
    for begins, word in _TURNED.items():
        if verb.startswith(f"{begins}“"):
            return f"{verb.removeprefix(begins)} {word}"
    first, _, others = verb.partition(" ")
    parts = _REST.fullmatch(others)
    if first not in _PAST or not parts or not parts["what"]:
        return verb
    what = parts["what"].removeprefix("an ").removeprefix("a ")
    named = what if first == "Import" else f"{what[:1].upper()}{what[1:]}"
    return f"{named} {_PAST[first]}{parts['rest'] or ''}"
