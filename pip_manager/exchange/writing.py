"""Write an exchange folder, zip or workbook; rows are written as they come."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from pip_manager.errors import PipManagerError
from pip_manager.exchange.atomic import new_file, new_folder
from pip_manager.exchange.delimited import write_records
from pip_manager.exchange.package import DOCUMENTS
from pip_manager.exchange.spreadsheet import write_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import IO

Table = tuple[str, "Sequence[str]", "Iterable[Sequence[str]]"]
Stored = tuple[str, bytes]

# fixed, so that equal stores give byte-equal zips
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o100644 << 16
_UNIX = 3


def write(
    path: Path,
    tables: Iterable[Table],
    documents: Iterable[Stored] = (),
    *,
    replace: bool = False,
) -> None:
    """Write in the form the name of `path` asks for: .xlsx, .zip, else a folder.

    A table is a noun, its columns and its rows of text in order; a document is its
    SHA-256 and its bytes. A workbook leaves documents out.

    Raises:
        PipManagerError: something stands at `path`, or it cannot be written.
    """
    match path.suffix.casefold():
        case ".xlsx":
            write_workbook(path, tables, replace=replace)
        case ".zip":
            write_zip(path, tables, documents, replace=replace)
        case _:
            write_folder(path, tables, documents, replace=replace)


def write_folder(
    path: Path,
    tables: Iterable[Table],
    documents: Iterable[Stored] = (),
    *,
    replace: bool = False,
) -> None:
    """Write a folder with one CSV a noun and the documents; as `write`."""
    with new_folder(path, replace=replace) as folder:
        for noun, columns, rows in tables:
            file = folder / f"{noun}.csv"
            with _text(file.open("wb")) as stream:
                write_records(stream, columns, rows)
        for sha256, content in documents:
            file = folder / _document_name(sha256)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)


def write_zip(
    path: Path,
    tables: Iterable[Table],
    documents: Iterable[Stored] = (),
    *,
    replace: bool = False,
) -> None:
    """Write the same files as `write_folder` into a zip, always the same bytes."""
    with (
        new_file(path, replace=replace) as part,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for noun, columns, rows in tables:
            with (
                archive.open(_member(f"{noun}.csv"), "w") as member,
                _text(member) as stream,
            ):
                write_records(stream, columns, rows)
        for sha256, content in documents:
            archive.writestr(_member(_document_name(sha256)), content)


def write_workbook(
    path: Path, tables: Iterable[Table], *, replace: bool = False
) -> None:
    """Write a workbook with one sheet a noun, without documents; as `write`."""
    with new_file(path, replace=replace) as part:
        write_book(part, tables, member=_member)


def _text(stream: IO[bytes]) -> io.TextIOWrapper:
    # half a surrogate pair has no UTF-8, and must not stop an export
    return io.TextIOWrapper(stream, "utf-8", errors="replace", newline="")


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = _ORDINARY_FILE
    member.create_system = _UNIX
    return member


def _document_name(sha256: str) -> str:
    if not (len(sha256) == 64 and sha256.isalnum()):  # noqa: PLR2004 - SHA-256 in hex
        raise PipManagerError(f"“{sha256}” is not the SHA-256 of a document.")
    return f"{DOCUMENTS}/{sha256}.pdf"
