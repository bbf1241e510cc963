"""What the tests of papers share: a file looked at as a checker of PDF/UA would."""

from __future__ import annotations

import re
import zlib

import pypdfium2
import pytest

_PAINTS = re.compile(r"(^|\s)(Tj ET|f\*?|S|s|B|b)$")


@pytest.fixture
def pages_of():
    """Return a function from the bytes of a file to the text of each of its pages."""

    def read(file):
        document = pypdfium2.PdfDocument(file)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return pages

    return read


@pytest.fixture
def drawn():
    """Return a function from the bytes of a file to what each of its pages draws."""
    return _pages


@pytest.fixture
def checked():
    """Return a function that checks a file and gives its tables, row by row.

    Everything painted stands in one marked piece, of the structure or an artifact;
    each piece of a page is numbered once; every row of a table has as many cells.
    """

    def check(file):
        for code in _pages(file):
            _check_page(code)
        nodes = _nodes(file)
        assert {kind for kind, _, _ in nodes.values()} >= {"Document", "H1"}
        tables = [
            [
                [nodes[cell] for cell in nodes[row][1]]
                for row in kids
                if nodes[row][0] == "TR"
            ]
            for kind, kids, _ in nodes.values()
            if kind == "Table"
        ]
        for table in tables:
            assert len({sum(_wide(cell) for cell in row) for row in table}) == 1
            assert {kind for row in table[:1] for kind, _, _ in row} == {"TH"}
        assert b"<pdfuaid:part>1</pdfuaid:part>" in file
        assert b"<pdfaid:part>3</pdfaid:part>" in file
        assert b"/MarkInfo <</Marked true>>" in file
        assert file.count(b"/FontFile2") >= 1
        return tables

    return check


def _wide(cell):
    span = re.search(rb"/ColSpan (\d+)", cell[2])
    return int(span[1]) if span else 1


def _pages(file):
    """Return what each page draws."""
    found = re.findall(
        rb"<<([^\n]*)/Length \d+>>\nstream\n(.*?)\nendstream", file, re.DOTALL
    )
    unpacked = [
        zlib.decompress(body) if b"FlateDecode" in head else body
        for head, body in found
    ]
    return [code.decode("latin-1") for code in unpacked if b" BDC" in code]


def _check_page(code):
    depth, numbers = 0, []
    for line in code.splitlines():
        if line.endswith(" BDC"):
            depth += 1
            numbers += re.findall(r"/MCID (\d+)", line)
        elif line == "EMC":
            depth -= 1
        elif _PAINTS.search(line):
            assert depth == 1, line
        assert depth in {0, 1}
    assert depth == 0
    assert len(numbers) == len(set(numbers))


def _nodes(file):
    """Return kind, kids and the whole body of each element by its number."""
    nodes = {}
    for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", file, re.DOTALL):
        if b"/Type /StructElem" in body:
            kind = body.partition(b"/S /")[2].partition(b" ")[0].decode()
            kids = body.partition(b"/K [")[2].partition(b"]")[0]
            pointed = [int(k) for k in re.findall(rb"(\d+) 0 R", kids)]
            nodes[int(number)] = kind, pointed, body
    return {
        number: (kind, [kid for kid in kids if kid in nodes], body)
        for number, (kind, kids, body) in nodes.items()
    }
