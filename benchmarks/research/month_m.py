"""
m of the month, off and on, held against the truth: `python -m benchmarks.research.month_m --work DIR`.

Worlds whose records without a number are as good as the others, worse, and much worse, at two seeds; models are trained
on the events with a number of the same world. Told are links at one target, wrong and right; those expected wrong; and
the truth's score: log2 of the probability given to what is true, summed over the events, nearer to 0 being better.
"""

import argparse
import sys

from benchmarks import machine, process
from benchmarks.rank_p_speed.tables import shipped_rules
from benchmarks.research.truth.__main__ import POOL
from benchmarks.table import markdown
from benchmarks.trial.prepared import prepared
from benchmarks.trial.run import Trial, rank_p, trained, tried
from benchmarks.world import SEED, world
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine

SEEDS = (SEED, SEED + 1)
STRENGTHS = (0.0, 0.5, 1.0)
PHIS = (0.9, 0.8, 0.7)
HEADER = ("record quality", "seed", "phi", "m of the month", "links", "wrong", "expected", "right", "score")

COUNTED = """
    select count(*) filter (status = 'linked'), count(*) filter (status = 'linked' and not is_right),
        round(coalesce(sum(1 - match_probability) filter (status = 'linked'), 0), 1),
        count(*) filter (status = 'linked' and is_right)
    from judged"""

SCORE = """
    with same as (
        select person_id, other_person_id from kept_same_person
        union all
        select other_person_id, person_id from kept_same_person
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


def switched(rules: Rules, *, on: bool) -> Rules:
    """The rules with the switch so."""
    return rules.model_copy(update={"p": rank_p(rules).model_copy(update={"month_m": on})})


def told(engine: DuckDBEngine) -> tuple[str, ...]:
    """What came of one run."""
    return (*map(str, engine.rows(COUNTED)[0]), str(engine.scalar(SCORE)))


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.research.month_m", description=__doc__)
    parser.add_argument("--work", default="benchmarks/work", help="folder for the worlds")
    parser.add_argument("--people", type=int, default=100_000)
    given = parser.parse_args(arguments)
    work, rules, rows = process.folder(given.work), shipped_rules(), []
    for strength in STRENGTHS:
        for seed in SEEDS:
            kept = prepared(world(work, given.people, seed, record_quality=strength, **POOL))
            model = trained(kept, rules)
            for phi in PHIS:
                for on in (False, True):
                    engine = tried(Trial(kept, switched(rules, on=on), phi), model)
                    rows.append(
                        (f"{strength:g}", f"{seed}", f"{phi:g}", "on" if on else "off", *told(engine))
                    )
                    engine.close()
    sys.stdout.write(f"{given.people:,} people; {machine.described()}\n\n{markdown(HEADER, rows)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
