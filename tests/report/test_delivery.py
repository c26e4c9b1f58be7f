"""Who sent nothing, and how far hospital activity reaches: reasons for care, unless chance explains them."""

from dataclasses import replace

import pytest

from linkage.report.coverage.submitters import silent_names
from linkage.report.figures import Figures
from linkage.report.screen.delivery import delivery_doubts
from linkage.report.screen.family import Family
from linkage.words.figure import Figure
from tests.report.series_world import share
from tests.report.told import FACTS

MONTHS = ("2019-01", "2019-02", "2019-03", "2019-04")
NOBODY = Family((), 0)


def rows(events: dict[str, tuple[int, ...]]) -> tuple[Figure, ...]:
    """Match rates of providers as the release has them: events by month, none of a month without any."""
    return tuple(
        share(month, "match_rate_by", "provider", code, "match_rate", many, many)
        for code, of_months in events.items()
        for month, many in zip(MONTHS, of_months, strict=True)
        if many
    )


@pytest.mark.parametrize(
    ("events", "silent"),
    [
        ({"R1": (50, 50, 50, 50), "R2": (20, 20, 20, 0)}, ["R2"]),
        ({"R1": (50, 50, 50, 50), "R2": (20, 3, 20, 0)}, []),
        ({"R1": (50, 50, 50, 50), "R2": (20, 20, 0, 0)}, []),
        ({"R1": (50, 50, 50, 0), "R2": (20, 20, 20, 0)}, []),
    ],
    ids=["silent", "of few events", "silent before", "nothing of anybody is here"],
)
def test_who_sent_nothing(events: dict[str, tuple[int, ...]], silent: list[str]) -> None:
    """A provider of enough events in each of three months before."""
    assert silent_names(Figures(MONTHS[-1], rows(events)), FACTS) == silent


@pytest.mark.parametrize(("until", "is_short"), [("2019-04-30", False), ("2019-04-29", True), (None, False)])
def test_hospital_activity_has_to_reach_the_end_of_the_month(until: str | None, is_short: bool) -> None:
    """A day short is short; nothing known is not told as a fault."""
    facts = replace(FACTS, month=MONTHS[-1], hospital_until=until)
    told = delivery_doubts(Figures(MONTHS[-1], rows({"R1": (50, 50, 50, 50)})), facts, NOBODY)

    assert any("ends before the month does" in words for words in told) == is_short
