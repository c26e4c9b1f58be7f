"""Two releases compared: months that differ, one after the other, then all that changed with its reason."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from linkage.commands.diff.change_reason import REASONS
from linkage.commands.diff.event_changes import CONTEXT, make_changes
from linkage.commands.diff.month_context import events_in, is_struck, made_from_changed, months_of
from linkage.commands.diff.month_pairs import PairCounts, Side, compare_month
from linkage.commands.diff.release_diff import Change, ReleaseDiff, month_diff
from linkage.commands.diff.release_tables import kept_rows_sql, listed_people_sql, row_after_sql, side
from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.errors import ConfigError
from linkage.months.changes import kept_rows
from linkage.release import history
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key, opted_out, reading_engine
from linkage.strike.people import load_listed_numbers
from linkage.tables import contract

LISTED = "select digest from listed_number"


@contextmanager
def compared(
    job: Job, before: str, after: str, around: Surroundings, *, month: str | None = None
) -> Iterator[tuple[Engine, ReleaseDiff]]:
    """
    Compare two releases of the job's output folder; gives an engine that holds event_change, and the counts.

    Reads the releases and what is kept of them, writes nothing. From the lower number to the higher, whichever was
    named first. ConfigError when they are one, are not there, hold no such month or hold people in other forms.
    """
    layout = job_layout(job)
    first, second = sorted((before, after), key=int)
    was, now = history.show(layout, first), history.show(layout, second)
    refuse_unlike(was, now, month)
    for number in (first, second):
        layout.home.bring(layout, number, "release", "kept")
    engine = reading_engine(job, layout, unsafe_debug=around.unsafe_debug)
    try:
        load_listed(engine, job, layout, around)
        yield engine, compare(engine, layout, was, now, month)
    finally:
        engine.close()


def compare(
    engine: Engine, layout: Layout, was: Manifest, now: Manifest, month: str | None = None
) -> ReleaseDiff:
    """listed_number, two releases -> event_change; the counts of what changed."""
    wanted, same = months_of(was, now, month)
    pairs: dict[str, str] = {}
    counts: dict[str, PairCounts] = {}
    is_relinked: dict[str, bool | None] = {}
    for place, one in enumerate(wanted):
        pairs[one] = f"month_pair_{place}"
        sides = [side(engine, layout, manifest, one) for manifest in (was, now)]
        counts[one] = compare_month(engine, pairs[one], one, *sides)
        is_relinked[one] = made_by_another_run(engine, *sides)
    load_context(engine, layout, was, now, is_relinked)
    changes: list[Change] = []
    if wanted:
        make_changes(engine, list(pairs.values()))
        changes = changes_in(engine)
    return ReleaseDiff(
        was.release,
        now.release,
        tuple(
            month_diff(one, (one in was.months, one in now.months), counts[one], changes) for one in wanted
        ),
        {one: events_in(now, one) for one in same},
    )


def load_listed(engine: Engine, job: Job, layout: Layout, around: Surroundings) -> None:
    """listed_number: the numbers on the opt-out list of today, as digests; the key is that of the folder."""
    numbers = opted_out(job)
    if not numbers:
        engine.load("listed_number", contract("listed_number").types, ())
        return
    load_listed_numbers(engine, numbers, existing_key(job, layout, around.environment))
    engine.drop("opted_out_number")


def load_context(
    engine: Engine, layout: Layout, was: Manifest, now: Manifest, is_relinked: Mapping[str, bool | None]
) -> None:
    """The tables that make_changes reads besides pairs, of the months in `is_relinked`: those that are compared."""
    between = [
        read_manifest(layout.numbers_of(number) / NAME)
        for number in layout.remembered()
        if int(was.release) < int(number) <= int(now.release)
    ]
    rows = []
    for month, relinked in is_relinked.items():
        facts: dict[str, bool | None] = {
            "is_month_gone": month not in now.months,
            "is_relinked": relinked,
            "is_struck": is_struck(between, month),
            "keeps_rows": bool(kept_rows({month: layout.kept_month(now.release, month)})),
            **made_from_changed(was, now, month),
        }
        rows.append((month, *(facts[name] for name in CONTEXT if name != "test_month")))
    engine.load("month_context", CONTEXT, rows)
    engine.create("kept_before", kept_rows_sql(engine, layout, was.release, is_relinked, LISTED))
    engine.create("kept_after", kept_rows_sql(engine, layout, now.release, is_relinked, LISTED))
    engine.create("row_after", row_after_sql(engine, layout, now.release, is_relinked))
    engine.create("listed_person", listed_people_sql(engine, layout, was.release, is_relinked, LISTED))


def made_by_another_run(engine: Engine, was: Side | None, now: Side | None) -> bool | None:
    """Whether the links of a month were made by another run; None where one of the two does not have it."""
    made_by = [one and engine.scalar(f"select max(release) from {one.links}") for one in (was, now)]
    return None if None in made_by else made_by[0] != made_by[1]


def changes_in(engine: Engine) -> list[Change]:
    """How many events changed, by month, how and why; reasons in their order."""
    order = list(REASONS)
    rows = engine.rows("""
        select coalesce(month_after, month_before), month_before, presence, link, reason, is_followed, count(*)
        from event_change
        group by 1, 2, 3, 4, 5, 6
        order by 1, 2, 3, 4""")
    found = [
        Change(
            month=str(month),
            month_before=None if month_before is None else str(month_before),
            presence=str(presence),
            link=None if link is None else str(link),
            reason=str(reason),
            is_followed=bool(followed),
            events=as_whole(events),
        )
        for month, month_before, presence, link, reason, followed, events in rows
    ]
    return sorted(found, key=lambda change: order.index(change.reason))


def refuse_unlike(was: Manifest, now: Manifest, month: str | None) -> None:
    """ConfigError where nothing can be compared."""
    if was.release == now.release:
        raise ConfigError(f"release {was.release} is named twice; name two releases")
    if was.key_id != now.key_id or was.form.pseudonymised != now.form.pseudonymised:
        raise ConfigError(
            f"releases {was.release} and {now.release} hold people or events under other keys, so nobody can be found "
            "again in the other: releases of one key and one form can be compared"
        )
    if month is not None and month not in (*was.months, *now.months):
        raise ConfigError(f"neither release {was.release} nor {now.release} has {month}")
