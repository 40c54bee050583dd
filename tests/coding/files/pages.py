"""Small PDFs made for tests: lines of Helvetica, in Windows-1252."""

import io

_TEXT = "BT /F1 11 Tf 50 {y} Td ({line}) Tj ET\n"


def _stream(lines):
    drawn = "".join(
        _TEXT.format(y=780 - 14 * n, line=line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))
        for n, line in enumerate(lines)
        if line
    ).encode("cp1252")
    return b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn)


def pdf(*pages):
    """Each page is a list of lines."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n)
        )
        objects.append(_stream(lines))
    into, places = io.BytesIO(b"%PDF-1.4\n"), []
    into.seek(0, io.SEEK_END)
    for n, content in enumerate(objects, 1):
        places.append(into.tell())
        into.write(b"%d 0 obj\n%s\nendobj\n" % (n, content))
    table = into.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    into.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows))
    into.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table))
    return into.getvalue()
