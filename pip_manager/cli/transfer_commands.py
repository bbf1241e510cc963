"""Commands that take records in and out: import, import-undo, export."""

# Typer reads the annotations
# ruff: noqa: TC001
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pip_manager.cli import options
from pip_manager.cli.printing import (
    location,
    say,
    show_json,
    show_table,
    wants_json,
)
from pip_manager.errors import PipManagerError

if TYPE_CHECKING:
    from pip_manager.services.verdicts import Imported


def import_(
    context: options.Context,
    path: options.PathArgument,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Say what would happen; write nothing.")
    ] = False,
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", metavar="NAME", help="How a workbook is read."),
    ] = None,
    chosen: options.FormatOption = "table",
) -> None:
    """Bring in an exchange folder, zip or workbook, whole or not at all.

    Every row is judged: new, same, changed, warning (comes in, but look), error. With
    an error in any row nothing is imported (exit code 16); the verdicts are printed.
    Issued documents are restored into an empty store only.
    """
    from pip_manager.services import transfer
    from pip_manager.services.stores import open_office

    if mapping is not None:
        raise PipManagerError(f"There is no mapping “{mapping}”.")
    with open_office(location(context)) as office:
        desk = transfer.Transfer(office)
        outcome = desk.check(Path(path)) if check else desk.bring_in(Path(path))
    _show(outcome, as_json=wants_json(chosen))
    transfer.refuse(outcome)
    said = "Nothing was written: this was a check" if check else "Imported"
    batch = f" as batch {outcome.batch}" if outcome.batch is not None else ""
    say(f"{said}{batch}.")


def _show(outcome: Imported, *, as_json: bool) -> None:
    from pip_manager.services import verdicts

    if as_json:
        show_json(verdicts.as_json(outcome))
        return
    rows = [
        (line.sheet, line.row, line.verdict, problem.column, problem.text)
        for line in verdicts.gathered(outcome)
        for problem in line.problems
    ]
    if rows:
        show_table(("sheet", "row", "verdict", "column", "what"), rows)
    show_table(("verdict", "rows"), outcome.totals.items())


def import_undo(
    context: options.Context,
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="As import said.")],
) -> None:
    """Take one import back whole.

    Refused, naming the records, where any was changed or billed since.
    """
    from pip_manager.services.history import History
    from pip_manager.services.stores import open_office

    with open_office(location(context)) as office:
        History(office).undo_import(batch)
    say(f"Import {batch} is taken back.")


def export(
    context: options.Context,
    path: options.PathArgument,
    *,
    without_pay: Annotated[
        bool,
        typer.Option(
            "--without-pay",
            help="Leave out what people earn or cost: annual_salary of secondments,"
            " cost_amount of cover, full_cost of rates, costs of kind cover, and the"
            " change log that tells them.",
        ),
    ] = False,
) -> None:
    """Write everything: a folder, a .zip, or an .xlsx workbook by its name.

    Folder and zip are whole: import brings them back into an empty store. A workbook
    holds neither documents nor the change log. Drafts are left out.
    """
    from pip_manager.services.stores import open_office
    from pip_manager.services.transfer import Transfer

    with open_office(location(context)) as office:
        Transfer(office).export(Path(path), with_pay=not without_pay)
    say(f"Everything is written to {path}")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)
    app.command("import-undo")(import_undo)
    app.command()(export)
