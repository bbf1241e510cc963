"""Judge every row of an exchange package against the store it would come into."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import override

from pip_manager.billing import rates
from pip_manager.domain import issued
from pip_manager.domain.cover import loops as cover_loops
from pip_manager.domain.labels import one
from pip_manager.domain.nouns import NOUNS, Kind
from pip_manager.domain.values import as_text, read_as
from pip_manager.models import loading, rows
from pip_manager.models.writer import key_of
from pip_manager.services import checks, reference
from pip_manager.services.verdicts import Line
from pip_manager.services.warnings import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pip_manager.domain.nouns import Column, Noun
    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.errors import FieldProblem
    from pip_manager.exchange.package import Package, Sheet
    from pip_manager.models import Connection

_NOT_READ = {
    Kind.DAY: "not_a_date",
    Kind.WHEN: "not_a_date",
    Kind.MONEY: "not_a_figure",
    Kind.QUANTITY: "not_a_figure",
    Kind.NUMBER: "not_a_figure",
    Kind.FLAG: "not_yes_no",
    Kind.PATTERN: "not_a_pattern",
    Kind.TEXT: "not_text",
    Kind.CODE: "not_text",
}
_LOCKED = ("activities", "expenses", "charges")
_OF_AGREEMENT = (*_LOCKED, "secondments")
_SHARES = ("charge_percent", "grant_percent", "contributed_percent")


class Judged:
    """Every row of a package with what was found of it, and what it would do."""

    def __init__(self, connection: Connection, package: Package) -> None:
        """Read and judge; nothing is written."""
        self.connection = connection
        self.lines = _of_sheets(package)
        self.by_noun: dict[str, list[Line]] = {}
        self.stored: dict[str, dict[tuple[str, ...], Record]] = {}
        for name, noun in NOUNS.items():
            if name in package.sheets:
                self.by_noun[name] = _read(noun, package.sheets[name])
                self.lines.extend(self.by_noun[name])
        self._add_former()
        for name in self.by_noun:
            self._compare(name)
        self._check_rows()
        self._check_agreements()
        self._check_rates()
        self._check_loops()
        warn(self)

    @property
    def is_refused(self) -> bool:
        """Tell whether any row is in error."""
        return any(line.is_wrong for line in self.lines)

    def existing(self, name: str) -> dict[tuple[str, ...], Record]:
        """Return the store's records of a noun by key."""
        if name not in self.stored:
            noun = NOUNS[name]
            found = rows.records(self.connection, name)
            self.stored[name] = {tuple(key_of(noun, r.row)): r for r in found}
        return self.stored[name]

    def outcome(self, name: str) -> list[tuple[Row, Line | None]]:
        """Return the rows a noun would have after the import, each with its line."""
        lines = [line for line in self.by_noun.get(name, ()) if not line.is_wrong]
        mine = {line.key for line in self.by_noun.get(name, ())}
        kept = [r.row for key, r in self.existing(name).items() if key not in mine]
        return [*((row, None) for row in kept), *((ln.row, ln) for ln in lines)]

    def new_rows(self, name: str) -> list[Row]:
        """Return the rows of a noun that would be added."""
        lines = self.by_noun.get(name, ())
        return [line.row for line in lines if line.before is None]

    def changed(self) -> list[tuple[Record, Row]]:
        """Return the records that would be changed, each with its new row."""
        return [
            (line.before, line.row)
            for lines in self.by_noun.values()
            for line in lines
            if line.before is not None and not line.is_same
        ]

    def _add_former(self) -> None:
        """Bring in each authority that is named by a code the reference once knew."""
        named = {
            str(line.row.get(column.name))
            for name, lines in self.by_noun.items()
            for column in NOUNS[name].columns
            if column.refers == "authorities"
            for line in lines
        }
        mine = {
            line.row.get("authority") for line in self.by_noun.get("authorities", ())
        }
        for code in sorted(named - mine - reference.authorities().keys()):
            known = reference.authority(code)
            if known is None or (code,) in self.existing("authorities"):
                continue
            line = Line("authorities", None, "authorities")
            columns = NOUNS["authorities"].columns
            line.row = {column.name: None for column in columns}
            line.row |= {"authority": code, "name": known.name}
            self.by_noun.setdefault("authorities", []).append(line)
            self.lines.append(line)

    def _compare(self, name: str) -> None:
        noun, lines = NOUNS[name], self.by_noun[name]
        existing = self.existing(name)
        billed: set[str] = set()
        if name in _LOCKED and existing:
            billed = loading.billed_codes(self.connection, name)
        first: dict[tuple[str, ...], int | None] = {}
        for line in lines:
            if line.is_wrong:
                continue
            line.key = tuple(key_of(noun, line.row))
            if line.key in first:
                line.refuse(noun.key[-1], "duplicate_key", _twice(line, first))
                continue
            first[line.key] = line.number
            line.before = existing.get(line.key)
            line.is_same = line.before is not None and line.before.row == line.row
            if not line.is_same and line.before and line.key[0] in billed:
                line.refuse(
                    None,
                    "billed",
                    f"The {one(name)} “{line.key[0]}” is on an issued invoice and"
                    f" cannot be changed. {issued.STAYS}",
                )

    def _check_rows(self) -> None:
        around = _Around(self.connection, self)
        for name, lines in self.by_noun.items():
            for line in lines:
                if line.is_wrong:
                    continue
                for problem in checks.problems(name, line.row, around):
                    code = _code_of(name, line.row, problem, around)
                    line.refuse(problem.field, code, problem.message)

    def _check_agreements(self) -> None:
        """Refuse to move an agreement that the store's items of another name."""
        for line in self.by_noun.get("agreements", ()):
            moved = (
                line.before is not None
                and line.row["engagement"] is not None
                and line.before.row["engagement"] != line.row["engagement"]
            )
            if moved and not line.is_wrong and self._is_named(line):
                line.refuse(
                    "engagement",
                    "other_engagement",
                    f"Items of another engagement name the agreement “{line.key[0]}”.",
                )

    def _is_named(self, line: Line) -> bool:
        for name in _OF_AGREEMENT:
            noun = NOUNS[name]
            mine = {other.key for other in self.by_noun.get(name, ())}
            for row in rows.rows(self.connection, name, agreement=line.key[0]):
                kept = tuple(key_of(noun, row)) not in mine
                if kept and row["engagement"] not in {None, line.row["engagement"]}:
                    return True
        return False

    def _check_rates(self) -> None:
        if not self.by_noun.get("rates"):
            return
        lines: dict[int, Line] = {}
        every = []
        for row, line in self.outcome("rates"):
            every.append(rates.RateRow.from_row(row))
            if line is not None:
                lines[id(every[-1])] = line
        for pair in rates.overlaps(every):
            for rate in pair:
                if line := lines.get(id(rate)):
                    line.refuse(
                        "from",
                        "overlap",
                        "Another rate of the same target, person, role and strand is"
                        " in force then. End one before the other begins.",
                    )

    def _check_loops(self) -> None:
        if not self.by_noun.get("cover"):
            return
        outcome = self.outcome("cover")
        lines = {str(row["cover"]): line for row, line in outcome}
        covers = [row for row, _ in outcome]
        found = cover_loops.loops(cover_loops.links(covers))
        titles = self._titles() if found else {}
        for loop in found:
            for code in loop:
                if line := lines[code]:
                    text = checks.loop_words(loop, covers, titles)
                    line.refuse("from_post", "loop", text)

    def _titles(self) -> dict[str, str]:
        posts = (row for row, _ in self.outcome("posts"))
        return {str(row["post"]): str(row["title"]) for row in posts}


class _Around(checks.Around):
    """The records around a row: the store's, and those of the same file."""

    def __init__(self, connection: Connection, judged: Judged) -> None:
        super().__init__(connection)
        self._judged = judged
        self._known: dict[str, set[str]] = {}

    @override
    def codes(self, noun: str) -> set[str]:
        if noun not in self._known:
            mine = {
                str(line.row.get(str(NOUNS[noun].code)))
                for line in self._judged.by_noun.get(noun, ())
            }
            self._known[noun] = super().codes(noun) | mine
        return self._known[noun]

    @cached_property
    @override
    def agreements(self) -> dict[str, Row]:
        outcome = self._judged.outcome("agreements")
        return {str(row["agreement"]): row for row, _ in outcome}


def _of_sheets(package: Package) -> list[Line]:
    """Return what is wrong with whole files and sheets, a line each."""
    lines = []
    for problem in package.problems:
        noun = problem.sheet if problem.sheet in package.sheets else None
        line = Line(problem.sheet, problem.row, noun)
        line.refuse(problem.column, problem.code, problem.text)
        lines.append(line)
    return lines


def _read(noun: Noun, sheet: Sheet) -> list[Line]:
    readers = [(column, _reader(column)) for column in noun.columns]
    fill = _REFERENCE.get(noun.name)
    lines = []
    for number, cells in sheet.rows:
        line = Line(noun.name, number, noun.name)
        for column, read in readers:
            _read_cell(line, column, read(cells.get(column.name, "")))
        if fill is not None:
            fill(line.row)
        line.texts = {
            column.name: as_text(column.kind, line.row[column.name])
            for column in noun.columns
            if column.name in line.row
        }
        lines.append(line)
    return lines


def _read_cell(line: Line, column: Column, value: Value | ValueError) -> None:
    if isinstance(value, ValueError):
        code = "not_allowed" if column.choices else _NOT_READ[column.kind]
        line.refuse(column.name, code, str(value))
    else:
        line.row[column.name] = value


def _reader(column: Column) -> Callable[[str], Value | ValueError]:
    """Return a reader that works out each distinct text once."""
    known: dict[str, Value | ValueError] = {"": None}

    def read(text: str) -> Value | ValueError:
        if text not in known:
            try:
                known[text] = read_as(column, text)
            except ValueError as error:
                known[text] = error
        return known[text]

    return read


def _named(row: Row) -> None:
    """Let an authority without a name keep the one the reference gives it."""
    code = row.get("authority")
    if row.get("name") is None and (found := reference.authorities().get(str(code))):
        row["name"] = found.name


_REFERENCE: Mapping[str, Callable[[Row], None]] = {"authorities": _named}


def _twice(line: Line, first: Mapping[tuple[str, ...], int | None]) -> str:
    words = " / ".join(part for part in line.key if part)
    return (
        f"The {one(str(line.noun))} “{words}” stands in row {first[line.key]} already."
    )


def _code_of(
    name: str, row: Mapping[str, Value], problem: FieldProblem, around: checks.Around
) -> str:
    """Return the word by which a program tells one kind of problem from another."""
    noun, value = NOUNS[name], row.get(problem.field)
    column = noun.column(problem.field) if noun.has(problem.field) else None
    if problem.field in _SHARES:
        return "shares"
    if value is None:
        return "required"
    if column and column.refers and value not in around.codes(column.refers):
        return "unknown_code"
    if problem.field == "to":
        return "backwards"
    return "other_engagement" if problem.field == "agreement" else "rule"
