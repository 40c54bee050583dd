"""Documents that are zip archives of XML, as office programs write them: unpacked piece by piece, and measured.

Nothing is believed that the archive says of its sizes, and no entities or document types are taken.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.kinds import kind_by_content
from quotetree.coding.files.raw import RawText
from quotetree.coding.text import canonical

_MOST_UNPACKED = 200_000_000  # bytes, of all that is in the archive
_MOST_RATIO, _RATIO_FROM = 200, 5_000_000  # a document packs to a tenth, a bomb to a thousandth
_CHUNK = 1 << 16
_LOCKED = "EncryptedPackage".encode("utf-16-le")
Begin = Callable[[str, dict[str, str]], None]
Handlers = tuple[Begin, Callable[[str], None] | None, Callable[[str], None] | None]


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive; `name` is the file's, `called` what it should be: `Word document`."""

    name: str
    called: str
    zipped: zipfile.ZipFile

    def has(self, member: str) -> bool:
        return member in self.zipped.namelist()

    def parsed(self, member: str, handlers: Handlers) -> Iterator[None]:
        """Parses a part of the archive, and stops after each piece; names of elements are `namespace name`."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = handlers
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        packed, unpacked = self.zipped.getinfo(member).compress_size, 0
        with self.zipped.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                _check_size(self.name, unpacked, packed)
                parser.Parse(chunk, False)
                yield
        parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise Unreadable(
            f"“{self.name}” is not read: its XML declares entities of its own, which no {self.called} does."
        )


def read_archive(
    name: str, data: bytes, called: str, ending: str, lines: Callable[[Archive], list[str]]
) -> RawText:
    """The lines that are found in an archive. Raises Unreadable where it is none, is damaged, locked or dangerous."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as zipped:
            _check_declared(name, zipped, len(data))
            text = "".join(f"{line}\n" for line in lines(Archive(name, called, zipped)))
    except zipfile.BadZipFile as error:
        raise Unreadable(_why_no_archive(name, data, called, ending)) from error
    except (zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, ValueError) as error:
        # zipfile lets all of these through where the archive's own table points nowhere
        raise Unreadable(f"“{name}” is damaged: its text cannot be unpacked.") from error
    except expat.ExpatError as error:
        raise Unreadable(f"“{name}” is damaged: its text breaks off or is mixed up.") from error
    cleaned = canonical(text)
    return RawText(cleaned.text, cleaned.removed)


def check_archive(name: str, data: bytes, called: str, ending: str) -> None:
    """Raises Unreadable for bytes that are no archive, or one that is damaged, locked or dangerous."""
    if not data:
        raise Unreadable(f"“{name}” is empty.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as zipped:
            _check_declared(name, zipped, len(data))
            for part in zipped.infolist():
                unpacked = 0
                with zipped.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        unpacked += len(chunk)
                        _check_size(name, unpacked, part.compress_size)
    except zipfile.BadZipFile as error:
        raise Unreadable(_why_no_archive(name, data, called, ending)) from error
    except (zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, ValueError) as error:
        raise Unreadable(f"“{name}” is damaged: it cannot be unpacked.") from error


def locked(name: str) -> Unreadable:
    return Unreadable(f"“{name}” is protected by a password. Save it without one.")


def _check_declared(name: str, zipped: zipfile.ZipFile, size: int) -> None:
    """What the archive says of itself; what comes out of it is measured again while it is read."""
    parts = zipped.infolist()
    _check_size(name, sum(part.file_size for part in parts), size)
    if any(part.flag_bits & 1 for part in parts):
        raise locked(name)


def _check_size(name: str, unpacked: int, packed: int) -> None:
    if unpacked > _MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * packed):
        raise Unreadable(
            f"“{name}” is not unpacked: it would swell from {packed / 1e6:.1f} MB to more than {unpacked / 1e6:.0f} MB,"
            " which no transcript or table does."
        )


def _why_no_archive(name: str, data: bytes, called: str, ending: str) -> str:
    kind = kind_by_content(data)
    if data.startswith(b"PK"):
        return f"“{name}” is damaged: it breaks off, or pieces of it are missing."
    if kind and _LOCKED in data:
        return locked(name).sentence
    if kind:
        return f"“{name}” is no {called} ({ending}): it is {kind}. Save it as {ending}."
    return f"“{name}” is no {called} ({ending}), though its name ends so."
