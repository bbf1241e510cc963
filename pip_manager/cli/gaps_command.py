"""The command that tells the gaps in cover."""

# Typer reads the annotations, and an option is an argument
# ruff: noqa: TC001, PLR0913
from __future__ import annotations

from typing import Annotated, Literal

import typer

from pip_manager.cli import options
from pip_manager.cli.printing import day, location, say, show, show_json, show_table

_By = Literal["total", "month", "week", "day"]
_Format = Literal["json", "csv", "table"]


def gaps(
    context: options.Context,
    *,
    start: options.FromOption,
    end: options.ToOption,
    by: Annotated[_By, typer.Option(help="How the range is cut.")] = "total",
    post: Annotated[
        str | None, typer.Option(metavar="CODE", help="One post alone.")
    ] = None,
    include_proposed: Annotated[
        bool,
        typer.Option(
            "--include-proposed", help="Count what is only proposed as confirmed."
        ),
    ] = False,
    chosen: Annotated[
        _Format,
        typer.Option("--format", help="json or csv for programs, table for people."),
    ] = "table",
) -> None:
    """Show what is released from each post, what covers it and what is short.

    Quantities are FTE-days of the post. What cannot be measured is left out of every
    figure and listed.
    """
    from pip_manager.domain.cover.report import Asked
    from pip_manager.services.cover import gaps as told
    from pip_manager.services.stores import open_office

    asked = Asked(day(start, "--from"), day(end, "--to"), by, post, include_proposed)
    with open_office(location(context)) as office:
        found = told.gaps(office, asked)
    if chosen == "json":
        show_json(told.as_json(found))
        return
    if chosen == "csv":
        show(told.as_csv(found), end="")
        return
    show_table(told.COLUMNS, [*told.cells(found), *told.total_cells(found)])
    _say_the_rest(told.as_json(found))


def _say_the_rest(document: dict[str, object]) -> None:
    for name, words in _REST:
        some = document[name]
        if isinstance(some, list) and some:
            say(f"{words}: {len(some)}. See --format json.")


_REST = (
    ("not_measurable", "Cannot be measured, and counted nowhere"),
    ("over_committed", "Times a person gives more than their FTE"),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(gaps)
