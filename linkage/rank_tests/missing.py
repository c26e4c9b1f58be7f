"""missing: a value is not there, or not valid, on a side."""

from linkage.rank_tests.rank_test import FIELDS, RankTest

TEST = RankTest(
    name="missing",
    place=300,
    meaning="At least one side is missing or invalid.",
    condition={field: f"{field}_agreement = 'missing'" for field in FIELDS},
    word="Blank",
)
