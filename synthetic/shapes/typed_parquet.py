"""
Files of a world as Parquet with the types that databases and data frames give: dates, whole numbers, doubles.

Dates are dates, sex and codes of digits are small numbers (their leading zeros are gone), and a number that some rows
lack is a double. A text row with a field too many is in no such file: a table has the columns that it has.
"""

from collections.abc import Iterable
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.quote import identifier, literal

from ..files.did import DID

DATES = {
    "PERSON_BIRTH_DATE", "DIAGNOSTIC_TEST_REQUEST_DATE", "DIAG_TEST_REQUEST_REC_DATE", "DIAGNOSTIC_TEST_DATE",
    "SERVICE_REPORT_DATE", "DOB", "EPISTART", "EPIEND", "ADMIDATE", "DISDATE", "APPTDATE", "REQDATE",
    "ARRIVALDATE",
}  # fmt: skip
WHOLE = {
    "NHS_NUMBER_STATUS_IND", "PERSON_GENDER_CODE", "PATIENT_SOURCE_SETTING", "SEX", "EPIORDER", "EPISTAT",
    "EPITYPE", "CLASSPAT", "DISMETH", "ATTENDED", "FIRSTATT", "AEATTENDCAT", "AEATTENDDISP", "AEDEPTTYPE",
}  # fmt: skip
WITH_GAPS = {
    "NHS_NUMBER", "NEWNHSNO", "IMAGING_CODE_SNOMED",
}  # fmt: skip
"""Numbers that some rows lack: pandas makes doubles of them. Those of SNOMED CT that a double holds are short."""


def write_typed(text: Path, target: Path, *, delimiter: str, names: Iterable[str] = ()) -> int:
    """A text file of a world as typed Parquet, `names` being its columns if it has no header; gives its rows."""
    engine = DuckDBEngine(Session(threads=2, folders=(text.parent.resolve(), target.parent.resolve())))
    try:
        columns = tuple(names) or header_of(text, delimiter)
        query = typed_sql(text, columns, delimiter=delimiter, has_header=not tuple(names))
        written = engine.connection.execute(
            f"copy ({query}) to {literal(str(target))} (format parquet)"
        ).fetchall()
        return int(written[0][0])
    finally:
        engine.close()


def header_of(text: Path, delimiter: str) -> tuple[str, ...]:
    """The names on the first line of a file."""
    with text.open(encoding="utf-8") as opened:
        return tuple(opened.readline().rstrip("\n").split(delimiter))


def write_typed_did(text: Path, target: Path) -> int:
    """An imaging file of a world, which has no header."""
    return write_typed(text, target, delimiter=",", names=DID)


def typed_sql(text: Path, columns: tuple[str, ...], *, delimiter: str, has_header: bool) -> str:
    """The rows of a text file that have its fields, each column with its type; blank is null."""
    listed = ", ".join(
        f"{value_sql(name, place)} as {identifier(name)}" for place, name in enumerate(columns, 1)
    )
    return f"""
        select {listed}
        from (
            select row_number() over () as row_number, string_split(line, {literal(delimiter)}) as field
            from read_csv({literal(str(text))}, header = false, delim = '\x01', quote = '', escape = '',
                columns = {{'line': 'varchar'}}, auto_detect = false, strict_mode = false)
        ) as line
        where len(field) = {len(columns)} and row_number > {int(has_header)}
        order by row_number"""


def value_sql(name: str, place: int) -> str:
    """A field as its column's type."""
    value = f"nullif(field[{place}], '')"
    if name in DATES:
        return f"cast({value} as date)"
    if name in WHOLE:
        return f"cast({value} as tinyint)"
    return f"cast({value} as double)" if name in WITH_GAPS else value
