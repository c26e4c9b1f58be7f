"""Why a row cannot be used: only for the sake of its keys or its test date; another bad value is kept as it came."""

from collections.abc import Collection

from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.layouts.spelt.timestamp import BOTH_CODES, OTHER_OFFSET
from linkage.steps.inputs.source import LOOKUPS
from linkage.words.key_text import is_exponent_sql, is_null_word_sql, is_unseen_sql
from linkage.words.names import HOSPITAL

ISO_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""How every date is written once the values of a file are read (steps/inputs/values)."""
TEST_DATE = "test_date_text"
"""Where a passing table holds what a test date says that is not read yet."""
BLANK = "blank"
"""Passing mark of a line that is no row; it never reaches the quarantine."""
UNSEEN = "key_control_character"
EXPONENT = "key_exponent"
SHARED = "record_key_shared"
"""The record key is borne by several people: none of its rows can be told from the others."""

OWN_KEYS: dict[str, dict[str, str]] = {
    "did": {"site_code": "site_missing", "accession_number": "accession_missing"},
    **{name: {"record_key": "record_key_missing", "person_key": "person_key_missing"} for name in HOSPITAL},
    "deaths": {"person_key": "person_key_missing"},
    **{name: {"record_key": "record_key_missing"} for name in LOOKUPS},
}
"""Keys that a row of each data set must have, and the reason of one that has not."""

NOT_PLAIN = "[^0-9A-Za-z /_-]"
"""A key without such a character has none that is not seen and no exponent form, and need not be asked for either."""

JOINING_KEYS = {"apc": ("provider_spell_number", "attendance_key"), "ae": ("episode_key",)}
"""Keys that a row may lack, but which must be sound: they say which records belong together."""


def keys(dataset: str, known: Collection[str]) -> list[str]:
    """The keys of a data set among the `known` columns of a file."""
    return [name for name in (*OWN_KEYS[dataset], *JOINING_KEYS.get(dataset, ())) if name in known]


def reason_sql(dialect: Dialect, dataset: str, known: Collection[str]) -> str:
    """
    The reason of a row's quarantine, or null; `known` are the columns that its file has.

    `unread` tells that its fields could not be told apart. A word for no value, such as NULL, is none.
    """
    found = {"unread is not null": "unread"}
    found |= {f"{key} is null": f"'{reason}'" for key, reason in OWN_KEYS[dataset].items() if key in known}
    if dataset == "did":
        found |= {
            "test_date is null": "'test_date_missing'",
            f"{_date(dialect, 'test_date')} is null": "'test_date_invalid'",
        }
    borne = keys(dataset, known)
    plain = (f"({key} is null or not {dialect.matches(key, NOT_PLAIN)})" for key in borne)
    found |= {
        " and ".join(plain): "null",
        " or ".join(is_unseen_sql(dialect, key) for key in borne): f"'{UNSEEN}'",
        " or ".join(is_exponent_sql(dialect, key) for key in borne): f"'{EXPONENT}'",
    }
    cases = "\n                ".join(
        f"when {condition} then {reason}" for condition, reason in found.items()
    )
    return f"""case
                {cases}
            end"""


def fault_sql(dialect: Dialect, dataset: str, known: Collection[str]) -> str:
    """The column for whose sake a row has its reason, or null where it is the whole row; `known` as above."""
    borne = keys(dataset, known)
    unseen, exponent = (
        " ".join(f"when reason = '{reason}' and {is_it(dialect, key)} then '{key}'" for key in borne)
        for reason, is_it in ((UNSEEN, is_unseen_sql), (EXPONENT, is_exponent_sql))
    )
    of_reason = {reason: key for key, reason in OWN_KEYS[dataset].items()} | {SHARED: "record_key"}
    if dataset == "did":
        of_reason |= {"test_date_missing": "test_date", "test_date_invalid": "test_date"}
        of_reason |= {OTHER_OFFSET: "test_date", BOTH_CODES: "imaging_code_snomed"}
    named = " ".join(f"when reason = '{reason}' then '{column}'" for reason, column in of_reason.items())
    return f"case {named} {unseen} {exponent} end"


def key_sql(dialect: Dialect, dataset: str, column: str, text: str) -> str:
    """`text`, the value of `column`; null for a word for no value where the row must have a key."""
    if column not in OWN_KEYS[dataset]:
        return text
    return f"case when not {is_null_word_sql(dialect, text)} then {text} end"


def value_sql(dialect: Dialect, dataset: str, column: str) -> str:
    """A column as the raw table has it: text as it came, but for the key and the date of an imaging event."""
    match dataset, column:
        case "did", "site_code" | "accession_number":
            return f"upper({column})"
        case "did", "test_date":
            return _date(dialect, column)
        case _:
            return column


def _date(dialect: Dialect, raw: str) -> str:
    return f"case when {dialect.matches(raw, ISO_DATE)} then {dialect.parsed_date(raw, '%Y-%m-%d')} end"


def beside_sql(dialect: Dialect, dataset: str, known: Collection[str]) -> dict[str, str]:
    """What a passing table holds besides the columns of its file: the text of a test date that is not YYYY-MM-DD."""
    if dataset != "did" or "test_date" not in known:
        return {}
    return {TEST_DATE: f"case when {_date(dialect, 'test_date')} is null then test_date end"}


PLACED = {"test_date": "date", "site_code": "string", "provider_code": "string"}
"""What is kept of a row set aside to say whose it is and of which month, with its type."""
UNREAD = "'encoding', 'field_count', 'no_activity', 'item_repeated', 'record_unreadable'"
"""Reasons of rows whose fields could not be told apart: what stands in them may be of other columns."""
RULED = f"'{BOTH_CODES}', '{OTHER_OFFSET}'"
"""Reasons of rows that break a rule of their layout: what is read of their values takes none of them away."""


def aside_sql(dialect: Dialect, dataset: str, columns: Collection[str], rows: str) -> str:
    """The rows of a file's table `rows` that are set aside, as they are kept; `columns` are those the file has."""
    placed = ", ".join(placed_sql(name, kind, dataset, columns) for name, kind in PLACED.items())
    return (
        f"select row_number, reason, {fault_sql(dialect, dataset, list(columns))} as column_name, line, {placed}"
        f" from {rows} where reason <> '{BLANK}'"
    )


def placed_sql(name: str, kind: str, dataset: str, columns: Collection[str]) -> str:
    """A column that says when and where an imaging event was; null in other data sets and in rows not taken apart."""
    if dataset != "did" or name not in columns:
        return f"cast(null as {kind}) as {identifier(name)}"
    return f"case when reason not in ({UNREAD}) then {identifier(name)} end as {identifier(name)}"
