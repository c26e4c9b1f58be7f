"""Why a row cannot be used: only for want of its key or its test date; a bad optional value is kept as it came."""

from linkage.engine.dialect import Dialect

ISO_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""The only spelling of a date in a DID v1 submission. Parquet dates arrive in it too."""
BLANK = "blank"
"""Passing mark of a line that is no row; it never reaches the quarantine."""


def reason_sql(dialect: Dialect, dataset: str) -> str:
    """The reason of a row's quarantine, or null; `unread` tells that its fields could not be told apart."""
    if dataset != "did":
        key = "person_key" if dataset == "deaths" else "record_key"
        return f"case when unread is not null then unread when {key} is null then '{key}_missing' end"
    return f"""case
                when unread is not null then unread
                when site_code is null then 'site_missing'
                when accession_number is null then 'accession_missing'
                when test_date is null then 'test_date_missing'
                when {_date(dialect, "test_date")} is null then 'test_date_invalid'
            end"""


def value_sql(dialect: Dialect, dataset: str, column: str) -> str:
    """A column as the raw table has it: text as it came, but for the key and the date of an imaging event."""
    match dataset, column:
        case "did", "site_code" | "accession_number":
            return f"upper({column})"
        case "did", "test_date":
            return _date(dialect, column)
        case _:
            return column


def _date(dialect: Dialect, text: str) -> str:
    return f"case when {dialect.matches(text, ISO_DATE)} then {dialect.parsed_date(text, '%Y-%m-%d')} end"
