"""Numbers, sexes, postcodes, codes, keys and times of day as programs write them, read as what they mean."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from linkage.config import codes
from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.layouts.spelt.tidy import UNTIDY, tidied, tidied_sql
from linkage.words.key_text import SHORTENED, is_shortened_sql

TEN_DIGITS = "^[0-9]{10}$"
POSTCODE = "^([A-Z0]{1,2}[0-9O][A-Z0-9]? *[0-9O][A-Z0]{2}|GIR *[0O]AA|ZZ.*)$"
CLOCK = "^([01][0-9]|2[0-3]):?[0-5][0-9](:[0-5][0-9])?$"
"""A time of day as the rules of attendances read it."""
WHOLE = "^[0-9 -]{1,15}[.]0+$"
"""A whole number with a point and zeros, so short that no program has rounded it."""

CLEAN = {"nhs_number": TEN_DIGITS, "sex": "^[0129]$", "postcode": POSTCODE, "time": CLOCK}
"""What a value of a kind looks like as it should be."""
UNCLEAN = {"key": f"{UNTIDY}|[.]"}
"""And what one of another kind holds that should not be there; codes have a pattern of their own."""

Reading = Callable[[Dialect, str], str]


def clean_sql(dialect: Dialect, kind: str, raw: str) -> str:
    """Whether a value is as it should be already, by its kind: most are, and nothing is done to them."""
    if kind in CLEAN:
        return dialect.matches(raw, CLEAN[kind])
    if kind == "local":
        return f"(({raw} not like '%E%' and {raw} not like '%e%') or not {is_shortened_sql(dialect, raw)})"
    return f"not {dialect.matches(raw, UNCLEAN.get(kind, f'{UNTIDY}|[.]0$|{SHORTENED}'))}"


def read_sql(dialect: Dialect, kind: str, raw: str, *, whole: bool = True) -> str:
    """
    What a value means, as text; itself where nothing is known of it.

    `whole`: of a column of keys, whether .0 is read away.
    """
    reading: Mapping[str, Reading] = {
        "sex": _sex_sql,
        "time": _time_sql,
        "key": partial(_key_sql, whole=whole),
        "local": lambda _, text: text,
    }
    read = reading.get(kind, _whole_sql)(dialect, raw)
    return f"case when {clean_sql(dialect, kind, raw)} then {raw} else coalesce({read}, {raw}) end"


def lost_sql(dialect: Dialect, kind: str, raw: str) -> str:
    """Why a value that has been read is of no use: exponent or malformed, or null where it is of some."""
    match kind:
        case "nhs_number":
            bad = f"not {dialect.matches(dialect.without(raw, '[ -]'), TEN_DIGITS)}"
        case "sex":
            bad = f"{raw} not in ('0', '1', '2', '9')"
        case "postcode":
            bad = f"not {dialect.matches(f'upper({raw})', POSTCODE.replace(' *', '[ ]*'))}"
        case _:
            bad = "false"
    return f"case when {is_shortened_sql(dialect, raw)} then 'exponent' when {bad} then 'malformed' end"


def shape_sql(dialect: Dialect, text: str) -> str:
    """What a value looks like: 9 for a digit, A and a for letters, ? for what is neither ASCII nor seen; cut short."""
    shown = f"substr({text}, 1, 24)"
    for pattern, by in (("[0-9]", "9"), ("[A-Z]", "A"), ("[a-z]", "a"), ("[^ -~]", "?")):
        shown = dialect.replaced(shown, pattern, by)
    return shown


def shape_of(value: str) -> str:
    """What a value looks like, the twin of shape_sql in Python: never the value."""
    shown = tidied(value)[:24]
    for pattern, by in (("[0-9]", "9"), ("[A-Z]", "A"), ("[a-z]", "a"), ("[^ -~]", "?")):
        shown = re.sub(pattern, by, shown)
    return shown


def check_digit_sql(raw: str) -> str:
    """Whether the check digit of ten digits is wrong, as the rules of NHS numbers have it."""
    total = " + ".join(
        f"{11 - place} * try_cast(substr({raw}, {place}, 1) as bigint)" for place in range(1, 11)
    )
    return f"({total}) % 11 <> 0"


def _whole_sql(dialect: Dialect, raw: str) -> str:
    text = tidied_sql(dialect, raw)
    return f"case when {dialect.matches(text, WHOLE)} then {dialect.without(text, '[.]0+$')} else {text} end"


def _key_sql(dialect: Dialect, raw: str, *, whole: bool) -> str:
    text = tidied_sql(dialect, raw, unseen_too=False)
    if not whole:
        return text
    return f"case when {dialect.matches(text, WHOLE)} then {dialect.without(text, '[.]0+$')} else {text} end"


def _sex_sql(dialect: Dialect, raw: str) -> str:
    whole = _whole_sql(dialect, raw)
    word = f"upper({whole})"
    words = " ".join(f"when {literal(row['code'])} then '{row['sex']}'" for row in codes.read("sex_words"))
    digits = " ".join(f"when '0{digit}' then '{digit}'" for digit in "0129")
    return f"case {word} {words} {digits} else {whole} end"


def _time_sql(dialect: Dialect, raw: str) -> str:
    """HH:MM or HHMM of a time with a day before it, with seconds and their parts after it, or short of a zero."""
    text = tidied_sql(dialect, raw)
    timed = dialect.matches(
        text, "^([0-9]{4}-[0-9]{2}-[0-9]{2}[ T])?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?$"
    )
    clock = dialect.item(dialect.captures(text, "([0-9]{1,2}:[0-9]{2})"), 1)
    plain = dialect.matches(text, "^[0-9]{3,4}([.]0+)?$")
    seconds = dialect.matches(text, "^[0-9]{6}([.,][0-9]+)?$")
    return f"""case
                when {timed} then lpad({clock}, 5, '0')
                when {plain} then lpad({dialect.without(text, "[.]0+$")}, 4, '0')
                when {seconds} then substr({text}, 1, 4)
                else {text}
            end"""
