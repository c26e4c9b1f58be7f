"""What a hospital record says of its patient and of each of its procedures, so that what is told of a stay can be."""

from linkage.engine.dialect import Dialect
from linkage.layouts.layout import SERIES_MARK
from linkage.steps.standardise import codes, dates, postcode

MARK = f"'{SERIES_MARK}'"


def days_sql(dialect: Dialect, series: str) -> str:
    """The days of a series as YYYY-MM-DD, blank where there is none: the null dates of HES are none."""
    day = dates.known_date_sql(dialect, "sent")
    each = dialect.each(dialect.split(series, MARK), "sent", f"coalesce(cast({day} as string), '')")
    return f"case when {series} is not null then {dialect.joined(each, MARK)} end"


def patient_sql(dialect: Dialect) -> str:
    """
    Columns birth_date, sex and postcode of a raw hospital row: the record's own, which the index may know better.

    The postcode is the key by which areas are looked up, and may be none.
    """
    key = postcode.key_sql(postcode.compact_sql(dialect, "postcode"))
    return f"""{dates.known_date_sql(dialect, "birth_date")} as birth_date,
            case when sex in ('1', '2') then sex end as sex, {key} as postcode"""


def told_sql(dialect: Dialect) -> str:
    """Columns of a raw episode that are told of it and nothing is decided by."""
    return f"""{codes.two_digits_sql(dialect, "administrative_category")} as administrative_category,
            other_diagnoses, other_procedures, {days_sql(dialect, "procedure_days")} as procedure_days,
            {patient_sql(dialect)}"""
