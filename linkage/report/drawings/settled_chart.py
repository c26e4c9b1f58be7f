"""Whether what a chart says of its month stays, whatever numbers its rounded points may stand for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from linkage.disclosure.profile import ROUNDED, Profile
from linkage.spc.chart import Method, Month, chart
from linkage.words.figure import Figure


def rounding(rows: Sequence[Figure], rule: Profile | None) -> int:
    """By how many events a point of these may be off: its count is the difference of two rounded numbers."""
    return rule.base - 1 if rule is not None and any(row.control == ROUNDED for row in rows) else 0


def may_be(months: Sequence[Month], off: int) -> Iterator[list[Month]]:
    """The months, then ways in which their true counts may lie within `off` events: up, down, closer, further apart."""
    yield list(months)
    if not off:
        return
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
    for way in ways:
        yield [moved(month, off if up else -off) for month, up in zip(months, way, strict=True)]


def moved(month: Month, by: int) -> Month:
    """A month with another count: of events themselves, with another number of them."""
    if month.count == month.denominator:
        return replace(month, count=max(month.count + by, 0), denominator=max(month.denominator + by, 1))
    return replace(month, count=min(max(month.count + by, 0), month.denominator))


def is_settled(months: Sequence[Month], off: int, rebased: Mapping[str, str], method: Method) -> bool:
    """Whether the icon stays when points are off by so many events."""
    found = {chart(way, rebased, method=method).icon(low_is_good=True) for way in may_be(months, off)}
    return len(found) == 1
