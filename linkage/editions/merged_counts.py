"""The counts of the person index, moved by what is otherwise in another set of files."""

from collections.abc import Mapping, Sequence

from linkage.editions.changed_people import COME, GONE, said_sql
from linkage.editions.earlier import Earlier
from linkage.engine.base import Engine
from linkage.engine.making import make_all
from linkage.steps.standardise.hospitals import people_of_values_made

STATE = "hospital_state"


def move_counts(engine: Engine, before: Earlier, held: Sequence[str], keys: Mapping[str, str]) -> None:
    """
    birth_day_count and hospital_quality_count, whose `keys` are given: as they were, less what is gone, and what came.

    People are counted once however many files they are in, so those who have changed are counted anew, by what is
    `held` of them; rows are of one file each. Reads what a look at them made.
    """
    move(engine, "birth_day_count", "people", keys, before, [said_sql(held, moved) for moved in (GONE, COME)])
    of_files = [f"select * from {moved}" for moved in (GONE, COME)]
    move(engine, "hospital_quality_count", "records", keys, before, of_files)


def move(
    engine: Engine,
    table: str,
    number: str,
    keys: Mapping[str, str],
    before: Earlier,
    states: Sequence[str],
) -> None:
    """One table: the `number` of each key before, less that of the first of two `states`, and that of the second."""
    items = [item for item in people_of_values_made() if table in item.writes]
    key = keys[table]
    parts = [f"select {key}, {number} from {engine.parquet_sql(before.edition.file(table))}"]
    sides = {f"{table}_gone": f"-{number}", f"{table}_come": number}
    for (side, signed), state in zip(sides.items(), states, strict=True):
        engine.view(STATE, state, is_checked=True)
        make_all(engine, items)
        engine.create(side, f"select {key}, {signed} as {number} from {table}", brief=True)
        parts.append(f"select {key}, {number} from {side}")
    engine.create(
        table,
        f"""
        select {key}, cast(sum({number}) as bigint) as {number}
        from ({" union all ".join(parts)}) as counted
        group by {key}
        having sum({number}) > 0""",
    )
    for name in (*sides, STATE):
        engine.drop(name)
