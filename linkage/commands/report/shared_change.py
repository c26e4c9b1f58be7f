"""The change of a month against another release, from what both shared."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from linkage.commands.report.comparison import change_figures
from linkage.commands.report.shared_numbers import Shared
from linkage.disclosure.profile import ROUNDED, SHOWN
from linkage.words.figure import Figure


def shared_change(
    now: Sequence[Figure], shared: Iterable[Shared], month: str, past: tuple[str, str] | None
) -> tuple[Figure, ...]:
    """The change against another release, from what both shared."""
    found = [one for one in shared if (one.release, one.month) == past]
    if past is None or not found:
        return ()
    there = found[-1].figures
    rounded = {
        counted(figure)
        for figure in (*now, *there)
        if figure.table == "match_rate_by" and figure.control != SHOWN
    }
    return tuple(
        replace(
            figure,
            numerator_people=None,
            complement_people=None,
            control=ROUNDED if counted(figure) in rounded else SHOWN,
        )
        for figure in change_figures(now, there, month, past[1])
    )


def counted(figure: Figure) -> tuple[str, str]:
    """Whose events a number is about; the whole of one month is held against the whole of another."""
    return figure.breakdown, "" if figure.breakdown == "month" else figure.category
