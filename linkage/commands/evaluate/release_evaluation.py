"""A published release held against known truth."""

from dataclasses import replace
from pathlib import Path

from linkage.commands.evaluate.evaluation import Evaluation, evaluate, load_truth
from linkage.commands.evaluate.held_records import put_held_records
from linkage.commands.evaluate.made_people import put_made_people
from linkage.commands.evaluate.scored_events import candidate_sql, month_candidates, scored_sql
from linkage.commands.run.release_options import published_options
from linkage.config.job import Job
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.release.content.published import OF_EVENTS, Options, make_pseudonym_table
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.shown import shown
from linkage.session.keys import Key
from linkage.session.stores.job_layout import looked_at
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import pseudonym_key, reading_engine


def evaluate_release(job: Job, truth: Path, around: Surroundings) -> tuple[str, Evaluation]:
    """
    The current release's number, and what the truth file says of it.

    Reads the release and its secure folder, changes nothing. Raises InputError without a release, or when the
    truth is of another world or was written for another pseudonym key.
    """
    layout = looked_at(job)
    number = shown(layout)
    if number is None:
        raise InputError("nothing has been published yet; run `linkage run` first")
    layout.home.bring(layout, number, "release", "secure")
    key = pseudonym_key(job, layout, around.environment)
    engine = reading_engine(job, layout, unsafe_debug=around.unsafe_debug)
    try:
        load_truth(engine, truth, key.pads("event"))
        for table in OF_EVENTS:
            files = sorted((layout.release(number) / table).glob("*/*.parquet"))
            engine.create(f"released_{table}", f"select * from {engine.parquet_sql(*files)}")
        if job.outputs.pseudonymise_person:
            put_keys_back(engine, published_options(job, key))
        release = read_manifest(layout.release(number) / NAME)
        is_made = release.people is not None and release.people.source == "made"
        left_out = judge_made_people(engine, job, key, release, around) if is_made else 0
        candidates = candidate_sql(engine, [*month_candidates(engine, layout, around.warn)])
        engine.create("scored", scored_sql(candidates))
        return number, replace(evaluate(engine), not_judged=left_out)
    finally:
        engine.close()


def judge_made_people(engine: Engine, job: Job, key: Key, release: Manifest, around: Surroundings) -> int:
    """
    truth, released_links, released_pathways -> truth with made people in place of true ones.

    Gives how many events cannot be judged, and warns of them, and where true people are looked for in released records
    alone.
    """
    if problem := put_held_records(engine, job, key, published_options(job, key).pads, release.inputs):
        around.warn(
            "people were made, and true ones are looked for among the records of released pathways alone, so a link of "
            f"somebody who has none of the truth's there is counted wrong: {problem}"
        )
    if left_out := put_made_people(engine):
        around.warn(
            f"people were made, and true ones are found by their records: {left_out:,} events of people of whom "
            "the truth names no hospital record are not judged"
        )
    return left_out


def put_keys_back(engine: Engine, options: Options) -> None:
    """
    truth, released_links, released_pathways -> the latter two with the keys of the truth in place of pseudonyms.

    A pseudonym of nobody in the truth stays; it is as wrong as any other key.
    """
    columns = {"person": ["person_id"], "record": ["episode_key", "other_episode_key"]}
    for kind, names in columns.items():
        told = " union ".join(f"select {name} as key_as_supplied from truth" for name in names)
        keys = f"select key_as_supplied from ({told}) as told where key_as_supplied is not null"
        make_pseudonym_table(engine, f"{kind}_known", keys, options.pads[kind])
    for table, kinds in (("released_links", ("person",)), ("released_pathways", ("person", "record"))):
        listed = ", ".join(
            f"coalesce({kind}_known.key_as_supplied, {columns[kind][0]}) as {columns[kind][0]}"
            for kind in kinds
        )
        joins = " ".join(
            f"left join {kind}_known on {kind}_known.pseudonym = released.{columns[kind][0]}"
            for kind in kinds
        )
        engine.create(table, f"select released.* replace ({listed}) from {table} as released {joins}")
