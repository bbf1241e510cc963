"""The errors a user can meet, each with its exit code on the command line.

PipManagerError         1   a sentence fit to be shown, nothing broken in the program
  InputError            1   what was entered cannot be accepted; names the fields
  UsageError            2   the command was typed wrongly
  ConflictError        17   the record changed, or is closed, since it was read
  ImportRefusedError   16   what came in cannot be read, or breaks a rule
  VerifyError          18   verify found something wrong
  StoreError                the store cannot be opened, read or written
    NewerStoreError    10     made by a newer version
    ForeignStoreError  11     not one of our stores
    DamagedStoreError  12     damaged
    BusyStoreError     13     in use by someone else
    ReadOnlyStoreError 14     cannot be written
    NoSpaceError       15     no space left
    UnreachableError   19     the server cannot be reached

Every other exception is a defect: it is logged with its traceback and said to be one.
"""

from __future__ import annotations

from dataclasses import dataclass


class PipManagerError(Exception):
    """A sentence for the user: what is wrong and what to do."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why one field cannot be accepted; `field` is its column name."""

    field: str
    message: str


class InputError(PipManagerError):
    """What was entered cannot be accepted, field by field."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class UsageError(PipManagerError):
    """The command was typed wrongly."""

    exit_code = 2


class ConflictError(PipManagerError):
    """The record changed, or was closed, since it was read."""

    exit_code = 17


class ImportRefusedError(PipManagerError):
    """What came in cannot be read, or breaks a rule."""

    exit_code = 16


class VerifyError(PipManagerError):
    """Verify found something wrong."""

    exit_code = 18


class StoreError(PipManagerError):
    """The store cannot be opened, read or written."""


class NewerStoreError(StoreError):
    """The store was made by a newer version of the program."""

    exit_code = 10


class ForeignStoreError(StoreError):
    """The file or database is not one of our stores."""

    exit_code = 11


class DamagedStoreError(StoreError):
    """The store is damaged."""

    exit_code = 12


class BusyStoreError(StoreError):
    """Somebody else is using the store."""

    exit_code = 13


class ReadOnlyStoreError(StoreError):
    """The store cannot be written."""

    exit_code = 14


class NoSpaceError(StoreError):
    """There is no space left to write."""

    exit_code = 15


class UnreachableError(StoreError):
    """The server of the team store cannot be reached."""

    exit_code = 19
