"""Two shares of a linked world, under every draw, as it was linked and in truth, with the variances of both."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from linkage.api import open_release

TRUE, LINKED = -1, 0
"""In the place of the number of a draw: whose each event is, and as it was linked."""
Estimate = tuple[float, float]
"""And its variance."""

FIGURES = """
    with truth as (
        select links.event_id, own.person_id
        from links
        join own on own.site_code = links.site_code and own.accession_number = links.accession_number
    ),
    every as (
        select draw, event_id, person_id from drawn_links
        union all
        select {linked}, event_id, person_id from links
        union all
        select {true}, event_id, person_id from truth
    ),
    pair as (
        select events.event_id, whose.person_id, count(stay.cips_id) > 0 as is_admitted
        from (select distinct event_id, person_id from every where person_id is not null) as whose
        join events on events.event_id = whose.event_id
        left join cips as stay
          on stay.person_id = whose.person_id and stay.is_admission
         and stay.admission_date between events.test_date - 365 and events.test_date - 1
        group by all
    ),
    told as (
        select every.draw, hash(coalesce(truth.person_id, truth.event_id)) % {samples} as sample,
            coalesce(every.person_id, every.event_id) as cluster,
            events.nhs_number_state = 'missing' as has_none, coalesce(pair.is_admitted, false) as is_admitted
        from every
        join events on events.event_id = every.event_id
        join truth on truth.event_id = every.event_id
        left join pair on pair.event_id = every.event_id and pair.person_id = every.person_id
    ),
    rate as (
        select draw, sample, avg(is_admitted::int) filter (has_none) as without,
            avg(is_admitted::int) filter (not has_none) as with_one, count(*) filter (has_none) as events_without,
            count(*) filter (not has_none) as events_with
        from told
        group by draw, sample
    ),
    clustered as (
        select draw, sample,
            sum(is_admitted::int - rate.without) filter (has_none) / any_value(rate.events_without) as without,
            sum(is_admitted::int - rate.with_one) filter (not has_none) / any_value(rate.events_with) as with_one
        from told
        join rate using (draw, sample)
        group by draw, sample, cluster
    )
    select draw, sample, any_value(rate.without), any_value(rate.without) - any_value(rate.with_one),
        sum(power(coalesce(clustered.without, 0), 2)),
        sum(power(coalesce(clustered.without, 0) - coalesce(clustered.with_one, 0), 2))
    from clustered
    join rate using (draw, sample)
    group by draw, sample"""
"""One row per draw and sample: both estimates, and the variances of both with persons as clusters."""


def figures(release: Path, truth: Path, samples: int) -> dict[int, dict[int, tuple[Estimate, ...]]]:
    """By sample and draw, both estimates."""
    found: dict[int, dict[int, tuple[Estimate, ...]]] = defaultdict(dict)
    with open_release(release) as opened:
        names = ("site_code", "accession_number", "person_id")
        texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        opened.connection.register("own", csv.read_csv(truth, convert_options=texts))
        query = FIGURES.format(samples=samples, linked=LINKED, true=TRUE)
        for draw, sample, one, two, of_one, of_two in opened.connection.execute(query).fetchall():
            found[sample][draw] = ((one, of_one), (two, of_two))
    return found
