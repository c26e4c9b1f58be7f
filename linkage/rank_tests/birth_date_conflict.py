"""birth_date_conflict: two birth dates that do not agree even in part."""

from linkage.rank_tests.rank_test import RankTest

TEST = RankTest(
    name="birth_date_conflict",
    place=700,
    meaning="Both birth dates are present and do not agree, not even in part.",
    condition="(birth_date_agreement = 'conflict')",
)
