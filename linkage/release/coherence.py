"""Does a release hold together: each event in one month, every key with what it points at, every table in its grain?"""

from collections.abc import Iterator
from itertools import pairwise

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.release.content.carry import has_whole
from linkage.release.content.published import OF_PEOPLE, PARTITIONED, WHOLE
from linkage.release.layout import Layout
from linkage.release.problem import Problem
from linkage.release.record.manifest import Manifest
from linkage.tables import Table, contract
from linkage.words.number_words import number_of

MOST_AT_ONCE = 20_000_000
"""Event ids that are compared in one go: some 2 GB of memory."""
HEX = "0123456789abcdef"


def coherence_problems(engine: Engine, layout: Layout, manifest: Manifest) -> list[Problem]:
    """What does not fit in the tables of a release whose files are as they were published; counts, never a key."""
    found: list[Problem] = []
    for month in manifest.months:
        sources = {name: source(engine, layout, manifest, name, month) for name in PARTITIONED}
        for name in PARTITIONED:
            if name not in OF_PEOPLE or not has_whole(manifest, name):
                found += grain_problems(engine, contract(name), sources[name], f"{name}/test_month={month}")
        for place, query, what in month_checks(sources, month):
            rows = engine.count(query)
            if rows:
                found.append(Problem(f"{place}/test_month={month}", f"has {number_of(rows, 'row')} {what}"))
    for name in WHOLE:
        whole = source(engine, layout, manifest, name, None)
        found += grain_problems(engine, contract(name), whole, name)
    return [*found, *month_of_event_problems(engine, layout, manifest)]


def source(engine: Engine, layout: Layout, manifest: Manifest, name: str, month: str | None) -> str:
    """A table of a month, or of all, as a table expression."""
    folder = name if month is None or has_whole(manifest, name) else f"{name}/test_month={month}"
    paths = [path for path in manifest.paths_below(folder) if path.endswith(".parquet")]
    return engine.parquet_sql(*(layout.release(manifest.release) / path for path in paths))


def grain_problems(engine: Engine, table: Table, rows: str, place: str) -> Iterator[Problem]:
    """Keys that several rows have."""
    key = ", ".join(map(identifier, table.key))
    repeated = engine.count(
        f"select count(*) from (select {key} from {rows} group by {key} having count(*) > 1) as repeated"
    )
    if repeated:
        yield Problem(place, f"has {number_of(repeated, 'key')} ({', '.join(table.key)}) of several rows")


def month_checks(sources: dict[str, str], month: str) -> Iterator[tuple[str, str, str]]:
    """Table, query for a count of rows that do not fit, and in words what is wrong with them; of one month."""
    links, pathways, events, spells, cips = (sources[name] for name in PARTITIONED)
    linked = f"(select event_id, person_id from {links} where status = 'linked')"
    own = f"substr(cast(test_date as string), 1, 7) <> {literal(month)}"
    yield "events", f"select count(*) from {events} where {own}", "with a test date of another month"
    yield "links", missing_sql(links, events, "event_id"), "of an event not in events"
    yield "events", missing_sql(events, links, "event_id"), "of an event not in links"
    yield (
        "events",
        f"""
        select count(*) from {events} as one
        join {links} as other on other.event_id = one.event_id
        where one.status is distinct from other.status or one.person_id is distinct from other.person_id""",
        "unlike links in status or person",
    )
    yield "pathways", missing_sql(pathways, linked, "event_id"), "of an event not linked"
    yield "pathways", unlike_sql(pathways, linked, "event_id"), "unlike links in person"
    yield "pathways", missing_sql(pathways, spells, "spell_id"), "whose spell_id is not in spells"
    yield "pathways", unlike_sql(pathways, spells, "spell_id"), "whose spell_id is another person's"
    yield "pathways", missing_sql(pathways, cips, "cips_id"), "whose cips_id is not in cips"
    yield "spells", missing_sql(spells, cips, "cips_id"), "whose cips_id is not in cips"
    yield "spells", unlike_sql(spells, cips, "cips_id"), "whose cips_id is another person's"


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
    bounds = ["", *HEX[1:], ""] if events > MOST_AT_ONCE else ["", ""]
    several = 0
    for low, high in pairwise(bounds):
        until = f" and event_id < '{high}'" if high else ""
        several += engine.count(f"""
            select count(*) from (
                select event_id from {rows} where event_id >= '{low}'{until}
                group by event_id having count(distinct test_month) > 1
            ) as several""")
    if several:
        yield Problem("events", f"has {number_of(several, 'event id')} in several months")
