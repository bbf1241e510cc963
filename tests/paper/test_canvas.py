from __future__ import annotations

import hashlib
import re
import zlib
from datetime import date

import pypdfium2
import pytest
from defusedxml import ElementTree

from pip_manager.paper import ink
from pip_manager.paper.archive import Attachment, Metadata
from pip_manager.paper.canvas import TaggedCanvas
from pip_manager.paper.fonts import Weight, missing_glyphs
from pip_manager.paper.text import Style

STYLE = Style(10, Weight.REGULAR)
ABOUT = Metadata("Title & <more>", "Author", "Subject", made_on=date(2017, 11, 2))


@pytest.fixture
def canvas():
    return TaggedCanvas()


def written(canvas, words="Words", **kw):
    with canvas.tag("Sect"):
        with canvas.leaf("H1"):
            canvas.write(50, 700, words, STYLE)
        with canvas.artifact():
            canvas.box(50, 600, 100, 20, ink.SUNKEN)
            canvas.rule(50, 600, 150, ink.HAIRLINE)
    return canvas.finish(ABOUT, **kw)


def structure(file):
    """Return kinds of elements by number of object, and the numbers of their kids."""
    nodes = {}
    for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", file, re.DOTALL):
        if b"/Type /StructElem" in body:
            kind = body.partition(b"/S /")[2].partition(b" ")[0].decode()
            kids = body.partition(b"/K [")[2].partition(b"]")[0]
            nodes[int(number)] = kind, [int(k) for k in re.findall(rb"(\d+) 0 R", kids)]
    return nodes


def streams(file):
    found = re.findall(
        rb"<<([^\n]*)/Length (\d+)>>\nstream\n(.*?)\nendstream", file, re.DOTALL
    )
    return [
        zlib.decompress(body) if b"FlateDecode" in head else body
        for head, _, body in found
    ]


def test_words_are_read_back_as_they_were_written(canvas, pages_of):
    words = "Smith & Sons <Ltd> (50%) \\ Ŵyn-Hughes, Łukasiewicz £1"
    assert pages_of(written(canvas, words)) == [words]


def test_more_letters_than_a_byte_can_count_are_read_back(canvas, pages_of):
    letters = [chr(code) for code in (*range(0x100, 0x180), *range(0x1E00, 0x1E90))]
    alphabet = "".join(letter for letter in letters if not missing_glyphs(letter))
    assert len(alphabet) > 256
    for at in range(0, len(alphabet), 40):
        with canvas.leaf("P"):
            canvas.write(50, 700 - at, alphabet[at : at + 40], STYLE)
    read = pages_of(canvas.finish(ABOUT))[0]
    assert read.replace("\r\n", "") == alphabet


def test_the_structure_has_the_elements_in_their_order(canvas):
    nodes = structure(written(canvas))
    kinds = [kind for kind, _ in nodes.values()]
    assert kinds == ["Document", "Sect", "H1"]
    document, sect, head = nodes
    assert nodes[document][1] == [sect]
    assert nodes[sect][1] == [head]


def test_an_element_may_go_on_on_the_next_page(canvas, pages_of):
    with canvas.leaf("P") as element:
        canvas.write(50, 700, "here", STYLE)
    canvas.turn_page()
    with canvas.more(element):
        canvas.write(50, 700, "and there", STYLE)
    file = canvas.finish(ABOUT)
    assert pages_of(file) == ["here", "and there"]
    assert file.count(b"/Type /MCR") == 1


def test_elements_without_content_are_left_out_but_cells_stay(canvas):
    table = canvas.element.add("Table")
    row = table.add("TR")
    row.add("TD")
    row.add("P")
    kinds = [kind for kind, _ in structure(canvas.finish(ABOUT)).values()]
    assert kinds == ["Document", "Table", "TR", "TD"]


def test_the_page_count_is_drawn_when_it_is_known(canvas, pages_of):
    def furniture(on, number, count):
        with on.artifact("Pagination"):
            on.write(50, 30, f"Page {number} of {count}", STYLE)

    canvas.turn_page()
    canvas.turn_page()
    pages = pages_of(canvas.finish(ABOUT, furniture=furniture))
    assert pages == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_the_same_drawing_gives_the_same_bytes():
    assert written(TaggedCanvas()) == written(TaggedCanvas())


def test_another_word_gives_another_identifier():
    def identifier(file):
        return re.findall(rb"/ID \s*\[(.*?)\]", file, re.DOTALL)

    one, other = written(TaggedCanvas()), written(TaggedCanvas(), "Other words")
    assert len(identifier(one)) == 1
    assert identifier(one) != identifier(other)


def test_every_font_in_the_file_is_embedded(canvas):
    file = written(canvas)
    assert file.count(b"/FontFile2") == file.count(b"/Type /FontDescriptor") == 1
    assert b"Helvetica" not in file


def test_the_file_says_what_it_is_in_both_places(canvas):
    file = written(canvas)
    document = pypdfium2.PdfDocument(file)
    assert document.get_metadata_value("Title") == ABOUT.title
    assert document.get_metadata_value("CreationDate") == "D:20171102000000Z"
    packet = next(s for s in streams(file) if s.startswith(b"<?xpacket"))
    inner = packet.partition(b"?>")[2].rpartition(b"<?xpacket")[0]
    said = "".join(ElementTree.fromstring(inner.decode()).itertext())
    assert "Title & <more>" in said
    assert "2017-11-02T00:00:00Z" in said


def test_without_a_day_no_day_is_said():
    canvas = TaggedCanvas()
    file = canvas.finish(Metadata("Title", "Author", "Subject"))
    assert b"CreationDate" not in file
    assert b"CreateDate" not in file


def test_words_about_the_file_cannot_break_out_of_it():
    title = "a) /JS (evil \x00 ]]> <?xpacket end='w'?> 中"
    file = TaggedCanvas().finish(Metadata(title, title, title))
    assert pypdfium2.PdfDocument(file).get_metadata_value("Title") == title
    assert b"/JS" not in file.partition(b"<?xpacket")[0]


def test_a_file_travels_along_unchanged(canvas):
    carried = Attachment(
        "factur-x.xml", b"<Invoice>\xc2\xa3</Invoice>", "Data", level="EN 16931"
    )
    file = written(canvas, attachment=carried)
    document = pypdfium2.PdfDocument(file)
    assert document.count_attachments() == 1
    attached = document.get_attachment(0)
    assert attached.get_name() == "factur-x.xml"
    assert bytes(attached.get_data()) == carried.content
    check = hashlib.md5(carried.content, usedforsecurity=False).hexdigest()
    assert f"/CheckSum <{check}>".encode() in file
    assert b"<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in file


def test_a_watermark_stays_on_the_page_however_long_its_word(canvas):
    with canvas.artifact():
        canvas.watermark("EXTRAORDINARILY LONG", Style(150))
    page = pypdfium2.PdfDocument(canvas.finish(ABOUT))[0]
    text = page.get_textpage()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        assert left >= 0
        assert bottom >= 0
        assert right <= page.get_width()
        assert top <= page.get_height()


def test_what_was_recorded_is_drawn_where_it_is_stamped(canvas, pages_of):
    code = canvas.recorded(lambda: canvas.write(0, 0, "Stamped", STYLE))
    with canvas.leaf("H1"):
        canvas.write(50, 700, "Once", STYLE)
        canvas.stamp(50, 600, code)
        canvas.stamp(50, 500, code)
    [page] = pages_of(canvas.finish(ABOUT))
    assert page.split() == ["Once", "Stamped", "Stamped"]
