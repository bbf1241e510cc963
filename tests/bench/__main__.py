"""The speed measurements: each row prints time, floor and ratio of the same run.

    python3 dev.py bench               all rows, a table
    python3 dev.py bench --json FILE   the rows as JSON as well
    python3 dev.py bench start info    only the rows whose name begins so

The ratio is the bar; milliseconds are aims on a quiet machine. Floor and program run
interleaved, best of three or the median of seven rounds. The exit code is 1 where a bar
is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    activities,
    command,
    cover,
    cover_board,
    invoices,
    saving,
    session,
    start,
)
from tests.bench.row import Row, print_row, print_table


def main() -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("names", nargs="*", help="rows whose name begins so")
    parser.add_argument("--json", type=Path, help="write the rows to this file too")
    asked = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="pip-manager-bench") as folder:
        for measure in (
            start,
            command,
            saving,
            cover,
            cover_board,
            invoices,
            activities,
            session,
        ):
            rows.extend(measure.rows(Path(folder), asked.names, print_row))
    print_table(rows)
    if asked.json:
        asked.json.write_text(json.dumps([row.as_json() for row in rows], indent=1))
    return 0 if all(row.is_met for row in rows) else 1


sys.exit(main())
