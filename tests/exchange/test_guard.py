"""Hostile workbooks are refused with a reason, quickly and in little memory."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from pip_manager.errors import ImportRefusedError
from pip_manager.exchange import guard
from pip_manager.exchange.reading import read
from pip_manager.exchange.writing import write

SHEET = "xl/worksheets/sheet2.xml"
HEAD = b'<?xml version="1.0"?>'
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@pytest.fixture
def honest(tmp_path):
    """Return the parts of a workbook that is read without complaint."""
    path = tmp_path / "honest.xlsx"
    write(path, [("people", ("person", "name"), [("P1", "Jo")])])
    assert read(path).problems == []
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def packed(tmp_path):
    def pack(parts):
        path = tmp_path / "hostile.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return pack


def with_rows(parts, rows):
    sheet = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    return {**parts, SHEET: sheet}


def refusal(path):
    tracemalloc.start()
    started = time.monotonic()
    try:
        with pytest.raises(ImportRefusedError) as caught:
            read(path)
        assert tracemalloc.get_traced_memory()[1] < 150 * 1024 * 1024
        assert time.monotonic() - started < 15  # a traced, shared machine
    finally:
        tracemalloc.stop()
    return str(caught.value)


CELL = b"<v>1</v></c>"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (b'<row r="1048576"><c r="XFD1048576">' + CELL + b"</row>", "200 columns"),
        (b'<row r="9"><c r="GS9">' + CELL + b"</row>", "200 columns"),
        (b"<row r='1048576'><c r='A1048576'>" + CELL + b"</row>", "150,000 rows"),
        (b'<row r="1048576"><c>' + CELL + b"</row>", "150,000 rows"),
        (b'<row r="9"><c s="1"\nr = "xfd9" >' + CELL + b"</row>", "200 columns"),
    ],
)
def test_a_cell_far_out_is_refused(honest, packed, rows, reason):
    assert reason in refusal(packed(with_rows(honest, rows)))


def test_a_styled_blank_far_out_is_honest(honest, packed):
    rows = b'<row r="1048576" hidden="1"><c r="XFD1048576" s="1"/></row>'
    rows += b'<row r="9"><c r="B9"><v>1</v></c></row>'
    package = read(packed(with_rows(honest, rows)))
    assert [number for number, _ in package.sheets["people"].rows] == [2, 9]


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_any_part(honest, packed, head, encoding):
    for part in (SHEET, "xl/workbook.xml", "docProps/custom.xml"):
        content = (HEAD + head + b"<a>&a;</a>").decode().encode(encoding)
        said = refusal(packed({**honest, part: content}))
        assert "document type" in said or "unusual encoding" in said
        assert "root:" not in said


def test_a_document_type_across_two_pieces_is_seen(honest, packed):
    content = HEAD + b" " * (1024 * 1024 - len(HEAD) - 4) + b"<!DOCTYPE a><a/>"
    path = packed({**honest, "docProps/custom.xml": content})
    assert "document type" in refusal(path) or "suspiciously" in refusal(path)


def test_macros_are_refused(honest, packed):
    assert "macros" in refusal(packed({**honest, "xl/vbaProject.bin": b"x"}))


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "C:\\evil.xml", "a/../b"])
def test_a_part_that_points_outside_is_refused(honest, packed, name):
    assert "points outside" in refusal(packed({**honest, name: b"x"}))


def test_a_bomb_is_refused(honest, packed):
    huge = b"<sst>" + b"A" * 60_000_000
    path = packed({**honest, "xl/sharedStrings.xml": huge})
    assert "suspiciously much" in refusal(path)


def test_too_many_parts_are_refused(honest, packed):
    many = {f"xl/media/{number}": b"" for number in range(guard.WORKBOOK.parts)}
    assert "more than 2000 parts" in refusal(packed({**honest, **many}))


def test_too_many_cells_are_refused(honest, packed, monkeypatch):
    monkeypatch.setattr("pip_manager.exchange.scan.MOST_CELLS", 2_000)
    row = b'<row r="3">' + b'<c r="A3"><v>1</v></c>' * 2_000 + b"</row>"
    assert "cells" in refusal(packed(with_rows(honest, row)))


def test_a_part_larger_than_it_declares_is_refused(honest, packed):
    path = packed(with_rows(honest, b"<!-- padding -->" * 100))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo(SHEET)
    size = struct.pack("<I", part.file_size)
    at = content.rindex(size)  # in the directory, and before it in the part's head
    content[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(content)
    assert "more than it declares" in refusal(path)


def test_a_part_that_was_altered_is_refused(honest, packed):
    path = packed(honest)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo(SHEET).header_offset
    content[offset + 30 + len(SHEET) + 20] ^= 0xFF
    path.write_bytes(content)
    assert "is damaged" in refusal(path)


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.99])
def test_a_workbook_cut_short_is_refused(honest, packed, kept):
    path = packed(honest)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "damaged or cut short" in refusal(path)


def test_a_workbook_locked_with_a_password_is_refused(tmp_path, honest, packed):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    assert "password" in refusal(path)
    path = packed(honest)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert "password" in refusal(path)


def test_a_workbook_larger_than_the_limit_is_not_opened(tmp_path):
    path = tmp_path / "large.xlsx"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("xl/media/film", bytes(guard.WORKBOOK.file))
    path.write_bytes(stream.getvalue())
    assert "larger than 30 MB" in refusal(path)


def test_two_parts_of_one_name_are_refused(honest, packed):
    path = packed({**honest, "XL/WORKSHEETS/sheet2.xml": honest[SHEET]})
    assert "two parts of one name" in refusal(path)


def test_a_workbook_that_lacks_its_parts_is_refused(packed):
    path = packed({"[Content_Types].xml": b"<Types/>"})
    assert "cannot be read as a workbook" in refusal(path)
    path = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a><b>"})
    assert "cannot be read as a workbook" in refusal(path)


def test_an_error_cell_in_a_workbook_without_links_is_refused(honest, packed):
    rows = b'<row r="3"><c r="A3" t="e"><v>#REF!</v></c></row>'
    parts = with_rows(honest, rows)
    parts["xl/_rels/workbook.xml.rels"] = b"<broken"
    assert "cannot be read as a workbook" in refusal(packed(parts))


def test_a_bundle_that_is_a_bomb_is_refused(tmp_path):
    path = tmp_path / "out.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.csv", b"person,name\r\n" + b"A" * 60_000_000)
    assert "suspiciously much" in refusal(path)
