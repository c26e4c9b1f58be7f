"""Every rating can come out every way that it has: each rule as a table."""

import pytest

from linkage.report.figures import Figures
from linkage.report.screen import ratings
from linkage.report.screen.ratings import AMBER, GREEN, NOT_RATED, NOT_SHOWN, RED
from linkage.words.figure import Figure

NOW = "2019-11"


def figures(text: str, *, is_shared: bool = False) -> Figures:
    """Numbers drawn as `measure value`, by commas; `field` ones are shares of a hundred events."""
    rows = []
    for one in filter(None, map(str.strip, text.split(","))):
        name, number = one.split()
        value = float(number)
        if name.startswith("field."):
            field = name.removeprefix("field.")
            rows.append(Figure("data_quality", "field", field, "valid", int(value), 100, value / 100, NOW))
        elif name.startswith("at."):
            at = name.removeprefix("at.")
            rows.append(
                Figure("linkage_error", "probability", at, "links_at_probability", None, None, value, NOW)
            )
        elif name.startswith("difference."):
            group = name.removeprefix("difference.")
            rows.append(
                Figure("linkage_error", "sex", group, "standardised_difference", None, None, value, NOW)
            )
        else:
            table = "rank_p" if name in {"target", "expected_false_link_share"} else "linkage_error"
            rows.append(Figure(table, "month", NOW, name, None, None, value, NOW))
    return Figures(NOW, tuple(rows), is_shared=is_shared)


HELD = "target 0.004, holdout_false_link_share 0.003, holdout_false_link_share_high 0.01, holdout_recall 0.8"

WRONG = """
    green     | target 0.004, expected_false_link_share 0.003, expected_wrong_share 0.001
    green     | target 0.004, expected_false_link_share 0.004, expected_wrong_share 0.004
    amber     | target 0.004, expected_false_link_share 0.003
    red       | target 0.004, expected_false_link_share 0.0041
    red       | target 0.004, expected_false_link_share 0.003, expected_wrong_share 0.02
    amber     | target 0.004
    not rated | no rank P
    not shown | shared
"""
HOLD_OUT = f"""
    green     | {HELD}, holdout_false_link_share_low 0.001, holdout_recall_low 0.7, holdout_recall_high 0.9
    amber     | {HELD}, holdout_false_link_share_low 0.001, holdout_recall_low 0.4, holdout_recall_high 0.9
    amber     | target 0.004
    red       | {HELD}, holdout_false_link_share_low 0.005, holdout_recall_low 0.7, holdout_recall_high 0.9
    red       | {HELD}, holdout_false_link_share_low 0.001, holdout_recall_low 0.3, holdout_recall_high 0.45
    not rated | no rank P
    not shown | shared
"""
BIAS = """
    green     | difference.1 0.02, difference.2 -0.09
    amber     | difference.1 0.02, difference.2 -0.11
    red       | difference.1 0.31, difference.2 -0.11
    amber     |
    not shown | shared
"""
SENSITIVITY = """
    green     | at.0.9 100, at.0.99 95
    amber     | at.0.9 100, at.0.99 80
    red       | at.0.9 100, at.0.99 60
    green     | at.0.9 0, at.0.99 0
    amber     |
    not rated | no rank P
    not shown | shared
"""
PROFILING = """
    green     | field.nhs_number 95, field.postcode 90
    amber     | field.nhs_number 95, absent 2
    red       | field.nhs_number 95, field.postcode 40
"""
RULES = {
    "wrong_links": (WRONG, {GREEN, AMBER, RED, NOT_RATED, NOT_SHOWN}),
    "hold_out": (HOLD_OUT, {GREEN, AMBER, RED, NOT_RATED, NOT_SHOWN}),
    "bias": (BIAS, {GREEN, AMBER, RED, NOT_SHOWN}),
    "sensitivity": (SENSITIVITY, {GREEN, AMBER, RED, NOT_RATED, NOT_SHOWN}),
    "profiling": (PROFILING, {GREEN, AMBER, RED}),
}


def lines(table: str) -> list[tuple[str, str]]:
    """Rating, and what it rests on."""
    split = (line.split("|") for line in table.strip().splitlines())
    return [(rating.strip(), given.strip()) for rating, given in split]


def rated(name: str, given: str) -> str:
    """What a rule says of drawn numbers."""
    if name == "profiling":
        kept = [one for one in given.split(", ") if not one.startswith("absent")]
        return ratings.profiling(figures(", ".join(kept)), 2 if len(kept) < len(given.split(", ")) else 0)[0]
    shown = figures("" if given in {"no rank P", "shared"} else given, is_shared=given == "shared")
    return str(getattr(ratings, name)(shown, has_p=given != "no rank P")[0])


@pytest.mark.parametrize(
    ("name", "rating", "given"),
    [(name, *line) for name, (table, _) in RULES.items() for line in lines(table)],
)
def test_a_rating_follows_its_rule(name: str, rating: str, given: str) -> None:
    """As drawn."""
    assert rated(name, given) == rating


@pytest.mark.parametrize("name", RULES)
def test_every_answer_is_drawn(name: str) -> None:
    """A rating that a table never gives would be none."""
    table, answers = RULES[name]

    assert {rating for rating, _ in lines(table)} == answers
