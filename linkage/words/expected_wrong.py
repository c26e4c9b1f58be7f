"""The share of wrong links that rank P expects among those it made: the mean of 1 - P over their events."""


def expected_wrong_share_sql(links: str = "links", condition: str = "true") -> str:
    """A query of that one number; null where rank P linked nothing. `links` has the columns of the table links."""
    return f"select avg(1 - match_probability) from {links} where match_rank = 'P' and {condition}"
