"""Law: gone through in the order of days, spells overlap as if each had been held against every other."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.pathways.overlap import MANY, overlapping_spell_sql
from tests.properties.worlds import several, shared
from tests.spec.steps import UNJOINED_SPELL

Spell = tuple[str, int, int]
"""Provider, first day, and how many days on the last one is; before it, where a patient's dates say so."""
SPELL = st.tuples(st.sampled_from("ABC"), st.integers(0, 12), st.sampled_from((0, 1, 2, 3, 8, -1)))


def overlap(spells: list[Spell]) -> set[int]:
    """The places of the spells that another provider's goes beside, by more than a shared day."""
    return {
        place
        for place, (provider, first, days) in enumerate(spells)
        for other, begins, lasts in spells
        if other != provider and begins < first + days and begins + lasts > first
    }


@shared
@given(several(st.lists(SPELL, max_size=9)))
def test_by_days_as_by_pairs(engine: DuckDBEngine, drawn: list[list[Spell]]) -> None:
    """Each list is the spells of a patient."""
    start = date(2026, 4, 1)
    rows = [
        (
            f"{who} {place}",
            f"{who}",
            provider,
            start + timedelta(first),
            start + timedelta(first + days),
            None,
            False,
        )
        for who, spells in enumerate(drawn)
        for place, (provider, first, days) in enumerate(spells)
    ]
    engine.load("unjoined_spell", UNJOINED_SPELL, rows)
    expected = sorted(f"{who} {place}" for who, spells in enumerate(drawn) for place in overlap(spells))

    for many in (0, 3, MANY):
        found = engine.rows(overlapping_spell_sql(many))
        assert sorted(str(spell) for (spell,) in found) == expected
