"""What an archive from outside must pass before anything is read from it.

Sizes are counted while unpacking: what an archive declares may be a lie.
Source: the import limits of the reliability figures.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pip_manager.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_MEGABYTE = 1024 * 1024
_LOCAL_HEADER = 30
_IS_ENCRYPTED = 0x1
# a small part that unpacks two hundredfold is honest repetition, no bomb
_RATIO_FLOOR = _MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """The most an archive may hold; sizes in bytes, `ratio` unpacked to packed."""

    file: int
    parts: int
    part: int
    total: int
    ratio: int = 200


WORKBOOK = Limits(30 * _MEGABYTE, 2_000, 100 * _MEGABYTE, 200 * _MEGABYTE)
# a bundle carries years of stored documents
BUNDLE = Limits(2_048 * _MEGABYTE, 200_000, 512 * _MEGABYTE, 4_096 * _MEGABYTE)


class Archive:
    """An archive whose directory has been checked; parts unpack under guard.

    Raises:
        ImportRefusedError: its directory breaks a limit, or cannot be read.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self._limits = limits
        self._sizes: dict[str, int] = {}
        self.parts = {part.filename: part for part in self._listed()}

    def _listed(self) -> list[zipfile.ZipInfo]:
        if self.path.stat().st_size > self._limits.file:
            size = self._limits.file // _MEGABYTE
            raise self._refused(f"is larger than {size} MB")
        try:
            with zipfile.ZipFile(self.path) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise self._refused("is damaged or cut short") from None
        if len(parts) > self._limits.parts:
            raise self._refused(f"has more than {self._limits.parts} parts")
        self._check_names(parts)
        return [part for part in parts if not part.is_dir()]

    def _check_names(self, parts: list[zipfile.ZipInfo]) -> None:
        names = [part.filename for part in parts]
        if len({name.casefold() for name in names}) < len(names):
            raise self._refused("has two parts of one name")
        for part in parts:
            name = part.orig_filename
            steps = name.replace("\\", "/").split("/")
            if ".." in steps or not steps[0] or ":" in steps[0] or "\0" in name:
                raise self._refused("has a part that points outside it")
            if part.flag_bits & _IS_ENCRYPTED:
                raise self._refused("is locked with a password")
            if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise self._refused("is packed in an unusual way")

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, at most a megabyte at a time.

        Raises:
            ImportRefusedError: the part is too large, damaged, or a bomb.
        """
        part = self.parts[name]
        size, check = 0, 0
        with self.path.open("rb") as stream:
            for chunk in self._inflated(stream, part):
                size += len(chunk)
                check = zlib.crc32(chunk, check)
                self._check_size(part, size)
                yield chunk
        if size != part.file_size or check != part.CRC:
            raise self._refused("is damaged")

    def read(self, name: str) -> bytes:
        """Return a whole part; as `chunks`."""
        return b"".join(self.chunks(name))

    def _inflated(self, stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
        stream.seek(part.header_offset)
        header = stream.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise self._refused("is damaged")
        gap = int.from_bytes(header[26:28], "little")
        gap += int.from_bytes(header[28:30], "little")
        stream.seek(gap, 1)
        packed = _packed(stream, part.compress_size)
        if part.compress_type == zipfile.ZIP_STORED:
            yield from packed
            return
        try:
            yield from _unpacked(packed)
        except zlib.error:
            raise self._refused("is damaged") from None

    def _check_size(self, part: zipfile.ZipInfo, size: int) -> None:
        limits = self._limits
        if size > part.file_size:
            raise self._refused("holds more than it declares")
        self._sizes[part.filename] = size
        if size > limits.part or sum(self._sizes.values()) > limits.total:
            raise self._refused("unpacks to more than the program takes in")
        if size > max(_RATIO_FLOOR, limits.ratio * part.compress_size):
            raise self._refused("unpacks to suspiciously much")

    def _refused(self, why: str) -> ImportRefusedError:
        return ImportRefusedError(f"“{self.path.name}” {why}; nothing was read.")


def _packed(stream: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0:
        chunk = stream.read(min(left, 64 * 1024))
        if not chunk:
            return
        left -= len(chunk)
        yield chunk


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in packed:
        rest = chunk
        while rest and not inflate.eof:
            yield inflate.decompress(rest, _MEGABYTE)
            rest = inflate.unconsumed_tail
    while more := inflate.decompress(b"", _MEGABYTE):
        yield more
