"""The structure of a document: what each piece of text is, in reading order.

Source: ISO 32000-1, 14.7 and 14.8 (structure trees, standard structure types).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pip_manager.paper.objects import Numbered, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfbase.pdfdoc import PDFDocument

COLUMN_HEAD = "<</O /Table /Scope /Column>>"
ROW_HEAD = "<</O /Table /Scope /Row>>"


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure; `marks` are its pieces of content: page, number.

    `kind` is a standard structure type such as ``H1``, ``P``, ``Table``, ``TD``.
    """

    kind: str
    parent: Element | None = None
    attributes: str = ""
    spoken: str = ""
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, kind: str, *, attributes: str = "", spoken: str = "") -> Element:
        """Add a child after the others; `spoken` replaces what is drawn."""
        child = Element(kind, self, attributes, spoken)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """Give the element and all below it, in reading order, but for empty ones.

        Empty cells stay: they keep their neighbours in their columns.
        """
        yield self
        for kid in self.kids:
            if kid.kids or kid.marks or kid.kind in {"TD", "TH"}:
                yield from kid.walk()


class Structure:
    """The tree of one document, and which element each marked piece belongs to."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = [[]]

    def turn(self) -> None:
        """Begin the next page."""
        self._pages.append([])

    def mark(self, element: Element) -> int:
        """Return the number of the next piece of content on the current page."""
        page = self._pages[-1]
        element.marks.append((len(self._pages) - 1, len(page)))
        page.append(element)
        return len(page) - 1

    def write(self, document: PDFDocument, pages: Sequence[Numbered]) -> Numbered:
        """Add the tree to the document, whose pages are known now; return its root."""
        top, owners = Numbered(document), Numbered(document)
        nodes = {element: Numbered(document) for element in self.root.walk()}
        for element, node in nodes.items():
            node.body = _node(element, nodes, top, pages)
        owners.body = self._owners(nodes)
        top.body = (
            f"<</Type /StructTreeRoot /K {nodes[self.root].ref}"
            f" /ParentTree {owners.ref} /ParentTreeNextKey {len(pages)}>>"
        )
        return top

    def _owners(self, nodes: dict[Element, Numbered]) -> str:
        rows = (
            f"{at} [{' '.join(nodes[element].ref for element in page)}]"
            for at, page in enumerate(self._pages)
        )
        return "<</Nums [" + "\n".join(rows) + "]>>"


def _node(
    element: Element,
    nodes: dict[Element, Numbered],
    top: Numbered,
    pages: Sequence[Numbered],
) -> str:
    parent = nodes[element.parent] if element.parent else top
    parts = [f"<</Type /StructElem /S /{element.kind} /P {parent.ref}"]
    home = element.marks[0][0] if element.marks else 0
    if element.marks:
        parts.append(f"/Pg {pages[home].ref}")
    kids = [
        str(mark) if page == home else _elsewhere(pages[page], mark)
        for page, mark in element.marks
    ]
    kids += [nodes[kid].ref for kid in element.kids if kid in nodes]
    parts.append(f"/K [{' '.join(kids)}]")
    if element.spoken:
        parts.append(f"/ActualText {words(element.spoken)}")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    return " ".join(parts) + ">>"


def _elsewhere(page: Numbered, mark: int) -> str:
    return f"<</Type /MCR /Pg {page.ref} /MCID {mark}>>"
