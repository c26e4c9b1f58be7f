"""Shapes of values: what every value of a column looks like, so that a column out of place is found out."""

import re
from dataclasses import dataclass
from functools import cache

from linkage.layouts.spelt import date_spelling
from linkage.layouts.spelt.tidy import tidied


@dataclass(frozen=True)
class Shape:
    """What every value of a column looks like."""

    pattern: str
    """A regular expression for the whole value; case does not count."""
    means: str

    def fits(self, value: str) -> bool:
        """Whether the whole of `value`, tidied, has the shape; upper and lower case are one."""
        return _compiled(self.pattern).fullmatch(tidied(value)) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


NHS_NUMBER = Shape("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}([.]0+)?", "ten digits")
DATE = Shape(date_spelling.PATTERN, "a date")
ISO_DATE = HOSPITAL_DATE = DATE
"""Every layout has dates in every spelling: which it is, all the values of the column settle."""
SEX_WORDS = (
    "M", "MALE", "F", "FEMALE", "U", "UNKNOWN", "NOT KNOWN", "I", "INDETERMINATE", "X", "O", "OTHER", "NOT SPECIFIED",
)  # fmt: skip
"""Letters and words for a sex; configs/codes/sex_words.csv says which sex each is."""
SEX = Shape(f"[0-9]([.]0+)?|{'|'.join(SEX_WORDS)}", "a code or letter of a sex")
DIGIT = SEX
CODE_OF_TWO_DIGITS = Shape("[0-9]{1,2}([.]0+)?", "a code of two digits")
POSTCODE = Shape("[A-Z]{1,2}[0-9O][0-9A-Z]? *[0-9O][A-Z]{2}", "a postcode")
SNOMED = Shape("[0-9]{6,18}([.]0+)?", "a SNOMED CT code")
ORGANISATION = Shape("[A-Z0-9]{2,12}", "an organisation code")
EIGHT_DIGITS = Shape("[0-9]{8}", "a date of eight digits")
