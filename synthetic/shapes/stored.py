"""The imaging files of a world in the stored shapes: the same rows, broken ones too, under the headers of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.quote import literal
from linkage.layouts.every import USUAL, layout

from ..files.did import DID
from ..written.delimited import copy_out
from .stored_headers import ANALYST, NCRAS, TABLE


@dataclass(frozen=True)
class StoredShape:
    """One of them."""

    header: str
    derived: Mapping[str, str]
    """Columns that nobody submitted, each with the expression that fills it; the others are blank."""


IDENTIFIERS = "NHS Number,Date of Birth,Postcode"
"""What has to be added to the analyst extract for anything to be linked by it."""
SITE = "field[17]"
SUPPLIED = "case when field[1] <> '' then '1' else '0' end"
PERSON = "concat('U', upper(to_base(row_number, 36)))"
"""As NHS England writes it where it found nobody: an id of one use, and no link."""
STORED: Mapping[str, StoredShape] = {
    "ncras_csv": StoredShape(NCRAS, {"PATIENT_ID": "cast(row_number as varchar)"}),
    "nhse_table": StoredShape(
        TABLE,
        {
            "NHS_NUMBER_SUPPLIED": SUPPLIED,
            "MONTH_OF_TEST": "substr(field[13], 6, 2)",
            "YEAR_OF_TEST": "substr(field[13], 1, 4)",
            "DERIVED_IMAGING_CODE_SNOMED_CT": "field[15]",
            "DERIVED_REFERRER_CODE": "field[9]",
            "Person_ID": PERSON,
        },
    ),
    "nhse_csv": StoredShape(
        f"{ANALYST},{IDENTIFIERS}",
        {
            "SubmissionDataID": "concat('1:', cast(row_number as varchar))",
            "NHSNumber Supplied": SUPPLIED,
            "MonthOfTest": "substr(field[13], 6, 2)",
            "YearOfTest": "substr(field[13], 1, 4)",
        },
    ),
}


def write_stored(did_v1: Path, shape: str, target: Path) -> int:
    """
    A file of DID version 1 of a world, written as the layout `shape` to `target`; gives its rows.

    A row with a field too many has one too many here as well. The provider is what the site's code shows.
    """
    engine = DuckDBEngine(Session(threads=2, folders=(did_v1.parent.resolve(), target.parent.resolve())))
    try:
        return copy_out(engine, lines_sql(did_v1, shape), target, OPTIONS) - 1
    finally:
        engine.close()


OPTIONS = "format csv, header false, delimiter '\x01', quote '', escape ''"


def lines_sql(did_v1: Path, shape: str) -> str:
    """The lines of the file in another shape, its header first."""
    stored = STORED[shape]
    filled = ", ".join(filled_sql(shape, name) for name in stored.header.split(","))
    return f"""
        with line as (
            select row_number() over () as row_number, string_split(line, ',') as field
            from read_csv({literal(str(did_v1))}, header = false, delim = '\x01', quote = '', escape = '',
                columns = {{'line': 'varchar'}}, auto_detect = false, strict_mode = false)
        )
        select line
        from (
            select 0 as row_number, {literal(stored.header)} as line
            union all
            select row_number, concat(concat_ws(',', {filled}), repeat(',', len(field) - {len(DID)})) as line
            from line
        ) as written
        order by row_number"""


def filled_sql(shape: str, name: str) -> str:
    """What stands in a column of a shape: a field as it was submitted, a derived value, or nothing."""
    stored = STORED[shape]
    ours = {column.theirs: column.ours for column in layout("did", shape).columns}.get(name)
    if ours == "provider_code":
        return f"substr({SITE}, 1, 3)"
    if ours is None:
        return f"coalesce({stored.derived[name]}, '')" if name in stored.derived else "''"
    usual = [column.ours for column in USUAL["did"].columns if not column.beside]
    return f"field[{usual.index(ours) + 1}]"
