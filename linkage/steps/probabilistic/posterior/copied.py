"""
How probable it is that a record which agrees with somebody is a copy of theirs, and of somebody else.

Of records in full agreement, by kind of event: the odds of a copy against a record of one's own are

    another (1 - relatives) / (seen own)

by the counts of copied_record, less those like another by chance: a wrong birth date that happens to be a neighbour's.
`seen` holds that the index lacks people, since of a copy whose person is not in HES nothing is seen. Of few events the
count is drawn to that of the age band, and that to all events', a parent counting as much as PRIOR such records would;
over all events to nothing, as if NOTHING more events had been right. What agrees less than in full is a copy as often
as any event is.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from linkage.engine.making import Listed
from linkage.steps.probabilistic.model.copies import Copies
from linkage.steps.probabilistic.model.model import Coincidence, Model, m_by_level
from linkage.steps.probabilistic.scoring.numbered_pair import ALONE
from linkage.steps.probabilistic.scoring.pair_pattern import KINDS
from linkage.steps.probabilistic.scoring.pattern import PRIOR, Mean
from linkage.steps.probabilistic.training.number_mixture import SOME as NOTHING
from linkage.words.interval import wilson

IN_FULL = (
    "score.birth_date_level in ('exact', 'default_exact') and score.postcode_level = 'exact'"
    " and score.sex_level in ('exact', 'missing')"
)
"""Whether a row `score` agrees in all that can be compared, birth date and postcode among it."""

Kind = tuple[str | None, str | None]
"""Age band and class of postcode; neither where no age is known."""


class CopiedShares(NamedTuple):
    """Shares of copies, by how a record agrees with somebody."""

    anyhow: float
    """Of all events."""
    in_full: Mapping[Kind, float]
    """Of those that agree in full, by kind of event."""
    in_index: float
    """How often HES had the person of an event, where they were counted."""


def copied_shares(model: Model, mean: Mean | None = None) -> CopiedShares:
    """The shares by the counts of a model; `mean` takes the place of `drawn`, where they are drawn by chance."""
    mean = mean or drawn
    own = {(kind.age_band, kind.crowd): kind.own for kind in model.copies.kinds}
    another = beyond_chance(model.copies, model.coincidence)
    bands = {band for band, _ in own}
    overall = sum(another.values()) / (sum(own.values()) + NOTHING)
    of_band = {
        band: mean(
            sum(n for (one, _), n in another.items() if one == band),
            sum(n for (one, _), n in own.items() if one == band),
            overall,
        )
        for band in sorted(bands)
    }
    copied = (1 - model.copies.relatives) / model.copies.seen
    found: dict[Kind, float] = {}
    for band, crowd in KINDS:
        parent = of_band.get(str(band), overall)
        kind = (str(band), str(crowd))
        odds = mean(another.get(kind, 0), own.get(kind, 0), parent) * copied
        found[band, crowd] = odds / (1 + odds)
    there = m_by_level(model.comparisons)["postcode"]["exact"]
    in_index = model.copies.seen / (1 - ALONE * (1 - there)) / model.coincidence.numbered_share
    return CopiedShares(model.number.copied, found, min(in_index, 1.0))


def beyond_chance(copies: Copies, coincidence: Coincidence) -> Mapping[tuple[str, str], float]:
    """Records like another by kind, less as many as chance would bring: as often as strangers agree in full."""
    chance = alike_by_chance(coincidence)
    return {
        place: max(kind.another - kind.apart * chance.get(place, 0.0), 0.0)
        for kind in copies.kinds
        for place in ((kind.age_band, kind.crowd),)
    }


def alike_by_chance(coincidence: Coincidence) -> Mapping[tuple[str, str], float]:
    """Mean number of strangers with a number of their own who agree in full with an event, by kind."""
    met: Counter[tuple[str, str]] = Counter()
    for one in coincidence.strangers:
        if (one.birth_date, one.postcode, one.sex) == ("exact", "exact", "exact"):
            met[one.age_band, one.crowd] += one.strangers
    return {
        (kind.age_band, kind.crowd): met[kind.age_band, kind.crowd] / max(kind.events, 1)
        for kind in coincidence.kinds
    }


def drawn(another: float, own: float, parent: float) -> float:
    """Records like another for each of one's own, drawn towards the parent's."""
    return (another + PRIOR) / (own + PRIOR / parent) if parent else 0.0


def copied_interval(model: Model) -> tuple[float, float]:
    """
    Both ends of the 95% interval of the share of copies among records in full agreement, of whatever kind.

    Wilson's over the counted events, and what hospital records leave open of how many are relatives' numbers.
    """
    own = sum(kind.own for kind in model.copies.kinds)
    another = sum(beyond_chance(model.copies, model.coincidence).values())
    if not own + another:
        return 0.0, 1.0
    low, high = wilson(another / (own + another), own + another)
    copied = (1 - model.copies.relatives_high, 1 - model.copies.relatives_low)
    return low * copied[0] / model.copies.seen, min(high * copied[1] / model.copies.seen, 1.0)


def copied_floor(shares: CopiedShares) -> float:
    """
    Share of wrong links that copied records alone set, by the model: the lowest of any kind of event.

    Such a record bears the birth date and sex of somebody at the same address: that person agrees in full, and no
    threshold tells the link from a right one.
    """
    return min(shares.in_full.values())


def kept_sql(shares: CopiedShares, in_full: str, kind: str = "kind.kind") -> str:
    """
    What is left of a person's probability where the record may be a copy: 1 less the share of copies.

    `in_full` is whether they agree in full, `kind` the number of the event's kind, as event_kind has it.
    """
    anyhow = _double(1 - shares.anyhow)
    left = by_kind_sql({one: 1 - share for one, share in shares.in_full.items()}, kind)
    return f"case when {in_full} then {left} else {anyhow} end"


def copied_data_sql(shares: CopiedShares) -> str:
    """
    The same of a row `score`, by the number of its row `event` of the pool.

    `pool` is its row of pool_phi, and `share` that of kind_share. The number's holder is no copy of anybody's. A number
    that nobody in HES holds is right on a copy whose person HES has not, and wrong on a record of one's own: that is
    phi times what the number weighs as often.
    """
    own = "pool.phi * power(cast(2 as double), score.nhs_number_weight)"
    return f"""case when score.nhs_number_level = 'exact' then cast(1 as double)
                when {IN_FULL} then case when event.number_state = 'number_not_in_index'
                    then {own} / ({own} + (1 - pool.phi) * share.copied_odds) else share.own_share end
                else {_double(1 - shares.anyhow)} end"""


def kind_share_made(shares: CopiedShares) -> Listed:
    """kind_share: by kind of event, what is left where a record agrees in full, and the odds of a copy by a number."""
    rows = [
        (kind, 1 - shares.in_full[one], shares.in_index * shares.in_full[one] / (1 - shares.in_full[one]))
        for kind, one in enumerate(KINDS)
    ]
    columns = {"kind": "integer", "own_share": "double", "copied_odds": "double"}
    return Listed(
        "kind_share", columns, rows, "By kind of event: how often a record in full agreement is a copy."
    )


def by_kind_sql(values: Mapping[Kind, float], kind: str) -> str:
    """A value for each kind of event, by its number."""
    runs = groupby(enumerate(KINDS), key=lambda one: values[one[1]])
    cases = " ".join(f"when {kind} <= {list(run)[-1][0]} then {_double(value)}" for value, run in runs)
    return f"case {cases} end"


def _double(value: float) -> str:
    return f"cast({value!r} as double)"
