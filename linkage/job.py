"""
The monthly job, in the order of the flow. Read this file as a table of contents.

    inputs -> standardise -> person index -> deterministic ranks -> rank P -> resolve -> pathways
           -> statistics -> release -> report

Steps never call one another: each makes the tables that the next one reads (see linkage/contracts).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from linkage import person_index
from linkage.config.job import EvidenceTable
from linkage.config.over_merged import OverMerged
from linkage.config.rules import RankP, Rules
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.index.run import find_over_merged
from linkage.inputs.read import read_inputs
from linkage.inputs.source import HOSPITAL as SUPPLIED
from linkage.inputs.source import Source
from linkage.keys import Key
from linkage.lookup_text import check_labels
from linkage.missing_columns import told_missing
from linkage.month_promises import keep_ranks, months_sql
from linkage.pathways.run import make_pathways
from linkage.person_index import index_folder, index_made_from
from linkage.probabilistic.evidence.weigh import OFF
from linkage.probabilistic.model import Model
from linkage.probabilistic.run import run_rank_p
from linkage.probabilistic.train import train_model
from linkage.ranks.run import run_ranks
from linkage.release.layout import Layout
from linkage.resolve.run import make_links, resolve
from linkage.stages import Stages
from linkage.standardise.run import (
    count_data_quality,
    standardise_events,
    standardise_hospital,
    standardise_organisations,
    standardise_supplements,
)
from linkage.statistics.run import make_statistics
from linkage.strike.people import list_people, remembered_sql
from linkage.surroundings import unheard
from linkage.workspace import Lists, last_day

RAW = ("did_raw", *(f"{dataset}_raw" for dataset in SUPPLIED))
HOSPITAL = ("episode", "appointment", "attendance")
DEFAULT_LIMITS = OverMerged()


@dataclass(frozen=True)
class Inputs:
    """Everything a run works from."""

    sources: tuple[Source, ...]
    digests: dict[str, str]
    """SHA-256 of each file by "data set:path"."""
    lists: Lists
    rules: Rules
    model: Model | None
    key: Key
    layout: Layout
    deprivation_areas: int = 32_844
    """Areas of England that the postcode directory's ranks run over."""
    evidence: EvidenceTable = OFF
    """Which further evidence rank P weighs."""
    warn: Callable[[str], None] = unheard
    """Tells the user of something that the run goes on with."""
    kept: tuple[Path, ...] = ()
    """What earlier publications keep of each month, for people whose files are gone."""
    person_pads: tuple[bytes, bytes] | None = None
    """Padded keys of the pseudonyms of people, where releases have these."""
    over_merged: OverMerged = DEFAULT_LIMITS
    """Beyond which limits a person key may be of several people."""
    published_events: str | None = None
    """A query for event_id and test_date of every event that is published already; None before the first release."""
    kept_pads: tuple[bytes, bytes] | None = None
    """Padded keys of the pseudonyms that people have in `kept`: a month alone may be restated in another form."""


def link_month(
    engine: Engine, stages: Stages, inputs: Inputs, month: str, release: str, target_false_match_rate: float
) -> dict[str, list[str]]:
    """
    From files to the tables of a release: links, pathways, events, spells, statistics. Publishes nothing.

    Gives the known columns that each data set did not have.
    """
    rules, model = inputs.rules, inputs.model
    with stages.of("inputs", reads=(), writes=RAW):
        columns_absent = read_inputs(engine, inputs.sources, inputs.digests)
        warn_of_missing(engine, inputs)
        check_labels(engine)
    with stages.of("standardise", reads=RAW, writes=("event", *HOSPITAL)):
        standardise_organisations(engine)
        standardise_events(engine, month, inputs.key.pads, inputs.published_events)
        standardise_hospital(engine)
        standardise_supplements(engine, inputs.deprivation_areas)
    with stages.of("index", reads=RAW[1:], writes=("identity",)):
        make_index(engine, inputs)
        find_over_merged(engine, inputs.over_merged)
    with stages.of("ranks", reads=("event_identity", "identity"), writes=("candidate",)):
        run_ranks(engine, rules)
    if rules.p is not None and model is not None:
        with stages.of("rank P", reads=("event_identity", "identity"), writes=("posterior",)):
            run_rank_p(
                engine,
                rules.p,
                model,
                target_false_match_rate=target_false_match_rate,
                last_day=last_day(month),
                switches=inputs.evidence,
            )
    with stages.of("resolve", reads=("event", "candidate"), writes=("links",)):
        numbers = inputs.lists.opted_out_numbers
        list_people(engine, numbers, inputs.key, inputs.person_pads, inputs.kept)
        remembered = remembered_sql(engine, inputs.kept_pads)
        resolve(engine, has_p=rules.p is not None, opted_out_numbers=numbers, remembered=remembered)
        make_links(engine, model_id=model.model_id if model else None, release=release)
        keep_ranks(engine, rules)
    with stages.of("pathways", reads=("links", "event", *HOSPITAL), writes=("pathways", "spells")):
        make_pathways(engine, rules, inputs.key.pads("spell"))
    with stages.of("statistics", reads=("links", "events"), writes=("statistics",)):
        count_data_quality(engine)
        make_statistics(engine, rules, month, last_day(month))
    return columns_absent


def train(engine: Engine, stages: Stages, inputs: Inputs, rank_p: RankP) -> Model:
    """
    From files to a model, over the events of every month the job's files hold.

    Raises InputError when they hold no event, or too little to learn from.
    """
    with stages.of("inputs", reads=(), writes=RAW):
        read_inputs(engine, inputs.sources, inputs.digests)
        warn_of_missing(engine, inputs)
    with stages.of("standardise", reads=RAW, writes=("event", *HOSPITAL)):
        standardise_organisations(engine)
        standardise_events(engine, None, inputs.key.pads)
        standardise_hospital(engine)
    months = tuple(str(row[0]) for row in engine.rows(months_sql()))
    if not months:
        raise InputError(
            "the DID files hold no event to learn from: every row was set aside; check the delimiter, the order of "
            "the columns or [did.columns], and that the test dates are there"
        )
    with stages.of("index", reads=RAW[1:], writes=("identity",)):
        make_index(engine, inputs)
    with stages.of("training", reads=("event_identity", "identity"), writes=("proved_pair",)):
        return train_model(
            engine,
            rank_p,
            months=months,
            inputs_sha256=inputs.key.digest("inputs", repr(sorted(inputs.digests.items()))),
            hospital_records=True,
        )


def warn_of_missing(engine: Engine, inputs: Inputs) -> None:
    """Tell of columns that only some files have, and of fields to link by that are blank."""
    for told in told_missing(engine, inputs.sources):
        inputs.warn(told)


def make_index(engine: Engine, inputs: Inputs) -> None:
    """The person index, read from state/ when HES, the ignore list and this program are as they were."""
    made_from = index_made_from(inputs.sources, inputs.digests, inputs.rules, inputs.lists)
    folder = index_folder(inputs.layout, made_from)
    person_index.make_index(
        engine, folder, made_from, inputs.rules, inputs.lists, inputs.warn, inputs.key.pads
    )
