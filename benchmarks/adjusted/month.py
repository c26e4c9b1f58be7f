"""One small world linked by the steps of a run, without a release: its tables as a reader has them, and the truth."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import duckdb

from benchmarks.world import KEY, MONTH
from linkage.commands.evaluate.evaluation import load_truth
from linkage.commands.sensitivity.related import KEPT, related_items
from linkage.commands.sensitivity.resolved import make_keeping, up_to
from linkage.commands.sensitivity.way import Way
from linkage.common_steps import Step, keys_step
from linkage.config.load import load_job, load_rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import Item, Made, made, make
from linkage.pipeline import month_steps, shared_steps
from linkage.reading.error.asking import AdjustedQuestions
from linkage.session.run_inputs import job_inputs
from linkage.session.sources import sources
from linkage.session.workspace import lists
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.statistics.outcome import outcome_sql
from linkage.steps.statistics.tables import holdout, recall, stray
from linkage.words.statistic import Asked

TRUE_PERSON = """
    select event.event_id, event.identity_key, truth.person_id, 'true' as match_rank
    from event
    join truth on truth.event_id = event.event_id
    where truth.person_id is not null"""
TRUTH = """
    select events.* exclude (person_id, status, primary_relation), pair.person_id, beside.relation as primary_relation,
        case when pair.person_id is null then 'unlinked' else 'linked' end as status
    from read_parquet('{0}/events.parquet') as events
    left join way_pair as pair on pair.event_id = events.event_id
    left join pair_relation as beside on beside.pair_id = pair.pair_id"""
"""The events as they would be, were each linked to its own person."""


class LinkedMonth(AdjustedQuestions):
    """The events, links and statistics of one month, to be asked as a release is."""

    def __init__(self, folder: Path) -> None:
        """Open the tables in `folder`."""
        self.connection = duckdb.connect(config={"threads": 1})
        self.tables = ("events", "links", "statistics", "truth")
        self.manifest = SimpleNamespace(method=None, months=(MONTH,))  # type: ignore[assignment]
        self._passing = None
        for table in self.tables:
            month = "" if table == "statistics" else f", '{MONTH}' as test_month"
            self.connection.execute(
                f"create view {table} as select *{month} from read_parquet('{folder}/{table}.parquet')"
            )


def needed(step: Step, engine: DuckDBEngine) -> Sequence[Item]:
    """The items of a step, but checks and statistics that no adjusted rate reads: they are half of a small month."""
    if step.name == "rank P":
        return up_to(step.items, "holdout")
    if step.name == "pathways":
        return up_to(step.items, "events")
    if step.name != "statistics":
        return step.items
    asked = Asked(engine.dialect, MONTH, has_p=True)
    told = f"{recall.recall_sql()} union all {stray.stray_sql(MONTH)}"
    return (
        made("outcome", outcome_sql, engine.dialect),
        *holdout.items(asked),
        *recall.items(asked),
        *stray.items(asked),
        Made("statistics", f"select *, 'sub-national' as level from ({told}) as part"),
    )


def linked_month(world: Path, model: Model, folder: Path) -> LinkedMonth:
    """The month of a world linked by a model; its tables, and its events under the truth, in `folder`."""
    job = load_job(world / "job.toml")
    rules, found = load_rules(job), sources(job)
    folders = sorted({file.parent.resolve() for source in found for file in source.files})
    engine = DuckDBEngine(Session(folders=(*folders, folder.resolve(), world.resolve()), threads=1))
    inputs = replace(
        job_inputs(job, rules, model, KEY, found=found, supplied=lists(job), digests=fingerprints(found)),
        cache=None,
    )
    target = job.linkage.target_false_match_rate
    for step in (
        *shared_steps(inputs, engine.dialect),
        keys_step(inputs, engine.dialect),
        *month_steps(inputs, engine.dialect, MONTH, "0001", target),
    ):
        make(engine, needed(step, engine))
    for table in ("events", "links", "statistics"):
        engine.write_parquet(f"select * from {table} order by all", folder / f"{table}.parquet")
    load_truth(engine, world / "truth" / "truth.csv", KEY.pads("event"))
    engine.create("way_truth", TRUE_PERSON)
    ways = (Way("truth", "the truth", rules, None),)
    engine.create("job_weight", "select * from rank_weight")
    make_keeping(engine, related_items(inputs, engine.dialect, MONTH, ways), KEPT)
    engine.write_parquet(TRUTH.format(folder.resolve()), folder / "truth.parquet")
    engine.close()
    return LinkedMonth(folder)
