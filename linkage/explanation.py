"""Why one event is linked, under review or unlinked, in words; no identifier is ever told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import ConfigError, InputError
from linkage.release.layout import Layout
from linkage.release.manifest import NAME, read_manifest
from linkage.surroundings import Surroundings
from linkage.workspace import existing_key

EVENT_ID = re.compile(r"[0-9a-f]{32}")

REASONS = {
    "rank": "the best deterministic rank leaves exactly one person",
    "posterior": "the probabilistic stage is sure enough of one person",
    "decision": "a reviewer has decided so",
    "ambiguous": "two or more people are left at the best rank; nobody is picked by chance",
    "below_threshold": "the probability is below the threshold for a link, but high enough to be looked at",
    "contradicted": "the most likely person has valid NHS numbers, and the event's valid number is none of them",
    "conflicting_evidence": "the NHS number agrees, but something else that both sides hold does not",
    "number_disagrees": "the NHS number speaks for another person than the rest does",
    "possible_split_person": "two person keys that may be one person are equally good",
    "no_candidate": "nobody in the person index agrees on enough to be considered",
    "low_probability": "the most likely person is too unlikely even for review",
    "no_identifiers": "the event has no usable NHS number, birth date or postcode",
}
"""Every reason of the links table, in a sentence."""

FIELDS = ("nhs_number", "birth_date", "sex", "postcode")

LINK = (
    "test_month",
    "status",
    "match_rank",
    "match_weight",
    "match_probability",
    "runner_up_probability",
    "candidate_people",
    *(f"{field}_agreement" for field in FIELDS),
    "reason",
)
RELATION = ("relation", "is_primary", "episode_source", "days_from_test", "same_provider")


@dataclass(frozen=True)
class Explanation:
    """What the current release says of one event."""

    event_id: str
    release: str
    link: Mapping[str, Value]
    """The columns of LINK."""
    rank_meaning: str | None
    relations: tuple[Mapping[str, Value], ...]
    """The columns of RELATION, the primary one first."""

    @property
    def reason(self) -> str:
        """The reason in a sentence."""
        return REASONS.get(str(self.link["reason"]), str(self.link["reason"]))


def explain(job: Job, event: str, around: Surroundings) -> Explanation:
    """
    The explanation of `event`: an event_id, or SITE/ACCESSION, which needs the job's pseudonym key.

    Reads the current release, changes nothing. InputError when there is no release or no such event in it.
    """
    layout = Layout(job.output)
    number = layout.current()
    if number is None:
        raise InputError("nothing has been published yet; run `linkage run` first")
    event_id = event if EVENT_ID.fullmatch(event) else named_event_id(job, layout, number, event, around)
    engine = DuckDBEngine(Session(folders=(layout.output,), unsafe_debug=around.unsafe_debug))
    try:
        links = rows_of(engine, layout.release(number) / "links", LINK, event_id)
        if not links:
            raise InputError(
                f"release {number} has no such event; give the event_id of its links table, or SITE/ACCESSION as"
                " submitted, of a month that has been published"
            )
        order = "is_primary desc, relation, episode_source, days_from_test"
        relations = rows_of(engine, layout.release(number) / "pathways", RELATION, event_id, order)
    finally:
        engine.close()
    meanings = {rank.rank: rank.meaning for rank in load_rules(job).rank}
    meaning = meanings.get(str(links[0]["match_rank"]))
    return Explanation(event_id, number, links[0], meaning, relations)


def named_event_id(job: Job, layout: Layout, number: str, event: str, around: Surroundings) -> str:
    """The event_id of SITE/ACCESSION under the job's key; ConfigError when it is not written so, or without the key."""
    site, slash, accession = event.partition("/")
    if not (slash and site.strip() and accession.strip()):
        raise ConfigError("name the event by its event_id (32 hexadecimal digits), or as SITE/ACCESSION")
    key = existing_key(job, layout, around.environment)
    if key.key_id != read_manifest(layout.release(number) / NAME).key_id:
        raise ConfigError(
            f"the pseudonym key is not the one of release {number}; put the right one back, or name the event by"
            " its event_id"
        )
    text = f"{site.strip().upper()}\x1f{accession.strip().upper()}"
    return key.digest("event", text)[:32]


def rows_of(
    engine: DuckDBEngine, folder: Path, columns: tuple[str, ...], event_id: str, order: str = "1"
) -> tuple[dict[str, Value], ...]:
    """The rows of one event in a table of a release; none for an empty folder."""
    files = sorted(folder.glob("*/*.parquet"))
    if not files:
        return ()
    source = engine.parquet_sql(*files)
    found = engine.rows(
        f"select {', '.join(columns)} from {source} where event_id = '{event_id}' order by {order}"
    )
    return tuple(dict(zip(columns, row, strict=True)) for row in found)
