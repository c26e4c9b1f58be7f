"""The counts of the person index, moved by what is otherwise in another set of files."""

from collections.abc import Mapping, Sequence

from linkage.editions.earlier import Earlier
from linkage.editions.said import Said, rows_sql
from linkage.engine.base import Engine
from linkage.engine.making import make_all
from linkage.steps.standardise.hospitals import people_of_values_made

STATE = "hospital_state"


def state_sql(engine: Engine, said: Sequence[Said], of: str) -> str:
    """What is kept of files of people's values, of the people of a table alone."""
    rows = rows_sql(engine, STATE, said)
    return f"select * from ({rows}) as said where person_id in (select person_id from {of})"


def move_counts(
    engine: Engine, before: Earlier, now: Sequence[Said], changed: str, keys: Mapping[str, str]
) -> None:
    """
    birth_day_count and hospital_quality_count, whose `keys` are given: as they were, less what is gone, and what came.

    People are counted once however many files they are in, so those of the table `changed` are counted anew; rows are
    of one file each.
    """
    of_people = [state_sql(engine, said, changed) for said in (before.said, now)]
    move(engine, "birth_day_count", "people", keys, before, of_people)
    of_files = [rows_sql(engine, STATE, said, before.like) for said in (before.gone, before.come)]
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
        engine.create(side, f"select {key}, {signed} as {number} from {table}")
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
