"""
Wrong links expected and found, by rank: `python -m benchmarks.rank_calibration --work DIR`.

Pooled over worlds of 100,000 people in which every fiftieth record bears another person's number. The worlds spare
records that bear a number and nothing else; here as many of these get somebody else's too, or rank 8 could not be
judged.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.table import markdown
from benchmarks.trial.prepared import LAST_DAY, MONTH, opened, prepared
from benchmarks.trial.run import HELD, make_events, rank_p
from benchmarks.world import SEED, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.index.run import build_index
from linkage.probabilistic.run import run_rank_p
from linkage.probabilistic.train import train_model
from linkage.ranks.run import run_ranks
from linkage.resolve.run import resolve
from linkage.share import Share

PEOPLE, SEEDS = 100_000, 6
OTHER_NUMBER = 0.02
EVENTS = 0.5
"""Of a person in a month."""
TARGET = 0.004


def linked(folder: Path, rules: Rules) -> DuckDBEngine:
    """An engine with identity_link of the prepared world, linked by a model of its own."""
    engine = opened(folder)
    engine.create("hospital_identity", HELD)
    build_index(engine, rules, ())
    engine.create("birth_day_count", "select * from kept_birth_day_count")
    engine.create("given_number", mistaken_number_sql(engine))
    engine.create(
        "given_event",
        "select kept.* replace (coalesce(given.nhs_number, kept.nhs_number) as nhs_number)"
        " from kept_event as kept left join given_number as given on given.event_id = kept.event_id",
    )
    engine.create("kept_event", "select * from given_event")
    make_events(engine)
    stage = rank_p(rules)
    model = train_model(engine, stage, months=(MONTH,), inputs_sha256="none")
    run_ranks(engine, rules)
    run_rank_p(engine, stage, model, target_false_match_rate=TARGET, last_day=LAST_DAY)
    resolve(engine, has_p=True, opted_out_numbers=[])
    return engine


def mistaken_number_sql(engine: Engine) -> str:
    """Of the events that bear a number and nothing else, the share OTHER_NUMBER, each with a number of the index."""
    held = (
        "select nhs_number, row_number() over (order by nhs_number) as nth"
        " from (select distinct nhs_number from person_number)"
    )
    numbers = engine.scalar("select count(distinct nhs_number) from person_number")
    drawn = "cast(concat('0x', substr(md5(concat('{}', event_id)), 1, 8)) as bigint) / 4294967296.0"
    return f"""
        select kept.event_id, held.nhs_number
        from kept_event as kept
        join ({held}) as held on held.nth = 1 + cast(floor({drawn.format("whose")} * {numbers}) as bigint)
        where kept.nhs_number is not null and kept.birth_date is null and kept.postcode is null
          and {drawn.format("mistaken")} < {OTHER_NUMBER}"""


def judged_sql() -> str:
    """One row per rank: links, wrong ones expected, wrong ones; a person split over two keys is right by either."""
    return """
        with same as (
            select person_id, other_person_id from kept_same_person
            union all
            select other_person_id, person_id from kept_same_person
        )
        select link.match_rank, count(*), sum(1 - link.match_probability),
            count(case when link.person_id <> coalesce(kept.true_person_id, '') and same.person_id is null then 1 end)
        from kept_event as kept
        join event on event.event_id = kept.event_id
        join identity_link as link on link.identity_key = event.identity_key
        left join same on same.person_id = link.person_id and same.other_person_id = kept.true_person_id
        where link.status = 'linked'
        group by link.match_rank"""


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rank_calibration", description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    given = parser.parse_args(arguments)
    links, wrong, expected = Counter[str](), Counter[str](), defaultdict[str, float](float)
    for seed in range(SEED, SEED + given.seeds):
        folder = world(
            given.work, given.people, seed, events_per_person_month=EVENTS, other_number=OTHER_NUMBER
        )
        engine = linked(prepared(folder), load_rules(load_job(folder / "job.toml")))
        for rank, count, doubt, mistaken in engine.rows(judged_sql()):
            links[str(rank)] += int(str(count))
            expected[str(rank)] += float(str(doubt))
            wrong[str(rank)] += int(str(mistaken))
        engine.close()
    rows = []
    for rank in sorted(links):
        low, high = Share(rank, wrong[rank], links[rank]).interval or (0.0, 1.0)
        interval = f"{low * links[rank]:.1f} to {high * links[rank]:.1f}"
        rows.append((rank, f"{links[rank]:,}", f"{expected[rank]:.1f}", wrong[rank], interval))
    sys.stdout.write(
        markdown(("Rank", "Links", "Wrong, expected", "Wrong, found", "95% interval"), rows) + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
