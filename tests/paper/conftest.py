"""What the tests of pages share: a file read back as a reader would."""

from __future__ import annotations

import pypdfium2
import pytest


@pytest.fixture
def pages_of():
    """Return a function from the bytes of a file to the text of each of its pages."""

    def read(file):
        document = pypdfium2.PdfDocument(file)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return pages

    return read
