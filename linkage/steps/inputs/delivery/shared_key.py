"""Record keys of several people: nobody can tell whose record it is, so none of its rows counts."""

from collections.abc import Sequence

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


def shared_key_sql(files: Sequence[Taken]) -> str:
    """
    One row per record key that rows of different people bear, in one file or several, with its rows.

    People are compared only where a key comes again: a national year has 125 million keys, and few of them twice.
    """
    combined = " union all ".join(f"select record_key, person_key from {taken.accepted}" for taken in files)
    return f"""
        with combined as (
            {combined}
        ),
        repeated as (
            select record_key from combined group by record_key having count(*) > 1
        )
        select combined.record_key, count(*) as records
        from combined
        join repeated on repeated.record_key = combined.record_key
        group by combined.record_key
        having min(combined.person_key) <> max(combined.person_key)"""
