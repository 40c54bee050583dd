"""Word documents (.docx): the text as it stands when all tracked changes are accepted.

Each paragraph is a line, also those in tables, content controls and text boxes. Links keep their text; deleted text,
marks of notes, headers, footers and comments are left out. A table with the speakers in a column becomes lines of
talk, `LABEL: words`. The form is ECMA-376, part 1.
"""

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.archive import Archive, read_archive
from quotetree.coding.files.bold import with_labels
from quotetree.coding.files.docx_lines import Lines
from quotetree.coding.files.raw import RawText, check_lines, check_size

_RELATIONS, _MAIN = "_rels/.rels", "word/document.xml"


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no Word document, is damaged, locked or dangerous, or too long."""
    return read_archive(name, data, "Word document", ".docx", _lines)


def _lines(archive: Archive) -> list[str]:
    main = _main_part(archive)
    if not archive.has(main):
        raise Unreadable(f"“{archive.name}” is a zip archive, but no Word document: there is no text in it.")
    found = Lines()
    for _ in archive.parsed(main, (found.begin, found.end, found.characters)):
        check_size(archive.name, found.length)
        check_lines(archive.name, len(found.lines))
    return with_labels(found.lines)


def _main_part(archive: Archive) -> str:
    """Where the text is; nearly always word/document.xml."""
    targets: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            targets.append(attributes.get("Target", "").lstrip("/"))

    if archive.has(_RELATIONS):
        for _ in archive.parsed(_RELATIONS, (begin, None, None)):
            pass
    return targets[0] if targets else _MAIN
