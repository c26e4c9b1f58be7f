"""The numbers of a shareable report as a file, and where earlier ones lie: within releases, and beside them."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from linkage.commands.report.shared_rule import Rule
from linkage.errors import IntegrityError
from linkage.release.content.csv_text import csv_bytes, read
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME as MANIFEST
from linkage.release.record.manifest import Manifest, read_manifest
from linkage.steps.statistics.columns import types
from linkage.words.figure import NATIONAL, SUB_NATIONAL, Figure

FOLDER = "shareable"
NAME = "statistics.csv"
PEOPLE = ("numerator_people", "complement_people")
"""Columns of the statistics that are for control alone."""
TOLD = ("control", "rule", "from_release")
"""What control did to a number, by which rule, and whose number stands."""


@dataclass(frozen=True)
class Shared:
    """One publication: the release it is of, its month, and its file, which is read when its numbers are asked for."""

    release: str
    month: str
    path: Path
    was_national: bool = True
    """Whether its release was made as national, or by a version that took every month for that."""
    is_copy: bool = False
    """Whether its release took it over from an earlier one, as releases that only strike do, where that is there."""
    linked_by: str | None = None
    """The release whose run linked the month, where that is known."""

    @property
    def repeats(self) -> bool:
        """
        Whether its numbers are those of an earlier publication.

        Shared as national, of a release that is not; or taken over from an earlier release.
        """
        return self.is_copy or (self.rule.scope == NATIONAL and not self.was_national)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers; IntegrityError when the file cannot be read as one."""
        try:
            return tuple(map(_figure, self._rows))
        except (KeyError, ValueError, csv.Error):
            raise IntegrityError(
                f"{self.path} is not as it was written, and protects what is shared next; restore it from your backup"
            ) from None

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rule that the numbers of each month in it were made by."""
        return {row["period"]: Rule.read(row["rule"]) for row in self._rows}

    @property
    def rule(self) -> Rule:
        """The rule its own month was made by."""
        return self.rules.get(self.month) or next(iter(self.rules.values()), Rule("", SUB_NATIONAL))

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.path.read_text("utf-8"))))


def shared_before(layout: Layout) -> list[Shared]:
    """Every publication there is, by number of the release, those of releases that `gc` removed among them."""
    found: list[Shared] = []
    texts: set[bytes] = set()
    for number in layout.remembered():
        for folder in (layout.numbers_of(number) / "report", layout.reports / number):
            path = folder / FOLDER / NAME
            if not path.is_file():
                continue
            manifest = read_manifest(layout.numbers_of(number) / MANIFEST)
            text = path.read_bytes()
            may_be_copy = manifest.only_strikes or manifest.shared_from is not None
            found.append(_shared(manifest, path, is_copy=may_be_copy and text in texts))
            texts.add(text)
    return found


def _shared(manifest: Manifest, path: Path, *, is_copy: bool) -> Shared:
    number, scope = manifest.release, manifest.scopes.get(manifest.month)
    return Shared(
        number,
        manifest.month,
        path,
        was_national=scope is None or scope.is_national,
        is_copy=is_copy,
        linked_by=linked_by(manifest),
    )


def linked_by(manifest: Manifest) -> str | None:
    """
    The release whose run linked the month of `manifest` as it holds it.

    None of a release that only strikes and of an earlier version, which did not say.
    """
    if context := manifest.contexts.get(manifest.month):
        return context.release
    return None if manifest.only_strikes else manifest.release


def latest(shared: Sequence[Shared]) -> tuple[Figure, ...]:
    """The numbers of the last publication; it has taken over the publications of all months before it."""
    made = own_numbers(shared)
    return made[-1].figures if made else ()


def own_numbers(shared: Sequence[Shared]) -> list[Shared]:
    """The publications that are not an earlier one once more, which may lack the months after it."""
    return [one for one in shared if not one.is_copy]


def shared_bytes(figures: Sequence[Figure], rules: Mapping[str, Rule]) -> bytes:
    """statistics.csv: the shared numbers with what control did to each, and the rule of their month."""
    ordered = sorted(figures, key=lambda figure: (figure.period, figure.key))
    names = tuple(name for name in types() if name not in PEOPLE)
    rows = (
        (
            *(getattr(figure, name) for name in names),
            figure.control,
            str(rules[figure.period]),
            figure.from_release,
        )
        for figure in ordered
    )
    return csv_bytes((*names, *TOLD), rows)


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        table=row["table"],
        breakdown=row["breakdown"],
        category=read(row["category"]),
        measure=row["measure"],
        numerator=int(row["numerator"]) if row["numerator"] else None,
        denominator=int(row["denominator"]) if row["denominator"] else None,
        value=float(row["value"]) if row["value"] else None,
        period=row["period"],
        level=row["level"],
        control=row["control"],
        from_release=row.get("from_release") or None,
    )
