"""The parts of a workbook round its sheets: styles, names, links, content types."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# places in the list of cell formats below
BOLD, DAY, MONEY, GUARDED, WRAPPED = 1, 2, 3, 4, 5
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
    "</borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    "</cellStyleXfs>"
    '<cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"'
    ' applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0"'
    ' applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


def part_name(number: int) -> str:
    """Return the name of the part that holds the sheet of that number, from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every part besides the sheets, for sheets of these names."""
    yield "xl/styles.xml", _STYLES
    yield "xl/workbook.xml", _workbook(names)
    yield "xl/_rels/workbook.xml.rels", _links(names)
    yield "_rels/.rels", _root()
    yield "[Content_Types].xml", _types(names)


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def _links(names: Sequence[str]) -> str:
    numbers = range(1, len(names) + 1)
    links = [_link(f"rId{n}", "worksheet", part_name(n)[3:]) for n in numbers]
    links.append(_link(f"rId{len(names) + 1}", "styles", "styles.xml"))
    return _relationships(links)


def _root() -> str:
    return _relationships([_link("rId1", "officeDocument", "xl/workbook.xml")])


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relationships(links: Sequence[str]) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{''.join(links)}</Relationships>"
    )


def _types(names: Sequence[str]) -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = [
        _override("xl/workbook.xml", "sheet.main"),
        _override("xl/styles.xml", "styles"),
    ]
    overrides += [
        _override(part_name(n), "worksheet") for n in range(1, len(names) + 1)
    ]
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{''.join(overrides)}</Types>"
    )


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
