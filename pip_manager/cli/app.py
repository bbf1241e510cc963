"""The commands and what they say of themselves when asked for help."""

from __future__ import annotations

import typer

from pip_manager.cli import (
    billing_commands,
    gaps_command,
    money_commands,
    options,
    store_commands,
    summary_command,
    transfer_commands,
)

_HELP = """
PIP Manager: releases, cover, activity and invoices of council-to-council
children's-services improvement support.

Without a command the program opens its window. With one it does one thing
without a window and ends.

\b
STORE is where the records are: a file, or a postgresql:// address of the
team's server. Without --store the variable PIP_MANAGER_STORE counts, else
your own default store.
"""

_EPILOG = """
\b
Examples:
  pip-manager --store team.store new --with starting-data
  pip-manager --store team.store import october.zip --check
  pip-manager --store team.store invoice run --from 2026-10-01 --to 2026-10-31 \\
      --on 2026-11-02 --pdf invoices
  pip-manager gaps --from 2026-11-01 --to 2027-03-31 --by month
  pip-manager summary --from 2026-04-01 --to 2027-03-31 --by authority,month

\b
With --format json one JSON document is printed on standard output and nothing
else; what is said to people goes to standard error, its last line a sentence.

\b
Exit codes:
   0  done                          13  in use by someone else
   1  refused, with the reason      14  cannot be written
   2  the command was mistyped      15  no space left
  10  made by a newer version       16  the import was refused
  11  not a store of this program   17  someone else changed it first
  12  the store is damaged          18  verify found something
                                    19  the server cannot be reached
"""

app = typer.Typer(
    name="pip-manager",
    help=_HELP,
    epilog=_EPILOG,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


@app.callback()
def _begin(context: options.Context, store: options.StoreOption = None) -> None:
    context.obj = store


store_commands.add_to(app)
transfer_commands.add_to(app)
billing_commands.add_to(app)
money_commands.add_to(app)
gaps_command.add_to(app)
summary_command.add_to(app)
