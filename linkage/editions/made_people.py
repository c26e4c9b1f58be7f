"""
The edition of people made of records without a person key, and how tables get their person from it.

What is kept of a file names bearers; only here are those of all files looked at together. So a new file is standardised
alone, as where keys are supplied, and every table of people is joined to the people of all files at the end.
"""

from collections.abc import Sequence
from functools import partial

from linkage import tables
from linkage.cache.cache import Cache
from linkage.editions.kept import Edition, Making
from linkage.editions.of_part import OfPart, counting_files
from linkage.editions.said import Said, rows_sql
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Made, Worked, is_passing, made, make, make_all
from linkage.session.run_inputs import Inputs
from linkage.steps.people.run import people_made
from linkage.steps.standardise.bearer import borne_place_sql, borne_raw
from linkage.steps.standardise.hospital import STATE_COLUMNS
from linkage.steps.standardise.hospitals import hospital_values_made
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables
from linkage.steps.standardise.run import codes_made
from linkage.words.names import HOSPITAL

TABLES = {"made_person": "", "person_count": "pass, what"}
VALUES = ("hospital_state", "hospital_practice")
"""What is kept of a file, whoever makes the people."""
PLACE = "borne_place"
"""And besides, where the engine does."""
COLUMNS = {"hospital_state": STATE_COLUMNS, "hospital_practice": ("person_id", "gp_practice")}


def read_from(inputs: Inputs, raw: RawTables = RAW_TABLES) -> RawTables:
    """The raw tables, or some of their rows, with whatever stands for the person: a key, or the bearer."""
    return borne_raw(raw) if inputs.person_rules else raw


def values_made(inputs: Inputs, dialect: Dialect, raw: RawTables = RAW_TABLES) -> tuple[Item, ...]:
    """Rows of apc, op, ae, ecds -> what they say of people, cleaned; where people are made, by bearer."""
    items = hospital_values_made(dialect, read_from(inputs, raw), practices=inputs.rules.p is not None)
    if inputs.person_rules is None:
        return items
    return (*items, made(PLACE, borne_place_sql, dialect, borne_raw(raw)))


def peopled_sql(inputs: Inputs, table: str, query: str) -> str:
    """The rows of `query` for a table; where people are made, with the person of each bearer, null if it is nobody."""
    if inputs.person_rules is None:
        return query
    contract = tables.find(table)
    names = tuple(contract.types) if contract else COLUMNS[table]
    columns = ", ".join(
        "made.person_id" if name == "person_id" else f"borne.{name} as {name}" for name in names
    )
    needed = (
        contract is not None and not next(one for one in contract.columns if one.name == "person_id").nullable
    )
    kind = "" if needed else "left "
    return f"""
        select {"distinct " if table == "hospital_practice" else ""}{columns}
        from ({query}) as borne
        {kind}join made_person as made on made.bearer = borne.person_id"""


def put_peopled(engine: Engine, inputs: Inputs, table: str, query: str) -> None:
    """The rows of `query` as a table, each with its person; where keys are supplied, `table` is a name for them."""
    if inputs.person_rules is None:
        engine.view(table, query, is_checked=True)
    else:
        engine.create(table, peopled_sql(inputs, table, query))


def peopled(inputs: Inputs, items: Sequence[Item], *names: str) -> tuple[Item, ...]:
    """The items, of which those that make the tables `names` give each row its person."""
    return tuple(
        Made(item.table, peopled_sql(inputs, item.table, item.query), item.meaning)
        if isinstance(item, Made) and item.table in names
        else item
        for item in items
    )


def values_kept(engine: Engine, inputs: Inputs, cache: Cache) -> list[Said]:
    """What each file that counts says of people, made where it is not there yet; the codes are there."""
    dialect = engine.dialect
    kept = OfPart(
        made="values",
        tables=(*VALUES, PLACE) if inputs.person_rules else VALUES,
        method=(*codes_made(), *values_made(inputs, dialect)),
    )
    return [
        said
        for one in tuple(counting_files(inputs, cache, HOSPITAL))
        for said in kept.said(engine, inputs, cache, one, partial(values_made, inputs, dialect))
    ]


def made_people_items(inputs: Inputs, dialect: Dialect) -> tuple[Item, ...]:
    """All that makes the people, without a cache; nothing where keys are supplied."""
    rules = inputs.person_rules
    if rules is None:
        return ()
    return (
        *codes_made(),
        *values_made(inputs, dialect),
        *people_made(dialect, rules, inputs.key.pads),
    )


def made_people_edition(inputs: Inputs, dialect: Dialect) -> Edition:
    """The people of these files, rules and key."""
    return Edition(
        name="made people",
        meaning="Who the records are of, made of what they tell.",
        tables=TABLES,
        items=made_people_items(inputs, dialect),
        datasets=HOSPITAL,
        reads=tuple(f"{dataset}_raw" for dataset in HOSPITAL),
        merged=merge_people,
    )


def merge_people(engine: Engine, inputs: Inputs, cache: Cache, _making: Making) -> tuple[str, ...]:
    """The same people of what each file says of them; gives the entries of these."""
    if inputs.person_rules is None:
        raise ValueError("people are supplied")
    make_all(engine, codes_made())
    kept = values_kept(engine, inputs, cache)
    for table in ("hospital_state", PLACE):
        engine.view(table, rows_sql(engine, table, kept), is_checked=True)
    make(engine, people_made(engine.dialect, inputs.person_rules, inputs.key.pads))
    for table in filter(is_passing, ("hospital_state", PLACE, *(item.writes[0] for item in codes_made()))):
        engine.drop(table)
    return tuple(said.name for said in kept)


def people_step_items(inputs: Inputs, dialect: Dialect) -> tuple[Worked, ...]:
    """apc_raw, op_raw, ae_raw, ecds_raw -> made_person, person_count."""
    return (made_people_edition(inputs, dialect).item(inputs),)
