"""
The strata of a review sample: events of one month that are alike in status, rank, probability and ambiguity.

    side        linked, review or unlinked
    rank        of a link its rank; of any other event the reason
    band        the probability of the link, or of the best candidate, cut at EDGES; none where there is no probability
    ambiguity   nobody, one or several people in competition

The threshold of rank P lies between the bands in the middle: those strata are NEAR it and are looked at hardest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.1, 0.5, 0.9, 0.99, 0.999)
"""Probabilities at which bands begin; the review of rank P begins at the first, its links at the second or above."""
NO_BAND = "none"
LINKED, REVIEW, UNLINKED = "linked", "review", "unlinked"
NOBODY, ONE, SEVERAL = "nobody", "one", "several"
RUNNER_UP = 0.001
"""From this probability of the next person on an event has several people in competition."""
NEAR_BANDS = ("0.1-0.5", "0.5-0.9", "0.9-0.99")
DECIDED = "decision"
"""Reason of links that reviewers have settled: no stratum of a sample, since nothing is to be found out of them."""


@dataclass(frozen=True, order=True)
class Stratum:
    """One stratum, named by its four parts."""

    side: str
    rank: str
    band: str
    ambiguity: str

    @property
    def name(self) -> str:
        """Its parts as one text, as files and tables have it."""
        return f"{self.side}/{self.rank}/{self.band}/{self.ambiguity}"

    @property
    def is_near(self) -> bool:
        """Whether it lies beside the threshold, where an answer tells most."""
        return self.side == REVIEW or self.band in NEAR_BANDS


def stratum_named(name: str) -> Stratum:
    """The stratum of a name; ValueError for a text that is none."""
    side, rank, band, ambiguity = name.split("/")
    return Stratum(side, rank, band, ambiguity)


def band_names(edges: Sequence[float] = EDGES) -> tuple[str, ...]:
    """Names of the bands, lowest first."""
    ends = ("0", *(f"{edge:g}" for edge in edges), "1")
    return tuple(f"{low}-{high}" for low, high in pairwise(ends))


def strata_sql(links: str) -> str:
    """
    One row per event of `links`, a table expression: event_id, side, rank, band, ambiguity, best, linked_person.

    `best` is the probability of the link or of the best candidate. Events that reviewers have settled are left out.
    """
    names = band_names()
    bands = " ".join(
        f"when match_probability < {edge!r} then '{name}'" for edge, name in zip(EDGES, names, strict=False)
    )
    return f"""
        select event_id, status as side,
            case when status = '{LINKED}' then match_rank else reason end as rank,
            case when match_probability is null then '{NO_BAND}' {bands} else '{names[-1]}' end as band,
            case
                when candidate_people = 0 then '{NOBODY}'
                when reason = 'ambiguous' or runner_up_probability >= {RUNNER_UP!r} then '{SEVERAL}'
                else '{ONE}'
            end as ambiguity,
            match_probability as best, person_id as linked_person
        from {links}
        where reason <> '{DECIDED}'"""


def sizes_sql(strata: str) -> str:
    """One row per stratum of `strata`, a table of strata_sql's rows, in order: its parts, events, mean of best."""
    return f"""
        select side, rank, band, ambiguity, count(*) as events, avg(best) as best
        from {strata}
        group by side, rank, band, ambiguity
        order by side, rank, band, ambiguity"""


@dataclass(frozen=True)
class Held:
    """A stratum with the events it holds, and their mean probability; None where there is none."""

    stratum: Stratum
    events: int
    best: float | None


def sizes_by_name(held: Sequence[Held]) -> Mapping[str, int]:
    """Events of each stratum by its name."""
    return {one.stratum.name: one.events for one in held}
