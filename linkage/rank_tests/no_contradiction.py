"""no_contradiction: the event's number does not speak against the person."""

from linkage.rank_tests.rank_test import RankTest

TEST = RankTest(
    name="no_contradiction",
    place=400,
    meaning="The event has no valid number, or the person has none, or the event's is one of the person's.",
    condition={"nhs_number": "nhs_number_agreement <> 'conflict'"},
    word="No conflict",
)
