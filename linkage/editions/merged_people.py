"""
The person index of another set of files: people of whom these say the same are taken over, all others made anew.

Each table of the index but the counts has rows of one person each, which follow from the values that files show of
them. So the rows of whoever shows the same in the same data sets as before are those that would be made. Of all others,
and of newcomers, they are made by the same queries, from what every file says of them; counts are moved by the
difference.
"""

from collections.abc import Iterable, Iterator, Sequence

from linkage.editions.earlier import Earlier
from linkage.editions.kept import Making
from linkage.editions.merged_counts import STATE, move_counts, state_sql
from linkage.editions.said import Said, rows_sql
from linkage.engine.base import Engine
from linkage.engine.making import Item, Made, make_all
from linkage.engine.straight import write
from linkage.errors import RepeatedKeyError
from linkage.session.run_inputs import Inputs
from linkage.steps.index.person import identity_id_sql, person_no_sql
from linkage.steps.index.run import index_made
from linkage.steps.standardise.hospitals import people_of_values_made
from linkage.words.names import IDENTIFIERS
from linkage.words.value_id import PAD, PAD_COLUMNS, PadsOf

PRACTICE = "hospital_practice"
HELD = ("dataset", "person_id", *IDENTIFIERS, "birth_date_parts")
"""What the index is made of: of a person, all that is different in these."""
REGISTERED = ("person_id", "gp_practice")
COMPARED = "compared_identity"
"""Knows people by their numbers alone."""
OF_ONE_PERSON = ("identity", COMPARED, "person", "person_number", "person_variety")
"""Tables whose rows are of one person each, whoever else there is."""
OF_ALL = ("supplied_ignored_postcode", "postcode_people")
"""Tables that are made of everybody."""
PASSING = ("hospital_identity", "numbered_person")
CHANGED = "changed_person"


def merge_changed(engine: Engine, inputs: Inputs, before: Earlier, now: Sequence[Said], made: Making) -> bool:
    """
    The tables of the index as it is being made, of what is kept of each file `now`, and of an edition of other files.

    False where two rows come to one id, so that all have to be made by the next key: then nothing of it counts.
    """
    every = index_made(engine.dialect, inputs.rules, inputs.lists.ignored_postcodes, inputs.key.pads)
    engine.create(CHANGED, changed_sql(engine, STATE, HELD, before))
    move_counts(engine, before, now, CHANGED, made.edition.tables)
    engine.create(STATE, state_sql(engine, now, CHANGED))
    try:
        make_all(engine, of(people_of_values_made(), PASSING))
        make_all(engine, of(every, (*OF_ONE_PERSON, *PASSING)))
        if not all(by_first_key(engine, before, inputs.key.pads)):
            return False
        for table in OF_ONE_PERSON:
            take_over(engine, table, before, CHANGED, made)
    except RepeatedKeyError:
        return False
    finally:
        for table in (STATE, *PASSING, CHANGED):
            engine.drop(table)
    make_all(engine, of(every, OF_ALL))
    register(engine, before, now, made)
    engine.drop(OF_ALL[0])
    return True


def of(items: Iterable[Item], tables: Sequence[str]) -> list[Item]:
    """Those of the items that make one of the tables, in their order."""
    return [item for item in items if set(item.writes) & set(tables)]


def changed_sql(engine: Engine, table: str, columns: Sequence[str], before: Earlier) -> str:
    """One row per person of whom the files of now say what those of before did not, or the other way round."""
    listed = ", ".join(columns)
    gone, come, there = (
        f"select {listed} from ({rows_sql(engine, table, said, before.like)}) as said"
        for said in (before.gone, before.come, before.there)
    )
    return f"""
        with differing as (
            select * from ({gone} except {come}) as lost
            union all
            select * from ({come} except {gone}) as won
        )
        select distinct person_id
        from (
            select * from differing
            except
            {there}
            where person_id in (select person_id from differing)
        ) as otherwise
        where person_id is not null"""


def by_first_key(engine: Engine, before: Earlier, pads_of: PadsOf) -> Iterator[bool]:
    """Whether the ids of both sides are of the first key, as those of all would be; any row tells it of its side."""
    dialect = engine.dialect
    for purpose, table, column, made in (
        ("identity", "identity", "identity_id", identity_id_sql(dialect)),
        ("person", "person", "person_no", person_no_sql(dialect)),
    ):
        engine.load(PAD, PAD_COLUMNS, [pads_of(f"{purpose} 1")])
        for rows in (engine.parquet_sql(before.edition.file(table)), table):
            one = f"select * from {rows} limit 1"
            yield not engine.count(
                f"select count(*) from ({one}) as one cross join {PAD} where {column} <> {made}"
            )
        engine.drop(PAD)


def take_over(engine: Engine, table: str, before: Earlier, people: str, made: Making) -> None:
    """The rows of `table`, which are of `people`, and of everybody else those of the edition before: as a file."""
    fresh = f"{table}_made"
    engine.create(fresh, f"select * from {table}")
    whose = "person_id" if table != COMPARED else "person_no"
    theirs = f"select person_id from {people}"
    if table == COMPARED:
        known = engine.parquet_sql(before.edition.file("person"))
        theirs = f"select person_no from {known} where person_id in ({theirs})"
    query = f"""
        select * from {engine.parquet_sql(before.edition.file(table))}
        where {whose} not in ({theirs})
        union all
        select * from {fresh}
        order by {made.edition.tables[table]}"""
    write(engine, Made(table, query), made.file(table))
    engine.drop(fresh)


def register(engine: Engine, before: Earlier, now: Sequence[Said], made: Making) -> None:
    """hospital_practice: of whoever is registered otherwise than before what every file says, else as it was."""
    engine.create(CHANGED, changed_sql(engine, PRACTICE, REGISTERED, before))
    listed = ", ".join(REGISTERED)
    theirs = (
        f"({rows_sql(engine, PRACTICE, now)}) as said where person_id in (select person_id from {CHANGED})"
    )
    engine.create(PRACTICE, f"select distinct {listed} from {theirs}")
    take_over(engine, PRACTICE, before, CHANGED, made)
    engine.drop(CHANGED)
