"""The event that a reviewer decides on, as the current release has it, and the person as releases name them."""

from dataclasses import dataclass
from pathlib import Path

from linkage.cache.uses import last_made
from linkage.commands.explain.event_name import event_id_of
from linkage.config.job import Job
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal
from linkage.errors import ConfigError, InputError
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.session.keys import Key
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import reading_engine
from linkage.strike.people import released_id
from linkage.words.value_id import PAD_COLUMNS


@dataclass(frozen=True)
class JudgedEvent:
    """One event of the current release."""

    event_id: str
    identity_id: str
    month: str
    release: str
    """The release that linked the month."""
    model_id: str | None


def judged_event(
    job: Job, layout: Layout, manifest: Manifest, event: str, around: Surroundings
) -> JudgedEvent:
    """The event as it stands; InputError when it is in no month of the release, or an earlier version kept nothing."""
    event_id = event_id_of(job, layout, manifest, event, around)
    layout.home.bring(layout, manifest.release, "release", "kept")
    engine = reading_engine(job, layout, unsafe_debug=around.unsafe_debug)
    try:
        for month in manifest.months:
            kept = layout.kept_month(manifest.release, month) / "event.parquet"
            links = layout.release(manifest.release) / "links" / f"test_month={month}"
            if not kept.is_file():
                continue
            rows = engine.rows(
                f"select kept.identity_key, links.release, links.model_id from {engine.parquet_sql(kept)} as kept"
                f" join {engine.parquet_sql(links)} as links on links.event_id = kept.event_id"
                f" where kept.event_id = {literal(event_id)}"
            )
            for identity, release, model in rows:
                return JudgedEvent(
                    event_id, str(identity), month, str(release), None if model is None else str(model)
                )
    finally:
        engine.close()
    raise InputError(
        f"release {manifest.release} has no such event in {', '.join(manifest.months)}, or an earlier version keeps "
        "nothing of it; an event of a month not yet run, set aside, or of somebody who has opted out, is in no release"
    )


def released_person(job: Job, layout: Layout, key: Key, person: str, *, unsafe_debug: bool) -> str:
    """A person of the index of the last run, named by key or pseudonym, as releases have them; InputError for none."""
    index = last_made(layout.cache, "index")
    if index is None:
        raise ConfigError(
            "the person index is not in cache/, so nobody can be looked up in it; run a month, which puts it there"
        )
    pads = key.pads("person") if job.outputs.pseudonymise_person else None
    engine = reading_engine(job, layout, unsafe_debug=unsafe_debug)
    try:
        return named(engine, index, key, person, released_id(engine.dialect, pads))
    finally:
        engine.close()


def named(engine: DuckDBEngine, index: Path, key: Key, person: str, released: str) -> str:
    """The same, of an index in a folder; `released` is how releases name a person `own`."""
    engine.load("asked_person", {"person_id": "text"}, [(person.strip(),)])
    engine.load("person_pad", PAD_COLUMNS, [key.pads("person")])
    rows = engine.rows(f"""
        select named.released_id
        from (
            select own.person_id, {released} as released_id
            from {engine.parquet_sql(index / "person.parquet")} as own
            cross join person_pad as pad
        ) as named
        join asked_person as asked on asked.person_id = named.person_id or asked.person_id = named.released_id""")
    if not rows:
        raise InputError(
            "the person index of the last run has no such person; give the person key as `linkage explain JOB EVENT "
            "--secure` shows it"
        )
    return str(rows[0][0])
