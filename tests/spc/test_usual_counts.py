"""The counts that chance explains, against every count tried."""

from hypothesis import given
from hypothesis import strategies as st

from linkage.spc.discoveries import discovered, named_up_to
from linkage.spc.tails import table_tails, two_sided
from linkage.spc.usual_counts import usual_counts


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, float]:
    """Events of a part, those counted of all, all, and a chance."""
    whole = draw(st.integers(2, 300))
    return (
        draw(st.integers(1, whole - 1)),
        draw(st.integers(0, whole)),
        whole,
        draw(st.floats(1e-6, 0.05)),
    )


@given(tables())
def test_they_are_all_that_are_not_rare(table: tuple[int, int, int, float]) -> None:
    """And lie without a gap between their ends."""
    events, both, whole, chance = table
    can_be = range(max(0, both - (whole - events)), min(events, both) + 1)
    usual = [
        count
        for count in can_be
        if two_sided(table_tails(count, events, both - count, whole - events)) > chance
    ]
    least, most = usual_counts(events, both, whole, chance)

    assert usual == list(range(least, most + 1))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_limit_of_a_family_parts_the_named_from_the_others(chances: list[float]) -> None:
    """Just those at most as likely as it are named."""
    limit = named_up_to(chances)

    assert [chance <= limit for chance in chances] == discovered(chances)
