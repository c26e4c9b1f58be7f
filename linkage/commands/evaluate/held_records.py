"""Which made person holds which hospital record, by the job's own files and the cache: no release has them all."""

from collections.abc import Iterable, Mapping

from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.editions.made_people import people_step_items
from linkage.engine.base import Engine
from linkage.engine.making import make
from linkage.errors import InputError, LinkageError
from linkage.release.content.published import make_pseudonym_table
from linkage.release.record.tallies import Input
from linkage.session.keys import Key
from linkage.session.run_inputs import job_inputs
from linkage.session.sources import sources
from linkage.session.workspace import lists
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.read import read_inputs
from linkage.steps.standardise.bearer import borne_raw
from linkage.words.names import HOSPITAL
from linkage.words.value_id import Pads

OF_RELEASE = "select distinct episode_key, person_id from released_pathways where episode_key is not null"


def put_held_records(
    engine: Engine, job: Job, key: Key, pads: Mapping[str, Pads], made_from: Iterable[Input]
) -> str | None:
    """
    truth, released_links, released_pathways -> held_record, a row for each hospital record: episode_key and person_id.

    Read from the job's files, or the cache, with the people that the release has. Where that cannot be, since the files
    are not those of the release, it has the records of released pathways alone; gives what keeps from more.
    `pads` are the padded keys of pseudonyms, by what they are of; `made_from` the files of the release.
    """
    try:
        _put_of_files(engine, job, key, made_from)
    except LinkageError as problem:
        engine.create("held_record", OF_RELEASE)
        return str(problem)
    if "person" in pads:
        make_pseudonym_table(
            engine,
            "made_pseudonym",
            "select distinct person_id as key_as_supplied from held_record",
            pads["person"],
        )
        engine.create(
            "held_record",
            """
            select held.episode_key, made_pseudonym.pseudonym as person_id
            from held_record as held
            join made_pseudonym on made_pseudonym.key_as_supplied = held.person_id""",
        )
    if engine.count(OTHERS) or engine.count(STRANGERS):
        engine.create("held_record", OF_RELEASE)
        return OTHERWISE
    return None


OTHERWISE = "the job's files, rules or key are not those that the release was made from"
STRANGERS = """
        select count(*)
        from released_links
        where status = 'linked' and person_id not in (select person_id from held_record)"""
"""Links to people whom the files do not give."""


OTHERS = f"""
        select count(*)
        from ({OF_RELEASE}) as released
        left join held_record as held
          on held.episode_key = released.episode_key and held.person_id = released.person_id
        where held.episode_key is null and released.episode_key in (select episode_key from truth)"""
"""Records of released pathways, of those that the truth names, which are not of that person by the files."""


def _put_of_files(engine: Engine, job: Job, key: Key, made_from: Iterable[Input]) -> None:
    found = tuple(source for source in sources(job) if source.dataset in HOSPITAL)
    digests = fingerprints(found)
    if not {one.sha256 for one in made_from if one.dataset in HOSPITAL} <= set(digests.values()):
        raise InputError(OTHERWISE)
    inputs = job_inputs(job, load_rules(job), None, key, found=found, supplied=lists(job), digests=digests)
    cache = inputs.cache.reading() if inputs.cache else None
    read_inputs(engine, found, inputs.digests, cache)
    make(engine, people_step_items(inputs, engine.dialect))
    each = " union all ".join(
        f"select record_key as episode_key, person_key as bearer from {rows}" for rows in borne_raw().values()
    )
    engine.create(
        "held_record",
        f"""
        select distinct borne.episode_key, made.person_id
        from ({each}) as borne
        join made_person as made on made.bearer = borne.bearer
        where made.person_id is not null""",
    )
