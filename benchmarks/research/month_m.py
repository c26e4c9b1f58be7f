"""
m of the month, off and on, held against the truth: `python -m benchmarks.research.month_m --work DIR`.

Worlds whose records without a number are as good as the others, worse, and much worse, at two seeds; models are trained
on the events with a number of the same world. Told are links at one target, wrong and right; those expected wrong; and
the truth's score: log2 of the probability given to what is true, summed over the events, nearer to 0 being better.
"""

import argparse
import sys
from collections.abc import Iterator

from benchmarks import machine, options
from benchmarks.table import markdown, write
from benchmarks.trial.judged import SAME_PERSON_SQL
from benchmarks.trial.prepared import prepared
from benchmarks.trial.rules import shipped_rules, with_p
from benchmarks.trial.run import Trial, trained, tried
from benchmarks.world import NEXT_SEED, POOL, SEED, STRENGTHS, world
from linkage.engine.duckdb import DuckDBEngine

PHIS = (0.9, 0.8, 0.7)
HEADER = ("record quality", "seed", "phi", "m of the month", "links", "wrong", "expected", "right", "score")

COUNTED = """
    select count(*) filter (status = 'linked'), count(*) filter (status = 'linked' and not is_right),
        round(coalesce(sum(1 - match_probability) filter (status = 'linked'), 0), 1),
        count(*) filter (status = 'linked' and is_right)
    from judged"""

SCORE = f"""
    with same as (
        {SAME_PERSON_SQL}
        union all
        select person_id, person_id from person
    ),
    given as (
        select event.identity_key, coalesce(sum(score.probability), 0) as whole,
            sum(case when same.person_id is not null then score.probability end) as own
        from (select distinct identity_key, true_person_id from judged) as event
        left join person_posterior as score on score.identity_key = event.identity_key
        left join same
          on same.person_id = event.true_person_id and same.other_person_id = score.person_id
        group by event.identity_key
    )
    select round(sum(log2(greatest(coalesce(own, 1 - whole), 1e-9))), 1) from given"""
"""The true person's probability; that of nobody where he is not among the candidates."""


def told(engine: DuckDBEngine) -> tuple[str, ...]:
    """What came of one run."""
    return (*map(str, engine.rows(COUNTED)[0]), str(engine.scalar(SCORE)))


def rows(given: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    """One row per world, share of people in the index and position of the switch."""
    rules = shipped_rules()
    for strength in STRENGTHS:
        for seed in given.seeds:
            kept = prepared(world(given.work, given.people, seed, record_quality=strength, **POOL))
            model = trained(kept, rules)
            for phi in PHIS:
                for on in (False, True):
                    engine = tried(Trial(kept, with_p(rules, month_m=on), phi), model)
                    yield f"{strength:g}", f"{seed}", f"{phi:g}", "on" if on else "off", *told(engine)
                    engine.close()


def main(arguments: list[str]) -> int:
    """Print the table."""
    given = options.parsed(
        *(arguments, "benchmarks.research.month_m", __doc__, "about 2 GB"),
        people=100_000,
        seeds=(SEED, NEXT_SEED),
    )
    write((f"{given.people:,} people; {machine.described()}", markdown(HEADER, rows(given))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
