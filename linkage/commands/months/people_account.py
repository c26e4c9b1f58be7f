"""Where the people of a run come from, supplied or made, and what became of made ones since the release before."""

from collections.abc import Callable

from linkage import tables
from linkage.cache.entry import is_whole, named
from linkage.editions.made_people import made_people_edition
from linkage.engine.base import Engine
from linkage.engine.table import has_table
from linkage.engine.value import as_whole
from linkage.release.record.manifest import Manifest
from linkage.release.record.people import People, PeopleChanges
from linkage.session.run_inputs import Inputs
from linkage.steps.people.changed import counted_changes_sql, person_change_sql

CHANGE = "person_change"


def people_of(engine: Engine, inputs: Inputs, previous: Manifest | None) -> People:
    """Whose the records of the run are; reads person and, of made people, person_count and person_change."""
    everybody = engine.count("select count(*) from person")
    if inputs.person_rules is None:
        return People(source="supplied", people=everybody)
    counts = {
        " ".join(filter(None, (str(name), str(what)))): as_whole(records)
        for name, what, records in engine.rows("select pass, what, records from person_count order by 1, 2")
        if what != "people"
    }
    changes = None
    if previous is not None and has_table(engine, CHANGE):
        merged, split, renewed = counted_changes(engine)
        changes = PeopleChanges(release=previous.release, merged=merged, split=split, renewed=renewed)
    return People(
        source="made",
        people=everybody,
        rules=inputs.person_rules.name,
        counts=counts,
        edition=edition_name(engine, inputs),
        changes=changes,
    )


def counted_changes(engine: Engine) -> tuple[int, ...]:
    """How many people of person_change are merged, split and under another key."""
    return tuple(map(as_whole, engine.rows(counted_changes_sql())[0]))


def edition_name(engine: Engine, inputs: Inputs) -> str:
    """The name of the made people of a run among the editions of the cache."""
    return named(made_people_edition(inputs, engine.dialect).made_from(inputs))


def find_people_changes(
    engine: Engine, inputs: Inputs, previous: Manifest | None, warn: Callable[[str], None]
) -> None:
    """made_person and what the cache keeps of the release before -> person_change, where that can be told."""
    engine.drop(CHANGE)
    before = previous.people if previous else None
    if previous is None or before is None:
        return
    source = "made" if inputs.person_rules else "supplied"
    if before.source != source:
        warn(
            f"release {previous.release} has people whose keys were {before.source}, and they are {source} now: months "
            "that are carried keep the keys they have, which nobody bears any more; link every month again "
            "(--restate), or publish into another folder ([job] output)"
        )
        return
    if before.edition is None:
        return
    if before.edition == edition_name(engine, inputs):
        engine.load(CHANGE, tables.contract(CHANGE).types, [])
        return
    folder = inputs.layout.cache / "editions" / before.edition
    if not is_whole(folder):
        warn(
            f"which people of release {previous.release} were merged or split since is not known: cache/ does not hold "
            "them any more. Their keys do not rest on it"
        )
        return
    engine.create(CHANGE, person_change_sql(engine.parquet_sql(folder / "made_person.parquet")))
    merged, split, renewed = counted_changes(engine)
    if merged or split or renewed:
        warn(
            f"made people against release {previous.release}: {merged:,} hold records of several of then, {split:,} of "
            f"then are split, {renewed:,} have another key; they are in secure/, people_changes. Months that are "
            "carried keep the keys of then: `run --changed` brings them up to date"
        )
