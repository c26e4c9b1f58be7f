"""The statistics of a release as figures: of a month, with the publications and the ranks of every month."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

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
    field = ds.field
    of_every_month = field("table").isin(PUBLICATIONS) | (
        (field("table") == "match_rank") & (field("breakdown") == "rank") & (field("measure") == "records")
    )
    rates = (field("table") == "match_rate_by") & (field("measure") == "match_rate")
    of_earlier = rates & field("breakdown").isin([*GROUPS, "month", "provider"]) & (field("period") < month)
    found = figures_in(folder, (field("period") == month) | of_every_month | of_earlier)
    if not any(figure.table == "flow" and figure.period == month for figure in found):
        raise InputError(
            f"the statistics of {month} were made by an earlier version, which told less: run the month again "
            "with --restate, then ask for the report"
        )
    return found


def figures_in(folder: Path, condition: pc.Expression | None = None) -> tuple[Figure, ...]:
    """
    Every figure of a release that meets a condition.

    InputError when its statistics are not there, IntegrityError when they are not as they were published.
    """
    path = folder / STATISTICS
    if not path.is_file():
        raise InputError(f"{folder} has no {STATISTICS}; restore the release from your latest backup")
    refuse_changed(folder, STATISTICS)
    names = tuple(types())
    table = pq.read_table(path, columns=list(names), filters=condition)
    columns = [table.column(name).to_pylist() for name in names]
    return tuple(Figure(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


def figures_csv(figures: Iterable[Figure]) -> bytes:
    """Exact figures as a file, in the columns and the order of a release's own: internal."""
    ordered = sorted(figures, key=lambda figure: (figure.period, figure.key))
    names = tuple(types())
    return csv_bytes(names, ([getattr(figure, name) for name in names] for figure in ordered))
