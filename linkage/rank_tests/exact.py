"""exact: a value is there on both sides, and is the same."""

from linkage.rank_tests.rank_test import FIELDS, RankTest

TEST = RankTest(
    name="exact",
    place=100,
    meaning="Both sides are present and equal.",
    condition={field: f"{field}_agreement = 'exact'" for field in FIELDS} | {"nhs_number": "number_is_held"},
    word="Exact",
)
"""The number has to be that of this very identity: that the person has it in another is not enough."""
