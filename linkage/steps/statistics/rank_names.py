"""The names of the ranks, in the order in which they are offered."""

from linkage.config.rules import Rules


def rank_names(rules: Rules) -> tuple[str, ...]:
    """The ranks in the order in which they are offered: P stands before the ranks that wait for it."""
    before = tuple(rank.rank for rank in rules.rank if not rank.after_p)
    after = tuple(rank.rank for rank in rules.rank if rank.after_p)
    return (*before, *(("P",) if rules.p else ()), *after)
