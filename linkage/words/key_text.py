r"""
What no key is: a word for "no value", a text with unseen characters, a number that lost its digits.

Exports write a missing value as a word (NULL, NA, \N) and a long number as 1.00037E+14. Taken for keys, these join
strangers. The words are data: configs/codes/null_words.csv.
"""

import re
from functools import cache

from linkage.config import codes
from linkage.engine.dialect import Dialect

UNSEEN = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
"""
A character that is not seen: the controls of ASCII and Latin-1 (0x00 to 0x1F, 0x7F to 0x9F), line and paragraph
separators, and what Unicode calls format characters (zero width, direction, soft hyphen, byte order mark).
"""

SHORTENED = r"^[0-9]+([.,][0-9]*[eE][+]?|[eE][+])[0-9]+$"
"""
A whole number as a spreadsheet shortens it: 1.00037E+14, 1,00037E+14, 1.0E5, 1e+14.

Digits, one E and digits alone (12E34) are left alone: some accession numbers look so, and no program writes that.
"""
EXPONENT = f"{SHORTENED}|^[0-9]+[.]0+$"
"""A whole number as a spreadsheet or a program shows it: so, or as 42.0."""


def is_null_word_sql(dialect: Dialect, text: str) -> str:
    """Whether `text` is one of the words that exports write for no value, in any letter case; null for a null."""
    pattern, longest = _words()
    return f"(length({text}) <= {longest} and {dialect.matches(f'upper({text})', pattern)})"


def is_unseen_sql(dialect: Dialect, text: str) -> str:
    """Whether `text` holds a character that is not seen; null for a null."""
    return dialect.matches(text, UNSEEN)


def is_exponent_sql(dialect: Dialect, text: str) -> str:
    """Whether `text` is a whole number in exponent form, or with a point and zeros; null for a null."""
    return dialect.matches(text, EXPONENT)


def is_shortened_sql(dialect: Dialect, text: str) -> str:
    """Whether `text` is a number in exponent form, whose last digits are gone; null for a null."""
    return dialect.matches(text, SHORTENED)


def is_shortened(text: str) -> bool:
    """The twin of is_shortened_sql in Python."""
    return re.fullmatch(SHORTENED, text.strip()) is not None


def present_sql(dialect: Dialect, text: str) -> str:
    """`text`, or null when it is a word for no value or holds a character that is not seen."""
    unusable = f"{is_null_word_sql(dialect, text)} or {is_unseen_sql(dialect, text)}"
    return f"case when not ({unusable}) then {text} end"


def state_sql(dialect: Dialect, text: str) -> str:
    """What a key or code that a row can do without is: missing, null_word, control_character or present."""
    return f"""case
            when {text} is null then 'missing'
            when {is_null_word_sql(dialect, text)} then 'null_word'
            when {is_unseen_sql(dialect, text)} then 'control_character'
            else 'present'
        end"""


@cache
def _words() -> tuple[str, int]:
    """A pattern for the words, upper case, and the length of the longest."""
    words = [row["code"].upper() for row in codes.read("null_words")]
    return f"^({'|'.join(''.join(map(_spelt, word)) for word in words)})$", max(map(len, words))


def _spelt(character: str) -> str:
    """A character as a pattern spells it on every engine."""
    if character.isalnum():
        return character
    return r"\\" if character == "\\" else f"[{character}]"
