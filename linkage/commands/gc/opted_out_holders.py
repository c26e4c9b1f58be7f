"""Which releases still hold people on the opt-out list of today: by what is kept of each, and by later strikes."""

from collections import defaultdict
from pathlib import Path

from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.release.content.decisions_copy import names_purged
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.session.stores.job_layout import job_layout
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key, opted_out, reading_engine
from linkage.strike.people import kept_folders, load_listed_numbers

DECISIONS = "its copy of decisions"
"""Stands beside the months."""
DIGESTS = ("event", "person_number")
"""What is kept of a month with a digest of each number."""


def holders(job: Job, around: Surroundings) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """
    The releases that hold people on today's list, each with the months; and those too little is kept of to tell.

    A month counts for the numbers it holds, or because a later release struck people from it; so does a copy of
    decisions on people who are purged from the store. Nobody is held where the list is empty. ConfigError where the
    pseudonym key is not there.
    """
    layout = job_layout(job)
    numbers = opted_out(job)
    if not numbers:
        return {}, ()
    for number in layout.published():
        layout.home.bring(layout, number, "kept")
    manifests = [read_manifest(layout.release(number) / NAME) for number in layout.published()]
    engine = reading_engine(job, layout, unsafe_debug=around.unsafe_debug)
    try:
        load_listed_numbers(engine, numbers, existing_key(job, layout, around.environment))
        by_number = held_by_number(engine, layout, manifests)
    finally:
        engine.close()
    found = {}
    for manifest in manifests:
        by_strike = struck_later(manifest, manifests)
        months = sorted({*by_number.get(manifest.release, ()), *by_strike})
        if names_purged(layout, manifest.release):
            months.append(DECISIONS)
        if months:
            found[manifest.release] = tuple(months)
    unseen = tuple(
        manifest.release
        for manifest in manifests
        if manifest.release not in found and set(manifest.months) - set(kept_folders(layout, manifest))
    )
    return found, unseen


def held_by_number(engine: Engine, layout: Layout, manifests: list[Manifest]) -> dict[str, set[str]]:
    """listed_number, what is kept -> the months of each release in which a listed number was borne; files read once."""
    names: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    paths: dict[tuple[int, int], Path] = {}
    for manifest in manifests:
        for month, folder in kept_folders(layout, manifest).items():
            for path in (folder / f"{name}.parquet" for name in DIGESTS):
                if path.is_file():
                    key = (path.stat().st_dev, path.stat().st_ino)
                    names[key].append((manifest.release, month))
                    paths[key] = path
    found: dict[str, set[str]] = defaultdict(set)
    for key, path in paths.items():
        source = engine.parquet_sql(path)
        if engine.count(
            f"select count(*) from {source} where number_digest in (select digest from listed_number)"
        ):
            for release, month in names[key]:
                found[release].add(month)
    return dict(found)


def struck_later(manifest: Manifest, manifests: list[Manifest]) -> set[str]:
    """Months of a release from which a later one struck people: they are in this one still."""
    return {
        month
        for other in manifests
        if int(other.release) > int(manifest.release)
        for month in other.struck
        if month in manifest.months and other.struck[month].people
    }
