"""Reading transcripts from files. Each format is a module with `read(name, data) -> RawText`."""

from collections.abc import Callable
from pathlib import PurePath

from quotetree.coding.errors import Unreadable
from quotetree.coding.files import docx, md, odt, pdf, rtf, srt, txt, vtt, webpage
from quotetree.coding.files.raw import RawText, check_lines

_READERS: dict[str, Callable[[str, bytes], RawText]] = {
    ".txt": txt.read,
    ".md": md.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".rtf": rtf.read,
    ".pdf": pdf.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".vtt": vtt.read,
    ".srt": srt.read,
}
ENDINGS = tuple(_READERS)


def read_text_file(name: str, data: bytes) -> RawText:
    """The text of a file, read by the ending of its name.

    Raises Unreadable, with a sentence that names the file, where it cannot be read or has no words in it.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _READERS:
        known = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise Unreadable(f"“{name}” cannot be read as a transcript: its name has to end in {known}.")
    if not data:
        raise Unreadable(f"“{name}” is empty.")
    raw = _READERS[ending](name, data)
    if not raw.text or raw.text.isspace():
        raise Unreadable(f"“{name}” has no words in it.")
    check_lines(name, raw.text.count("\n"))
    return raw
