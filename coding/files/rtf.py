"""Rich Text Format (.rtf): the text as it stands when all tracked changes are accepted.

Each paragraph is a line. Headers, footers, notes, comments, pictures, and the numbers of lists are left out; a table
with the speakers in a column becomes lines of talk. Read here and by no library: those that there are put the
addresses of links into the words, keep what was deleted, and lose the tables. The form is Microsoft's RTF 1.9.1.
"""

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.bold import with_labels
from quotetree.coding.files.kinds import kind_by_content
from quotetree.coding.files.raw import RawText, check_lines, check_size
from quotetree.coding.files.rtf_lines import Lines, TooDeep, tokens, whole
from quotetree.coding.text import canonical

_BEGINNING = b"{\\rtf"


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no RTF, is damaged, or too long."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not data.startswith(_BEGINNING):
        kind = kind_by_content(data)
        why = f": it is {kind}. Save it as .rtf." if kind else ", though its name ends so."
        raise Unreadable(f"“{name}” is no document in Rich Text Format (.rtf){why}")
    found = Lines()
    damaged = Unreadable(f"“{name}” is damaged: it breaks off, or its text is mixed up.")
    try:
        for token in tokens(data.decode("latin-1")):
            found.take(token)
            if found.depth == 0:
                break
            check_size(name, found.length)
            check_lines(name, found.gathered.count)
    except TooDeep as error:
        raise damaged from error
    if found.depth:
        raise damaged
    cleaned = canonical(whole("".join(f"{line}\n" for line in with_labels(found.finished()))))
    return RawText(cleaned.text, cleaned.removed)
