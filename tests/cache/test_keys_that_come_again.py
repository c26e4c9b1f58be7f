"""Which record keys come again, asked of numbers first: the same ones, however many keys are alike by number."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.engine.dialect import Dialect, DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.quote import literal
from linkage.steps.inputs.delivery.shared_key import may_repeat_sql
from tests.cache.test_deliveries_law import LAW


class AllAlike(DuckDBDialect):
    """Every key has the number of every other."""

    def likeness(self, *_: str) -> str:
        """See Dialect."""
        return "1"


class OfOneLength(DuckDBDialect):
    """Keys of one length have one number."""

    def likeness(self, *texts: str) -> str:
        """See Dialect."""
        return f"length({texts[0]})"


@pytest.mark.parametrize(
    "dialect", [DuckDBDialect(), AllAlike(), OfOneLength()], ids=["hash", "all", "length"]
)
@given(keys=st.lists(st.sampled_from(("1", "2", "01", "K7", "K77")), min_size=1, max_size=8))
@settings(LAW, max_examples=30)
def test_keys_that_come_again(engine: DuckDBEngine, dialect: Dialect, keys: Sequence[str]) -> None:
    """What is counted by number leaves no key out that comes again; those that it leaves are counted as texts."""
    rows = f"(select unnest([{', '.join(map(literal, keys))}]) as record_key)"
    found = engine.rows(
        f"select record_key from {rows} as sent where {may_repeat_sql(dialect, rows)}"
        " group by record_key having count(*) > 1"
    )
    assert {str(key) for (key,) in found} == {key for key, times in Counter(keys).items() if times > 1}
