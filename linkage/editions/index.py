"""The editions of people: the person index, and one digest of each person's records."""

from collections.abc import Sequence

from linkage.cache.cache import Cache
from linkage.editions.earlier import earlier
from linkage.editions.kept import Edition, Making
from linkage.editions.made_people import (
    VALUES,
    made_people_items,
    peopled,
    peopled_sql,
    put_peopled,
    read_from,
    values_kept,
)
from linkage.editions.merged_people import merge_changed
from linkage.editions.record_digests import merge_digests
from linkage.editions.said import Said, rows_sql
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked, is_passing, make, make_all
from linkage.session.run_inputs import Inputs
from linkage.steps.index.person import IDENTITY_ORDER
from linkage.steps.index.person_digest import RECORDS
from linkage.steps.index.run import index_made, person_digest_made
from linkage.steps.standardise.hospitals import (
    appointments_made,
    attendances_made,
    deaths_made,
    episodes_made,
    hospital_values_made,
    open_episodes_made,
    people_of_values_made,
)
from linkage.steps.standardise.run import codes_made, organisations_made
from linkage.words.names import HOSPITAL

TABLES = {
    "identity": IDENTITY_ORDER,
    "compared_identity": "person_no, nth",
    "person": "person_id",
    "person_number": "person_id, nhs_number",
    "person_variety": "person_id",
    "postcode_people": "postcode",
    "birth_day_count": "dataset, birth_day",
    "hospital_quality_count": "dataset, field, state",
    "hospital_practice": "person_id, gp_practice",
}
"""What is kept of the index, and the order of its rows."""


def index_edition(inputs: Inputs, dialect: Dialect) -> Edition:
    """The person index of these files, lists, rules and key."""
    values = hospital_values_made(dialect, read_from(inputs), practices=inputs.rules.p is not None)
    return Edition(
        name="index",
        meaning="Every identity each person ever had.",
        tables=TABLES,
        items=(
            *codes_made(),
            *peopled(inputs, values, *VALUES),
            *people_of_values_made(),
            *index_made(dialect, inputs.rules, inputs.lists.ignored_postcodes, inputs.key.pads),
        ),
        datasets=HOSPITAL,
        besides=made_people_items(inputs, dialect),
        reads=(
            *(f"{dataset}_raw" for dataset in HOSPITAL),
            *(("made_person",) if inputs.person_rules else ()),
        ),
        merged=merge_index,
    )


def merge_index(engine: Engine, inputs: Inputs, cache: Cache, making: Making) -> tuple[str, ...]:
    """
    The same index of what each file says of people: a file that was there before is not looked at again.

    Nor are people of whom the files say what they said to the last run, where keys are supplied. Gives what is kept of
    the files.
    """
    make_all(engine, codes_made())
    kept = values_kept(engine, inputs, cache)
    before = None if inputs.person_rules else earlier(cache, making.edition, inputs, kept)
    if before is None or not merge_changed(engine, inputs, before, making):
        making.forget()
        merge_all(engine, inputs, kept)
    for table in filter(is_passing, ("hospital_state", *(item.writes[0] for item in codes_made()))):
        engine.drop(table)
    return tuple(said.name for said in kept)


def merge_all(engine: Engine, inputs: Inputs, kept: Sequence[Said]) -> None:
    """The index of what is `kept` of each file, everybody looked at."""
    dialect = engine.dialect
    state, practice = (rows_sql(engine, table, kept) for table in VALUES)
    put_peopled(engine, inputs, "hospital_state", state)
    spelt = f"select distinct person_id, gp_practice from ({practice}) as said"
    engine.create("hospital_practice", peopled_sql(inputs, "hospital_practice", spelt))
    people = index_made(dialect, inputs.rules, inputs.lists.ignored_postcodes, inputs.key.pads)
    make(engine, (*people_of_values_made(), *people))


def people_edition(inputs: Inputs, dialect: Dialect) -> Edition:
    """What tells whether a person's records are as they were."""
    raw = read_from(inputs)
    records = (
        *organisations_made(dialect),
        *episodes_made(dialect, raw),
        *appointments_made(dialect, raw),
        *attendances_made(dialect, raw),
        *deaths_made(dialect),
        *open_episodes_made(dialect, inputs.complete_to),
    )
    return Edition(
        name="people",
        meaning="One digest of each person's records.",
        tables={"person_digest": "person_id"},
        items=person_digest_made(dialect),
        besides=(*made_people_items(inputs, dialect), *index_edition(inputs, dialect).items, *records),
        datasets=(*HOSPITAL, "deaths", "sites"),
        reads=("person", *RECORDS),
        merged=merge_digests,
    )


def index_items(inputs: Inputs, dialect: Dialect) -> tuple[Item, ...]:
    """apc_raw, op_raw, ae_raw, ecds_raw -> the person index."""
    return (index_edition(inputs, dialect).item(inputs),)


def people_items(inputs: Inputs, dialect: Dialect) -> tuple[Worked, ...]:
    """The person index, episode, appointment, attendance and death -> person_digest."""
    return (people_edition(inputs, dialect).item(inputs),)
