"""Whether what a chart says of its month stays, whatever numbers its rounded points may stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from linkage.disclosure.profile import ROUNDED, Profile
from linkage.spc.chart import Method, Month, chart
from linkage.words.figure import Figure


def rounding(rows: Sequence[Figure], rule: Profile | None) -> int:
    """By how many events a point of these may be off: its count is the difference of two rounded numbers."""
    return rule.base - 1 if rule is not None and any(row.control == ROUNDED for row in rows) else 0


def is_settled(months: Sequence[Month], off: int, rebased: Mapping[str, str], method: Method) -> bool:
    """Whether the icon stays when points are off by so many events: up, down, closer together, further apart."""
    if not off:
        return True
    events = sum(month.denominator for month in months)
    mean = sum(month.count for month in months) / events if events else 0.0
    is_high = [month.count > mean * month.denominator for month in months]
    last = len(months) - 1
    ways = (
        [place == last for place in range(len(months))],
        [place != last for place in range(len(months))],
        is_high,
        [not high for high in is_high],
    )
    found = {chart(months, rebased, method=method).icon(low_is_good=True)}
    for way in ways:
        counts = [
            min(max(month.count + (off if up else -off), 0), month.denominator)
            for month, up in zip(months, way, strict=True)
        ]
        moved = [replace(month, count=count) for month, count in zip(months, counts, strict=True)]
        found.add(chart(moved, rebased, method=method).icon(low_is_good=True))
    return len(found) == 1
