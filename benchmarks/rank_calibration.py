"""
Wrong links expected and found, by rank: `python -m benchmarks.rank_calibration --work DIR`.

Pooled over worlds of 100,000 people in which every fiftieth record bears another person's number. The worlds spare
records that bear a number and nothing else; here as many of these get somebody else's too, or rank 8 could not be
judged.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import options
from benchmarks.table import markdown, write
from benchmarks.trial.decided import make_decided
from benchmarks.trial.draw import BELOW, drawn_sql
from benchmarks.trial.events import make_events
from benchmarks.trial.index import make_index
from benchmarks.trial.prepared import opened, prepared
from benchmarks.trial.run import learnt, score
from benchmarks.world import MISTAKEN, SEED, world
from linkage.config.load import load_job, load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.ranks.run import run_ranks
from linkage.words.share import Share

PEOPLE, SEEDS = 100_000, range(SEED, SEED + 6)

JUDGED = """
    select match_rank, count(*), sum(1 - match_probability), count(case when not is_right then 1 end)
    from decided where status = 'linked' group by match_rank"""
"""One row per rank: links, wrong ones expected, wrong ones."""


def linked(folder: Path, rules: Rules) -> DuckDBEngine:
    """An engine with every event of the prepared world, linked by a model of its own and held against the truth."""
    engine = opened(folder)
    make_index(engine, rules)
    engine.create("given_number", mistaken_number_sql(engine))
    engine.create(
        "given_event",
        "select kept.* replace (coalesce(given.nhs_number, kept.nhs_number) as nhs_number)"
        " from kept_event as kept left join given_number as given on given.event_id = kept.event_id",
    )
    engine.create("kept_event", "select * from given_event")
    make_events(engine)
    model = learnt(engine, rules)
    run_ranks(engine, rules)
    score(engine, rules, model, OFF)
    make_decided(engine)
    return engine


def mistaken_number_sql(engine: Engine) -> str:
    """Of the events that bear a number and nothing else, as large a share, each with a number of the index."""
    held = (
        "select nhs_number, row_number() over (order by nhs_number) as nth"
        " from (select distinct nhs_number from person_number)"
    )
    numbers = engine.scalar("select count(distinct nhs_number) from person_number")
    whose, mistaken = (f"{drawn_sql(salt, 'event_id')} / {BELOW}.0" for salt in ("whose", "mistaken"))
    return f"""
        select kept.event_id, held.nhs_number
        from kept_event as kept
        join ({held}) as held on held.nth = 1 + cast(floor({whose} * {numbers}) as bigint)
        where kept.nhs_number is not null and kept.birth_date is null and kept.postcode is null
          and {mistaken} < {MISTAKEN["other_number"]}"""


def rows(folders: Iterator[Path]) -> Iterator[tuple[object, ...]]:
    """One row per rank, pooled over worlds."""
    links, wrong, expected = Counter[str](), Counter[str](), defaultdict[str, float](float)
    for folder in folders:
        engine = linked(prepared(folder), load_rules(load_job(folder / "job.toml")))
        for rank, count, doubt, mistaken in engine.rows(JUDGED):
            links[str(rank)] += int(str(count))
            expected[str(rank)] += float(str(doubt))
            wrong[str(rank)] += int(str(mistaken))
        engine.close()
    for rank in sorted(links):
        low, high = Share(rank, wrong[rank], links[rank]).interval or (0.0, 1.0)
        interval = f"{low * links[rank]:.1f} to {high * links[rank]:.1f}"
        yield rank, f"{links[rank]:,}", f"{expected[rank]:.1f}", wrong[rank], interval


def main(arguments: list[str]) -> int:
    """Print the table."""
    given = options.parsed(
        arguments, "benchmarks.rank_calibration", __doc__, "about 2 GB", people=PEOPLE, seeds=SEEDS
    )
    folders = (world(given.work, given.people, seed, **MISTAKEN) for seed in given.seeds)
    head = ("Rank", "Links", "Wrong, expected", "Wrong, found", "95% interval")
    write([markdown(head, rows(folders))])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
