"""Text within markup: escaped, and without what no XML holds."""

import re

# Controls but tab and line break, lone surrogates, and the two code points that are no characters.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _NOT_IN_XML.sub("", text)


def escaped(text: str) -> str:
    """The text as it stands in markup, also within quotation marks."""
    return clean(text).translate(_SIGNS)
