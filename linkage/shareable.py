"""
The shareable numbers of a release: disclosure control last, and nothing that an earlier publication would betray.

What an earlier publication of the month hid stays hidden, and publications of other months are taken over as they
were shared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow.dataset as ds

from linkage.comparison import change_figures
from linkage.disclosure.group import Publication
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import ROUNDED, SHOWN, Profile
from linkage.disclosure.series import TABLES, publications, told_in_series
from linkage.errors import GateError
from linkage.figure import Figure
from linkage.release.layout import Layout
from linkage.released_figures import figures_in
from linkage.shared_numbers import Shared, shared_before


def shareable_figures(
    layout: Layout, folder: Path, month: str, profile: Profile, past: tuple[str, str] | None
) -> tuple[Figure, ...]:
    """
    The numbers of `month`, of the release in `folder`, that may be shared, with the publications of every month.

    `past` is the release and month that the change is against; only what both shared is compared. GateError when
    the month was shared under another rule.
    """
    shared = shared_before(layout)
    refuse_other_rule(shared, month, profile)
    told = [figure for figure in latest(shared) if figure.table in TABLES]
    everything = not_yet_told(folder, month, told)
    earlier = partial(told_before, layout, shared, everything)
    exact = [figure for figure in everything if figure.period == month]
    now = controlled_month(exact, profile, earlier(month))
    series = publications(everything, month, now, told, profile, earlier)
    return (*now, *shared_change(now, shared, month, past), *series)


def told_before(
    layout: Layout, shared: Sequence[Shared], figures: Sequence[Figure], month: str
) -> list[Publication]:
    """
    All that was shared of `month`: in the charts of other months' reports, then its own publications by release.

    Whatever release is shared now, each of them is known to readers; so is what was shared of the same release.
    """
    own = [
        Publication(
            figures_in(layout.release(one.release), ds.field("period") == month),
            tuple(figure for figure in one.figures if figure.period == month),
            one.release,
        )
        for one in shared
        if one.month == month
    ]
    return [*told_in_series(figures, latest(shared), month), *own]


def refuse_other_rule(shared: Iterable[Shared], month: str, profile: Profile) -> None:
    """GateError when `month` was shared under another rule: the two could be set against one another."""
    other = sorted({one.rule for one in shared if one.month == month} - {profile.label})
    if other:
        raise GateError(
            f"{month} has been shared under the rule {', '.join(other)}; two rules for one month could be set against "
            f"one another: put [outputs] disclosure back, it is {profile.label} now"
        )


def latest(shared: Sequence[Shared]) -> tuple[Figure, ...]:
    """The numbers of the last publication; it has taken over the publications of all months before it."""
    return shared[-1].figures if shared else ()


def not_yet_told(folder: Path, month: str, told: Iterable[Figure]) -> tuple[Figure, ...]:
    """
    Exact figures of `month`, the publications of every month, and all of the months whose publications are not `told`.

    Of the others nothing more is needed: they keep the numbers they were shared with.
    """
    kept = ds.field("table").isin(TABLES)
    known = {(figure.table, figure.period) for figure in told}
    wanted = {
        figure.period for figure in figures_in(folder, kept) if (figure.table, figure.period) not in known
    }
    return figures_in(folder, kept | ds.field("period").isin([month, *sorted(wanted)]))


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
