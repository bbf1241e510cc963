"""What the board says in words: its line of sense, why it is empty, what is in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.cover import board_picture
from pip_manager.ui.kit import words

if TYPE_CHECKING:
    from pip_manager.domain.cover.board_sheet import BoardSheet, Narrowing

_NAMED = 4


def sense(sheet: BoardSheet) -> str:
    """Say how many gaps are open, how many come, and how much is not known."""
    if not sheet.lines:
        return ""
    unknown = len(sheet.not_measurable)
    told = [words.counted(sheet.open_today, "gap") + " today"]
    if not sheet.open_today:
        told = ["No gap known today" if unknown else "No gap today"]
    if sheet.open_today or sheet.opening:
        opens = "opens" if sheet.opening == 1 else "open"
        told.append(f"{sheet.opening} {opens} within {sheet.forward} working days")
    if unknown:
        told.append(f"{unknown} not measurable")
    return " · ".join(told)


def why_empty(sheet: BoardSheet, by: Narrowing) -> tuple[str, str]:
    """Say why no post is left, and the words of the button that mends it."""
    if not sheet.lines:
        told = "No post is recorded yet. Add the posts that must stay covered."
        return told, "Add post"
    if by.search:
        return f"No post holds “{by.search}”.", "Clear the filters"
    if by.only_gaps:
        told = "No gap is known from today on."
        if unknown := len(sheet.not_measurable):
            records = words.counted(unknown, "record")
            told += f" {records} cannot be measured, so there may be some."
        return told, "Show every post"
    return "No post fits these filters.", "Clear the filters"


def reasons(sheet: BoardSheet) -> str:
    """Name in a line what cannot be measured, and why; empty where all can."""
    notes = board_picture.notes(sheet, _NAMED)
    return f"{notes[0]} {' · '.join(notes[1:])}" if notes else ""


def unmeasured(sheet: BoardSheet) -> str:
    """Write what cannot be measured: ``7 secondments, 2 covers``."""
    counts = {
        one: sum(each.noun == noun for each in sheet.not_measurable)
        for noun, one in (
            ("secondments", "secondment"),
            ("cover", "cover"),
            ("holdings", "holding"),
        )
    }
    return ", ".join(words.counted(n, one) for one, n in counts.items() if n)
