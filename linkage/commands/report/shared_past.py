"""What was shared of earlier months' match rates: what a shareable report holds the groups of its month against."""

from linkage.commands.report.shared_numbers import own_numbers, shared_before
from linkage.release.layout import Layout
from linkage.words.figure import Figure


def past_rates(layout: Layout, month: str) -> tuple[Figure, ...]:
    """
    Match rates of months before `month` as they were shared last, in their own reports.

    They are known to readers already, and stand in no file again.
    """
    latest = {one.month: one for one in own_numbers(shared_before(layout)) if one.month < month}
    return tuple(
        figure
        for period, one in sorted(latest.items())
        for figure in one.figures
        if figure.period == period and (figure.table, figure.measure) == ("match_rate_by", "match_rate")
    )
