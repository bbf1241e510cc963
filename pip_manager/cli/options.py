"""What the words after a command mean, said once for every command.

Typer reads these from the annotations of the commands.
"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Context = typer.Context
Format = Literal["json", "table"]
Group = Literal["rate", "line", "person", "strand"]
With = Literal["nothing", "starting-data", "demo"]

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="STORE", help="The file or server address."),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="json: one JSON document for programs.")
]
WithOption = Annotated[
    With,
    typer.Option(
        "--with",
        help="starting-data: what the Centre's own documents state."
        " demo: invented data, to try the program with.",
    ),
]
PathArgument = Annotated[
    str, typer.Argument(metavar="PATH", help="A folder, .zip or .xlsx workbook.")
]
EngagementOption = Annotated[
    str, typer.Option("--engagement", metavar="CODE", help="Its code.")
]
FromOption = Annotated[
    str, typer.Option("--from", metavar="D", help="First day, such as 2026-10-01.")
]
ToOption = Annotated[str, typer.Option("--to", metavar="D", help="Last day.")]
OnOption = Annotated[
    str, typer.Option("--on", metavar="D", help="The date of issue; not in the future.")
]
FolderOption = Annotated[
    str | None,
    typer.Option("--pdf", metavar="DIR", help="Write PDFs there; made if missing."),
]
GroupOption = Annotated[
    Group, typer.Option("--group", help="How items become lines of the invoice.")
]
NumberArgument = Annotated[
    str, typer.Argument(metavar="NUMBER", help="Such as LRPC-2026-0001.")
]
DraftArgument = Annotated[
    str, typer.Argument(metavar="DRAFT", help="The number draft gave it.")
]
