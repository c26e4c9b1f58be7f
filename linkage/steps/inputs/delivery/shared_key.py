"""Record keys of several people: nobody can tell whose record it is, so none of its rows counts."""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.errors import InputError
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.taken import Taken


def refuse_shared(source: Source, named: str, keys: int, rows: int, usable: int) -> None:
    """
    InputError when record keys of several people are on more than the stated share of the usable rows of a data set.

    `named` is what the layout calls the record key.
    """
    if rows > source.max_damaged_key_share * usable:
        raise InputError(
            f"[{source.key}]: {rows:,} of {usable:,} rows bear a record key ({named}) of several people ({keys:,} "
            f"keys), more than [{source.key}] max_damaged_key_share = {source.max_damaged_key_share:g} allows. Are the "
            "keys cut short, or is a data year supplied twice with other person keys? Ask for the files again, or "
            "take the older ones out of the job"
        )


def combined_sql(files: Sequence[Taken]) -> str:
    """One row per accepted row of the files: its file, record key and person key (null where the file has none)."""
    return " union all ".join(
        f"select cast({taken.file.file_id} as bigint) as file_id, record_key,"
        f" {'person_key' if 'person_key' in taken.columns else 'cast(null as string) as person_key'}"
        f" from {taken.accepted}"
        for taken in files
    )


def repeated_key_sql(dialect: Dialect, files: Sequence[Taken], among: str = "") -> str:
    """
    One row per record key that comes again, in one file or several, with its first and last file.

    Only these are looked at further: a national year has 125 million keys, and few of them twice. If there is a query
    `among`, its keys are all that can.
    """
    combined = f"({combined_sql(files)})"
    return f"""
        select record_key, min(file_id) as first_file, max(file_id) as last_file
        from {combined} as combined
        where {f"record_key in ({among})" if among else may_repeat_sql(dialect, combined)}
        group by record_key
        having count(*) > 1"""


def may_repeat_sql(dialect: Dialect, rows: str) -> str:
    """
    Whether the record key of a row of `rows`, a table expression, may come again in them: true of each that does.

    Keys are counted by their likeness first: to count numbers takes less time than texts, and few rows are left.
    """
    likeness = dialect.likeness("record_key")
    return f"""{likeness} in (
            select likeness
            from (select {likeness} as likeness from {rows} as keyed) as likened
            group by likeness
            having count(*) > 1)"""


def shared_key_sql(files: Sequence[Taken], repeated: str) -> str:
    """One row per record key that rows of different people bear, with its rows; `repeated` has keys that come again."""
    return f"""
        select combined.record_key, count(*) as records
        from ({combined_sql(files)}) as combined
        join {repeated} as repeated on repeated.record_key = combined.record_key
        where combined.person_key is not null
        group by combined.record_key
        having min(combined.person_key) <> max(combined.person_key)"""


def superseded_rows_sql(files: Sequence[Taken], repeated: str, shared: str) -> str:
    """
    One row per file of which rows share a record key with others: how many are replaced, and how many replace.

    Of a key the last row counts, by file and line. Rows of a key of several people, in `shared`, do neither. And how
    many of them share it with others of their file.
    """
    rows = " union all ".join(
        f"select cast({taken.file.file_id} as bigint) as file_id, row_number, record_key from {taken.accepted}"
        for taken in files
    )
    return f"""
        select file_id, count(case when nth_from_last > 1 then 1 end) as superseded,
            count(case when nth_from_last = 1 and records > 1 then 1 end) as superseding,
            count(case when of_file > 1 then 1 end) as repeated
        from (
            select combined.file_id,
                row_number() over (
                    partition by combined.record_key order by combined.file_id desc, combined.row_number desc
                ) as nth_from_last,
                count(*) over (partition by combined.record_key) as records,
                count(*) over (partition by combined.record_key, combined.file_id) as of_file
            from ({rows}) as combined
            join {repeated} as repeated on repeated.record_key = combined.record_key
            where combined.record_key not in (select record_key from {shared})
        ) as numbered
        group by file_id
        order by file_id"""


def superseded_key_sql(files: Sequence[Taken], repeated: str) -> str:
    """One row per file and record key of it that a later file has too."""
    return f"""
        select distinct combined.file_id, combined.record_key
        from ({combined_sql(files)}) as combined
        join {repeated} as repeated
          on repeated.record_key = combined.record_key and combined.file_id < repeated.last_file
        where repeated.first_file < repeated.last_file"""
