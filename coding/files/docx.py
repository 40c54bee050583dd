"""Word documents (.docx): the text as it stands when all tracked changes are accepted.

Each paragraph is a line, also those in tables, content controls and text boxes. Links keep their text; deleted text,
marks of notes, headers, footers and comments are left out. A table with the speakers in a column becomes lines of
talk, `LABEL: words`. The form is ECMA-376, part 1.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.parsers import expat

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.docx_lines import Lines
from quotetree.coding.files.kinds import kind_by_content
from quotetree.coding.files.raw import RawText, check_lines, check_size
from quotetree.coding.text import canonical

_MOST_UNPACKED = 200_000_000  # bytes, of all that is in the archive
_MOST_RATIO, _RATIO_FROM = 200, 5_000_000  # a document packs to a tenth, a bomb to a thousandth
_CHUNK = 1 << 16
_RELATIONS, _MAIN = "_rels/.rels", "word/document.xml"
_Begin = Callable[[str, dict[str, str]], None]
_Handlers = tuple[_Begin, Callable[[str], None] | None, Callable[[str], None] | None]
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no Word document, is damaged, locked or dangerous, or too long."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_declared(name, archive, len(data))
            text = "".join(f"{line}\n" for line in _lines(name, archive))
    except zipfile.BadZipFile as error:
        raise Unreadable(_why_no_archive(name, data)) from error
    except (zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, ValueError) as error:
        # zipfile lets all of these through where the archive's own table points nowhere
        raise Unreadable(f"“{name}” is damaged: its text cannot be unpacked.") from error
    except expat.ExpatError as error:
        raise Unreadable(f"“{name}” is damaged: its text breaks off or is mixed up.") from error
    cleaned = canonical(text)
    return RawText(cleaned.text, cleaned.removed)


def _check_declared(name: str, archive: zipfile.ZipFile, size: int) -> None:
    """What the archive says of itself; what comes out of it is measured again while it is read."""
    parts = archive.infolist()
    _check_size(name, sum(part.file_size for part in parts), size)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"“{name}” is protected by a password. Save it without one.")


def _check_size(name: str, unpacked: int, packed: int) -> None:
    if unpacked > _MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * packed):
        raise Unreadable(
            f"“{name}” is not unpacked: it would swell from {packed / 1e6:.1f} MB to more than {unpacked / 1e6:.0f} MB,"
            " which no transcript does."
        )


def _lines(name: str, archive: zipfile.ZipFile) -> list[str]:
    main = _main_part(name, archive)
    if main not in archive.namelist():
        raise Unreadable(f"“{name}” is a zip archive, but no Word document: there is no text in it.")
    found = Lines()
    for _ in _parsed(name, archive, main, (found.begin, found.end, found.characters)):
        check_size(name, found.length)
        check_lines(name, len(found.lines))
    return found.lines


def _main_part(name: str, archive: zipfile.ZipFile) -> str:
    """Where the text is; nearly always word/document.xml."""
    targets: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            targets.append(attributes.get("Target", "").lstrip("/"))

    if _RELATIONS in archive.namelist():
        for _ in _parsed(name, archive, _RELATIONS, (begin, None, None)):
            pass
    return targets[0] if targets else _MAIN


def _parsed(name: str, archive: zipfile.ZipFile, member: str, handlers: _Handlers) -> Iterator[None]:
    """Parses a part of the archive piece by piece, measuring what comes out; no entities, no document types."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = handlers
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable(
            f"“{name}” is not read: its XML declares entities of its own, which no Word document does."
        )

    parser.StartDoctypeDeclHandler = refuse
    packed, unpacked = archive.getinfo(member).compress_size, 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            _check_size(name, unpacked, packed)
            parser.Parse(chunk, False)
            yield
    parser.Parse(b"", True)


def _why_no_archive(name: str, data: bytes) -> str:
    kind = kind_by_content(data)
    if data.startswith(b"PK"):
        return f"“{name}” is damaged: it breaks off, or pieces of it are missing."
    if kind and _LOCKED in data:
        return f"“{name}” is protected by a password. Save it without one."
    if kind:
        return f"“{name}” is no Word document (.docx): it is {kind}. Save it as .docx."
    return f"“{name}” is no Word document (.docx), though its name ends so."
