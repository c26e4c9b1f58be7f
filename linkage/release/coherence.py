"""Does a release hold together: each event in one month, every key with what it points at, every table in its grain?"""

from collections import Counter
from collections.abc import Iterator, Mapping

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.release.content.carry import has_month, has_whole
from linkage.release.content.published import LISTED, OF_EVENTS, PARTITIONED, WHOLE
from linkage.release.draw_coherence import draw_checks
from linkage.release.layout import Layout
from linkage.release.problem import Problem
from linkage.release.record.manifest import Manifest
from linkage.release.slices import slices
from linkage.tables import Table, contract
from linkage.words.number_words import number_of

RECORDS_OF = {
    "APC": ("episodes", "episode_key"),
    "AE": ("attendances", "attendance_key"),
    "ECDS": ("attendances", "attendance_key"),
    "OP": ("appointments", "appointment_key"),
}
"""Data set of a relation -> the table that has its record, and the key there."""
NARROW = 20
"""Ids alone take so many times less memory than whole events."""


def coherence_problems(engine: Engine, layout: Layout, manifest: Manifest) -> list[Problem]:
    """What does not fit in the tables of a release whose files are as they were published; counts, never a key."""
    found: list[Problem] = []
    for month in manifest.months:
        found += month_problems(engine, layout, manifest, month)
    for name in (*WHOLE, *LISTED):
        if not manifest.paths_below(name):
            continue
        whole = source(engine, layout, manifest, name, None)
        found += problems_of(
            {(name, grain_words(contract(name))): engine.count(repeated_sql(contract(name), whole))}
        )
    return [*found, *month_of_event_problems(engine, layout, manifest)]


def month_problems(engine: Engine, layout: Layout, manifest: Manifest, month: str) -> list[Problem]:
    """What does not fit within a month."""
    there = [name for name in PARTITIONED if has_month(manifest, name, month)]
    whole = {name: source(engine, layout, manifest, name, month) for name in there}
    counted: Counter[tuple[str, str]] = Counter()
    for name in there:
        if name not in OF_EVENTS and not has_whole(manifest, name):
            counted[name, grain_words(contract(name))] = engine.count(
                repeated_sql(contract(name), whole[name])
            )
    for name, query, what in (*people_checks(whole), *draw_checks(whole)):
        counted[name, what] += engine.count(query)
    for condition in slices(engine.count(f"select count(*) from {whole['links']}")):
        part = whole | {name: f"(select * from {whole[name]} where {condition})" for name in OF_EVENTS}
        for name in OF_EVENTS:
            counted[name, grain_words(contract(name))] += engine.count(
                repeated_sql(contract(name), part[name])
            )
        for name, query, what in event_checks(part, month):
            counted[name, what] += engine.count(query)
    return problems_of({(f"{name}/test_month={month}", what): rows for (name, what), rows in counted.items()})


def problems_of(counted: Mapping[tuple[str, str], int]) -> list[Problem]:
    """A problem for each place and sentence whose count is not nil; the sentence begins with what is counted."""
    found = []
    for (place, what), rows in counted.items():
        if rows:
            one, _, rest = what.partition(" ")
            found.append(Problem(place, f"has {number_of(rows, one)} {rest}"))
    return found


def grain_words(table: Table) -> str:
    """What is wrong with keys of several rows."""
    return f"key ({', '.join(table.key)}) of several rows"


def repeated_sql(table: Table, rows: str) -> str:
    """How many keys of a table several rows bear."""
    key = ", ".join(map(identifier, table.key))
    return f"select count(*) from (select {key} from {rows} as one group by {key} having count(*) > 1) as repeated"


def source(engine: Engine, layout: Layout, manifest: Manifest, name: str, month: str | None) -> str:
    """A table of a month, or of all, as a table expression."""
    folder = name if month is None or has_whole(manifest, name) else f"{name}/test_month={month}"
    paths = [path for path in manifest.paths_below(folder) if path.endswith(".parquet")]
    return engine.parquet_sql(*(layout.release(manifest.release) / path for path in paths))


def event_checks(sources: Mapping[str, str], month: str) -> Iterator[tuple[str, str, str]]:
    """Table, query for a count of rows that do not fit, and in words what is wrong with them; of events of a month."""
    links, pathways, events, spells, cips = (sources[name] for name in (*OF_EVENTS, "spells", "cips"))
    linked = f"(select event_id, person_id from {links} as all_links where status = 'linked')"
    own = f"substr(cast(test_date as string), 1, 7) <> {literal(month)}"
    yield (
        "events",
        f"select count(*) from {events} as one where {own}",
        "row with a test date of another month",
    )
    yield "links", missing_sql(links, events, "event_id"), "row of an event not in events"
    yield "events", missing_sql(events, links, "event_id"), "row of an event not in links"
    yield (
        "events",
        f"""
        select count(*) from {events} as one
        join {links} as other on other.event_id = one.event_id
        where one.status is distinct from other.status or one.person_id is distinct from other.person_id""",
        "row unlike links in status or person",
    )
    yield "pathways", missing_sql(pathways, linked, "event_id"), "row of an event not linked"
    yield "pathways", unlike_sql(pathways, linked, "event_id"), "row unlike links in person"
    yield "pathways", missing_sql(pathways, spells, "spell_id"), "row whose spell_id is not in spells"
    yield "pathways", unlike_sql(pathways, spells, "spell_id"), "row whose spell_id is another person's"
    yield "pathways", missing_sql(pathways, cips, "cips_id"), "row whose cips_id is not in cips"
    for name, (records, key) in RECORDS_OF.items():
        if records in sources:
            its_own = f"(select {key} as episode_key, person_id from {whose_sql(sources[records], name)})"
            beside = (
                f"(select episode_key, person_id from {pathways} as every where episode_source = '{name}')"
            )
            yield (
                "pathways",
                missing_sql(beside, its_own, "episode_key"),
                f"row whose record is not in {records}",
            )
            yield (
                "pathways",
                unlike_sql(beside, its_own, "episode_key"),
                f"row whose record in {records} is another's",
            )


def people_checks(sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The same of spells."""
    spells, cips = sources["spells"], sources["cips"]
    yield "spells", missing_sql(spells, cips, "cips_id"), "row whose cips_id is not in cips"
    yield "spells", unlike_sql(spells, cips, "cips_id"), "row whose cips_id is another person's"
    if episodes := sources.get("episodes"):
        yield "episodes", missing_sql(episodes, spells, "spell_id"), "row whose spell_id is not in spells"
        yield "episodes", unlike_sql(episodes, spells, "spell_id"), "row whose spell_id is another person's"
        for key in ("first_episode_key", "last_episode_key"):
            named = f"(select {key} as episode_key from {spells} as every)"
            yield "spells", missing_sql(named, episodes, "episode_key"), f"row whose {key} is not in episodes"
    if attendances := sources.get("attendances"):
        led = f"(select person_id, admitted_spell_id as spell_id from {attendances} as every)"
        yield (
            "attendances",
            missing_sql(led, spells, "spell_id"),
            "row whose admitted_spell_id is not in spells",
        )
        yield (
            "attendances",
            unlike_sql(led, spells, "spell_id"),
            "row whose admitted_spell_id is another person's",
        )


def whose_sql(records: str, source: str) -> str:
    """The rows of a table of hospital records that are of one data set."""
    condition = f"attendance_source = '{source}'" if source in ("AE", "ECDS") else "true"
    return f"{records} as every where {condition}"


def missing_sql(one: str, other: str, key: str) -> str:
    """How many rows of `one` have a key that no row of `other` has; no key points at nothing."""
    return f"""
        select count(*) from {one} as one
        left join (select distinct {key} from {other}) as other on other.{key} = one.{key}
        where one.{key} is not null and other.{key} is null"""


def unlike_sql(one: str, other: str, key: str) -> str:
    """How many rows of `one` are of another person than the row of `other` that their key points at."""
    return f"""
        select count(*) from {one} as one
        join {other} as other on other.{key} = one.{key}
        where one.person_id is distinct from other.person_id"""


def month_of_event_problems(engine: Engine, layout: Layout, manifest: Manifest) -> Iterator[Problem]:
    """Events that are in several months: looked for over the whole release, in as many goes as memory asks for."""
    rows = source(engine, layout, manifest, "events", None)
    events = sum(file.rows or 0 for file in manifest.files if file.path.startswith("events/"))
    several = sum(
        engine.count(f"""
            select count(*) from (
                select event_id from {rows} as one where {condition}
                group by event_id having count(distinct test_month) > 1
            ) as several""")
        for condition in slices(events // NARROW)
    )
    if several:
        yield Problem("events", f"has {number_of(several, 'event id')} in several months")
