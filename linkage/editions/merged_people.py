"""
The person index of another set of files: people of whom these say the same are taken over, all others made anew.

Each table of the index but the counts has rows of one person each, which follow from the values that files show of
them. So the rows of whoever shows the same in the same data sets as before are those that would be made. Of all others,
and of newcomers, they are made by the same queries, from what every file says of them; counts are moved by the
difference.
"""

from collections.abc import Iterable, Iterator, Sequence

from linkage.editions.changed_people import CHANGED, COME, forget, look, said_sql
from linkage.editions.earlier import Earlier
from linkage.editions.kept import Making
from linkage.editions.merged_counts import STATE, move_counts
from linkage.engine.base import Engine
from linkage.engine.making import Item, Made, briefly, make_all
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


def merge_changed(engine: Engine, inputs: Inputs, before: Earlier, made: Making) -> bool:
    """
    The tables of the index as it is being made, of what is kept of each file, and of an edition of other files.

    False where two rows come to one id, so that all have to be made by the next key: then nothing of it counts.
    """
    every = index_made(engine.dialect, inputs.rules, inputs.lists.ignored_postcodes, inputs.key.pads)
    look(engine, STATE, HELD, before)
    move_counts(engine, before, HELD, made.edition.tables)
    engine.create(STATE, said_sql(HELD, COME), brief=True)
    try:
        make_all(engine, briefly(of(people_of_values_made(), PASSING)))
        make_all(engine, briefly(of(every, (*OF_ONE_PERSON, *PASSING))))
        if not all(ids_hold(engine, before, inputs.key.pads)):
            return False
        for table in OF_ONE_PERSON:
            take_over(engine, table, before, CHANGED, made)
    except RepeatedKeyError:
        return False
    finally:
        for table in (STATE, *PASSING):
            engine.drop(table)
        forget(engine)
    make_all(engine, of(every, OF_ALL))
    register(engine, before, made)
    engine.drop(OF_ALL[0])
    return True


def of(items: Iterable[Item], tables: Sequence[str]) -> list[Item]:
    """Those of the items that make one of the tables, in their order."""
    return [item for item in items if set(item.writes) & set(tables)]


def ids_hold(engine: Engine, before: Earlier, pads_of: PadsOf) -> Iterator[bool]:
    """
    Whether the ids of both sides are of the first key, as those of all would be, and none is of two people.

    Any row tells the key of its side. Of one side no two rows have an id: tables are held to that as they are made.
    """
    dialect = engine.dialect
    for purpose, table, column, made in (
        ("identity", "identity", "identity_id", identity_id_sql(dialect)),
        ("person", "person", "person_no", person_no_sql(dialect)),
    ):
        known = engine.parquet_sql(before.edition.file(table))
        engine.load(PAD, PAD_COLUMNS, [pads_of(f"{purpose} 1")])
        for rows in (known, table):
            one = f"select * from {rows} limit 1"
            yield not engine.count(
                f"select count(*) from ({one}) as one cross join {PAD} where {column} <> {made}"
            )
        engine.drop(PAD)
        yield not engine.count(of_two_people_sql(known, table, column))


def of_two_people_sql(known: str, fresh: str, column: str) -> str:
    """How many rows of one side have the id, in `column`, of somebody else's row of the other side."""
    return f"""
        select count(*)
        from {known} as known
        join {fresh} as fresh on fresh.{column} = known.{column}
        where fresh.person_id <> known.person_id"""


def take_over(engine: Engine, table: str, before: Earlier, people: str, made: Making) -> None:
    """
    The rows of `table`, which are of `people`, and of everybody else those of the edition before: as a file.

    Each side was held to the contract as it was made. The key has the person in it, or an id that no two people have.
    """
    whose = "person_id" if table != COMPARED else "person_no"
    theirs = f"select person_id from {people}"
    if table == COMPARED:
        known = engine.parquet_sql(before.edition.file("person"))
        theirs = f"select person_no from {known} where person_id in ({theirs})"
    query = f"""
        select * from {engine.parquet_sql(before.edition.file(table))}
        where {whose} not in ({theirs})
        union all
        select * from {table}
        order by {made.edition.tables[table]}"""
    write(engine, Made(table, query), made.file(table), is_checked=True)


def register(engine: Engine, before: Earlier, made: Making) -> None:
    """hospital_practice: of whoever is registered otherwise than before what every file says, else as it was."""
    look(engine, PRACTICE, REGISTERED, before)
    engine.create(PRACTICE, f"select distinct * from ({said_sql(REGISTERED, COME)}) as registered")
    take_over(engine, PRACTICE, before, CHANGED, made)
    forget(engine)
