"""Commands about the store itself: new, info, verify, backup, restore."""

# Typer reads the annotations
# ruff: noqa: TC001
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pip_manager.cli import options
from pip_manager.cli.printing import (
    location,
    say,
    show,
    show_json,
    show_table,
    wants_json,
)
from pip_manager.errors import VerifyError


def new(context: options.Context, fill: options.WithOption = "nothing") -> None:
    """Make the store; refuse where there is something already.

    It knows the authorities of England. A file appears under its name only once it
    is complete.
    """
    from pip_manager.services import stores

    where = location(context)
    stores.create(where, fill)
    say(f"The store is made: {where}")


def info(context: options.Context, chosen: options.FormatOption = "table") -> None:
    """Say what the store holds and what it really runs with."""
    from pip_manager import __version__
    from pip_manager.models import loading
    from pip_manager.services import stores

    where = location(context)
    with stores.opened(where) as store:
        facts = store.facts()
        with store.reading() as connection:
            counts = loading.counts(connection)
    shown = _shown(where)
    answer = {"version": __version__, "schema": facts.pop("schema"), "store": shown}
    if wants_json(chosen):
        show_json({**answer, "counts": counts, **facts})
        return
    show_table(("", ""), [*answer.items(), *facts.items()])
    show()
    show_table(("noun", "records"), counts.items())


def _shown(where: str) -> str:
    """Return a location that may be read by anyone: without its password."""
    from pip_manager.models.store import is_server

    if not is_server(where):
        return str(Path(where).absolute())
    before, at, after = where.rpartition("@")
    scheme, _, login = before.partition("://")
    return f"{scheme}://{login.split(':')[0]}@{after}" if at else where


def verify(context: options.Context, chosen: options.FormatOption = "table") -> None:
    """Look for damage: the file, the rules, invoices, the change log, documents.

    Exit code 18 where anything is wrong.
    """
    from pip_manager.services import safety

    findings = safety.verify(location(context))
    if wants_json(chosen):
        rows = [{"check": found.check, "what": found.what} for found in findings]
        show_json({"ok": not findings, "findings": rows})
    elif findings:
        show_table(("check", "what"), [(f.check, f.what) for f in findings])
    if findings:
        n = len(findings)
        things = "1 thing is" if n == 1 else f"{n} things are"
        raise VerifyError(f"{things} wrong with the store. Restore a backup.")
    say("Nothing is wrong with the store.")


def backup(
    context: options.Context,
    path: Annotated[
        str | None,
        typer.Argument(metavar="[PATH]", help="The file to make; else a dated one."),
    ] = None,
) -> None:
    """Make a verified copy of the store."""
    from pip_manager.services import safety

    made = safety.backup(location(context), Path(path) if path else None)
    show(str(made))
    say("The backup is made and verified.")


def restore(
    context: options.Context,
    path: Annotated[str, typer.Argument(metavar="PATH", help="The backup.")],
) -> None:
    """Bring a backup back; the replaced store is kept beside it."""
    from pip_manager.services import safety

    kept = safety.restore(Path(path), location(context))
    say(
        "The backup is back." + (f" The replaced store is kept: {kept}" if kept else "")
    )


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (new, info, verify, backup, restore):
        app.command()(command)
