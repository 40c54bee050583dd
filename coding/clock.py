"""Clock times as transcripts write them: `1:23`, `00:01:23.400`, `[00:01:23]`, `00:01:23 --> 00:01:27`,
`[0.00 - 3.12]`, `0 minutes 3 seconds`."""

import re

_SECONDS = r"\d{1,5}\.\d{1,3}"
_SPELT = r"(?:\d{1,2}[ ]hours?,?[ ])?(?:\d{1,3}[ ]minutes?,?[ ])?\d{1,2}[ ]seconds?(?:[ \t]*\d{1,3}:\d{2}(?::\d{2})?)?"
_SPELT_PARTS = re.compile(r"(?:(\d{1,2}) hours?,? )?(?:(\d{1,3}) minutes?,? )?(\d{1,2}) seconds?")
_SECONDS_PARTS = re.compile(rf"({_SECONDS})s?[ ]*(?:-->|[-–—])[ ]*({_SECONDS})s?")
_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3}(?![\d:]))?"
TIME = rf"{_CLOCK}(?:[ \t]*(?:-->|[-–—]|to)[ \t]*{_CLOCK})?"  # a time, or from when to when
_STRETCH = rf"\[[ ]*{_SECONDS}s?[ ]*(?:-->|[-–—])[ ]*{_SECONDS}s?[ ]*\]"  # seconds alone, as [0.00 - 3.12]
BRACKETED_TIME = rf"(?:[\[(<{{#][ ]*{TIME}[ ]*[\])>}}#]|{_STRETCH})"
ANY_TIME = rf"(?:[\[(<{{#]?[ ]*{TIME}[ ]*[\])>}}#]?|{_STRETCH}|{_SPELT})"
_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,-](\d{1,3}))?")


def times(written: str | None) -> tuple[int | None, int | None]:
    """From when to when, in milliseconds, as far as it is written there."""
    if stretch := _SECONDS_PARTS.search(written or ""):
        return round(float(stretch[1]) * 1000), round(float(stretch[2]) * 1000)
    if spelt := _SPELT_PARTS.search(written or ""):
        return _milliseconds(spelt[1], spelt[2] or "0", spelt[3], ""), None
    found = [_milliseconds(*clock) for clock in _PARTS.findall(written or "")]
    return (found[0] if found else None, found[1] if len(found) > 1 else None)


def _milliseconds(hours: str, minutes: str, seconds: str, fraction: str) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
