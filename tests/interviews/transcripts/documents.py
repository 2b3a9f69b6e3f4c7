"""Small Word files, written part by part: what no library can be asked to make."""

import io
import zipfile
from collections.abc import Mapping

from interviews.transcripts.source import Block, Source

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_part(root: str, content: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{MAIN}"'
        f' xmlns:mc="{COMPATIBILITY}" xmlns:r="{OFFICE}">{content}</w:{root}>'
    )


def make_relations(*relations: tuple[str, str], external: bool = False) -> str:
    """Return the relations rId1, rId2 … as (last word of the type, target)."""
    mode = ' TargetMode="External"' if external else ""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}"'
        f' Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def make_docx(body: str, **parts: str) -> bytes:
    """Return a Word file; ``parts`` are further parts, such as ``styles``."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": make_relations(("officeDocument", "word/document.xml")),
        "word/document.xml": make_part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": make_relations(
            *((name, f"{name}.xml") for name in parts)
        ),
    }
    files |= {f"word/{name}.xml": make_part(name, text) for name, text in parts.items()}
    return make_archive(files)


def make_archive(
    files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def texts(source: Source) -> list[str]:
    return [str(block.text) for block in source.blocks]


def bold(block: Block) -> list[str]:
    return [span.text for span in block.text.spans if span.bold]
