"""What an import says of each row before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row

Level = Literal["error", "warning"]
Word = Literal["new", "same", "changed", "warning", "error", "skipped"]

EMPTY_ONLY = (
    "Issued documents come back only into an empty store. Make a new store and import"
    " there."
)
NOT_EMPTY = "store_not_empty"
"""The code of every problem that says so; it is of a whole sheet, not of a row."""

WORDS: tuple[Word, ...] = ("new", "same", "changed", "warning", "error", "skipped")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot come in, or what to look at; `code` never changes."""

    column: str | None
    level: Level
    code: str
    text: str


@dataclass(slots=True)
class Line:
    """One row of the file on its way in: its texts, values, and what is found."""

    sheet: str
    number: int | None
    noun: str | None
    row: Row = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    before: Record | None = None
    problems: list[Problem] = field(default_factory=list)
    is_same: bool = False

    def refuse(self, column: str | None, code: str, text: str) -> None:
        """Add a reason why the row cannot come in."""
        self.problems.append(Problem(column, "error", code, text))

    def warn(self, column: str | None, code: str, text: str) -> None:
        """Add something to look at; the row comes in all the same."""
        if not self.is_same:
            self.problems.append(Problem(column, "warning", code, text))

    @property
    def is_wrong(self) -> bool:
        """Tell whether the row cannot come in."""
        return any(problem.level == "error" for problem in self.problems)

    @property
    def verdict(self) -> Word:
        """Return the one word for the row."""
        if self.is_wrong:
            return "error"
        if self.is_same:
            return "same"
        if self.problems:
            return "warning"
        return "new" if self.before is None else "changed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an import says of one row; `read_as` holds texts, None where empty."""

    sheet: str
    row: int | None
    noun: str | None
    verdict: Word
    problems: tuple[Problem, ...]
    read_as: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import: its change (None where nothing was written).

    `verdicts` lists what is neither new nor the same; `totals` counts every row.
    """

    batch: int | None
    verdicts: tuple[Verdict, ...]
    totals: dict[str, int]

    @property
    def is_refused(self) -> bool:
        """Tell whether any row is in error, so that nothing comes in."""
        return self.totals["error"] > 0


def imported(lines: list[Line], batch: int | None = None) -> Imported:
    """Sum up what was found of every row."""
    told = [(line, line.verdict) for line in lines]
    found = Counter(word for _, word in told)
    return Imported(
        batch,
        tuple(
            Verdict(
                line.sheet,
                line.number,
                line.noun,
                word,
                tuple(line.problems),
                {name: text or None for name, text in line.texts.items()},
            )
            for line, word in told
            if word not in {"new", "same"}
        ),
        {word: found[word] for word in WORDS},
    )


def gathered(outcome: Imported) -> list[Verdict]:
    """Return what people are to read: one line for a sheet that is refused whole."""
    told: list[Verdict] = []
    sheets: set[str] = set()
    for verdict in outcome.verdicts:
        whole = [one for one in verdict.problems if one.code == NOT_EMPTY]
        if not whole:
            told.append(verdict)
        elif verdict.sheet not in sheets:
            sheets.add(verdict.sheet)
            told.append(replace(verdict, row=None, problems=tuple(whole)))
    return told


def needs_empty_store(outcome: Imported) -> bool:
    """Tell whether anything was refused only because the store holds records."""
    return any(p.code == NOT_EMPTY for v in outcome.verdicts for p in v.problems)


def as_json(outcome: Imported) -> dict[str, object]:
    """Return the answer of ``import --format json``."""
    return {
        "batch": outcome.batch,
        "rows": [
            {
                "sheet": verdict.sheet,
                "row": verdict.row,
                "noun": verdict.noun,
                "verdict": verdict.verdict,
                "problems": [
                    {
                        "column": problem.column,
                        "level": problem.level,
                        "code": problem.code,
                        "text": problem.text,
                    }
                    for problem in verdict.problems
                ],
                "read_as": verdict.read_as,
            }
            for verdict in outcome.verdicts
        ],
        "totals": outcome.totals,
    }
