"""Which scope a month has, by the job and its providers, and what the user of a run has to be told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linkage.commands.report.shared_numbers import Shared
from linkage.config.outputs import OutputsTable
from linkage.engine.base import Engine
from linkage.release.record.manifest import Manifest
from linkage.release.record.scope import Scope
from linkage.steps.statistics.level import providers_sql
from linkage.words.figure import NATIONAL, SUB_NATIONAL, UNKNOWN, Figure

DECLARE = (
    'if the files are those of the whole country, put scope = "national" under [outputs]; '
    "docs/report.md says what that means"
)


@dataclass(frozen=True)
class Scopes:
    """The scope of every month of a release: as recorded when it was published, else by what the job declares now."""

    recorded: Mapping[str, Scope]
    outputs: OutputsTable

    def of(self, month: str, figures: Iterable[Figure]) -> Scope:
        """The scope of `month`, whose figures are given; those of other months are passed over."""
        if month in self.recorded:
            return self.recorded[month]
        providers = {
            figure.category
            for figure in figures
            if (figure.period, figure.table, figure.breakdown) == (month, "match_rate_by", "provider")
        }
        return scope_of(self.outputs, len(providers - {UNKNOWN}))


def scope_of(outputs: OutputsTable, providers: int, *, was_controlled: bool = False) -> Scope:
    """The scope of a month with so many providers."""
    return Scope(
        is_declared=outputs.scope == NATIONAL,
        providers=providers,
        national_min_providers=outputs.national_min_providers,
        was_controlled=was_controlled,
    )


def linked_scope(engine: Engine, outputs: OutputsTable, month: str, shared: Iterable[Shared]) -> Scope:
    """
    The scope of the month that was just linked; reads statistics.

    `shared` is what was shared before, by a rule to which the scope matters.
    """
    providers = engine.count(providers_sql(month))
    return scope_of(outputs, providers, was_controlled=SUB_NATIONAL in scopes_shared(shared, month))


def scopes_shared(shared: Iterable[Shared], month: str) -> set[str]:
    """The scopes that `month` has been shared in."""
    return {one.rule.scope for one in shared if one.month == month}


def scope_warnings(
    scope: Scope, month: str, previous: Manifest | None, shared: Iterable[Shared], *, leaves_alone: bool
) -> list[str]:
    """
    What the user has to know of the scope of `month`, and what to do.

    `leaves_alone` says whether the job's rule of disclosure control leaves national numbers as they are.
    """
    if scope.is_declared:
        return [] if scope.is_national else [f"{month} is {scope.words}; its numbers are controlled"]
    if not leaves_alone:
        return []
    found = []
    if previous is not None and not previous.scopes:
        found.append(
            "an earlier version took every job for national; now numbers about the whole are controlled too, unless "
            f"national is declared: {DECLARE}. Months that were shared keep the numbers they were shared with"
        )
    if NATIONAL in scopes_shared(shared, month):
        found.append(
            f"{month} was shared as national before, so its shareable report keeps those numbers: others, controlled, "
            f"could be set against them. To share the new ones, {DECLARE}"
        )
    return found
