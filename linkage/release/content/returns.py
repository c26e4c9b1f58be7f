"""
secure/NNNN/returns: rows set aside as files to send back, one for each provider, with a letter that shows no row.

    provider_RXA.csv    the rows of a provider: file, line, column, reason, month and the row as it came
    provider_RXA.txt    counts by reason and by file, and what to do about each reason
    no_provider.*       rows that do not say whose they are
    data_set_apc.*      rows of hospital files, deaths and lookups, for whoever supplied these

A release holds what had not been sent back before: rows of its month, and all rows of files that the release before
had not read. Everything is there in quarantine.parquet.
"""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.engine.value import as_whole
from linkage.release import disk
from linkage.release.content.csv_text import csv_bytes
from linkage.release.content.return_letter import FileCount, Letter, ReasonCount, letter_text
from linkage.words.quarantine_words import reason_words

FOLDER = "returns"
NO_PROVIDER = "no_provider"
PROVIDER, DATA_SET = "provider_", "data_set_"
CODE = "^[A-Z0-9]{3,6}$"
"""What a provider code looks like: a text of any other form names no file."""
MOST_ROWS = 100_000
"""Rows that a file to send back holds at most; its letter says how many more there are."""
HEADER = ("file", "line", "column", "reason", "meaning", "month", "row")


def write_returns(engine: Engine, secure: Path, release: str, month: str) -> None:
    """The folder of a release from the quarantine.parquet beside it; nothing where no row is to be sent back."""
    source = secure / "quarantine.parquet"
    engine.create("returned_row", returned_row_sql(engine.dialect, engine.parquet_sql(source)))
    letters = read_letters(engine, release, month)
    if letters:
        disk.make_folder(secure / FOLDER)
    for letter in letters:
        disk.write(secure / FOLDER / f"{letter.group}.csv", csv_bytes(HEADER, rows_of(engine, letter.group)))
        disk.write(secure / FOLDER / f"{letter.group}.txt", letter_text(letter).encode())
    engine.drop("returned_row")


def returned_row_sql(dialect: Dialect, source: str) -> str:
    """One row per row to be sent back, with the group it goes with."""
    return f"""
        select path, row_number, column_name, reason, test_month, line, file_provider_code,
            case
                when dataset <> 'did' then concat('{DATA_SET}', dataset)
                when {dialect.matches("provider_code", CODE)} then concat('{PROVIDER}', provider_code)
                else '{NO_PROVIDER}'
            end as recipient
        from {source}
        where to_send_back"""


def rows_of(engine: Engine, group: str) -> list[tuple[str | int | None, ...]]:
    """The rows of a group in the order of their files, as they are sent back: the first of them, up to the limit."""
    found = engine.rows(f"""
        select path, row_number, column_name, reason, test_month, line
        from returned_row
        where recipient = {literal(group)}
        order by path, row_number
        limit {MOST_ROWS}""")
    return [
        (
            str(path),
            as_whole(number),
            None if column is None else str(column),
            str(reason),
            reason_words(str(reason)),
            None if month is None else str(month),
            None if line is None else str(line),
        )
        for path, number, column, reason, month, line in found
    ]


def read_letters(engine: Engine, release: str, month: str) -> tuple[Letter, ...]:
    """A letter for each group, by name, from the counts of its rows."""
    reasons: dict[str, list[ReasonCount]] = {}
    for group, reason, rows, of_month, of_none in engine.rows(f"""
        select recipient, reason, count(*) as records,
            count(case when test_month = {literal(month)} then 1 end) as of_month,
            count(case when test_month is null then 1 end) as of_none
        from returned_row
        group by recipient, reason
        order by recipient, records desc, reason"""):
        counted = ReasonCount(str(reason), as_whole(rows), as_whole(of_month), as_whole(of_none))
        reasons.setdefault(str(group), []).append(counted)
    files: dict[str, list[FileCount]] = {}
    for group, path, rows, whose in engine.rows("""
        select recipient, path, count(*) as records, min(file_provider_code) as whose
        from returned_row
        group by recipient, path
        order by recipient, path"""):
        told = str(whose) if whose is not None and str(group) == NO_PROVIDER else None
        files.setdefault(str(group), []).append(FileCount(str(path), as_whole(rows), told))
    return tuple(
        Letter(group, release, month, tuple(reasons[group]), tuple(files[group]), MOST_ROWS)
        for group in sorted(reasons)
    )
