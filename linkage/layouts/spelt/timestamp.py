"""
Timestamps of the Diagnostic Imaging Data Set, version 2: ISO 8601, clock time in England, with the offset it had.

Sources: the data dictionary's SERVICE REPORT ISSUE TIMESTAMP and CODED PROCEDURE START TIMESTAMP (max an25), and the
user guidance of version 2: only the offsets +01:00, +00:00, -00:00 and Z, and the value shows the time on the clock.
"""

from collections.abc import Collection

from linkage.engine.dialect import Dialect
from linkage.layouts.layout import Layout
from linkage.layouts.spelt import date_spelling
from linkage.layouts.spelt.shape import Shape

CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
ALLOWED = "([Zz]|[+]0[01]:00|-00:00)?"
"""Without an offset the value is clock time all the same."""
ANY = "[+-][0-9]{2}(:?[0-9]{2})?"

TIMESTAMP = Shape(f"{date_spelling.PATTERN}|{CLOCK}([Zz]|{ANY})?", "a date or a timestamp of ISO 8601")

CODES = frozenset({"imaging_code_nicip", "imaging_code_snomed"})
BOTH_CODES = "imaging_codes_both"
OTHER_OFFSET = "test_date_offset"


def clock_date_sql(dialect: Dialect, text: str) -> str:
    """The date that the clock showed, YYYY-MM-DD, of a timestamp with an offset of England; other text as it is."""
    return (
        f"case when {dialect.matches(text, f'^{CLOCK}{ALLOWED}$')} then substr({text}, 1, 10) else {text} end"
    )


def clock_time_sql(dialect: Dialect, text: str) -> str:
    """The time that the clock showed, hh:mm, of such a timestamp; null for any other text."""
    return f"case when {dialect.matches(text, f'^{CLOCK}{ALLOWED}$')} then substr({text}, 12, 5) end"


def is_other_offset_sql(dialect: Dialect, text: str) -> str:
    """Whether `text` is a timestamp with an offset that England never has: nobody knows which day was meant."""
    matches, allowed = (dialect.matches(text, f"^{CLOCK}{end}$") for end in (ANY, ALLOWED))
    return f"{matches} and not {allowed}"


def unusable_sql(dialect: Dialect, layout: Layout, known: Collection[str]) -> dict[str, str]:
    """By condition, the reason of a row that breaks a rule of its layout; `known` are the columns that its file has."""
    found = {}
    if "test_date" in layout.timestamps:
        found[is_other_offset_sql(dialect, "test_date")] = OTHER_OFFSET
    if layout.one_imaging_code and set(known) >= CODES:
        found[" and ".join(f"{name} is not null" for name in sorted(CODES))] = BOTH_CODES
    return found
