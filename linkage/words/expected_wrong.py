"""The share of wrong links that rank P expects among those it made: the mean of 1 - P over their events."""

OF_ALL = "expected_wrong_share"
"""Measure of the statistics: the same of all links of the month whose probability is known, whatever rank made them."""
OF_RANK = "expected_wrong_links"
"""How many are expected among the links of one rank."""


def expected_wrong_share_sql(links: str = "links", condition: str = "true") -> str:
    """A query of that one number; null where rank P linked nothing. `links` has the columns of the table links."""
    return f"select avg(1 - match_probability) from {links} where match_rank = 'P' and {condition}"
