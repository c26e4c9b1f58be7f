"""partial: two birth dates agree in part."""

from linkage.rank_tests.rank_test import RankTest

TEST = RankTest(
    name="partial",
    place=200,
    meaning="Both birth dates are present and agree in part: any two of day, month, year, or day and month switched.",
    condition={"birth_date": "birth_date_agreement = 'partial'"},
    word="Partial",
)
