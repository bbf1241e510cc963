"""What makes a PDF fit for the archive: metadata, colour profile, attached file.

Source: ISO 19005-3 (PDF/A-3), ISO 14289-1 (PDF/UA-1), Factur-X 1.0 (the schema that
names an attached e-invoice).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pip_manager.paper import srgb
from pip_manager.paper.objects import Numbered, stream, words

if TYPE_CHECKING:
    from datetime import date

    from reportlab.pdfbase.pdfdoc import PDFDocument

_PRODUCER = "ReportLab PDF Library"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself; `made_on` is left out where it is not known."""

    title: str
    author: str
    subject: str
    creator: str = "PIP Manager"
    keywords: str = ""
    made_on: date | None = None
    language: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried along; `level` is the Factur-X level where it is an e-invoice."""

    name: str
    content: bytes
    description: str
    relationship: str = "Alternative"
    kind: str = "text/xml"
    level: str = ""


def write_catalogue(
    document: PDFDocument,
    pages: Numbered,
    structure: Numbered,
    metadata: Metadata,
    attachment: Attachment | None,
) -> None:
    """Write the document's root and its description of itself."""
    profile = Numbered(document, stream(srgb.profile(), "/N 3"))
    packet = _packet(metadata, attachment).encode("utf-8")
    described = stream(packet, "/Type /Metadata /Subtype /XML", packed=False)
    root = Numbered(
        document,
        f"<</Type /Catalog /Pages {pages.ref} /Lang {words(metadata.language)}"
        f" /MarkInfo <</Marked true>> /StructTreeRoot {structure.ref}"
        " /ViewerPreferences <</DisplayDocTitle true>>"
        f" /Metadata {Numbered(document, described).ref}"
        " /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1"
        " /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1)"
        f" /DestOutputProfile {profile.ref}>>]"
        f"{_attached(document, metadata, attachment) if attachment else ''}>>",
    )
    # reportlab writes its own root and information unless ours stand in their place
    vars(document).update(Catalog=root, info=Numbered(document, _about(metadata)))


def _about(metadata: Metadata) -> str:
    return (
        f"<</Title {words(metadata.title)} /Author {words(metadata.author)}"
        f" /Subject {words(metadata.subject)} /Keywords {words(metadata.keywords)}"
        f" /Creator {words(metadata.creator)} /Producer {words(_PRODUCER)}"
        f"{_dates(metadata, '/CreationDate {0} /ModDate {0}')}>>"
    )


def _dates(metadata: Metadata, template: str) -> str:
    day = metadata.made_on
    return template.format(f"(D:{day:%Y%m%d}000000Z)") if day else ""


def _attached(document: PDFDocument, metadata: Metadata, attachment: Attachment) -> str:
    name, content = words(attachment.name), attachment.content
    check = hashlib.md5(content, usedforsecurity=False).hexdigest()
    kind = attachment.kind.replace("/", "#2F")
    dated = _dates(metadata, " /ModDate {0}")
    entries = (
        f"/Type /EmbeddedFile /Subtype /{kind}"
        f" /Params <</Size {len(content)} /CheckSum <{check}>{dated}>>"
    )
    file = Numbered(document, stream(content, entries))
    specified = Numbered(
        document,
        f"<</Type /Filespec /F {name} /UF {name} /Desc {words(attachment.description)}"
        f" /AFRelationship /{attachment.relationship}"
        f" /EF <</F {file.ref} /UF {file.ref}>>>>",
    )
    return (
        f" /AF [{specified.ref}]"
        f" /Names <</EmbeddedFiles <</Names [{name} {specified.ref}]>>>>"
    )


def _packet(metadata: Metadata, attachment: Attachment | None) -> str:
    """Return the XMP packet, saying the same as `_about`."""
    invoice = attachment if attachment and attachment.level else None
    schemas = _UA_SCHEMA + (_FX_SCHEMA if invoice else "")
    return (
        _OPENING
        + _described(
            "pdfaid", "http://www.aiim.org/pdfa/ns/id/", part=3, conformance="A"
        )
        + _described("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", part=1)
        + _dublin_core(metadata)
        + _described(
            "pdf",
            "http://ns.adobe.com/pdf/1.3/",
            Producer=_PRODUCER,
            Keywords=metadata.keywords,
        )
        + _described("xmp", "http://ns.adobe.com/xap/1.0/", **_made(metadata))
        + f"{_EXTENSION}{schemas}{_EXTENSION_END}"
        + (_factur_x(invoice) if invoice else "")
        + _CLOSING
    )


def _made(metadata: Metadata) -> dict[str, str]:
    made = {"CreatorTool": metadata.creator}
    if metadata.made_on:
        instant = f"{metadata.made_on.isoformat()}T00:00:00Z"
        made |= {"CreateDate": instant, "ModifyDate": instant}
    return made


def _factur_x(invoice: Attachment) -> str:
    return _described(
        "fx",
        _FX,
        DocumentType="INVOICE",
        DocumentFileName=invoice.name,
        Version="1.0",
        ConformanceLevel=invoice.level,
    )


def _described(prefix: str, namespace: str, **properties: object) -> str:
    inner = "".join(
        f"<{prefix}:{name}>{_plain(value)}</{prefix}:{name}>"
        for name, value in properties.items()
    )
    return (
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">'
        f"{inner}</rdf:Description>\n"
    )


def _dublin_core(metadata: Metadata) -> str:
    def alternative(text: str) -> str:
        return (
            f'<rdf:Alt><rdf:li xml:lang="x-default">{_plain(text)}</rdf:li></rdf:Alt>'
        )

    return (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{alternative(metadata.title)}</dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{_plain(metadata.author)}</rdf:li></rdf:Seq>"
        f"</dc:creator><dc:description>{alternative(metadata.subject)}</dc:description>"
        f"<dc:language><rdf:Bag><rdf:li>{metadata.language}</rdf:li></rdf:Bag>"
        "</dc:language></rdf:Description>\n"
    )


def _plain(value: object) -> str:
    """Return `value` as XML text, without what XML cannot carry at all."""
    return escape("".join(c for c in str(value) if c.isprintable()))


def _schema(
    label: str, prefix: str, namespace: str, *properties: tuple[str, str, str, str]
) -> str:
    named = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
        for name, kind, category, meaning in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{label}'
        f"</pdfaSchema:schema><pdfaSchema:namespaceURI>{namespace}"
        f"</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{named}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li>"
    )


_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_OPENING = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
)
_CLOSING = '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
_EXTENSION = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    "<pdfaExtension:schemas><rdf:Bag>"
)
_EXTENSION_END = "</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
_UA_SCHEMA = _schema(
    "PDF/UA Universal Accessibility Schema",
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    ("part", "Integer", "internal", "PDF/UA part"),
)
_FX_SCHEMA = _schema(
    "Factur-X PDFA Extension Schema",
    "fx",
    _FX,
    ("DocumentFileName", "Text", "external", "Name of the attached invoice"),
    ("DocumentType", "Text", "external", "INVOICE"),
    ("Version", "Text", "external", "Version of the Factur-X schema"),
    ("ConformanceLevel", "Text", "external", "Level of the attached invoice"),
)
