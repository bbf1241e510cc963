"""A reportlab canvas that tags what is drawn and writes PDF/A-3a and PDF/UA-1.

Shapes are drawn with reportlab's own methods, words only with `write`. Everything
drawn is either content of an element of the structure or an artifact.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from pip_manager.paper import fonts, text
from pip_manager.paper.archive import Attachment, Metadata, write_catalogue
from pip_manager.paper.objects import Numbered, stream
from pip_manager.paper.tags import Element, Structure

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reportlab.pdfbase.pdfdoc import PDFDocument

A4 = (595.276, 841.89)
MM = 72 / 25.4


class TaggedCanvas(Canvas):
    """Pages, `size` in points, origin bottom left.

    Attributes:
        element: where new elements are added.
    """

    _code: list[str]
    _doc: PDFDocument
    _preamble: str

    def __init__(self, size: tuple[float, float] = A4) -> None:
        super().__init__(BytesIO(), pagesize=size, invariant=1, pdfVersion=(1, 7))
        self.size = size
        self._structure = Structure()
        self._pages: list[list[str]] = []
        self._subsets: dict[fonts.Weight, fonts.Subset] = {}
        self.element = self._structure.root

    @override
    def _make_preamble(self) -> None:  # type: ignore[misc]  # not in the stubs
        """Begin pages with nothing: reportlab would name a font not embedded."""
        self._preamble = ""

    @contextmanager
    def tag(self, kind: str) -> Generator[Element]:
        """Open an element that holds others, for as long as the block runs."""
        outer, self.element = self.element, self.element.add(kind)
        try:
            yield self.element
        finally:
            self.element = outer

    @contextmanager
    def leaf(self, kind: str, attributes: str = "") -> Generator[Element]:
        """Add an element whose content is what the block draws."""
        element = self.element.add(kind, attributes=attributes)
        with self.more(element):
            yield element

    @contextmanager
    def more(self, element: Element) -> Generator[None]:
        """Draw further content of an element, on this page or a later one."""
        self.begin(element)
        try:
            yield
        finally:
            self.end()

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Generator[None]:
        """Draw what is not read aloud: ``Layout``, ``Pagination``, ``Background``."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        try:
            yield
        finally:
            self.end()

    def begin(self, element: Element) -> None:
        """Begin a piece of an element's content; `end` ends it."""
        mark = self._structure.mark(element)
        self._code.append(f"/{element.kind} <</MCID {mark}>> BDC")

    def end(self) -> None:
        """End the piece of content or the artifact begun last."""
        self._code.append("EMC")

    def write(self, x: float, y: float, words: str, style: text.Style) -> None:
        """Draw words in one line from `x` on the baseline `y`."""
        shown = fonts.printable(words)
        if not shown:
            return
        subset = self._subsets.get(style.weight)
        if subset is None:
            subset = self._subsets[style.weight] = fonts.Subset(style.weight)
        self._code.append(
            f"{style.ink} rg BT /{style.weight} {style.size:g} Tf"
            f" {x:.2f} {y:.2f} Td <{subset.encoded(shown)}> Tj ET"
        )

    def box(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """Fill a rectangle, lower left corner at `x`, `y`."""
        self._code.append(f"{ink} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def recorded(self, draw: Callable[[], object]) -> str:
        """Return what a drawing adds to the page, to be stamped; it is not drawn."""
        kept, self._code = self._code, []
        try:
            draw()
            return "\n".join(self._code)
        finally:
            self._code = kept

    def stamp(self, x: float, y: float, code: str) -> None:
        """Draw what was recorded about the origin of the page, moved to `x`, `y`."""
        self._code.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm\n{code}\nQ")

    def watermark(self, word: str, style: text.Style) -> None:
        """Write a word across the middle of the page, rising; shrunk until it fits."""
        if (longest := style.width(word)) > 0.7 * self.size[1]:
            style = replace(style, size=style.size * 0.7 * self.size[1] / longest)
        across, up = self.size[0] / 2, self.size[1] / 2
        half, drop = style.width(word) / 2, style.size * 0.36
        self._code.append(f"q 0.6 0.8 -0.8 0.6 {across:.2f} {up:.2f} cm")
        self.write(-half, -drop, word, style)
        self._code.append("Q")

    def rule(
        self, x: float, y: float, to: float, ink: str, thickness: float = 0.5
    ) -> None:
        """Draw a horizontal line."""
        self._code.append(
            f"{ink} RG {thickness:g} w {x:.2f} {y:.2f} m {to:.2f} {y:.2f} l S"
        )

    def turn_page(self) -> None:
        """Begin the next page."""
        self._pages.append(self._code[:])
        self._code.clear()
        self._structure.turn()

    def finish(
        self,
        metadata: Metadata,
        *,
        furniture: Callable[[TaggedCanvas, int, int], None] | None = None,
        attachment: Attachment | None = None,
    ) -> bytes:
        """Return the file; the same drawing gives the same bytes.

        `furniture` draws what is known only at the end on every page, such as
        "Page 2 of 3": it gets the canvas, the page's number and how many there are,
        and may draw artifacts only.
        """
        self._pages.append(self._code[:])
        for number, page in enumerate(self._pages, start=1):
            self._code[:] = page
            if furniture is not None:
                furniture(self, number, len(self._pages))
            page[:] = self._code
        self._sign(metadata, attachment)
        tree, pages = self._written_pages()
        structure = self._structure.write(self._doc, pages)
        write_catalogue(self._doc, tree, structure, metadata, attachment)
        return self._doc.GetPDFData(self)

    def _sign(self, metadata: Metadata, attachment: Attachment | None) -> None:
        """Make the document's identifier depend on all that is in it."""
        everything = hashlib.sha256(repr((metadata, attachment)).encode())
        for page in self._pages:
            everything.update("\n".join(page).encode("latin-1"))
        self._doc.updateSignature(everything.digest())

    def _written_pages(self) -> tuple[Numbered, list[Numbered]]:
        document = self._doc
        tree = Numbered(document)
        embedded = {w: subset.embed(document) for w, subset in self._subsets.items()}
        named = " ".join(f"/{weight} {font.ref}" for weight, font in embedded.items())
        written = []
        for at, code in enumerate(self._pages):
            content = Numbered(document, stream("\n".join(code).encode("latin-1")))
            page = Numbered(document)
            page.body = (
                f"<</Type /Page /Parent {tree.ref}"
                f" /MediaBox [0 0 {self.size[0]:g} {self.size[1]:g}]"
                f" /Resources <</Font <<{named}>>>> /Contents {content.ref}"
                f" /StructParents {at} /Tabs /S>>"
            )
            written.append(page)
        kids = " ".join(page.ref for page in written)
        tree.body = f"<</Type /Pages /Kids [{kids}] /Count {len(written)}>>"
        return tree, written
