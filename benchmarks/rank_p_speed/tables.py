"""What rank P starts from, as a database file: the index, and the events of a prepared world that bear no number."""

import tomllib
from pathlib import Path

from benchmarks.trial.prepared import opened
from benchmarks.trial.run import event_identity_sql
from linkage.config.rules import RankP, Rules
from linkage.config.shipped import shipped
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.index.run import build_index
from linkage.ranks.run import run_ranks


def shipped_rules() -> Rules:
    """Profile hes_did without the hold-out, which measures the links and makes none."""
    settings = tomllib.loads((shipped("rules") / "hes_did.toml").read_text("utf-8"))
    settings["p"]["holdout_identities"] = 0
    settings["p"]["synthetic_identities"] = 0
    return Rules.model_validate(settings)


def shipped_rank_p() -> RankP:
    """The probabilistic stage of profile hes_did."""
    rank_p = shipped_rules().p
    if rank_p is None:
        raise SystemExit("profile hes_did has no [p] table")
    return rank_p


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
    # The prepared tables lie in another folder than the database may reach: they come over as Arrow.
    kept = opened(prepared)
    for table, query in {
        "hospital_identity": "select person_id, nhs_number, birth_date, sex, postcode from kept_identity",
        "kept_event": f"""
            select * from kept_event where nhs_number is null
            order by md5(event_id) limit {events or 2**40}""",
        "kept_same_person": "select * from kept_same_person",
    }.items():
        with engine.lend("kept_rows", kept.connection.sql(query).to_arrow_reader()):
            engine.create(table, "select * from kept_rows")
    kept.close()
    build_index(engine, rules, ())
    engine.create("event_identity", event_identity_sql())
    same = " and ".join(
        f"id.{name} is not distinct from one.{name}" for name in ("birth_date", "sex", "postcode")
    )
    engine.create(
        "event",
        "select one.* exclude (true_person_id) replace (id.identity_key as identity_key)"
        f" from kept_event as one join event_identity as id on {same}",
    )
    run_ranks(engine, rules)
    engine.create("truth", TRUTH.format(same=same))
    counted = int(str(engine.scalar("select count(*) from event")))
    for table in ("kept_event", "kept_same_person", "hospital_identity"):
        engine.drop(table)
    engine.connection.execute("checkpoint")
    engine.close()
    return counted


TRUTH = """
    with same as (
        select person_id, other_person_id from kept_same_person
        union all
        select other_person_id, person_id from kept_same_person
    )
    select id.identity_key, one.event_id, one.true_person_id as person_id
    from kept_event as one join event_identity as id on {same}
    where one.true_person_id is not null
    union all
    select id.identity_key, one.event_id, same.other_person_id
    from kept_event as one join event_identity as id on {same}
    join same on same.person_id = one.true_person_id"""
"""One row per event and person key it rightly belongs to: two for a person split over two."""
