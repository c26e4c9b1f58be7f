"""Who on the opt-out list is still in the months of the release before: by person, and by an event's own number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.release.content.carry import has_month, has_whole, present
from linkage.release.content.published import DRAWN, OF_PEOPLE
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_month import signed_off_months
from linkage.release.record.struck import Struck
from linkage.steps.standardise.nhs_number import cleaned_sql
from linkage.strike.decided import decided_people_sql, struck_decided_sql
from linkage.strike.people import kept_folders, released_id
from linkage.words.value_id import Pads


@dataclass(frozen=True)
class FoundStrikes:
    """What is to be struck from each month, and what could not be looked for."""

    months: dict[str, Struck]
    """Only months with something to strike."""
    unseen: dict[str, tuple[int, int]]
    """Months of an earlier version: events whose number, and people whose numbers, nobody knows any more."""


def find(
    engine: Engine,
    layout: Layout,
    previous: Manifest,
    months: Iterable[str],
    pads: Pads | None,
) -> FoundStrikes:
    """
    listed_number, struck_person, event_change, event_version, person, what is published and kept -> struck_event.

    `months` are those that would be carried over.
    """
    carried = sorted(months)
    every = kept_folders(layout, previous)
    kept = {month: every[month] for month in carried if month in every}
    engine.create("own_listed_event", own_listed_event_sql(engine, kept))
    published = published_sql(engine, layout, previous, "links", carried, "event_id, person_id, status")
    decided = struck_decided_sql(decided_people_sql(engine, kept.values()))
    engine.create("struck_event", struck_event_sql(published, decided))
    counted = counted_sql(engine, layout, previous, carried)
    rows = engine.rows(counted)
    signed = signed_off_months(layout, previous, [str(row[0]) for row in rows])
    found = {
        str(month): Struck(
            people=as_whole(people),
            events=as_whole(events),
            moved=as_whole(moved),
            withdrawn=as_whole(withdrawn),
            signed_off=signed.get(str(month), ()),
        )
        for month, people, events, moved, withdrawn in rows
    }
    not_kept = [month for month in carried if month not in kept]
    unseen = unseen_counts(
        engine,
        published,
        in_records(engine, layout, previous, not_kept),
        not_kept,
        released_id(engine.dialect, pads),
    )
    engine.drop("own_listed_event")
    return FoundStrikes(found, unseen)


def own_listed_event_sql(engine: Engine, kept: dict[str, Path]) -> str:
    """
    One row per month and event that has a listed number itself: by what is kept, or by its row in the DID files.

    The row is the latest; in a month of which nothing is kept, any that was sent for the event.
    """
    known = ", ".join(f"'{month}'" for month in kept) or "''"
    supplied = f"""
            select version.test_month, version.event_id, listed.digest
            from event_version as version
            join did_raw as raw on raw.file_id = version.file_id and raw.row_number = version.row_number
            join listed_number as listed
              on listed.nhs_number = {cleaned_sql(engine.dialect, "raw.nhs_number")}
            where version.is_latest or version.test_month not in ({known})"""
    by_kept = f"""
            union all
            select kept.test_month, kept.event_id, kept.number_digest
            from {engine.parquet_sql(*(folder / "event.parquet" for folder in kept.values()))} as kept
            join listed_number as listed on listed.digest = kept.number_digest"""
    return f"""
        select test_month, event_id, min(digest) as digest
        from ({supplied}{by_kept if kept else ""}
        ) as borne
        group by test_month, event_id"""


def struck_event_sql(published: str, decided: str) -> str:
    """
    One row per event of a carried month that is to be struck: why, and the listed number it is known by, if any.

    `decided` are the events that reviewers took from or gave to somebody on the list, as struck_decided_sql has them.
    """
    listed = "coalesce(person.listed_as, decided.listed_as, own.digest)"
    return f"""
        select links.test_month, links.event_id, {listed} as listed_as,
            case when {listed} is not null then 'opted_out' else change.what end as what
        from ({published}) as links
        left join event_change as change
          on change.event_id = links.event_id and change.test_month = links.test_month
         and change.what in ('moved', 'withdrawn')
        left join struck_person as person on person.person_id = links.person_id
        left join ({decided}) as decided
          on decided.event_id = links.event_id and decided.test_month = links.test_month
        left join own_listed_event as own
          on own.event_id = links.event_id and own.test_month = links.test_month
        where {listed} is not null or change.event_id is not null"""


def counted_sql(engine: Engine, layout: Layout, previous: Manifest, months: Iterable[str]) -> str:
    """One row per month with something to strike: people, and events; people may be in spells alone."""
    in_spells = [
        f"""
            union all
            select spells.test_month, person.listed_as, cast(null as string) as event_id, 'opted_out' as what
            from ({published}) as spells
            join struck_person as person on person.person_id = spells.person_id"""
        for published in in_records(engine, layout, previous, list(months))
    ]
    return f"""
        select test_month, count(distinct listed_as),
            count(distinct case when what = 'opted_out' then event_id end),
            count(distinct case when what = 'moved' then event_id end),
            count(distinct case when what = 'withdrawn' then event_id end)
        from (
            select test_month, listed_as, event_id, what from struck_event{"".join(in_spells)}
        ) as struck
        group by test_month
        order by test_month"""


def in_records(engine: Engine, layout: Layout, previous: Manifest, months: Sequence[str]) -> list[str]:
    """Queries for test_month and person_id of records and draws: of each published table that has any of `months`."""
    return [
        published_sql(engine, layout, previous, name, months, "person_id")
        for name in (*OF_PEOPLE, DRAWN[0])
        if not has_whole(previous, name) and any(has_month(previous, name, month) for month in months)
    ]


def published_sql(
    engine: Engine, layout: Layout, previous: Manifest, name: str, months: Iterable[str], columns: str
) -> str:
    """Columns of a published table of several months, with the month."""
    paths = previous.paths_below(*(f"{name}/test_month={month}" for month in months))
    files = [present(layout, previous, path) for path in paths]
    return f"select test_month, {columns} from {engine.parquet_sql(*files)}"


def unseen_counts(
    engine: Engine, published: str, records: Sequence[str], months: Iterable[str], released: str
) -> dict[str, tuple[int, int]]:
    """
    Of months of which nothing is kept: events that are not supplied any more, and people not in the index.

    `published` are the links of these months, `records` the queries of in_records: people may be in one of those alone.
    """
    listed = ", ".join(f"'{month}'" for month in months)
    if not listed:
        return {}
    in_tables = "".join(
        f"""
            union all
            select test_month, person_id, cast(null as string) as event_id, 'linked' as status from ({one}) as own"""
        for one in records
    )
    rows = engine.rows(f"""
        select links.test_month,
            count(case when version.event_id is null and links.status <> 'linked' then 1 end),
            count(distinct case when links.status = 'linked' and known.person_id is null then links.person_id end)
        from (
            select test_month, person_id, event_id, status from ({published}) as own{in_tables}
        ) as links
        left join (select distinct event_id, test_month from event_version) as version
          on version.event_id = links.event_id and version.test_month = links.test_month
        left join (select {released} as person_id from person as own cross join person_pad as pad) as known
          on known.person_id = links.person_id
        where links.test_month in ({listed})
        group by links.test_month
        order by links.test_month""")
    found = {str(month): (as_whole(events), as_whole(people)) for month, events, people in rows}
    return {month: counts for month, counts in found.items() if any(counts)}
