"""An XML document that grows element by element and has none that is empty."""

from __future__ import annotations

from functools import cache

from lxml import etree

from pip_manager.billing.einvoice.words import clean

_NAMESPACES = {
    "inv": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "cn": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "cac": ("urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": (
        "urn:un:unece:uncefact:data:standard:"
        "ReusableAggregateBusinessInformationEntity:100"
    ),
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}


class Branch:
    """An element that others are added to, in the order they are written."""

    __slots__ = ("_element",)

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    def branch(self, *names: str) -> Branch:
        """Add elements, each within the one before, and return the innermost."""
        element = self._element
        for name in names:
            element = etree.SubElement(element, _qualified(name))
        return Branch(element)

    def leaf(self, name: str, text: str, **attributes: str) -> None:
        """Add an element with a text; without one there is no element."""
        if said := clean(text):
            etree.SubElement(self._element, _qualified(name), attributes).text = said

    def xml(self) -> bytes:
        """Return the document with this element as its root."""
        return etree.tostring(self._element, xml_declaration=True, encoding="UTF-8")


def root(name: str, *declared: str) -> Branch:
    """Begin a document; its own namespace is the default unless it is declared too."""
    own = name.partition(":")[0]
    prefixes: dict[str | None, str] = {one: _NAMESPACES[one] for one in declared}
    if own not in declared:
        prefixes[None] = _NAMESPACES[own]
    # lxml's stubs do not know that a default has no prefix
    element = etree.Element(_qualified(name), nsmap=prefixes)  # type: ignore[arg-type]
    return Branch(element)


@cache
def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
