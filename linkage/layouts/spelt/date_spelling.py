"""
The spellings of dates seen in the wild, by kind: which text is of which, and the same date as YYYY-MM-DD.

Most kinds say themselves what they mean. Of two a column must be known: which of day and month comes first, and
whether bare numbers are the days that a spreadsheet counts.
"""

from linkage.engine.dialect import Dialect

MOST_MONTHS = 12
MONTHS = {
    "JAN": "UARY", "FEB": "RUARY", "MAR": "CH", "APR": "IL", "MAY": "", "JUN": "E", "JUL": "Y", "AUG": "UST",
    "SEP": "TEMBER", "OCT": "OBER", "NOV": "EMBER", "DEC": "EMBER",
}  # fmt: skip
"""The first three letters of each month, and the others."""

DECLARED = (
    "YYYY-MM-DD", "YYYYMMDD", "DD/MM/YYYY", "MM/DD/YYYY", "DDMMYYYY", "MMDDYYYY", "DD-Mon-YYYY", "excel",
)  # fmt: skip
"""What a job may say of a column; excel: the days that a spreadsheet counts from 1899-12-30."""
MONTH_FIRST = ("MM/DD/YYYY", "MMDDYYYY")

YEAR_FIRST, YEAR_LAST, NAMED, SHORT = "year_first", "year_last", "named", "short"
DIGITS, DIGITS_LAST, DIGITS_EITHER = "digits", "digits_last", "digits_either"
SERIAL, SMALL, OTHER, NO_VALUE = "serial", "small", "other", "no_value"
"""The kinds of text in a column of dates."""

HELD = {
    "YYYY-MM-DD": (YEAR_FIRST,), "YYYYMMDD": (DIGITS, DIGITS_EITHER),
    "DD/MM/YYYY": (YEAR_LAST,), "MM/DD/YYYY": (YEAR_LAST,),
    "DDMMYYYY": (DIGITS_LAST, DIGITS_EITHER), "MMDDYYYY": (DIGITS_LAST, DIGITS_EITHER),
    "DD-Mon-YYYY": (NAMED,), "excel": (SERIAL, SMALL),
}  # fmt: skip
"""What a job may say of a column (DECLARED) -> the kinds of text that are so."""

SHAPES = {
    YEAR_FIRST: "yyyy-mm-dd", YEAR_LAST: "dd/mm/yyyy", NAMED: "dd-Mon-yyyy", SHORT: "dd/mm/yy",
    DIGITS: "yyyymmdd", DIGITS_LAST: "ddmmyyyy", DIGITS_EITHER: "99999999", SERIAL: "99999", SMALL: "9999",
}  # fmt: skip
"""How a message shows each kind."""

_MONTH = f"({'|'.join(f'{three}({rest})?' if rest else three for three, rest in MONTHS.items())}|SEPT)"
ZONE = "(Z|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)"
_FRACTION = "([.,:][0-9]+)?"
TIME = (
    f"[ T:]+[0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}}{_FRACTION})?( ?[AP][.]?M[.]?)?( ?{ZONE})?$"
    "|(Z|[+-][0-9]{2}:[0-9]{2})$"
)
COMPACT = f"^[0-9]{{8}}T?[0-9]{{4}}([0-9]{{2}}{_FRACTION})?{ZONE}?$"
_ZEROS = "(:00([.,:]0+)?)?"
_MIDNIGHT = (
    f"([ T]|[0-9]{{4}}:)00?:00{_ZEROS}( ?{ZONE})?$|[ T]12:00{_ZEROS} ?AM$|^[0-9]{{8}}T?0000(00([.,]0+)?)?{ZONE}?$"
    "|^[0-9/.-]+(Z|[+-][0-9]{2}:[0-9]{2})$"
)
_UTC_MIDNIGHT = f"[ T]2[23]:00{_ZEROS} ?(Z|UTC|GMT|[+]00(:?00)?)$"
"""Midnight of a British summer, of one hour or two, written in the time of Greenwich: the day before."""

_KINDS: dict[str, str] = {
    YEAR_FIRST: "^[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/|[.][0-9]{1,2}[.])[0-9]{1,2}$",
    YEAR_LAST: "^[0-9]{1,2}(-[0-9]{1,2}-|/[0-9]{1,2}/|[.][0-9]{1,2}[.]| [0-9]{1,2} )[0-9]{4}$",
    NAMED: f"^[0-9]{{1,2}}(ST|ND|RD|TH)?[-/ .]*{_MONTH}[-/ .,]*[0-9]{{4}}$"
    f"|^{_MONTH}[ .]+[0-9]{{1,2}}(ST|ND|RD|TH)?,? +[0-9]{{4}}$|^[0-9]{{4}}[-/ ]?{_MONTH}[-/ ]?[0-9]{{1,2}}$",
    SHORT: f"^[0-9]{{1,2}}[-/. ][0-9]{{1,2}}[-/. ][0-9]{{2}}$|^[0-9]{{1,2}}[-/ .]*{_MONTH}[-/ .]*[0-9]{{2}}$",
}
_YEAR = "(1[5-9]|2[0-2])[0-9]{2}"
_MONTH_NUMBER, _DAY_NUMBER = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_DIGITS = {
    DIGITS: f"^{_YEAR}{_MONTH_NUMBER}{_DAY_NUMBER}$",
    DIGITS_LAST: f"^({_DAY_NUMBER}{_MONTH_NUMBER}|{_MONTH_NUMBER}{_DAY_NUMBER}){_YEAR}$",
    DIGITS_EITHER: f"^{_YEAR}[0-9]{{4}}$|^[0-9]{{4}}{_YEAR}$",
}
"""
Eight digits. No year from 1500 to 2299 begins as a month ends, so none that are a date can be read both ways; of what
is no date the column decides which end the year is at.
"""
PATTERNS = _KINDS | _DIGITS
"""The kinds that a text says itself to be of, first come first; of what is left, a number says it."""
SMALL_BELOW = 10_000
"""1927-05-18: a smaller number may be a year, and is a day only where most numbers of a column are no years."""
DECIMAL = "^[0-9]{1,8}[.]0+$"
BARE_NUMBER = "^[0-9]{1,5}([.][0-9]+)?$"
LAST_SERIAL = 73_050
"""2099-12-31."""
NO_DAY = 60
"""29 February 1900, which a spreadsheet counts and which never was."""
FIRST_SERIAL = 32_509
"""1989-01-01: no record of hospitals or imaging is older."""

PATTERN = "|".join(
    [
        "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([ TZ+-].*)?",
        "[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ]([0-9]{2}|[0-9]{4})([ T].*)?",
        f"[0-9]{{0,4}}[-/ .]*{_MONTH}[-/ .,0-9]*[0-9]{{2,4}}([ T:].*)?",
        *(f"({_DIGITS[kind][1:-1]})([.]0+|T?[0-9]{{4}}.*)?" for kind in (DIGITS, DIGITS_LAST)),
        "[0-9]{4,5}([.][0-9]+)?",
    ]
)
"""Anything that may be a date, for the look at the beginning of a file: what it is, all its values settle."""


def is_month_first(spelling: str) -> bool:
    """Whether a spelling such as MM-DD-YYYY has its year last, and the month before the day."""
    return spelling.endswith("YYYY") and spelling.find("MM") < spelling.find("DD")


def body_sql(dialect: Dialect, text: str) -> str:
    """`text`, tidy and in upper case, without its time of day and its zone."""
    return f"""case
                when {dialect.matches(text, COMPACT)} then substr({text}, 1, 8)
                when {dialect.matches(text, DECIMAL)} then {dialect.without(text, "[.]0+$")}
                else {dialect.without(text, TIME)}
            end"""


def clock_sql(dialect: Dialect, text: str, body: str) -> str:
    """What its time of day is: none, midnight, utc_midnight (of a British summer) or time."""
    is_fraction = dialect.matches(body, "^[0-9]{1,5}[.][0-9]*[1-9][0-9]*$")
    return f"""case
                when {is_fraction} then 'time'
                when {text} = {body} or {dialect.matches(text, DECIMAL)} then 'none'
                when {dialect.matches(text, _MIDNIGHT)} then 'midnight'
                when {dialect.matches(text, _UTC_MIDNIGHT)} then 'utc_midnight'
                else 'time'
            end"""


def kind_sql(dialect: Dialect, body: str, first_serial: str) -> str:
    """The kind of a text without its time; numbers from `first_serial` on may be days that a spreadsheet counts."""
    whole = f"cast(floor(try_cast({body} as double)) as bigint)"
    serial = (
        f"when {dialect.matches(body, BARE_NUMBER)} then case when {whole} between {first_serial} and {LAST_SERIAL}"
        f" and {whole} <> {NO_DAY} then case when {whole} < {SMALL_BELOW} then '{SMALL}' else '{SERIAL}' end"
        f" else '{OTHER}' end"
    )
    known = "\n                ".join(
        f"when {dialect.matches(body, pattern)} then '{kind}'" for kind, pattern in PATTERNS.items()
    )
    return f"""case
                {known}
                {serial}
                else '{OTHER}'
            end"""


def parts_sql(dialect: Dialect, body: str, kind: str) -> str:
    """The numbers in a text, in their order, as texts; of eight digits with the year last, day and month apart."""
    apart = f"concat(substr({body}, 1, 2), '-', substr({body}, 3, 2), '-', substr({body}, 5, 4))"
    return dialect.captures(f"case when {kind} = '{DIGITS_LAST}' then {apart} else {body} end", "([0-9]+)")


def iso_text_sql(dialect: Dialect, *, month_first: bool, serial: bool, either: str) -> str:
    """
    YYYY-MM-DD of a row with kind, body and parts, or null where it has no kind that the column can hold.

    Digits only change their places: whether there is such a day is for the reader of the date. `either` is the kind
    that eight digits are of which are no date either way round; empty: none.
    """
    one, two, three = (dialect.item("parts", place) for place in (1, 2, 3))
    day, month = (two, one) if month_first else (one, two)
    names = " ".join(f"when body like '%{name}%' then '{n:02}'" for n, name in enumerate(MONTHS, 1))
    year_is_first = f"length({one}) = 4"
    named_year, named_day = (
        f"case when {year_is_first} then {one} else {two} end",
        f"case when {year_is_first} then {two} else {one} end",
    )
    digits = _iso("substr(body, 1, 4)", "substr(body, 5, 2)", "substr(body, 7, 2)")
    last = (
        ("substr(body, 3, 2)", "substr(body, 1, 2)")
        if month_first
        else ("substr(body, 1, 2)", "substr(body, 3, 2)")
    )
    digits_last = _iso("substr(body, 5, 4)", last[1], last[0])
    whole = "cast(floor(try_cast(body as double)) as bigint)"
    counted = dialect.days_after(
        "date '1899-12-30'", f"({whole} + case when {whole} < {NO_DAY} then 1 else 0 end)"
    )
    cases = {
        YEAR_FIRST: _iso(one, two, three),
        YEAR_LAST: _iso(three, month, day),
        NAMED: _iso(named_year, f"case {names} end", named_day),
        DIGITS: digits,
        DIGITS_LAST: digits_last,
    }
    if either:
        cases[DIGITS_EITHER] = digits if either == DIGITS else digits_last
    if serial:
        cases |= dict.fromkeys((SERIAL, SMALL), f"cast({counted} as string)")
    listed = "\n                ".join(f"when '{kind}' then {text}" for kind, text in cases.items())
    return f"""case kind
                {listed}
            end"""


def _iso(year: str, month: str, day: str) -> str:
    return f"concat({year}, '-', lpad({month}, 2, '0'), '-', lpad({day}, 2, '0'))"
