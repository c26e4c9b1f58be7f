"""Gates hold a provider against what its forerunners sent: a merged trust neither falls silent nor grows."""

import pytest

from linkage.gates.facts import MonthFacts
from linkage.gates.succession import under_codes_of_now
from tests.tables import rows

BEFORE = """
    before              | now         | followed           | held against
    --------------------+-------------+--------------------+--------------------
    RA 50 RB 40         | RA 50 RB 50 |                    | RA 50 RB 40
    RA 50 RB 40         | RB 90       | RA by RB           | RB 90
    RA 50 RB 40         | RB 65       | RA by RB           | RB 90
    RA 50 RB 40         | RB 64       | RA by RB           | RA 50 RB 40
    RA 50 RB 40         | RB 90       |                    | RA 50 RB 40
    RA 50               | RB 50       | RA by RB           | RB 50
    RA 50 RB 40         | RB 50       | RA by RC           | RA 50 RB 40
    RA 50 RC 40         | RB 50       | RA by RC           | RA 50 RC 40
    RA 50 RB 40 RC 40   | RC 85       | RA by RC, RB by RC | RC 130
    RA 50 RB 40 RC 40   | RC 84       | RA by RC, RB by RC | RA 50 RB 40 RC 40
    RA 50 RB 40         | RB 65       | RA by RB, RA by RC | RB 40
    RA 50 RB 40         | RB 50 RC 15 | RA by RB, RA by RC | RB 40
    RA 50 RB 40         | RB 64       | RA by RB, RA by RC | RA 50 RB 40
    RA 50 RB 40         | RA 50 RB 90 | RA by RB, RA by RC | RA 50 RB 40
    RA 50 RB 40         | RB 50       | RA by RC, RA by RD | RA 50 RB 40
"""
"""Events by provider of the month before and of now, who took whose place; several: it was split."""


def month(providers: dict[str, int]) -> MonthFacts:
    """A month with these events."""
    return MonthFacts("2019-10", sum(providers.values()), providers, {}, {})


def events_of(told: str) -> dict[str, int]:
    """Events by provider, as a line of the table has them."""
    words = told.split()
    return {code: int(events) for code, events in zip(words[::2], words[1::2], strict=True)}


@pytest.mark.parametrize(
    "drawn", rows(BEFORE), ids=[" ".join(map(str, one.values())) for one in rows(BEFORE)]
)
def test_who_is_held_against_whom(drawn: dict[str, str | None]) -> None:
    """A line of the table; all events stay, whoever sent them."""
    before, now = (month(events_of(str(drawn[name]))) for name in ("before", "now"))
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
