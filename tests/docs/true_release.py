"""
The tables of a made-up world's month as they would be, were every event linked to its own person.

`python -m tests.docs.true_release DEMO FOLDER` writes them: DEMO is a made-up month, whose truth is known.
The questions of docs/analysis.md are put to them, beside the release, so that a reader sees what linkage error does.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from linkage.commands.evaluate.evaluation import load_truth
from linkage.common_steps import keys_step
from linkage.config.load import load_job, load_rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import Item, Made, make
from linkage.pipeline import month_steps, shared_steps
from linkage.release.content.published import OF_EVENTS, OF_PEOPLE
from linkage.release.layout import Layout
from linkage.session.progress import Silent
from linkage.session.run_inputs import job_inputs
from linkage.session.sources import sources
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import existing_key, input_folders, lists
from linkage.session.workspace import model as job_model
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.tables import contract

MONTH = "2019-11"
AROUND = Surroundings(lambda: datetime.now(UTC), monotonic, {}, Silent())


def true_links_sql() -> str:
    """The links of the run with the person of the truth; the rank is that of the run, where it linked the event."""
    linked = "truth.person_id is not null and truth.person_id in (select person_id from person)"
    known = {
        "status": f"case when {linked} then 'linked' else 'unlinked' end",
        "person_id": f"case when {linked} then truth.person_id end",
        "match_rank": f"case when {linked} then coalesce(links.match_rank, 'missed') end",
    }
    listed = ", ".join(
        f"{known.get(column.name, f'links.{column.name}')} as {column.name}"
        for column in contract("links").columns
    )
    return f"select {listed} from links left join truth on truth.event_id = links.event_id"


def write_true_release(demo: Path, folder: Path) -> None:
    """Every published table of the month under the truth, in `folder`, as a release has them."""
    job = load_job(demo / "job.toml")
    rules, found = load_rules(job), sources(job)
    key = existing_key(job, Layout(job.output), {})
    inputs = job_inputs(
        job, rules, job_model(job, rules), key, found=found, supplied=lists(job), digests=fingerprints(found)
    )
    engine = DuckDBEngine(Session(folders=(*input_folders(found), demo.resolve(), folder.resolve())))
    load_truth(engine, demo / "truth" / "truth.csv", key.pads("event"))
    target = job.linkage.target_false_match_rate
    steps = month_steps(inputs, engine.dialect, MONTH, "0001", target)
    for step in (*shared_steps(inputs, engine.dialect), keys_step(inputs, engine.dialect), *steps):
        items: tuple[Item, ...] = step.items
        if step.name == "resolve":
            items = (*items, Made("true_links", true_links_sql()), Made("links", "select * from true_links"))
        if step.name != "statistics":
            make(engine, items)
    for table in (*OF_EVENTS, *OF_PEOPLE):
        path = folder / table / f"test_month={MONTH}"
        path.mkdir(parents=True)
        engine.write_parquet(f"select * from {table} order by all", path / "part-0.parquet")
    engine.close()


if __name__ == "__main__":
    write_true_release(Path(sys.argv[1]), Path(sys.argv[2]))
