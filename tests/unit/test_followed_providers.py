"""Gates hold a provider against what its forerunners sent: a merged trust neither falls silent nor grows."""

import pytest

from linkage.gates.facts import MonthFacts
from linkage.gates.succession import under_codes_of_now
from tests.tables import rows

BEFORE = """
    before        | now     | followed          | held against
    --------------+---------+-------------------+--------------
    RA 50 RB 40   | RA RB   |                   | RA 50 RB 40
    RA 50 RB 40   | RB      | RA by RB          | RB 90
    RA 50 RB 40   | RB      |                   | RA 50 RB 40
    RA 50         | RB      | RA by RB          | RB 50
    RA 50 RB 40   | RB RC   | RA by RB, RA by RC | RB 40
    RA 50 RB 40   | RA RB   | RA by RB, RA by RC | RA 50 RB 40
    RA 50 RB 40   | RB      | RA by RC           | RB 40 RC 50
    RA 50 RC 40   | RB      | RA by RC           | RC 90
    RA 50 RB 40   | RB      | RA by RC, RA by RD | RA 50 RB 40
    RA 50 RC 40   | RB      | RA by RC, RA by RD | RC 40
"""
"""Events by provider of the month before, who sends now, who took whose place; several: it was split."""


def month(providers: dict[str, int]) -> MonthFacts:
    """A month with these events."""
    return MonthFacts("2019-10", sum(providers.values()), providers, {}, {})


@pytest.mark.parametrize(
    "drawn", rows(BEFORE), ids=[" ".join(map(str, one.values())) for one in rows(BEFORE)]
)
def test_who_is_held_against_whom(drawn: dict[str, str | None]) -> None:
    """A line of the table; all events stay, whoever sent them."""
    words = str(drawn["before"]).split()
    before = month({code: int(events) for code, events in zip(words[::2], words[1::2], strict=True)})
    now = month(dict.fromkeys(str(drawn["now"]).split(), 50))
    followed: dict[str, tuple[str, ...]] = {}
    for one in filter(None, str(drawn["followed"] or "").split(", ")):
        code, _, successor = one.partition(" by ")
        followed[code] = (*followed.get(code, ()), successor)

    found = under_codes_of_now(before, now, followed)

    assert found is not None
    assert (
        " ".join(f"{code} {events}" for code, events in sorted(found.providers.items()))
        == drawn["held against"]
    )
    assert found.events == before.events
    assert under_codes_of_now(None, now, followed) is None
