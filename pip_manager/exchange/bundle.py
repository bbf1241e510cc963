"""Read an exchange folder or its zip: a CSV a noun, and stored documents."""

from __future__ import annotations

import hashlib
import io
import re
from functools import partial
from typing import TYPE_CHECKING, Protocol

from typing_extensions import override

from pip_manager.errors import ImportRefusedError
from pip_manager.exchange.delimited import read_records
from pip_manager.exchange.guard import BUNDLE, Archive
from pip_manager.exchange.package import DOCUMENTS, Document, Package, SheetProblem
from pip_manager.exchange.sheets import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

    from pip_manager.exchange.package import Form, Layout

_DOCUMENT = re.compile(rf"{DOCUMENTS}/([0-9a-f]{{64}})\.pdf")
_LEFT_BY_SYSTEMS = {"thumbs.db", "desktop.ini"}


class _Source(Protocol):
    """Where the files of a bundle lie, by their names within it."""

    path: Path

    def names(self) -> list[str]: ...
    def chunks(self, name: str) -> Iterator[bytes]: ...


class _Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        """List files, and as one name each any folder that has no place here."""
        names = [file.name for file in self.path.iterdir() if file.name != DOCUMENTS]
        documents = self.path / DOCUMENTS
        if documents.is_dir():
            names += [f"{DOCUMENTS}/{file.name}" for file in documents.iterdir()]
        return sorted(names)

    def chunks(self, name: str) -> Iterator[bytes]:
        file = self.path / name
        if file.is_symlink() or not file.is_file():
            raise ImportRefusedError(f"“{name}” is not an ordinary file.")
        with file.open("rb") as stream:
            while chunk := stream.read(1024 * 1024):
                yield chunk


class _Zip:
    """A zip, with or without one folder around everything."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = Archive(path, BUNDLE)
        names = [name for name in self._archive.parts if _is_kept(name)]
        tops = {name.split("/")[0] for name in names}
        wrapped = len(tops) == 1 and all("/" in name for name in names)
        top = next(iter(tops)) + "/" if wrapped and tops != {DOCUMENTS} else ""
        self._parts = {name.removeprefix(top): name for name in names}

    def names(self) -> list[str]:
        return sorted(self._parts)

    def chunks(self, name: str) -> Iterator[bytes]:
        return self._archive.chunks(self._parts[name])


def read_bundle(path: Path, kind: Form, known: Layout) -> Package:
    """Read a folder or a zip.

    Raises:
        ImportRefusedError: it is unsafe or damaged, or holds no noun at all.
    """
    source: _Source = _Folder(path) if kind == "folder" else _Zip(path)
    package = Package(kind)
    names = [name for name in source.names() if _is_kept(name)]
    if not any(_noun_of(name) in known for name in names):
        raise ImportRefusedError(
            f"“{path.name}” has no file of the exchange format, such as people.csv."
        )
    for name in names:
        _read_file(source, name, known, package)
    return package


def _is_kept(name: str) -> bool:
    """Tell whether a file is more than what desktops leave lying about."""
    steps = name.split("/")
    return (
        not any(step.startswith(".") for step in steps)
        and steps[0] != "__MACOSX"
        and steps[-1].casefold() not in _LEFT_BY_SYSTEMS
    )


def _noun_of(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and suffix.casefold() == "csv" else ""


def _read_file(source: _Source, name: str, known: Layout, package: Package) -> None:
    noun = _noun_of(name)
    if noun in known and noun not in package.sheets:
        stream = io.BufferedReader(_Chunks(source.chunks(name)), 256 * 1024)
        with io.TextIOWrapper(stream, "utf-8-sig", newline="") as lines:
            sheet, problems = sheet_of(noun, known[noun], read_records(lines))
        package.sheets[noun] = sheet
        package.problems.extend(problems)
    elif found := _DOCUMENT.fullmatch(name):
        _read_document(source, name, found[1], package)
    else:
        text = f"“{name}” is no file of the exchange format."
        package.problems.append(SheetProblem(name, "unknown_noun", text))


def _read_document(source: _Source, name: str, sha256: str, package: Package) -> None:
    digest = hashlib.sha256()
    for chunk in source.chunks(name):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        text = f"“{name}” is not the document its name says."
        package.problems.append(SheetProblem(name, "document_changed", text))
    read = partial(_joined, source, name)
    package.documents[sha256] = Document(sha256, read)


def _joined(source: _Source, name: str) -> bytes:
    return b"".join(source.chunks(name))


class _Chunks(io.RawIOBase):
    """Chunks of bytes as a readable stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        view = memoryview(buffer)
        taken = self._rest[: len(view)]
        view[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
