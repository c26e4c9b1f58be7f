"""Record keys of several people: nobody can tell whose record it is, so none of its rows counts."""

from collections.abc import Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.errors import InputError
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.reason import SHARED
from linkage.words.names import HOSPITAL


def find_shared(engine: Engine, dataset: str, plans: Sequence[Plan]) -> bool:
    """
    Make the table record_key_shared of a hospital data set's record keys that several people bear; is there any?

    Raises InputError when they are on more than the stated share of its usable rows. Other data sets have none.
    """
    held = [plan for plan in plans if "person_key" in plan.columns.places]
    if dataset not in HOSPITAL or not held:
        return False
    engine.create(SHARED, shared_key_sql(held))
    keys, rows = (as_whole(n or 0) for n in engine.rows(f"select count(*), sum(records) from {SHARED}")[0])
    if not keys:
        return False
    usable = sum(_usable(engine, plan) for plan in plans)
    source = plans[0].file.source
    if rows > source.max_damaged_key_share * usable:
        key = plans[0].layout.columns["record_key"]
        raise InputError(
            f"[{source.key}]: {rows:,} of {usable:,} rows bear a record key ({key}) of several people ({keys:,} keys), "
            f"more than [{source.key}] max_damaged_key_share = {source.max_damaged_key_share:g} allows. Are the "
            "keys cut short, or is a data year supplied twice with other person keys? Ask for the files again, or "
            "take the older ones out of the job"
        )
    return True


def shared_key_sql(plans: Sequence[Plan]) -> str:
    """
    One row per record key that rows of different people bear, in one file or several, with its rows.

    People are compared only where a key comes again: a national year has 125 million keys, and few of them twice.
    """
    combined = " union all ".join(
        f"select record_key, person_key from {identifier(plan.file.rows_table)} where reason is null"
        for plan in plans
    )
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


def _usable(engine: Engine, plan: Plan) -> int:
    return int(
        str(engine.scalar(f"select count(*) from {identifier(plan.file.rows_table)} where reason is null"))
    )
