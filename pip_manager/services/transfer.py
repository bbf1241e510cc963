"""Everything in and out of a store in the exchange format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.nouns import NOUNS
from pip_manager.errors import ConflictError, ImportRefusedError
from pip_manager.exchange.reading import read
from pip_manager.models import loading
from pip_manager.services import exporting, issued_files
from pip_manager.services.judging import Judged
from pip_manager.services.progress import Report, unheard
from pip_manager.services.restoring import Restoration
from pip_manager.services.verdicts import (
    EMPTY_ONLY,
    Imported,
    Line,
    imported,
    needs_empty_store,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pip_manager.exchange.package import Package
    from pip_manager.exchange.writing import Table
    from pip_manager.models import Connection
    from pip_manager.models.writer import Writer
    from pip_manager.services.workplace import Workplace

VERB = "Import"
"""The first word of every change that an import makes."""


class Transfer:
    """The verbs of import and export."""

    def __init__(self, office: Workplace) -> None:
        """Bring into, and take out of, the store of an office."""
        self._office = office

    def check(self, path: Path) -> Imported:
        """Say what an import would do; write nothing.

        Raises:
            ImportRefusedError: nothing could be read at `path`.
        """
        package = read(path, issued_files.EXTRA)
        with self._office.store.reading() as connection:
            return imported(_Coming(connection, package).lines)

    def bring_in(self, path: Path, report: Report = unheard) -> Imported:
        """Take in a whole exchange folder, zip or workbook as one change.

        With an error in any row nothing is written: the outcome says it is refused.
        `report` is told how many nouns are written; nothing is kept where it raises.

        Raises:
            ImportRefusedError: nothing could be read at `path`, or a rule of the store
                forbids it.
        """
        package = read(path, issued_files.EXTRA)
        return self.take_in(package, f"{VERB} {path.name}", report)

    def take_in(
        self, package: Package, verb: str, report: Report = unheard
    ) -> Imported:
        """Take in what was read, as one change under `verb`."""
        try:
            with self._office.writing(verb) as writer:
                coming = _Coming(writer.connection, package)
                if not coming.is_refused:
                    self._copy_before(coming)
                    coming.write(writer, report)
        except ConflictError as error:
            raise ImportRefusedError(str(error)) from error
        return imported(coming.lines, writer.seq)

    def _copy_before(self, coming: _Coming) -> None:
        """Copy a store with records in it before an import changes it."""
        if coming.is_new_store or not coming.changes_anything:
            return
        from pip_manager.models import backup

        # the transaction holds others off and has written nothing yet
        backup.before(self._office.store.location, "import")

    def export(
        self, path: Path, *, with_pay: bool = True, report: Report = unheard
    ) -> None:
        """Write everything to a folder, a ``.zip`` or an ``.xlsx``.

        `report` is told how many nouns are written; nothing is left where it raises.

        Raises:
            PipManagerError: something stands at `path`, or it cannot be written.
        """
        from pip_manager.exchange.writing import write

        lossless = path.suffix.casefold() != ".xlsx"
        with self._office.store.reading() as connection:
            found = exporting.exported(connection, lossless=lossless, with_pay=with_pay)
            heard = _heard(found, report)
            write(path, heard, exporting.documents(connection))


def _heard(tables: Iterable[Table], report: Report) -> Iterator[Table]:
    for n, table in enumerate(tables):
        report(min(n, len(NOUNS)), len(NOUNS))
        yield table


class _Coming:
    """A package judged whole, and written whole."""

    def __init__(self, connection: Connection, package: Package) -> None:
        self._judged = Judged(connection, package)
        self._restoration = Restoration(package)
        self.is_new_store = loading.is_empty(connection)
        self._further: list[Line] = []
        if not self._restoration.is_there():
            return
        if self.is_new_store:
            payments = self._judged.by_noun.get("payments", [])
            self._restoration.judge(payments)
        else:
            self._further = self._restoration.refuse_all()

    @property
    def lines(self) -> list[Line]:
        """Return every row of the package with what was found of it."""
        return [*self._judged.lines, *self._restoration.lines, *self._further]

    @property
    def is_refused(self) -> bool:
        """Tell whether any row is in error."""
        return any(line.is_wrong for line in self.lines)

    @property
    def changes_anything(self) -> bool:
        """Tell whether any row is not as it stands in the store already."""
        return any(not line.is_same for line in self.lines)

    def write(self, writer: Writer, report: Report) -> None:
        """Change what is there, then add what is new, then restore what was issued."""
        for record, row in self._judged.changed():
            writer.change(record.noun, record.id, record.version, row)
        for n, name in enumerate(NOUNS):
            report(n, len(NOUNS))
            if rows := self._judged.new_rows(name):
                if self.is_new_store:
                    writer.load(name, rows)
                else:
                    loading.add_many(writer, name, rows)
        self._restoration.write(writer)
        report(len(NOUNS), len(NOUNS))


def refuse(outcome: Imported) -> None:
    """Raise what an import with errors ends in.

    Raises:
        ImportRefusedError: the outcome holds an error.
    """
    if needs_empty_store(outcome):
        raise ImportRefusedError(f"Nothing was imported. {EMPTY_ONLY}")
    if outcome.is_refused:
        n = outcome.totals["error"]
        rows = "1 row is" if n == 1 else f"{n} rows are"
        raise ImportRefusedError(
            f"Nothing was imported: {rows} in error. Mend the file and try again."
        )
