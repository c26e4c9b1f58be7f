"""What is told of the draws of a release whose months do not go together."""

import pytest

from linkage.commands.months.draw_warnings import release_draw_warnings
from linkage.release.record.context import MonthContext


def context(draws: int, model: str = "m1") -> MonthContext:
    """Of a month with so many draws."""
    return MonthContext(
        release="0001", index="i", people=1, crowded_postcodes=0, link_draws=draws, model_id=model
    )


@pytest.mark.parametrize(
    ("contexts", "months", "draws", "told"),
    [
        pytest.param({"2019-01": context(0)}, ["2019-01"], 0, [], id="nobody asked for draws"),
        pytest.param({"2019-01": context(20), "2019-02": context(20)}, [], 20, [], id="as many, one model"),
        pytest.param(
            {"2019-01": context(20), "2019-02": context(5)},
            [],
            5,
            ["draws (2019-02 5; 2019-01 20): an analysis of all of them has only as many as the fewest, 5;"],
            id="20 and 5",
        ),
        pytest.param(
            {"2019-01": context(20), "2019-02": context(20, "m2")},
            [],
            20,
            ["different models (2019-01 by m1; 2019-02 by m2)"],
            id="two models",
        ),
        pytest.param(
            {"2019-01": context(20), "2019-02": context(0)},
            [],
            20,
            ["2019-02 was published without draws; `--restate` draws its links too"],
            id="one without",
        ),
        pytest.param(
            {"2019-01": context(20), "2019-02": context(0)},
            [],
            0,
            ["2019-02 was published without draws; set link_draws again, and `--restate` draws its links"],
            id="the job asks for none any more",
        ),
        pytest.param(
            {"2019-02": context(20)},
            ["2019-01", "2019-02"],
            20,
            ["2019-01 was published without draws"],
            id="a month of an earlier version, whose context nobody knows",
        ),
    ],
)
def test_months_that_do_not_go_together_are_told(
    contexts: dict[str, MonthContext], months: list[str], draws: int, told: list[str]
) -> None:
    """Each once, with the months and what to do."""
    found = list(release_draw_warnings(contexts, months, draws))

    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))
