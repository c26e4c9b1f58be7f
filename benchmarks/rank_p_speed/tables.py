"""What rank P starts from, as a database file: the index, and the events of a prepared world that bear no number."""

from pathlib import Path

from benchmarks.trial.events import make_events
from benchmarks.trial.index import make_index
from benchmarks.trial.judged import SAME_PERSON_SQL
from benchmarks.trial.prepared import opened
from benchmarks.trial.rules import shipped_rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.ranks.run import run_ranks

TRUTH = f"""
    with same as ({SAME_PERSON_SQL})
    select event.identity_key, kept.event_id, kept.true_person_id as person_id
    from kept_event as kept
    join event on event.event_id = kept.event_id
    where kept.true_person_id is not null
    union all
    select event.identity_key, kept.event_id, same.other_person_id
    from kept_event as kept
    join event on event.event_id = kept.event_id
    join same on same.person_id = kept.true_person_id"""
"""One row per event and person key it rightly belongs to: two for a person split over two."""


def attached(database: Path) -> DuckDBEngine:
    """An engine on a database file, as the monthly job has one."""
    folder = database.parent.resolve()
    return DuckDBEngine(Session(folders=(folder,), database=database, spill=folder / "spill"))


def write_input(prepared: Path, target: Path, *, events: int | None = None) -> int:
    """
    Write the tables that rank P reads, and `truth`; how many events there are.

    `events`: only so many of them, chosen by a hash, against the whole index.
    """
    target.unlink(missing_ok=True)
    engine, rules = attached(target), shipped_rules()
    kept = opened(prepared)
    borrowed = {
        "kept_identity": "select * from kept_identity",
        "kept_event": f"""
            select * from kept_event where nhs_number is null
            order by md5(event_id) limit {events or 2**40}""",
        "kept_same_person": "select * from kept_same_person",
    }
    # The prepared tables lie in another folder than the database may reach: they come over as Arrow.
    for table, query in borrowed.items():
        with engine.lend("kept_rows", kept.connection.sql(query).to_arrow_reader()):
            engine.create(table, "select * from kept_rows")
    kept.close()
    make_index(engine, rules)
    make_events(engine)
    run_ranks(engine, rules)
    engine.create("truth", TRUTH)
    counted = int(str(engine.scalar("select count(*) from event")))
    for table in (*borrowed, "hospital_identity"):
        engine.drop(table)
    engine.connection.execute("checkpoint")
    engine.close()
    return counted
