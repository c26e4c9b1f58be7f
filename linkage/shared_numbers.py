"""The numbers of a shareable report as a file, and where earlier ones lie: within releases, and beside them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from linkage.disclosure.profile import Profile
from linkage.errors import IntegrityError
from linkage.figure import Figure
from linkage.release.csv_text import FORMULA_STARTS, csv_bytes
from linkage.release.layout import Layout
from linkage.release.manifest import NAME as MANIFEST
from linkage.release.manifest import read_manifest

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
    "rule",
    "from_release",
)
QUOTED = tuple(f"'{start}" for start in FORMULA_STARTS)
"""How a cell begins that was kept from being a formula."""


@dataclass(frozen=True)
class Shared:
    """One publication: the release it is of, its month, and its file, which is read when its numbers are asked for."""

    release: str
    month: str
    path: Path

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers; IntegrityError when the file cannot be read as one."""
        try:
            return tuple(map(_figure, self._rows))
        except (KeyError, ValueError):
            raise IntegrityError(
                f"{self.path} is not as it was written, and protects what is shared next; restore it from your backup"
            ) from None

    @property
    def rule(self) -> str:
        """The rule it was made by."""
        return self._rows[0]["rule"] if self._rows else ""

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.path.read_text("utf-8"))))


def shared_before(layout: Layout) -> list[Shared]:
    """Every publication there is, by number of the release."""
    found = [
        (number, root / number / inner / FOLDER / NAME)
        for number in layout.published()
        for root, inner in ((layout.releases, "report"), (layout.reports, ""))
    ]
    return [
        Shared(number, read_manifest(layout.release(number) / MANIFEST).month, path)
        for number, path in found
        if path.is_file()
    ]


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
            profile.label,
            figure.from_release,
        )
        for figure in ordered
    )
    return csv_bytes(COLUMNS, rows)


def _figure(row: dict[str, str]) -> Figure:
    category = row["category"]
    return Figure(
        table=row["table"],
        breakdown=row["breakdown"],
        category=category[1:] if category.startswith(QUOTED) else category,
        measure=row["measure"],
        numerator=int(row["numerator"]) if row["numerator"] else None,
        denominator=int(row["denominator"]) if row["denominator"] else None,
        value=float(row["value"]) if row["value"] else None,
        period=row["period"],
        level=row["level"],
        control=row["control"],
        from_release=row.get("from_release") or None,
    )
