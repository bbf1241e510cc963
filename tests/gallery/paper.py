"""A plain PDF of as many pages as wanted, for previews."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas


def pages(count: int) -> bytes:
    """Return a PDF of A4 pages, each saying its number."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(1, count + 1):
        canvas.setFont("Helvetica", 24)
        canvas.drawString(72, 720, f"Page {number} of {count}")
        canvas.setFont("Helvetica", 11)
        for line in range(30):
            canvas.drawString(72, 680 - 18 * line, "Days of practice improvement.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
