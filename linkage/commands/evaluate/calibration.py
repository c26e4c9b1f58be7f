"""Are links as often right as their probability says? By band of probability, and by rank."""

from dataclasses import dataclass
from itertools import pairwise

from linkage.engine.base import Engine
from linkage.engine.value import as_number, as_whole
from linkage.words.estimate import estimate_sql, exact_sum_sql

EDGES = (0.0, 0.1, 0.5, 0.9, 0.99, 0.995, 0.999, 1.0)
"""Bounds of the probability bands: narrow near 1, where links are made."""


@dataclass(frozen=True)
class CalibrationBand:
    """Events with a probability in one band; those with a valid NHS number and those without apart."""

    has_number: bool
    low: float
    high: float
    events: int
    expected: float
    """Mean probability: the share that should be right."""
    observed: float
    """The share whose person is the true one."""


@dataclass(frozen=True)
class RankCalibration:
    """Links of one rank that have a probability."""

    rank: str
    links: int
    expected_wrong: float
    """The sum of 1 - P over them."""
    wrong: int
    """Whose person is not the true one."""


def calibration_bands(engine: Engine) -> tuple[CalibrationBand, ...]:
    """scored, truth -> the bands that hold an event, those of events with a number first."""
    places = " ".join(
        f"when scored.match_probability < {high} then {place}"
        for place, (_, high) in enumerate(pairwise(EDGES))
        if high < EDGES[-1]
    )
    found = engine.rows(f"""
        select scored.has_number, case {places} else {len(EDGES) - 2} end as band, count(*),
            {estimate_sql("avg(scored.match_probability)")},
            avg(case when scored.person_id = truth.person_id then cast(1 as double) else 0 end)
        from scored
        join truth on truth.event_id = scored.event_id
        group by 1, 2
        order by 1 desc, 2""")
    bounds = list(pairwise(EDGES))
    return tuple(
        CalibrationBand(
            bool(has_number),
            *bounds[as_whole(band)],
            as_whole(events),
            as_number(expected),
            as_number(observed),
        )
        for has_number, band, events, expected, observed in found
    )


def rank_calibration(engine: Engine) -> tuple[RankCalibration, ...]:
    """scored, judged -> every rank with a link that has a probability."""
    found = engine.rows(f"""
        select judged.match_rank, count(*), {exact_sum_sql("1 - scored.match_probability")},
            count(case when not judged.is_right then 1 end)
        from judged
        join scored on scored.event_id = judged.event_id
        where judged.status = 'linked' and judged.match_rank <> 'decision'
        group by judged.match_rank
        order by judged.match_rank""")
    return tuple(
        RankCalibration(str(rank), as_whole(links), as_number(expected), as_whole(wrong))
        for rank, links, expected, wrong in found
    )
