"""
The shareable numbers of a release: disclosure control last, and nothing that an earlier publication would betray.

A month's shared numbers are a file beside its page. Earlier ones are looked for in the releases and beside them:
what they hid stays hidden, and their publications of other months are taken over as they were shared.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.dataset as ds

from linkage.comparison import change_figures
from linkage.disclosure.group import Publication
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import ROUNDED, Profile
from linkage.disclosure.series import TABLES, publications
from linkage.errors import GateError
from linkage.figure import Figure
from linkage.release.csv_text import csv_bytes
from linkage.release.layout import Layout
from linkage.released_figures import figures_in

FOLDER = "shareable"
NAME = "statistics.csv"
COLUMNS = (
    "period",
    "table",
    "breakdown",
    "category",
    "measure",
    "numerator",
    "denominator",
    "value",
    "level",
    "control",
    "profile",
)


@dataclass(frozen=True)
class Shared:
    """One earlier publication: the release it is of, its month, its rule, and its numbers."""

    release: str
    month: str
    profile: str
    figures: tuple[Figure, ...]


def shareable_figures(
    layout: Layout, release: str, folder: Path, month: str, profile: Profile, past: tuple[str, str] | None
) -> tuple[Figure, ...]:
    """
    The numbers of `month`, of the release in `folder`, that may be shared, with the publications of every month.

    `past` is the release and month that the change is against; only what both shared is compared. GateError when
    the month was shared under another rule: the two could be set against one another.
    """
    shared = shared_before(layout)
    told = [figure for one in shared for figure in one.figures if figure.table in TABLES]
    everything = not_yet_told(folder, month, told)
    exact = [figure for figure in everything if figure.period == month]
    before = [one for one in shared if (one.release, one.profile) != (release, profile.name)]
    same_month = [one for one in before if one.month == month]
    if other := {one.profile for one in same_month} - {profile.name}:
        raise GateError(
            f"{month} has been shared under the rule {', '.join(sorted(other))}; two rules for one month could be set "
            f"against one another: put [outputs] disclosure back, not {profile.name}"
        )
    earlier = [
        Publication(
            figures_in(layout.release(one.release), ds.field("period") == month),
            tuple(figure for figure in one.figures if figure.period == month),
        )
        for one in same_month
    ]
    now = controlled_month(exact, profile, earlier)
    series = publications(everything, month, now, told, profile)
    return (*now, *shared_change(now, before, month, past), *series)


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
    now: Sequence[Figure], before: Iterable[Shared], month: str, past: tuple[str, str] | None
) -> tuple[Figure, ...]:
    """The change against another release, from what both shared."""
    if past is None:
        return ()
    found = [shared for shared in before if (shared.release, shared.month) == past]
    if not found:
        return ()
    return tuple(
        replace(figure, numerator_people=None, complement_people=None, control=ROUNDED)
        for figure in change_figures(now, found[-1].figures, month, past[1])
    )


def shared_before(layout: Layout) -> list[Shared]:
    """Every publication there is, by number of the release: within releases, and beside them."""
    paths = [
        (number, root / number / inner / FOLDER / NAME)
        for number in layout.published()
        for root, inner in ((layout.releases, "report"), (layout.reports, ""))
    ]
    return [read_shared(number, path) for number, path in paths if path.is_file()]


def read_shared(release: str, path: Path) -> Shared:
    """A publication read back."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    figures = tuple(
        Figure(
            table=row["table"],
            breakdown=row["breakdown"],
            category=row["category"].removeprefix("'") if row["category"][:2] in QUOTED else row["category"],
            measure=row["measure"],
            numerator=int(row["numerator"]) if row["numerator"] else None,
            denominator=int(row["denominator"]) if row["denominator"] else None,
            value=float(row["value"]) if row["value"] else None,
            period=row["period"],
            level=row["level"],
            control=row["control"],
        )
        for row in rows
    )
    month = next(figure.period for figure in figures if figure.table == "flow")
    return Shared(release, month, rows[0]["profile"], figures)


QUOTED = tuple(f"'{start}" for start in "=+-@\t\r\n\x00＝＋－＠")  # noqa: RUF001 - as csv_text writes them
"""How a cell begins that was kept from being a formula."""


def shared_bytes(figures: Sequence[Figure], profile: Profile) -> bytes:
    """statistics.csv: the shared numbers with what control did to each, and the rule."""
    ordered = sorted(figures, key=lambda figure: (figure.period, figure.key))
    rows = (
        (
            figure.period,
            *figure.key,
            figure.numerator,
            figure.denominator,
            figure.value,
            figure.level,
            figure.control,
            profile.name,
        )
        for figure in ordered
    )
    return csv_bytes(COLUMNS, rows)
