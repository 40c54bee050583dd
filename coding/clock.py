"""Clock times as transcripts write them: `1:23`, `00:01:23.400`, `[00:01:23]`, `00:01:23 --> 00:01:27`."""

import re

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3}(?![\d:]))?"
TIME = rf"{_CLOCK}(?:[ \t]*(?:-->|[-–—]|to)[ \t]*{_CLOCK})?"  # a time, or from when to when
BRACKETED_TIME = rf"[\[(<{{#][ ]*{TIME}[ ]*[\])>}}#]"
ANY_TIME = rf"[\[(<{{#]?[ ]*{TIME}[ ]*[\])>}}#]?"
_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,-](\d{1,3}))?")


def times(written: str | None) -> tuple[int | None, int | None]:
    """From when to when, in milliseconds, as far as it is written there."""
    found = [_milliseconds(*clock) for clock in _PARTS.findall(written or "")]
    return (found[0] if found else None, found[1] if len(found) > 1 else None)


def _milliseconds(hours: str, minutes: str, seconds: str, fraction: str) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
