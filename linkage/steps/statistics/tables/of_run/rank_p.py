"""What rank P worked with: target, threshold, how likely a person is in HES, checks, blocks left out."""

from linkage.words.control import OwnRule
from linkage.words.statistic import CountedFrom, Statistic

STATISTIC = Statistic(
    table="rank_p",
    meaning="What rank P worked with: target and threshold, shares of people in HES, checks, blocks left out.",
    source=CountedFrom.RUN,
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    needs_p=True,
    carried="measure not in ('expected_false_link_share', 'links_at_target')",
)
