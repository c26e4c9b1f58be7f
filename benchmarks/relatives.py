"""
Whose the wrong NHS numbers are, learnt and true: `python -m benchmarks.relatives --work DIR`.

In worlds of 100,000 people in which every fiftieth record bears another person's number, with relatives' numbers at
none, the usual and five times the usual rate. Per thousand events that bear a number of the index. A relative whom HES
has at another address is as a stranger; one at the event's, and a record copied from somebody there, look the same to
three fields: hospital records of the day tell them apart, and without them the stated rates share them out.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import options
from benchmarks.table import markdown, write
from benchmarks.trial.hospital import prepared_beside, trained_beside
from benchmarks.trial.prepared import opened
from benchmarks.trial.run import trained
from benchmarks.world import MISTAKEN, SEED, world
from linkage.config.load import load_job, load_rules

PEOPLE = 100_000
TIMES = (0.0, 1.0, 5.0)
ASKED = """
    with held as (
        select nhs_number, max(person_id) as person_id
        from kept_identity where nhs_number is not null group by nhs_number having count(distinct person_id) = 1
    ),
    numbered as (
        select kept.event_id, max(case when home.person_id is not null then 1 else 0 end) = 1 as owner_is_there
        from kept_event as kept
        join held on held.nhs_number = kept.nhs_number
        left join kept_identity as home on home.person_id = held.person_id and home.postcode = kept.postcode
        group by kept.event_id
    ),
    struck as (
        select event_id,
            max(case when error = 'other_number' then 1 else 0 end) = 1 as is_mistaken,
            max(case when kind = 'relative' then 1 else 0 end) = 1 as is_relatives,
            max(case when error = 'record_copied' then 1 else 0 end) = 1 as is_copied
        from kept_struck group by event_id
    )
    select 1000 * avg(case when is_mistaken and not (is_relatives and owner_is_there) then 1.0 else 0 end),
        1000 * avg(case when is_relatives and owner_is_there then 1.0 else 0 end),
        1000 * avg(case when is_copied and not is_mistaken then 1.0 else 0 end)
    from numbered
    left join struck on struck.event_id = numbered.event_id"""
"""Of somebody elsewhere, of a relative whom HES has at the event's postcode, and right on a copied record."""


def row(folder: Path) -> Iterator[str]:
    """What training learns of one world beside what is true, the true share behind each."""
    source = prepared_beside(folder)
    engine = opened(source)
    elsewhere, relatives, copied = (float(str(share or 0)) for share in engine.rows(ASKED)[0])
    engine.close()
    rules = load_rules(load_job(folder / "job.toml"))
    number, stated = trained_beside(source, rules).number, trained(source, rules).number
    shares = (
        *(1000 * number.stranger, elsewhere),
        *(1000 * (number.relative + number.copied), relatives + copied),
        *(1000 * number.relative, 1000 * stated.relative, relatives),
    )
    return (f"{share:.1f}" for share in shares)


def main(arguments: list[str]) -> int:
    """Print one row per rate and seed."""
    given = options.parsed(
        arguments, "benchmarks.relatives", __doc__, "about 1 GB", people=PEOPLE, seeds=[SEED]
    )
    rows = [
        (
            f"{times:g}",
            seed,
            *row(world(given.work, given.people, seed, **MISTAKEN, relatives_numbers=times)),
        )
        for times in TIMES
        for seed in given.seeds
    ]
    heads = (
        "of somebody elsewhere",
        "true",
        "at the address, or copied",
        "true",
        "relatives'",
        "by the stated rates",
        "true",
    )
    write([markdown(("Times", "Seed", *heads), rows)])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
