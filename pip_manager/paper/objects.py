"""What a PDF file is made of: objects with a number that others refer to."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFObject

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument


class Numbered(PDFObject):
    """One object of the file; its number is given at once, its body may come later."""

    __RefOnly__ = 1  # reportlab: never written inside another object

    def __init__(self, document: PDFDocument, body: str | bytes = b"") -> None:
        # reportlab's stubs leave it without types
        document.Reference(self)  # type: ignore[no-untyped-call]
        self.number = document.objectcounter
        self.body = body

    @property
    def ref(self) -> str:
        """How other objects point at this one."""
        return f"{self.number} 0 R"

    def format(self, _document: PDFDocument) -> bytes:
        """Return the body, for reportlab."""
        return self.body.encode("latin-1") if isinstance(self.body, str) else self.body

    def digest(self, _signature: object) -> None:
        """Add nothing to the document's signature, for reportlab."""


def stream(content: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    """Return the body of a stream object; what must stay readable is not packed."""
    if packed:
        return packed_stream(zlib.compress(content), entries)
    head = f"<<{entries} /Length {len(content)}>>\nstream\n"
    return head.encode("latin-1") + content + b"\nendstream\n"


def packed_stream(squeezed: bytes, entries: str = "") -> bytes:
    """Return the body of a stream object whose content is deflated already."""
    head = f"<<{entries} /Filter /FlateDecode /Length {len(squeezed)}>>\nstream\n"
    return head.encode("latin-1") + squeezed + b"\nendstream\n"


def words(text: str) -> str:
    """Return a text string: any text, never able to end early or to start an object."""
    return "<" + ("\ufeff" + text).encode("utf-16-be", "replace").hex() + ">"
