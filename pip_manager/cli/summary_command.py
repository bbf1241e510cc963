"""The command that sums up activity."""

# Typer reads the annotations, and an option is an argument
# ruff: noqa: TC001, PLR0913
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pip_manager.cli import options
from pip_manager.cli.printing import (
    day,
    location,
    say,
    show_json,
    show_table,
    wants_json,
)


def summary(
    context: options.Context,
    *,
    start: options.FromOption,
    end: options.ToOption,
    by: Annotated[
        str,
        typer.Option(
            metavar="KEY[,KEY…]",
            help="authority, region, engagement, programme, strand, person, role, kind,"
            " funder, month, quarter, year.",
        ),
    ],
    measure: Annotated[
        str,
        typer.Option(
            metavar="M[,M…]",
            help="days, hours, entries, people, value, granted, contributed.",
        ),
    ] = "days",
    out: Annotated[
        str | None, typer.Option(metavar="FILE.csv", help="Write it to a file.")
    ] = None,
    chosen: options.FormatOption = "table",
) -> None:
    """Sum up the activity of a period by one key or several.

    Days and hours are turned into each other by the hours a day of the agreement. The
    value is the charged share, priced item by item; what has no price counts nothing
    and is told.
    """
    from pip_manager.services import summary as summaries
    from pip_manager.services.stores import open_office

    first, last = day(start, "--from"), day(end, "--to")
    with open_office(location(context)) as office:
        found = summaries.summarise(office, first, last, _words(by), _words(measure))
    if out is not None:
        summaries.save(found, Path(out))
        say(f"The summary is written to {out}")
    if wants_json(chosen):
        show_json(found.as_json())
    elif out is None:
        show_table([*found.by, *found.measures], found.table())
    if found.unpriced:
        say(f"Activities without a price, counted as nothing: {found.unpriced}.")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(summary)
