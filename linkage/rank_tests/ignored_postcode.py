"""ignored_postcode: so many people live at the event's postcode that it tells little of who it is."""

from linkage.engine.dialect import Dialect
from linkage.rank_tests.rank_test import PairColumn, RankTest


def is_ignored_postcode_sql(_dialect: Dialect) -> str:
    """By the percentile and the floor of the rules, or by the supplied list."""
    return "coalesce(crowded.ignored, false)"


TEST = RankTest(
    name="ignored_postcode",
    place=600,
    meaning="The event's postcode is on the ignore list.",
    condition="is_ignored_postcode",
    column=PairColumn("is_ignored_postcode", is_ignored_postcode_sql),
)
