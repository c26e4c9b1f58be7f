"""
What free text may hold before anybody is shown it: sign-offs, the report's settings, names and labels of lookups.

No NHS number, no full postcode, no date that may be somebody's birthday, and no character that cannot be seen. One
place says so; those who read a text say which it is.
"""

import re
from collections.abc import Sequence
from datetime import date
from unicodedata import digit, normalize

from linkage.words.free_dates import dates

TEN = 10
LEAST_MOD = 11
GROUPS = re.compile(r"\d+(?:[\s.\u2010-\u2015\u2212-]+\d+)*")
"""Groups of digits with nothing but blanks, hyphens and full stops between."""
WRITTEN = re.compile(r"(?<!\d)(\d{3})[\W_]{1,3}(\d{3})[\W_]{1,3}(\d{4})(?!\d)")
"""Ten digits as an NHS number is written, whatever signs stand between."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control and direction characters, and letters of no width; line feed and tab are the only ones that a page needs."""

AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
    "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE"
)
OUTWARD = rf"(?:{'|'.join(AREAS.split())})[0-9][0-9A-Z]?"
POSTCODE = re.compile(
    rf"(?<![^\W_]){OUTWARD}[\s._/\u2010-\u2015\u2212-]{{0,4}}[0-9](?P<last>[A-Z]{{2}})(?![^\W_])",
    re.IGNORECASE,
)
ORDINALS = {"st", "nd", "rd", "th"}
"""Endings of numbers, such as E1 2nd floor: not the end of a postcode when in small letters."""

FAR = 731
"""Days from the release beyond which a date is nobody's deadline: two years."""


def problem(
    text: str, *, near: Sequence[date] = (), may_have_postcode: bool = False, is_supplied: bool = False
) -> str | None:
    """
    Why a text may not be shown, and what to do, without quoting it; None when it may.

    `near` are days such as that of the release: dates far from all of them are refused, where one is known. What
    cannot be seen is no problem of a text that `is_supplied` in a file: it is shown with something in its place.

    >>> problem("fit for the extract, see 999 000 0018"), problem("fit for the extract of 2019")
    ('holds ten digits that are a valid NHS number; take them out', None)
    """
    plain = normalize("NFKC", text)
    if not is_supplied and (UNSEEN.search(text + plain) or "\n" in text or "\t" in text):
        return "holds a character that cannot be seen, such as a control or direction character; type it anew"
    if has_nhs_number(plain):
        return "holds ten digits that are a valid NHS number; take them out"
    if not may_have_postcode and has_postcode(plain):
        return "holds a full postcode; take it out, or leave its first half"
    if near and any(is_far(found, near) for found in dates(plain)):
        return (
            f"holds a date more than two years from {max(near):%d %B %Y}, which may be somebody's birth date; "
            "name the month or the year alone"
        )
    return None


def has_nhs_number(text: str) -> bool:
    """Whether ten digits that pass the check stand in a row, whole groups with blanks or other signs between."""
    return any(is_nhs_number("".join(found.groups())) for found in WRITTEN.finditer(text)) or any(
        is_nhs_number(joined)
        for found in GROUPS.finditer(text)
        for joined in tens(re.findall(r"\d+", found.group()))
    )


def tens(groups: list[str]) -> list[str]:
    """Ten digits made of neighbouring groups, wherever some make up just so many."""
    return [
        joined
        for first in range(len(groups))
        for last in range(first + 1, len(groups) + 1)
        if len(joined := "".join(groups[first:last])) == TEN
    ]


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits, of any script, pass the check of an NHS number (mod 11)."""
    values = [digit(letter) for letter in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(TEN, 0, -1), strict=True)) % LEAST_MOD == 0
    )


def has_postcode(text: str) -> bool:
    """Whether a full postcode of the United Kingdom stands in a text."""
    return any(found["last"] not in ORDINALS for found in POSTCODE.finditer(text))


def is_far(readings: frozenset[date], near: Sequence[date]) -> bool:
    """Whether a date is far from all of the days, whichever way it is read."""
    return bool(readings) and all(abs((found - day).days) > FAR for found in readings for day in near)
