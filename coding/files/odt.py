"""OpenDocument text (.odt), as LibreOffice writes it: what stands in its content.xml, tracked changes accepted.

Each paragraph and heading is a line, also in lists, tables and text boxes. Deleted text, notes, comments, headers and
footers are left out; a table with the speakers in a column becomes lines of talk. The form is OASIS OpenDocument 1.3.
"""

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.archive import Archive, locked, read_archive
from quotetree.coding.files.bold import with_labels
from quotetree.coding.files.odt_lines import Lines
from quotetree.coding.files.raw import RawText, check_lines, check_size

_CONTENT, _MANIFEST, _ENCRYPTED = "content.xml", "META-INF/manifest.xml", "encrypted-package"


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no OpenDocument text, is damaged, locked or dangerous, or too long."""
    return read_archive(name, data, "OpenDocument text", ".odt", _lines)


def _lines(archive: Archive) -> list[str]:
    if archive.has(_ENCRYPTED) or _is_locked(archive):
        raise locked(archive.name)
    if not archive.has(_CONTENT):
        raise Unreadable(
            f"“{archive.name}” is a zip archive, but no OpenDocument text: there is no text in it."
        )
    found = Lines()
    for _ in archive.parsed(_CONTENT, (found.begin, found.end, found.characters)):
        check_size(archive.name, found.gathered.length)
        check_lines(archive.name, found.gathered.count)
    return with_labels(found.gathered.lines)


def _is_locked(archive: Archive) -> bool:
    """Whether the list of the archive's parts says that some are encrypted."""
    seen: list[str] = []

    def begin(tag: str, _: dict[str, str]) -> None:
        if tag.endswith(" encryption-data"):
            seen.append(tag)

    if archive.has(_MANIFEST):
        for _ in archive.parsed(_MANIFEST, (begin, None, None)):
            pass
    return bool(seen)
