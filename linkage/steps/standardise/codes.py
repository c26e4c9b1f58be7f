"""Small codes: sex, setting and NHS number status with lost leading zeros, practice, and codes that mean nothing."""

from linkage.engine.dialect import Dialect
from linkage.words.key_text import present_sql


def sex_state_sql(raw: str) -> str:
    """
    What a sex code is: missing, not_known, malformed or valid (1 male, 2 female).

    0 (not known) and 9 (not specified) are the same in DID and HES, and never agree with anything.
    """
    return f"""case
            when {raw} is null then 'missing'
            when {raw} in ('1', '2') then 'valid'
            when {raw} in ('0', '9') then 'not_known'
            else 'malformed'
        end"""


def two_digits_sql(dialect: Dialect, raw: str) -> str:
    """A two-digit code whose leading zero a spreadsheet may have eaten: '1' is '01'."""
    return f"case when {dialect.matches(raw, '^[0-9]$')} then concat('0', {raw}) else {raw} end"


def source_setting_sql(dialect: Dialect, raw: str) -> str:
    """Patient source setting 01 to 07, or null."""
    padded = two_digits_sql(dialect, raw)
    return f"case when {dialect.matches(padded, '^0[1-7]$')} then {padded} end"


def nhs_number_status_sql(dialect: Dialect, raw: str) -> str:
    """NHS number status indicator 01 to 08, or null: anything else is no status, and may be anything."""
    padded = two_digits_sql(dialect, raw)
    return f"case when {dialect.matches(padded, '^0[1-8]$')} then {padded} end"


def first_present_sql(dialect: Dialect, *columns: str) -> str:
    """The first of several codes that is there: a word for no value, such as NULL, is none."""
    return f"coalesce({', '.join(present_sql(dialect, column) for column in columns)})"


def something_sql(raw: str, *nothing: str) -> str:
    """`raw`, or null when it is one of the codes that mean nothing."""
    listed = ", ".join(f"'{code}'" for code in nothing)
    return f"case when {raw} not in ({listed}) then {raw} end"


def practice_sql(dialect: Dialect, code: str) -> str:
    """General practice, upper case; null for the codes that mean there is none, or none known."""
    upper = f"upper({present_sql(dialect, code)})"
    return f"case when {upper} not in (select code from no_practice) then {upper} end"
