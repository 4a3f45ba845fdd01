"""Raw text to typed values, and the one rounding: half away from zero."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
DATE = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})([ T]00:00(:00(\.0+)?)?)?", re.ASCII)
TIMESTAMP = re.compile(
    r"(\d{4})([-/])(\d{2})\2(\d{2})"
    r"([ T](\d{2}):(\d{2})(:(\d{2})(\.\d+)?)?( ?(Z|UTC|[+-]\d{2}(:?\d{2})?))?)?",
    re.ASCII,
)
INTEGER = re.compile(r"[+-]?\d+(\.0+)?", re.ASCII)
DECIMAL = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)", re.ASCII)
# Full-width digits, Latin letters and signs stand 0xFEE0 after their twins.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
BOOLEANS = dict.fromkeys(("true", "t", "yes", "y", "1"), True) | dict.fromkeys(
    ("false", "f", "no", "n", "0"), False
)


class Unreadable(ValueError):
    """The text does not hold a value of its column's type."""


def round_away(value: Fraction | int) -> int:
    """The nearest whole number, halves away from zero."""
    size = abs(Fraction(value))
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return whole if value >= 0 else -whole


def rounded(value: Fraction, scale: int) -> Fraction:
    """A value kept to `scale` decimals."""
    return Fraction(round_away(value * 10**scale), 10**scale)


def money(units: int) -> Decimal:
    """Units of 0.0001 as an amount."""
    return Decimal(units).scaleb(-4)


def folded(text: str) -> str:
    """Full-width characters as their half-width twins, trimmed."""
    return text.translate(HALF_WIDTH).strip()


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if not found:
        raise Unreadable(text)
    return found


def _id(text: str) -> str:
    if HIDDEN.search(text):
        raise Unreadable(text)
    return text.strip()


def _day(found: re.Match[str]) -> date:
    year, month, day = (int(found[group]) for group in (1, 3, 4))
    if year < 1900:
        raise Unreadable(found[0])
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(found[0]) from error


def _date(text: str) -> date:
    return _day(_matched(DATE, folded(text)))


def _timestamp(text: str) -> datetime:
    found = _matched(TIMESTAMP, folded(text))
    day = _day(found)
    hour, minute, second = (int(found[group] or 0) for group in (6, 7, 9))
    micro = int((found[10] or ".0")[1:7].ljust(6, "0"))
    zone = (found[12] or "Z").replace(":", "")
    shift = timedelta(0)
    if zone not in ("Z", "UTC"):
        shift = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:] or 0))
        shift = -shift if zone[0] == "-" else shift
    try:
        clock = datetime(day.year, day.month, day.day, hour, minute, second, micro)
        return clock.replace(tzinfo=timezone(shift)).astimezone(UTC)
    except ValueError as error:
        raise Unreadable(text) from error


def _boolean(text: str) -> bool:
    word = folded(text).lower()
    if word not in BOOLEANS:
        raise Unreadable(text)
    return BOOLEANS[word]


PARSERS: dict[str, Callable[[str], Any]] = {
    "id": _id,
    "text": str.strip,
    "code": lambda text: folded(text).lower(),
    "currency": lambda text: folded(text).upper(),
    "date": _date,
    "timestamp": _timestamp,
    "boolean": _boolean,
    "integer": lambda text: int(Fraction(_matched(INTEGER, folded(text))[0])),
    "decimal": lambda text: Fraction(_matched(DECIMAL, folded(text))[0]),
}


def parsed(text: str | None, type_name: str) -> Any:
    """The value a text holds, None where it is blank; Unreadable where it is not one.

    Decimals are exact fractions, not yet rounded to their column's scale.
    """
    if text is None or not text.strip():
        return None
    return PARSERS[type_name](text)
