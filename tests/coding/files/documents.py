"""Word documents made for tests, element by element."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="{OFFICE}/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/relationships/officeDocument" Target="%s"/></Relationships>'
)


def r(words):
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(*inner):
    return f"<w:p>{''.join(r(i) if not i.startswith('<') else i for i in inner)}</w:p>"


def table(*rows):
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def document(body, head='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', spaces=SPACES):
    return f"{head}<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return into.getvalue()


def docx(body, main="word/document.xml"):
    return packed({"_rels/.rels": RELATIONS % main, main: document(body)})
