"""The statistics of a release as figures: of a month, with the publications and the ranks of every month."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from linkage.commands.report.wanted import Wanted, is_among, is_equal, is_less
from linkage.errors import InputError
from linkage.release.content.carry import STATISTICS
from linkage.release.content.csv_text import csv_bytes
from linkage.release.content.intact import refuse_changed
from linkage.report.screen.family import GROUPS
from linkage.steps.statistics.columns import types
from linkage.words.figure import Figure
from linkage.words.publication import PUBLICATIONS


def released_figures(folder: Path, month: str) -> tuple[Figure, ...]:
    """
    Figures of the release in `folder`: all of `month`, and what its report needs of other months.

    That is the publications and the names of ranks, and of earlier ones the match rates of the whole, of groups and of
    providers.

    InputError when its statistics are of an earlier version, which did not keep the flow.
    """
    ranks = is_equal("table", "match_rank") & is_equal("breakdown", "rank") & is_equal("measure", "records")
    rates = is_equal("table", "match_rate_by") & is_equal("measure", "match_rate")
    of_earlier = rates & is_among("breakdown", (*GROUPS, "month", "provider")) & is_less("period", month)
    of_other_months = is_among("table", PUBLICATIONS) | ranks | of_earlier
    found = figures_in(folder, is_equal("period", month) | of_other_months)
    if not any(figure.table == "flow" and figure.period == month for figure in found):
        raise InputError(
            f"the statistics of {month} were made by an earlier version, which told less: run the month again "
            "with --restate, then ask for the report"
        )
    return found


def figures_in(folder: Path, wanted: Wanted | None = None) -> tuple[Figure, ...]:
    """
    Every figure of a release, or those that are `wanted`.

    InputError when its statistics are not there, IntegrityError when they are not as they were published.
    """
    path = folder / STATISTICS
    if not path.is_file():
        raise InputError(f"{folder} has no {STATISTICS}; restore the release from your latest backup")
    refuse_changed(folder, STATISTICS)
    names = tuple(types())
    rows = pq.ParquetFile(path).read(columns=list(names))
    table = rows.filter(wanted.holds(rows)) if wanted else rows
    columns = [table.column(name).to_pylist() for name in names]
    return tuple(Figure(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


def figures_csv(figures: Iterable[Figure]) -> bytes:
    """Exact figures as a file, in the columns and the order of a release's own: internal."""
    ordered = sorted(figures, key=lambda figure: (figure.period, figure.key))
    names = tuple(types())
    return csv_bytes(names, ([getattr(figure, name) for name in names] for figure in ordered))
