"""Commands about money: price, and what is done with invoices."""

# Typer reads the annotations, and an option is an argument
# ruff: noqa: TC001, PLR0913
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pip_manager.cli import options
from pip_manager.cli.printing import (
    day,
    location,
    say,
    show,
    show_json,
    show_table,
    wants_json,
)

if TYPE_CHECKING:
    from pip_manager.services.billing import Billing

invoice = typer.Typer(
    help="Draft, issue, run, show, list and save invoices.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def price(
    context: options.Context,
    *,
    engagement: options.EngagementOption,
    start: options.FromOption,
    end: options.ToOption,
    chosen: options.FormatOption = "table",
) -> None:
    """Price every unbilled item of an engagement and period, and say why."""
    from pip_manager.billing import priced
    from pip_manager.services.stores import open_office

    first, last = day(start, "--from"), day(end, "--to")
    with open_office(location(context)) as office:
        found = office.billing.price(engagement, first, last)
    if wants_json(chosen):
        show_json(priced.as_json(found))
        return
    show_table(
        ("date", "noun", "code", "quantity", "unit", "price", "net", "why"),
        [
            (
                c.date,
                c.noun,
                c.code,
                c.quantity,
                c.unit,
                c.unit_price,
                c.net,
                c.why.text,
            )
            for c in found.charges
        ],
    )
    for blocked in found.blocked:
        say(f"{blocked.noun} {blocked.code}: {blocked.text or blocked.why}")
    show(f"Net {found.net}")


@invoice.command()
def draft(
    context: options.Context,
    *,
    engagement: options.EngagementOption,
    start: options.FromOption,
    end: options.ToOption,
    group: options.GroupOption = "rate",
    chosen: options.FormatOption = "table",
) -> None:
    """Make a draft for each agreement; nothing to bill makes none.

    What cannot be priced stays out and is named.
    """
    from pip_manager.billing import priced
    from pip_manager.billing.einvoice.missing import missing
    from pip_manager.services.stores import open_office

    first, last = day(start, "--from"), day(end, "--to")
    with open_office(location(context)) as office:
        made = office.billing.draft(engagement, first, last, group)
        documents = [office.billing.document_json(found) for found in made.drafts]
    if wants_json(chosen):
        blocked = [priced.blocked_json(item) for item in made.blocked]
        show_json({"drafts": documents, "blocked": blocked})
    else:
        show_table(
            ("draft", "engagement", "agreement", "net", "gross"),
            [
                [
                    d[name]
                    for name in ("draft", "engagement", "agreement", "net", "gross")
                ]
                for d in documents
            ],
        )
    for item in made.blocked:
        say(f"Left out: {item.noun} {item.code}: {item.text or item.why}")
    for found in made.drafts:
        for sentence in missing(found):
            say(f"Draft {found.draft} cannot be sent as an e-invoice yet: {sentence}")
    say("Drafted." if documents else "There is nothing to bill.")


@invoice.command()
def discard(context: options.Context, number: options.DraftArgument) -> None:
    """Drop a draft; what it held is unbilled again."""
    from pip_manager.services.stores import open_office

    with open_office(location(context)) as office:
        office.billing.discard(_draft_number(number))
    say(f"Draft {number} is discarded.")


@invoice.command()
def issue(
    context: options.Context,
    number: options.DraftArgument,
    on: options.OnOption,
    folder: options.FolderOption = None,
    chosen: options.FormatOption = "table",
) -> None:
    """Give a draft its number and freeze it with its PDF."""
    from pip_manager.services.files import expect
    from pip_manager.services.stores import open_office

    issued_on = day(on, "--on")
    if folder is not None:
        expect(Path(folder))
    with open_office(location(context)) as office:
        made = office.billing.issue(_draft_number(number), issued_on)
        answer = office.billing.document_json(made)
        show_document(answer, as_json=wants_json(chosen))
        if folder is not None:
            save_pdf(office.billing, str(made.number), Path(folder))
        lacking = office.billing.unsendable(str(made.number))
    for sentence in lacking:
        say(f"It cannot be sent as an e-invoice yet: {sentence}")
    say(f"Issued: {made.number}")


@invoice.command()
def run(
    context: options.Context,
    *,
    start: options.FromOption,
    end: options.ToOption,
    on: options.OnOption,
    folder: Annotated[str, typer.Option("--pdf", metavar="DIR", help="For the PDFs.")],
    chosen: options.FormatOption = "table",
) -> None:
    """Draft and issue for every engagement with something to bill.

    Each is done on its own and told as soon as it is kept. An engagement with anything
    that cannot be priced is held back whole, and the reason is told.
    """
    from pip_manager.domain.values import money_text
    from pip_manager.services.files import expect
    from pip_manager.services.stores import open_office

    first, last, issued_on = day(start, "--from"), day(end, "--to"), day(on, "--on")
    expect(Path(folder))
    issued = held_back = unsendable = 0
    with open_office(location(context)) as office:
        for step in office.billing.run(first, last, issued_on):
            if step.number is None:
                held_back += 1
                _tell(chosen, {"held_back": step.engagement, "why": step.why})
                continue
            issued += 1
            told = {"issued": step.number, "engagement": step.engagement}
            gross = None if step.gross is None else money_text(step.gross)
            _tell(chosen, {**told, "gross": gross})
            save_pdf(office.billing, step.number, Path(folder))
            unsendable += bool(office.billing.unsendable(step.number))
    if unsendable:
        say(f"{unsendable} cannot be sent as e-invoices; `invoice xml` says why.")
    say(_summed(issued, held_back))


def _summed(issued: int, held_back: int) -> str:
    if not issued and not held_back:
        return "Nothing was issued: there is nothing to bill in this period."
    done = f"{issued} issued" if issued else "Nothing was issued"
    return f"{done}, {held_back} held back." if held_back else f"{done}."


def _tell(chosen: str, step: dict[str, str | None]) -> None:
    if chosen == "json":
        show_json(step, on_one_line=True)
    elif "issued" in step:
        show(f"{step['issued']} issued for {step['engagement']}: £{step['gross']}")
    else:
        show(f"{step['held_back']} held back: {step['why']}")


@invoice.command("show")
def show_(
    context: options.Context,
    number: options.NumberArgument,
    chosen: options.FormatOption = "table",
) -> None:
    """Show an issued document as it was issued, and what is outstanding."""
    from pip_manager.services.stores import open_office

    with open_office(location(context)) as office:
        answer = office.billing.document_json(office.billing.document(number))
    show_document(answer, as_json=wants_json(chosen))


@invoice.command("list")
def list_(context: options.Context, chosen: options.FormatOption = "table") -> None:
    """List every issued document, the latest first."""
    from pip_manager.domain.values import money_text
    from pip_manager.services.stores import open_office

    with open_office(location(context)) as office:
        rows = [
            {
                "number": found.number,
                "kind": found.kind,
                "status": found.status,
                "issued_on": found.issued_on.isoformat(),
                "engagement": found.engagement,
                "gross": money_text(found.gross),
                "outstanding": money_text(found.outstanding),
            }
            for found in office.billing.invoices()
        ]
    if wants_json(chosen):
        show_json({"invoices": rows})
    elif rows:
        show_table(list(rows[0]), [list(row.values()) for row in rows])


@invoice.command()
def pdf(
    context: options.Context,
    number: options.NumberArgument,
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file to write.")],
) -> None:
    """Save the stored PDF of an issued document, byte for byte."""
    from pip_manager.services.files import save
    from pip_manager.services.stores import open_office

    with open_office(location(context)) as office:
        save(Path(path), office.billing.pdf(number))
    say(f"{number} is written to {path}")


@invoice.command()
def xml(
    context: options.Context,
    number: options.NumberArgument,
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file to write.")],
) -> None:
    """Save an issued document as an e-invoice (Peppol BIS Billing 3.0, UBL)."""
    from pip_manager.services.files import save
    from pip_manager.services.stores import open_office

    with open_office(location(context)) as office:
        save(Path(path), office.billing.xml(number))
    say(f"The e-invoice of {number} is written to {path}")


def _draft_number(text: str) -> int:
    from pip_manager.errors import PipManagerError

    if not (text.isascii() and text.isdecimal()):
        raise PipManagerError(f"There is no draft “{text}”.")
    return int(text)


def save_pdf(billing: Billing, number: str, folder: Path) -> None:
    """Write the stored PDF into a folder under its number."""
    from pip_manager.services.files import save

    save(folder / f"{number}.pdf", billing.pdf(number))


def show_document(answer: object, *, as_json: bool) -> None:
    """Print a DOCUMENT."""
    document: dict[str, object] = dict(answer)  # type: ignore[call-overload]
    if as_json:
        show_json(document)
        return
    lines = document.pop("lines")
    told = {k: v for k, v in document.items() if not isinstance(v, (dict, list))}
    show_table(("", ""), told.items())
    show()
    columns = ("n", "description", "quantity", "unit", "unit_price", "net", "vat_code")
    rows = [[line[name] for name in columns] for line in lines]  # type: ignore[attr-defined]
    show_table(columns, rows)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(price)
    app.add_typer(invoice, name="invoice")
