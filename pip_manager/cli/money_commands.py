"""Commands about what comes after an invoice: credit notes, payments, debt."""

# Typer reads the annotations, and an option is an argument
# ruff: noqa: TC001, PLR0913
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pip_manager.cli import options
from pip_manager.cli.billing_commands import invoice, save_pdf, show_document
from pip_manager.cli.printing import day, location, say, show_json, show_table
from pip_manager.errors import UsageError

if TYPE_CHECKING:
    from decimal import Decimal

    from pip_manager.billing.document import Document
    from pip_manager.services.crediting import Terms
    from pip_manager.services.office import Office

_COLUMNS = ("not_due", "d1_30", "d31_60", "d61_90", "d90_plus", "total")


@invoice.command()
def credit(
    context: options.Context,
    number: options.NumberArgument,
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE…]", help="Further codes after --activity."),
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="All that is left; frees what it holds.")
    ] = False,
    activity: Annotated[
        list[str] | None,
        typer.Option(
            "--activity", metavar="CODE…", help="These items; they are freed."
        ),
    ] = None,
    line: Annotated[
        int | None,
        typer.Option("--line", metavar="N", help="Money of one line; frees nothing."),
    ] = None,
    quantity: Annotated[
        str | None, typer.Option(metavar="Q", help="How much of the line.")
    ] = None,
    on: options.OnOption,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why; it is printed on the note.")
    ],
    not_delivered: Annotated[
        bool,
        typer.Option(
            "--not-delivered", help="Mark what is freed as work that did not happen."
        ),
    ] = False,
    folder: options.FolderOption = None,
    chosen: options.FormatOption = "table",
) -> None:
    """Issue a credit note against an invoice: all of it, some items, or money."""
    from pip_manager.services.crediting import Terms
    from pip_manager.services.files import expect
    from pip_manager.services.stores import open_office

    codes = [*(activity or ()), *(more or ())]
    _one_way(everything=everything, codes=bool(activity), line=line is not None)
    if bool(more) and not activity:
        raise UsageError(f"“{codes[0]}” is one word too many.")
    terms = Terms(day(on, "--on"), reason, not_delivered)
    asked = None if line is None else (line, _quantity(quantity))
    if folder is not None:
        expect(Path(folder))
    with open_office(location(context)) as office:
        note = _credited(office, number, asked or codes, terms)
        answer = office.billing.document_json(note)
        show_document(answer, as_json=chosen == "json")
        if folder is not None:
            save_pdf(office.billing, str(note.number), Path(folder))
    say(f"{note.number} credits {number}: £{note.gross}")


def _credited(
    office: Office, number: str, asked: list[str] | tuple[int, Decimal], terms: Terms
) -> Document:
    if isinstance(asked, tuple):
        return office.crediting.line(number, *asked, terms)
    if asked:
        return office.crediting.items(number, asked, terms)
    return office.crediting.all(number, terms)


def _one_way(*, everything: bool, codes: bool, line: bool) -> None:
    if everything + codes + line != 1:
        raise UsageError("Say one of --all, --activity CODE or --line N --quantity Q.")


def _quantity(text: str | None) -> Decimal:
    return _figure(text, "--quantity", "0.5")


def _figure(text: str | None, option: str, such_as: str) -> Decimal:
    from decimal import Decimal

    plain = (text or "").strip()
    is_figure = plain.replace(".", "", 1).isdecimal() and plain.isascii()
    if not is_figure:
        raise UsageError(f"{option}: “{plain}” is not a figure such as {such_as}.")
    return Decimal(plain)


@invoice.command()
def pay(
    context: options.Context,
    number: options.NumberArgument,
    *,
    amount: Annotated[
        str, typer.Option(metavar="A", help="In pounds, such as 120.50.")
    ],
    on: Annotated[str, typer.Option("--on", metavar="D", help="When it came in.")],
    reference: Annotated[
        str | None, typer.Option(metavar="T", help="What the payer calls it.")
    ] = None,
) -> None:
    """Record a payment against an invoice."""
    from pip_manager.domain.values import money_text
    from pip_manager.services.stores import open_office

    paid = _figure(amount, "--amount", "120.50")
    if paid != round(paid, 2):
        raise UsageError("--amount: pounds have at most two decimals.")
    received_on = day(on, "--on")
    with open_office(location(context)) as office:
        office.payments.pay(number, paid, received_on, reference)
        rest = office.billing.invoice(number).outstanding
    say(f"Recorded. {number} has £{money_text(rest)} outstanding.")


def debt(
    context: options.Context,
    *,
    on: Annotated[str, typer.Option("--on", metavar="D", help="As it stood that day.")],
    chosen: options.FormatOption = "table",
) -> None:
    """Show what is owed, by authority and by how late it is."""
    from pip_manager.domain.values import money_text
    from pip_manager.services.stores import open_office

    asked = day(on, "--on")
    with open_office(location(context)) as office:
        found, total = office.payments.debt(asked)

    def told(one: object) -> dict[str, object]:
        return {name: money_text(getattr(one, name)) for name in _COLUMNS}

    rows = [{"authority": code, **told(one)} for code, one in found.items()]
    if chosen == "json":
        show_json({"rows": rows, "total": told(total)})
        return
    lines = [*rows, {"authority": "Total", **told(total)}]
    show_table(("authority", *_COLUMNS), [list(line.values()) for line in lines])


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file; those of `invoice` add themselves."""
    app.command()(debt)
