"""
The near-miss share: how many broken NHS numbers are one slip away from their person's own, learnt from the pool.

Maximum likelihood over the identities that bear one broken number. Its person is in the index and near with chance a,
in the index and far with chance b, else outside it; so the likelihood of an identity is

    1 - a - b + b (1 - c) + a near / u + b far + (a + b) blank

near, far and blank being the mean Bayes factors, over the whole index, of its candidates whose number is one slip away,
is not, or who have none; c is 1 where it shares blocks at all. It is concave in a and b, and the share is
a / (a + b). No label is needed: whoever is near by chance agrees on nothing else.
"""

from dataclasses import dataclass, fields

import pyarrow as pa
import pyarrow.compute as pc

from linkage.engine.base import Engine
from linkage.engine.value import as_number
from linkage.steps.probabilistic.evidence.parameters import NearNumberParameters
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.scoring.index_size import PEOPLE

START = 0.5
"""Of the share, where no data speak: it weighs one bit less than a share of one."""
PULL = 20
"""Events' worth of weight that START has: it keeps a pool of ten events from 0 and 1."""
LOWEST, HIGHEST = 0.001, 0.999
ROUNDS, SETTLED = 60, 1e-6
DIGITS = 6


def learnt_share(engine: Engine, found: NearNumberParameters, pool_table: str) -> float:
    """
    broken_number, near_pair, event_block, person and the pairs by pattern -> the likeliest share, to six places.

    The pairs: pair_pattern and pattern_level.
    """
    engine.create("near_sum", near_sum_sql(found.u, pool_table))
    sums = NearSums.of(engine)
    engine.drop("near_sum")
    share, phi = START, HIGHEST
    for _ in range(ROUNDS if sums.whole else 0):
        near, far = sums.expected(phi * share, phi * (1 - share))
        before = share
        share = (near + PULL * START) / (near + far + PULL)
        phi = min(max((near + far) / sums.whole, LOWEST), HIGHEST)
        if abs(share - before) < SETTLED:
            break
    return round(share, DIGITS)


@dataclass(frozen=True)
class NearSums:
    """The columns of near_sum, fetched once, in an order of values: every sum is taken in one order."""

    events: pa.DoubleArray
    near: pa.DoubleArray
    far: pa.DoubleArray
    blank: pa.DoubleArray
    compared: pa.DoubleArray

    @classmethod
    def of(cls, engine: Engine) -> "NearSums":
        """near_sum -> its columns."""
        listed = "events, near, far, blank, compared"
        rows = engine.rows(f"select {listed} from near_sum order by {listed}")
        columns = list(zip(*rows, strict=True)) or [()] * len(fields(cls))
        return cls(*(pa.array(map(as_number, column), pa.float64()) for column in columns))

    @property
    def whole(self) -> float:
        """How many events there are."""
        return float(pc.sum(self.events).as_py() or 0)

    def expected(self, a: float, b: float) -> tuple[float, float]:
        """Events whose person is expected to be near, and far, these being the chances a and b of the page above."""
        of_near = pc.multiply(pc.add(self.near, self.blank), a)
        missed = pc.subtract(pa.scalar(1.0), self.compared)
        of_far = pc.multiply(pc.add(pc.add(missed, self.far), self.blank), b)
        likelihood = pc.add(pc.add(of_near, of_far), 1 - a - b)
        near, far = (
            float(pc.sum(pc.multiply(self.events, pc.divide(part, likelihood))).as_py() or 0)
            for part in (of_near, of_far)
        )
        return near, far


def near_sum_sql(u: float, pool_table: str) -> str:
    """
    One row per identity with one broken number: events, the factors of its likelihood, and c.

    The factors are products over the fields: near or far is not close enough for coincidence to matter.
    """
    bits = " + ".join(f"pattern.{one.name}_weight" for one in comparisons())
    factor = f"power(cast(2 as double), {bits}) / {PEOPLE}"
    kind = "case when near.person_id is not null then 'near' when person.nhs_numbers > 0 then 'far' else 'blank' end"
    factors = {"near": f"factor / cast({u!r} as double)", "far": "factor", "blank": "factor"}
    sums = ", ".join(
        f"coalesce(cast(sum(case when kind = '{name}' then cast({value} as decimal(38, 12)) end) as double), 0)"
        f" as {name}"
        for name, value in factors.items()
    )
    return f"""
        with broken as (
            select identity_key from broken_number group by identity_key having count(*) = 1
        ),
        candidate as (
            select pair.identity_key, {factor} as factor, {kind} as kind
            from broken
            join pair_pattern as pair on pair.identity_key = broken.identity_key
            join pattern_level as pattern on pattern.pattern_no = pair.pattern_no
            join person on person.person_no = pair.person_no
            left join near_pair as near
              on near.identity_key = pair.identity_key and near.person_id = person.person_id
        )
        select event.identity_key, event.events, {sums},
            case when blocked.identity_key is null then 0 else 1 end as compared
        from {pool_table} as event
        join broken on broken.identity_key = event.identity_key
        left join (select distinct identity_key from event_block where not is_left_out) as blocked
          on blocked.identity_key = event.identity_key
        left join candidate on candidate.identity_key = event.identity_key
        group by event.identity_key, event.events, blocked.identity_key"""
